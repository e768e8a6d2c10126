"""A place's answers as frozen values, read from an answers document; no Django.

An answers document is one JSON object with a key for each step (the README's *Answers document*). Whatever is missing or
“not sure” is None here, or an empty tuple where several answers may be given.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from models_catalogue.vocabulary import NOT_SURE
from questionnaire.appraisal.swings import points_from_places

Fragment = Mapping[str, Any]

TODAY_SCORES = {"not-at-all": 0.0, "a-little": 25.0, "partly": 50.0, "well": 75.0, "fully": 100.0}
"""How well today's arrangements serve an aim, as a score from 0 to 100."""

ON_CARE_MODEL = ("gp_participation", "holder", "budget", "joining")
"""The circumstance questions that the step on the care model asks; the others are asked with the place."""

HIGHEST_LEVEL = 5
"""Levels of readiness run from 0 to this."""

CONTRIBUTIONS, AGREED = "contributions", "agreed"
"""The keys of a document that are no step: what partners say beside the owner, and whether all agree on the answers."""
COULD_GAIN = ("yes", NOT_SURE)
"""Answers to whether an organisation could gain, hold or lose a contract that count as an interest."""


@dataclass(frozen=True)
class Partner:
    name: str
    type: str


@dataclass(frozen=True)
class Place:
    name: str = ""
    footprint: str | None = None
    population: int | None = None
    scope_kind: str | None = None
    groups: tuple[str, ...] = ()
    services: tuple[str, ...] | None = None
    lead: str | None = None
    partners: tuple[Partner, ...] = ()


@dataclass(frozen=True)
class Priority:
    """Swing points (0 to 100; None: not answered) and how well today serves the aim (a key of `TODAY_SCORES`).

    `place` is the aim's place in the order of importance; the points follow from it where none were given (`is_ranked`).
    """

    points: float | None = None
    place: int | None = None
    is_ranked: bool = False
    today: str | None = None
    measure: str = ""
    baseline: str = ""
    target: str = ""


@dataclass(frozen=True)
class CareModel:
    gp_participation: str | None = None
    holder: str | None = None
    budget: str | None = None
    joining: str | None = None
    ruled_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Procurement:
    """The facts that decide how a provider may be selected. Values are pounds over the contract's life."""

    buying: str | None = None
    buyer: str | None = None
    continuity: str | None = None
    value_before: float | None = None
    value_after: float | None = None
    bundles: bool | None = None
    character_changes: bool | None = None
    patient_choice: bool | None = None
    only_provider: bool | None = None
    provider_satisfies: bool | None = None
    likely_providers_known: bool | None = None


@dataclass(frozen=True)
class Document:
    """What a board heading rests on. `reviewed_by` names who looked at it from outside the programme; empty: nobody."""

    title: str = ""
    owner: str = ""
    date: str = ""
    reviewed_by: str = ""


@dataclass(frozen=True)
class Governance:
    arrangements: tuple[str, ...] = ()
    facts: Mapping[str, bool | None] = field(default_factory=dict)
    own_risks: tuple[str, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    limits: tuple[str, ...] = ()
    limits_note: str = ""
    criteria: Mapping[str, float] = field(default_factory=dict)
    ruled_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pace:
    """Dates are ISO texts; `people` is a key of the form's list."""

    start: str | None = None
    target: str | None = None
    cohort: str | None = None
    people: str | None = None
    boards: tuple[str, ...] = ()
    staff_moving: bool | None = None
    new_entity: bool | None = None
    substantial_change: bool | None = None


@dataclass(frozen=True)
class Contribution:
    """One partner's own swing points by aim (0 to 100) and readiness ratings (0 to 5); None is not answered.

    `has_interest` is true of a partner whose organisation could gain, hold or lose a contract.
    """

    partner: str
    points: Mapping[str, float | None] = field(default_factory=dict)
    readiness: Mapping[str, float | None] = field(default_factory=dict)
    has_interest: bool = False


@dataclass(frozen=True)
class Answers:
    """Everything that a place has said, as far as it counts.

    `given` names the steps that were answered; `unsure` the questions that were answered with “not sure”, which counts
    as an answer although there is no value. `contributions` are those of the partners beside the owner; `agreed` says that
    the answers are what all of them agreed on.
    """

    place: Place = Place()
    case_for_change: str = ""
    objectives: tuple[str, ...] = ()
    priorities: Mapping[str, Priority] = field(default_factory=dict)
    care_model: CareModel = CareModel()
    in_use: Mapping[str, str] = field(default_factory=dict)
    procurement: Procurement = Procurement()
    readiness: Mapping[str, float | None] = field(default_factory=dict)
    money: Mapping[str, str] = field(default_factory=dict)
    governance: Governance = Governance()
    form: Form = Form()
    pace: Pace = Pace()
    given: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    contributions: tuple[Contribution, ...] = ()
    agreed: bool = False

    def and_also(self, step: str, fragment: Fragment | None) -> "Answers":
        """These answers with one more step read; a step that was not answered changes nothing."""
        if fragment is None:
            return self
        unsure = {name for name, value in fragment.items() if value == NOT_SURE}
        return replace(self, **READERS[step](fragment), given=self.given | {step}, unsure=self.unsure | unsure)

    def and_partners(self, document: Mapping[str, Any]) -> "Answers":
        """These answers with what the partners contributed beside them."""
        contributed = tuple(_contribution(given) for given in document.get(CONTRIBUTIONS, ()))
        return replace(self, contributions=contributed, agreed=document.get(AGREED, False))

    def circumstance(self, slug: str) -> str | None:
        """The answer to one of the six single-answer circumstance questions."""
        found: str | None = getattr(self.care_model if slug in ON_CARE_MODEL else self.place, slug)
        return found

    def but(self, question: str, answer: Any) -> "Answers":
        """These answers with a circumstance question, or the footprint, answered otherwise."""
        change, unsure = {question: answer}, self.unsure - {question}
        if question in ON_CARE_MODEL:
            return replace(self, care_model=replace(self.care_model, **change), unsure=unsure)
        return replace(self, place=replace(self.place, **change), unsure=unsure)

    def aims(self) -> tuple[str, ...]:
        """The chosen objectives; those with points where nothing was chosen in so many words."""
        return self.objectives or tuple(self.priorities)

    def points(self) -> dict[str, float | None]:
        """Swing points of each aim; None where they have not been given."""
        return {slug: self.priorities.get(slug, Priority()).points for slug in self.aims()}


def read_document(document: Mapping[str, Any]) -> Answers:
    """Read a document whose every step counts; `steps.read_along_route` is the reader that knows the route."""
    answers = Answers()
    for step in READERS:
        answers = answers.and_also(step, document.get(step))
    return answers.and_partners(document)


def _sure(value: Any) -> Any:
    return None if value in (NOT_SURE, "", None) else value


def _yes(value: Any) -> bool | None:
    return {"yes": True, "no": False}.get(value)


def _number(value: Any) -> float | None:
    return None if value in (NOT_SURE, "", None) else float(value)


def _slugs(values: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(values or ())


def _place(given: Fragment) -> dict[str, Any]:
    services = given.get("services")
    return {
        "place": Place(
            name=given.get("name", ""),
            footprint=_sure(given.get("footprint")),
            population=given.get("population"),
            scope_kind=_sure(given.get("scope_kind")),
            groups=_slugs(given.get("groups")),
            services=_slugs(services) if services else None,
            lead=_sure(given.get("lead")),
            partners=tuple(Partner(row["name"], row["type"]) for row in given.get("partners", ())),
        )
    }


def _rationale(given: Fragment) -> dict[str, Any]:
    return {
        "case_for_change": given.get("case_for_change", ""),
        "objectives": _slugs(given.get("objectives")),
    }


def _priorities(given: Fragment) -> dict[str, Any]:
    return {"priorities": _read_priorities(given)}


def _read_priorities(given: Fragment) -> dict[str, Priority]:
    """Points that were given count; where there are none, those that follow from the order of all that have a place."""
    found = {slug: _priority(value) for slug, value in given.items()}
    ranked = points_from_places({slug: one.place for slug, one in found.items() if one.place is not None})
    return {
        slug: replace(one, points=ranked[slug], is_ranked=True) if one.points is None and slug in ranked else one
        for slug, one in found.items()
    }


def _priority(value: Any) -> Priority:
    if not isinstance(value, Mapping):
        return Priority(points=_number(value))
    return Priority(
        points=_number(value.get("points")),
        place=value.get("place"),
        today=_sure(value.get("today")),
        measure=value.get("measure", ""),
        baseline=value.get("baseline", ""),
        target=value.get("target", ""),
    )


def _contribution(given: Fragment) -> Contribution:
    return Contribution(
        given["partner"],
        points={slug: one.points for slug, one in _read_priorities(given.get("priorities", {})).items()},
        readiness=_levels(given.get("readiness", {})),
        has_interest=given.get("interest") in COULD_GAIN,
    )


def _care_model(given: Fragment) -> dict[str, Any]:
    return {
        "care_model": CareModel(
            **{slug: _sure(given.get(slug)) for slug in ON_CARE_MODEL}, ruled_out=dict(given.get("ruled_out", {}))
        )
    }


def _legal(given: Fragment) -> dict[str, Any]:
    return {"in_use": dict(given.get("in_use", {}))}


def _procurement(given: Fragment) -> dict[str, Any]:
    read: dict[str, Any] = {slug: _sure(given.get(slug)) for slug in ("buying", "buyer", "continuity")}
    read |= {slug: _number(given.get(slug)) for slug in ("value_before", "value_after")}
    read |= {slug: _yes(given.get(slug)) for slug in PROCUREMENT_CLAIMS}
    return {"procurement": Procurement(**read)}


PROCUREMENT_CLAIMS = (
    "bundles",
    "character_changes",
    "patient_choice",
    "only_provider",
    "provider_satisfies",
    "likely_providers_known",
)


def _readiness(given: Fragment) -> dict[str, Any]:
    return {"readiness": _levels(given)}


def _levels(given: Fragment) -> dict[str, float | None]:
    return {slug: _sure(level) for slug, level in given.items()}


def _money(given: Fragment) -> dict[str, Any]:
    return {"money": {slug: answer for slug, answer in given.items() if _sure(answer)}}


def _governance(given: Fragment) -> dict[str, Any]:
    return {
        "governance": Governance(
            arrangements=_slugs(given.get("arrangements")),
            facts={slug: _yes(value) for slug, value in given.get("facts", {}).items()},
            own_risks=_slugs(given.get("own_risks")),
            documents={slug: _document(value) for slug, value in given.get("documents", {}).items()},
        )
    }


def _document(value: Any) -> Document:
    """A line of text is a title alone."""
    return Document(**value) if isinstance(value, Mapping) else Document(title=value)


def _form(given: Fragment) -> dict[str, Any]:
    return {
        "form": Form(
            limits=_slugs(given.get("limits")),
            limits_note=given.get("limits_note", ""),
            criteria={slug: float(points) for slug, points in given.get("criteria", {}).items()},
            ruled_out=dict(given.get("ruled_out", {})),
        )
    }


def _pace(given: Fragment) -> dict[str, Any]:
    return {
        "pace": Pace(
            start=_sure(given.get("start")),
            target=_sure(given.get("target")),
            cohort=_sure(given.get("cohort")),
            people=_sure(given.get("people")),
            boards=_slugs(given.get("boards")),
            **{slug: _yes(given.get(slug)) for slug in ("staff_moving", "new_entity", "substantial_change")},
        )
    }


READERS: dict[str, Callable[[Fragment], dict[str, Any]]] = {
    "place": _place,
    "rationale": _rationale,
    "priorities": _priorities,
    "care-model": _care_model,
    "legal": _legal,
    "procurement": _procurement,
    "readiness": _readiness,
    "money": _money,
    "governance": _governance,
    "form": _form,
    "pace": _pace,
}
