"""What is still wanted, and from whom: the open questions of pages that are not done, and what was answered with “not sure”."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models_catalogue.catalogue import Catalogue
from models_catalogue.vocabulary import NOT_SURE
from questionnaire.document import Stored, form_for
from questionnaire.forms.people import PEOPLE
from questionnaire.numbering import numbers
from questionnaire.steps import STEPS, Step, read_along_route


@dataclass(frozen=True)
class Wanted:
    """An open question; `is_unsure` where somebody has answered “not sure”."""

    number: str
    question: str
    step: Step
    field: str
    is_unsure: bool


@dataclass(frozen=True)
class Asked:
    """One person's open questions, in the order of the route."""

    person: str
    questions: tuple[Wanted, ...]


def wanted_by_person(catalogue: Catalogue, posted: Mapping[str, Any], stored: Stored) -> tuple[Asked, ...]:
    """Whoever has nothing left to answer is not named."""
    found = list(_wanted(catalogue, posted, stored))
    by_person = (Asked(person, tuple(one for holder, one in found if holder == person)) for person in PEOPLE)
    return tuple(asked for asked in by_person if asked.questions)


def _wanted(catalogue: Catalogue, posted: Mapping[str, Any], stored: Stored) -> Iterator[tuple[str, Wanted]]:
    answers, number = read_along_route(stored.document), numbers(catalogue)
    for step in (step for step in STEPS if step.shown_to(answers)):
        form = form_for(step, catalogue, answers, posted.get(step.slug, {}), partial=True)
        form.is_valid()
        for name in form.wanted():
            is_unsure = form.cleaned_data.get(name) == NOT_SURE
            is_open = step.slug not in stored.completed and form.cleaned_data.get(name) in (None, "", [], ())
            if is_unsure or is_open:
                label = str(form.fields[name].label)
                yield form.holder_of(name), Wanted(number[step.slug, name], label, step, name, is_unsure)
