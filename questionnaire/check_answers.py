"""Check answers: each page of the route with what was answered, what was not, and how far its answers can reach."""

from collections.abc import Iterator
from dataclasses import dataclass

from models_catalogue.editions import catalogue_of
from questionnaire.document import form_for, read_stored
from questionnaire.forms.base import StepForm
from questionnaire.half_filled import Row
from questionnaire.models import Assessment
from questionnaire.reach import FOLLOWS, reach_of
from questionnaire.steps import STEPS, Step, read_along_route


@dataclass(frozen=True)
class Question:
    """A question that is not answered: the field of its form, and its words."""

    field: str
    words: str


@dataclass(frozen=True)
class CheckedPage:
    """`wanted` are questions that the page does not do without, `optional` those that may be left out.

    `printed` names the fields whose answers are printed as they were written and change no result.
    """

    step: Step
    form: StepForm
    is_complete: bool
    is_half_filled: bool
    wanted: tuple[Question, ...]
    optional: tuple[Question, ...]
    printed: frozenset[str]

    @property
    def is_about_what_follows(self) -> bool:
        """Whether no answer of the page can change who leads."""
        return self.step.slug in FOLLOWS


def checked_pages(assessment: Assessment) -> tuple[CheckedPage, ...]:
    """Every page that is shown, in the order of the route."""
    catalogue = catalogue_of(assessment.edition_id)
    stored = read_stored(assessment.data, catalogue)
    answers = read_along_route(stored.document)
    return tuple(
        checked_page(
            assessment,
            step,
            form_for(step, catalogue, answers, assessment.data.get(step.slug, {})),
            is_complete=step.slug in stored.completed,
        )
        for step in STEPS
        if step.shown_to(answers)
    )


def checked_page(row: Row, step: Step, form: StepForm, *, is_complete: bool) -> CheckedPage:
    open_questions = list(_unanswered(form))
    return CheckedPage(
        step,
        form,
        is_complete=is_complete,
        is_half_filled=step.slug in row.half_filled and not row.is_finished,
        wanted=tuple(question for question, is_wanted in open_questions if is_wanted),
        optional=tuple(question for question, is_wanted in open_questions if not is_wanted),
        printed=frozenset(name for name in form.fields if reach_of(step.slug, name) == "words"),
    )


def _unanswered(form: StepForm) -> Iterator[tuple[Question, bool]]:
    """Questions without a valid answer, each with whether the page asks for one; not what is asked beside another answer."""
    said = {name for name, _, _ in form.spoken()}
    for name in (name for section in form.sections() for name in section.fields if name not in said):
        yield Question(name, str(form.fields[name].label)), form.fields[name].required
