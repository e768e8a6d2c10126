"""The numbers of the questions: the same on the blank question set, on lists of what is wanted, and in a report's annex."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BoundField

from models_catalogue.catalogue import Catalogue
from questionnaire.answers import Answers
from questionnaire.document import form_for
from questionnaire.forms.base import Section, StepForm
from questionnaire.forms.fields import PATH_MARK
from questionnaire.steps import STEPS, Step


@dataclass(frozen=True)
class Question:
    number: str
    holder: str
    field: BoundField


@dataclass(frozen=True)
class QuestionPart:
    section: Section
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class QuestionPage:
    """A step as it is before anything is answered."""

    number: int
    step: Step
    parts: tuple[QuestionPart, ...]


def every_question(catalogue: Catalogue) -> tuple[QuestionPage, ...]:
    """All that is ever asked on an edition: every aim of it is asked about."""
    every_aim = Answers(objectives=tuple(aim.slug for aim in catalogue.aims()))
    return tuple(
        QuestionPage(number, step, tuple(_parts(number, form_for(step, catalogue, every_aim))))
        for number, step in enumerate(STEPS, start=1)
    )


def numbers(catalogue: Catalogue) -> dict[tuple[str, str], str]:
    """The number of each question by its step and field. A question within a question goes by the number of that."""
    found = {
        (page.step.slug, question.field.name): question.number
        for page in every_question(catalogue)
        for part in page.parts
        for question in part.questions
    }
    within = {("legal", f"until{PATH_MARK}{row.slug}"): found["legal", "in_use"] for row in catalogue.flexibilities}
    return found | within


def _parts(page: int, form: StepForm) -> Iterator[QuestionPart]:
    place = 0
    for section, fields in form.laid_out():
        questions = tuple(
            Question(f"{page}.{number}", form.holder_of(field.name), field)
            for number, field in enumerate(fields, start=place + 1)
        )
        place += len(questions)
        yield QuestionPart(section, questions)
