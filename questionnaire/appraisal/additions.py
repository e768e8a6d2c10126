"""What reaches a report beside the ranking: service changes with evidence of their own, and the board's headings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from models_catalogue.catalogue import AssuranceHeading, Catalogue, Intervention
from models_catalogue.vocabulary import MONEY_ANSWERS
from questionnaire.answers import Answers, Document

EHCH = "ehch"
EHCH_GROUPS = {"older-people", "care-home-residents"}
GRADES = ("strong", "moderate", "weak", "contested", "none")
MOST_ADDITIONS = 8

AssuranceStatus = Literal["open", "stated", "evidence named", "reviewed"]


@dataclass(frozen=True)
class Addition:
    """A service change worth considering with any model; never ranked. `groups` are the place's that it fits."""

    slug: str
    grade: str
    direction: str
    groups: tuple[str, ...]
    because: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class AssuranceLine:
    """A board heading: open, stated by the place, with a document named, or with one reviewed from outside the programme.

    Self-report is never called assurance.
    """

    slug: str
    number: int
    status: AssuranceStatus
    document: str
    owner: str
    date: str
    reviewed_by: str
    because: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class MoneyLine:
    """A money question: the range that the place gave, or what a financial case still lacks."""

    slug: str
    answer: str | None
    is_open: bool
    because: str
    sources: tuple[int, ...]


def additions(catalogue: Catalogue, answers: Answers, ranked: set[str]) -> tuple[Addition, ...]:
    """Care-home support where it is called for, then the interventions best evidenced for the chosen groups."""
    place = answers.place
    called = set(place.groups) & EHCH_GROUPS or "care-homes" in (place.services or ())
    found = [_fitting(intervention, answers) for intervention in catalogue.interventions]
    fitting = [addition for addition in found if addition is not None]
    best_first = sorted(fitting, key=lambda addition: (GRADES.index(addition.grade), addition.slug))
    care_homes = [_care_homes(catalogue, answers)] if called and EHCH not in ranked else []
    return tuple([*care_homes, *best_first][:MOST_ADDITIONS])


def _care_homes(catalogue: Catalogue, answers: Answers) -> Addition:
    option = catalogue.option[EHCH]
    fit = catalogue.fit[EHCH, "emergency"]
    groups = tuple(group for group in answers.place.groups if group in EHCH_GROUPS)
    return Addition(EHCH, fit.grade, fit.direction, groups, option.board_line, option.sources)


def _fitting(intervention: Intervention, answers: Answers) -> Addition | None:
    """An intervention for a chosen group, or for the whole population where it serves a chosen aim and a service in scope."""
    groups = tuple(group for group in answers.place.groups if group in intervention.groups)
    serves = set(intervention.aims) & set(answers.aims())
    in_scope = set(intervention.services) & set(answers.place.services or ())
    if (
        intervention.direction not in ("+", "+/-")
        or not serves
        or not (groups or (not answers.place.groups and in_scope))
    ):
        return None
    return Addition(
        intervention.slug,
        intervention.grade,
        intervention.direction,
        groups,
        intervention.result,
        intervention.sources,
    )


def assurance(catalogue: Catalogue, answers: Answers) -> tuple[AssuranceLine, ...]:
    """The board headings, each with where it stands."""
    return tuple(_line(heading, answers) for heading in catalogue.assurance_headings)


def _line(heading: AssuranceHeading, answers: Answers) -> AssuranceLine:
    document = answers.governance.documents.get(heading.slug, Document())
    return AssuranceLine(
        slug=heading.slug,
        number=heading.number,
        status=_status(document, is_stated=any(_is_said(answers, path) for path in STATED_BY.get(heading.number, ()))),
        document=document.title,
        owner=document.owner,
        date=document.date,
        reviewed_by=document.reviewed_by,
        because=heading.question,
        sources=heading.sources,
    )


def _status(document: Document, *, is_stated: bool) -> AssuranceStatus:
    if document.title:
        return "reviewed" if document.reviewed_by else "evidence named"
    return "stated" if is_stated else "open"


def _is_said(answers: Answers, path: str) -> bool:
    value: object = answers
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else getattr(value, name)
    if isinstance(value, Mapping):
        return any(said is not None for said in value.values())
    return value not in (None, "", ())


STATED_BY: Mapping[int, tuple[str, ...]] = {
    1: ("pace.boards",),
    2: ("case_for_change",),
    3: ("priorities",),
    4: ("care_model.ruled_out", "priorities"),
    5: ("priorities",),
    6: ("form.limits", "form.criteria"),
    7: ("in_use",),
    8: ("procurement.buying",),
    9: ("money",),
    10: ("money.savings-from",),
    11: ("governance.facts.holder-quality-concern",),
    12: ("governance.facts.acute-income-at-risk",),
    13: ("pace.staff_moving",),
    14: ("readiness.data",),
    15: ("readiness.people_communities", "pace.substantial_change"),
    16: ("governance.arrangements",),
    17: ("governance.own_risks", "governance.facts"),
    18: ("governance.facts.national-approval-needed",),
    19: ("pace.start", "pace.target"),
    20: ("governance.facts.no-guarantee",),
    21: ("governance.facts.footprint-changing",),
    22: ("priorities",),
}
"""The answers that make a board heading (by its number) more than open."""


def money(catalogue: Catalogue, answers: Answers) -> tuple[MoneyLine, ...]:
    """What was said about money, and what is still open. No cost enters the value."""
    found = ((question, answers.money.get(question.slug)) for question in catalogue.money_questions)
    return tuple(
        MoneyLine(
            question.slug,
            answer,
            answer is None or answer in MONEY_ANSWERS.get(question.slug, ()),
            question.why,
            question.sources,
        )
        for question, answer in found
    )
