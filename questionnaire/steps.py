"""The route: one ordered table of steps, from which addresses, order, progress and reading derive."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.datastructures import MultiValueDict

from models_catalogue.catalogue import Catalogue
from questionnaire.answers import AGREED, CONTRIBUTIONS, Answers
from questionnaire.forms.base import StepForm
from questionnaire.forms.care_model import CareModelForm
from questionnaire.forms.contribution import OrganisationForm
from questionnaire.forms.legal import LegalForm, ProcurementForm
from questionnaire.forms.organisation import FormForm, PaceForm
from questionnaire.forms.place import PlaceForm
from questionnaire.forms.rationale import OwnPrioritiesForm, PrioritiesForm, RationaleForm
from questionnaire.forms.readiness import GovernanceForm, MoneyForm, ReadinessForm

Posted = Mapping[str, list[str]]
Condition = Callable[[Answers], bool]


def everyone(answers: Answers) -> bool:
    return True


def places_with_objectives(answers: Answers) -> bool:
    return bool(answers.aims())


QUESTIONS: Mapping[int, str] = {
    0: "About the place",
    1: "What is the rationale for a new care model?",
    2: "What model of care will best support us to deliver our objectives?",
    3: "What legal flexibilities do we have?",
    4: "What are the barriers and risks, and how do we address governance?",
    5: "Do we need a new organisational form, and do the Dalton Review forms provide the answer?",
    6: "How can we move quickly?",
}


@dataclass(frozen=True)
class Step:
    """One page. `question` is a key of `QUESTIONS`; `needs` names the step whose answers decide whether it is shown.

    `can_wait` names answers that the first view does without, by the last part of their place in the answers document.
    """

    slug: str
    question: int
    title: str
    form: type[StepForm]
    holder: str
    shown_to: Condition = everyone
    needs: str | None = None
    in_first_view: bool = False
    can_wait: tuple[str, ...] = ()


STEPS: tuple[Step, ...] = (
    Step("place", 0, "The place and its partners", PlaceForm, "Programme lead", in_first_view=True),
    Step(
        "rationale",
        1,
        "Why change, and to achieve what",
        RationaleForm,
        "Programme lead, public health",
        in_first_view=True,
        can_wait=("case_for_change",),
    ),
    Step(
        "priorities",
        1,
        "How much each objective matters",
        PrioritiesForm,
        "The partners’ leaders together",
        shown_to=places_with_objectives,
        needs="rationale",
        in_first_view=True,
        can_wait=("today",),
    ),
    Step(
        "care-model",
        2,
        "What partners could do and would accept",
        CareModelForm,
        "Chief officers, general practice",
        in_first_view=True,
    ),
    Step("legal", 3, "Powers and agreements in use today", LegalForm, "Secretary, legal"),
    Step("procurement", 3, "What would be bought, and from whom", ProcurementForm, "Procurement"),
    Step("readiness", 4, "How ready you are", ReadinessForm, "The partners’ leaders together"),
    Step("money", 4, "What is known about the money", MoneyForm, "Finance directors"),
    Step(
        "governance",
        4,
        "Arrangements, facts and risks",
        GovernanceForm,
        "Secretary, finance, general practice",
    ),
    Step("form", 5, "What a form has to do", FormForm, "Chief officers, secretary"),
    Step("pace", 6, "Dates, people and decisions", PaceForm, "Programme lead, secretary"),
)

FIRST_VIEW: tuple[Step, ...] = tuple(step for step in STEPS if step.in_first_view)
"""The first of the two depths: the pages whose answers decide which models can lead. The other is the whole route."""
DECIDING = frozenset(slug for step in STEPS if step.needs for slug in (step.needs, step.slug))
"""The steps whose answers decide which pages are shown and what they ask; no other has to be read for that."""
NEEDED = frozenset(step.needs for step in STEPS if step.needs)
"""Those of them that decide alone where they show everything."""

ORGANISATION = "organisation"
HOLDER = "Your organisation’s leaders"
OWN: Mapping[str, Mapping[str, Any]] = {
    "priorities": {"form": OwnPrioritiesForm},
    "readiness": {"title": "How ready the place is"},
}
"""The pages of the route that a partner answers for itself, with what is other about them then."""
CONTRIBUTION: tuple[Step, ...] = (
    Step(ORGANISATION, 0, "Your organisation", OrganisationForm, HOLDER),
    *(replace(step, holder=HOLDER, **OWN[step.slug]) for step in STEPS if step.slug in OWN),
)
"""The pages of a partner who contributes: what it has at stake, and its own view of two pages of the route."""

Document = Mapping[str, Any]


def step_called(slug: str) -> Step | None:
    return next((step for step in STEPS if step.slug == slug), None)


def form_for(
    step: Step,
    catalogue: Catalogue,
    answers: Answers,
    posted: Posted | MultiValueDict | None = None,
    *,
    partial: bool = False,
) -> StepForm:
    data = posted if posted is None or isinstance(posted, MultiValueDict) else MultiValueDict(dict(posted))
    return step.form(data, catalogue=catalogue, answers=answers, partial=partial)


def is_read(step: Step, answers: Answers, given: Container[str]) -> bool:
    """Whether a step counts: it is shown, or what decides that was not answered at all."""
    return step.shown_to(answers) or (step.needs is not None and step.needs not in given)


def read_along_route(given: Document) -> Answers:
    """Read what each page gave, in order; a page no longer shown is not read."""
    answers = Answers()
    for step in STEPS:
        if is_read(step, answers, given):
            answers = answers.and_also(step.slug, given.get(step.slug))
    return answers.and_partners(given)


def counted(given: Document) -> dict[str, Any]:
    """The part of a document that counts: the steps that were read, the aims that are still chosen, and what partners say."""
    answers = read_along_route(given)
    found = {step.slug: dict(given[step.slug]) for step in STEPS if step.slug in answers.given}
    if "priorities" in found:
        found["priorities"] = {slug: value for slug, value in found["priorities"].items() if slug in answers.aims()}
    return found | {key: given[key] for key in (CONTRIBUTIONS, AGREED) if key in given}
