"""Stored answers that fitted one edition and do not fit another: kept as stored, and told in the words that were seen."""

from collections.abc import Mapping
from dataclasses import dataclass

from models_catalogue.catalogue import Catalogue
from questionnaire.document import Posted, answers_in, form_for, read_stored
from questionnaire.forms.base import StepForm
from questionnaire.steps import STEPS, Step


@dataclass(frozen=True)
class Kept:
    """An answer that has to be given anew. `is_asked` is false when the other edition no longer asks the question."""

    step: Step
    field: str
    question: str
    words: tuple[str, ...]
    is_asked: bool


@dataclass(frozen=True)
class Unfit:
    """What an edition does not take over: answers, and pages that were complete and now want something more."""

    answers: tuple[Kept, ...]
    steps: tuple[Step, ...]

    def __bool__(self) -> bool:
        return bool(self.answers or self.steps)


def unfit(posted: Mapping[str, Posted], old: Catalogue, new: Catalogue) -> Unfit:
    """What of the stored answers fits the old edition and not the new one."""
    then, now = forms_of(posted, old), forms_of(posted, new)
    again = read_stored(posted, old).completed - read_stored(posted, new).completed
    return Unfit(
        tuple(kept for step in STEPS if step.slug in then and step.slug in now for kept in _kept(step, then, now)),
        tuple(step for step in STEPS if step.slug in again and step.slug in now),
    )


def all_fits(posted: Mapping[str, Posted], catalogue: Catalogue) -> bool:
    """Whether every stored page is shown, complete and asked in all its parts."""
    forms = forms_of(posted, catalogue)
    return forms.keys() == posted.keys() and all(
        form.is_valid() and posted[slug].keys() <= form.posted_names() for slug, form in forms.items()
    )


def forms_of(posted: Mapping[str, Posted], catalogue: Catalogue) -> dict[str, StepForm]:
    """The stored pages that are shown on an edition, each as its form."""
    answers = answers_in(posted, catalogue)
    return {
        step.slug: form_for(step, catalogue, answers, posted[step.slug])
        for step in STEPS
        if step.slug in posted and step.shown_to(answers)
    }


def _kept(step: Step, then: Mapping[str, StepForm], now: Mapping[str, StepForm]) -> list[Kept]:
    still = {name for name, _, _ in now[step.slug].spoken()}
    return [
        Kept(step, name, question, tuple(words), name in now[step.slug].fields)
        for name, question, words in then[step.slug].spoken()
        if name not in still
    ]
