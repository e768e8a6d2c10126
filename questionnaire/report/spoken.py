"""A place's answers in the words that it saw, for the annex of its report and for what refers to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models_catalogue.catalogue import Catalogue
from questionnaire.answers import Answers
from questionnaire.document import form_for, stored_from
from questionnaire.numbering import numbers
from questionnaire.steps import STEPS


@dataclass(frozen=True)
class SpokenAnswer:
    """One answer: its field's name in its step's form, the question with its number, and the answer, one item a line."""

    field: str
    number: str
    question: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class SpokenStep:
    slug: str
    title: str
    answers: tuple[SpokenAnswer, ...]


def spoken_answers(catalogue: Catalogue, answers: Answers, document: Mapping[str, Any]) -> tuple[SpokenStep, ...]:
    """Every answer of a document that counts, in the order of the route; steps without any are left out."""
    return tuple(_spoken(catalogue, answers, document))


def _spoken(catalogue: Catalogue, answers: Answers, document: Mapping[str, Any]) -> Iterator[SpokenStep]:
    posted, number = stored_from(document, catalogue), numbers(catalogue)
    for step in STEPS:
        if step.slug in posted:
            form = form_for(step, catalogue, answers, posted[step.slug], partial=True)
            found = tuple(
                SpokenAnswer(name, number[step.slug, name], asked, tuple(lines)) for name, asked, lines in form.spoken()
            )
            if found:
                yield SpokenStep(step.slug, step.title, found)
