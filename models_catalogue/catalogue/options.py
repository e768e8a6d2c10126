"""Frozen values of what a place can choose: options with their scores, ratings, requirements and gates."""

from dataclasses import dataclass
from typing import Literal

from models_catalogue.catalogue.base import Direction, Grade, Sourced, Stage, Status


@dataclass(frozen=True, kw_only=True)
class Fit(Sourced):
    """How far an option is designed to serve an objective (-1 to 3), and beside it what has been shown."""

    option: str
    objective: str
    fit: int
    rationale: str
    grade: Grade
    direction: Direction
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Rating(Sourced):
    """How far an option suits a place that answers a circumstance question so (-2 to 2)."""

    option: str
    circumstance: str
    answer: str
    rating: int
    rationale: str


@dataclass(frozen=True, kw_only=True)
class Vehicle(Sourced):
    """What carries a model today: its status as last checked, the first step, and what not to rely on."""

    name: str
    status: Status
    words: str
    start: str
    start_form: str
    needs: str
    do_not_rely_on: str
    do_not_rely_status: str
    as_at: str
    checked_at: str


@dataclass(frozen=True, kw_only=True)
class Variant(Sourced):
    """A way of doing an option, named in the headline when `circumstance` is answered with `answer`; never ranked."""

    option: str
    slug: str
    name: str
    circumstance: str
    answer: str
    what: str
    formality: str
    organisation: str = ""
    budget: str = ""
    general_practice: str = ""
    autonomy: str = ""
    suits_when: str = ""
    grade: Grade = "none"
    direction: Direction = "?"
    evidence: str = ""
    limits: str = ""


@dataclass(frozen=True, kw_only=True)
class Requirement(Sourced):
    """A readiness level (0 to 5) that an option needs; `must_when_service` turns a should into a must."""

    option: str
    dimension: str
    level: int
    strength: Literal["must", "should"]
    must_when_service: tuple[str, ...] = ()
    rationale: str


@dataclass(frozen=True, kw_only=True)
class Gate(Sourced):
    """A condition of the scope or the place; `otherwise` is the gate's answer when it is not met."""

    slug: str
    option: str
    kind: str
    values: tuple[str, ...]
    level: int | None
    otherwise: Literal["fail", "fixable"]
    name: str
    because: str
    opens: str


@dataclass(frozen=True, kw_only=True)
class Compatibility(Sourced):
    """What goes with what: 2 natural, 1 possible, 0 poor (a gate). `upper` is an option or `single-pathway`."""

    upper: str
    lower: str
    level: int
    rationale: str


@dataclass(frozen=True, kw_only=True)
class Option(Sourced):
    """A care model, an organisational model, a way of commissioning or an organisational form."""

    slug: str
    stage: Stage
    name: str
    short_name: str
    of_the_brief: bool
    dalton: bool
    plain: str
    what: str
    meaning_2016: str
    who_leads: str
    holder: str
    payment: str
    general_practice: str
    governance: str
    formality: int
    formality_range: str
    population_minimum: int | None
    population_note: str
    time_to_establish: str
    time_to_effect: str
    board_line: str
    needs_award: bool
    needs_transaction: bool
    exit: str
    core_services: tuple[str, ...]
    core_rationale: str
    vehicle: Vehicle | None
