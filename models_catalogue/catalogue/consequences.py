"""Frozen values of what follows from a choice: law, risks, the plan, assurance, additions and the watch list."""

from dataclasses import dataclass
from typing import Literal

from models_catalogue.catalogue.base import Confidence, Direction, Grade, Sourced, Status


@dataclass(frozen=True, kw_only=True)
class FlexibilityUse(Sourced):
    flexibility: str
    option: str
    need: Literal["essential", "useful"]
    why: str


@dataclass(frozen=True, kw_only=True)
class Flexibility(Sourced):
    """A legal power, route or duty, with its dates and status as last checked."""

    slug: str
    reference: str
    name: str
    lets: str
    who: str
    law: str
    conditions: str
    needs: str
    steps: tuple[str, ...]
    in_force_from: str | None
    in_force_to: str | None
    status: Status
    status_note: str
    use_2016: str
    confidence: Confidence
    usable: bool
    everyone: str
    as_at: str
    checked_at: str


@dataclass(frozen=True, kw_only=True)
class AwardRoute(Sourced):
    """A way of selecting a provider, in words; which facts lead to it stands in `questionnaire/appraisal/award.py`.

    `standstill_days` are working days, 0 where there is no standstill or its length was not read.
    """

    slug: str
    name: str
    law: str
    because: str
    conditions: str
    notices: str
    standstill: str
    standstill_days: int


@dataclass(frozen=True, kw_only=True)
class RiskTrigger:
    dimension: str
    below: int


@dataclass(frozen=True, kw_only=True)
class Risk(Sourced):
    """A documented risk; likelihood and impact (1 to 5) are starting values, before triggers and controls."""

    slug: str
    reference: str
    category: str
    name: str
    cause: str
    consequence: str
    mitigation: str
    likelihood: int
    impact: int
    bites_all: bool
    bites: tuple[str, ...]
    trigger_facts: tuple[str, ...]
    trigger_dimensions: tuple[RiskTrigger, ...]
    lowered_by: tuple[str, ...]
    sensitive: bool


@dataclass(frozen=True, kw_only=True)
class StopRule(Sourced):
    """A stop-level warning: every cause and every exposure answered yes, on a recommended option that it bites."""

    slug: str
    name: str
    cause_facts: tuple[str, ...]
    exposure_facts: tuple[str, ...]
    bites: tuple[str, ...]
    argument: str
    what_to_do: str


@dataclass(frozen=True, kw_only=True)
class Milestone(Sourced):
    """A piece of work with what must finish before it and how many weeks it takes (fast, typical, slow).

    `permission` says whose leave it needs beyond the partners who do it; empty where it needs nobody's.
    """

    slug: str
    reference: str
    name: str
    needs: tuple[str, ...]
    fast_weeks: float
    typical_weeks: float
    slow_weeks: float
    basis: Literal["sourced", "estimate"]
    basis_note: str
    note: str
    owner: str
    quick_win: bool
    permission: str = ""
    always: bool
    facts: tuple[str, ...]
    forms: tuple[str, ...]
    routes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AssuranceHeading(Sourced):
    number: int
    slug: str
    name: str
    question: str
    evidence: str
    answered_by: str


@dataclass(frozen=True, kw_only=True)
class AssuranceQuestion(Sourced):
    number: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Intervention(Sourced):
    """A service change with its own evidence; it reaches a report as an addition, never ranked."""

    slug: str
    name: str
    what: str
    groups: tuple[str, ...]
    services: tuple[str, ...]
    aims: tuple[str, ...]
    grade: Grade
    direction: Direction
    result: str
    caution: str
    self_reported: bool


@dataclass(frozen=True, kw_only=True)
class Caution(Sourced):
    """A sentence for boards: for every one, or only `when` certain answers call for it (vocabulary.CAUTION_CASES)."""

    slug: str
    text: str
    when: str


@dataclass(frozen=True, kw_only=True)
class WatchItem(Sourced):
    """Something not settled when last checked, and the words that are safe to use about it."""

    reference: str
    slug: str
    what: str
    why: str
    wording: str
    recheck: str
    touches: tuple[str, ...]
