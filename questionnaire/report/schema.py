"""What the data of a report looks like: the shape of the JSON that `export.py` makes, and its JSON Schema.

What the method returns is described by its own classes; the classes here describe what is made of them for others to read. A
change of shape that a reader could stumble over takes the next number in `SCHEMA`.
"""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from models_catalogue.catalogue import Reported, Stage, Vehicle
from questionnaire.appraisal.additions import Addition, AssuranceLine, MoneyLine
from questionnaire.appraisal.award import Route
from questionnaire.appraisal.gates import Passage, Status
from questionnaire.appraisal.law import LegalPower
from questionnaire.appraisal.likeness import Said
from questionnaire.appraisal.meetings import Meeting
from questionnaire.appraisal.next_questions import Telling
from questionnaire.appraisal.plan import Outlook, Planned
from questionnaire.appraisal.readiness import Band
from questionnaire.appraisal.risk import RatedRisk, Warning
from questionnaire.appraisal.robustness import Level
from questionnaire.appraisal.stage import Contribution
from questionnaire.appraisal.staged_route import RouteStep
from questionnaire.appraisal.turning_points import Blocked, TurningPoint
from questionnaire.report.schema_robustness import FirmnessSaid, Numbers, PartnersSaid, shape

SCHEMA = "integration-portal-report-1"


@shape
class EditionSaid:
    """The edition of the catalogue that the report stands on."""

    number: int
    sha256: str
    published_at: str


@shape
class RecommendationSaid:
    """What came first in each stage, what carries each of these today, and how far it is settled."""

    care_model: str | None
    organisational_model: str | None
    commissioning: str | None
    organisational_form: str | None
    variant: str | None
    variants: tuple[str, ...]
    today: Mapping[str, Vehicle | None]
    level: Level | None
    levels: Mapping[Stage, Level | None]
    case_for_change: str
    provisional: bool
    can_lead: Mapping[Stage, tuple[str, ...]]


@shape
class ReadinessSaid:
    """How many requirements of an option are met, and which are not, in levels that are missing."""

    band: Band
    required: int
    met: int
    gaps: Numbers
    unknown: tuple[str, ...]


@shape
class ResultSaid:
    """An option with its result. `rank` is empty for one that is ruled out; `rank_of_all` counts every option."""

    slug: str
    rank: int | None
    rank_of_all: int
    value: float
    fit: float | None
    match: float | None
    shown_only: float
    status: Status
    reasons: tuple[Passage, ...]
    readiness: ReadinessSaid
    coverage: float
    enough_evidence: bool
    dominated_by: tuple[str, ...]
    dominated_in_order_by: tuple[str, ...]
    contributions: tuple[Contribution, ...]


@shape
class OptionSaid(ResultSaid):
    """An option of the later stages, with why it is one, and the numbers of its sources."""

    because: str
    sources: tuple[int, ...]


@shape
class WarningSaid(Warning):
    """A warning; its slug is its code."""

    slug: str


@shape
class PlanSaid:
    """What the milestones come to at each pace, and back from the target."""

    fast: Outlook
    typical: Outlook
    slow: Outlook
    starts_on: str | None
    start_by: str | None
    longest_first: tuple[str, ...]
    does_not_fit: tuple[str, ...]
    quick_wins: tuple[str, ...]
    meetings: tuple[Meeting, ...]


@shape
class TraitSaid:
    """What the place (`here`) and a case (`there`) both state: slugs, or a number of people."""

    question: str
    here: Said
    there: Said


@shape
class CaseSaid:
    """A case that is like the place, or is about it, with what of both is alike and what differs."""

    slug: str
    is_place_itself: bool
    because: str
    sources: tuple[int, ...]
    alike: tuple[TraitSaid, ...]
    differs: tuple[TraitSaid, ...]
    reported: Reported


@shape
class ReportSaid:
    """A report as data. `reference` and what follows it are there when it is finished, not while it is being tried out."""

    schema: Literal["integration-portal-report-1"]
    edition: EditionSaid
    method: str
    seed: int
    recommendation: RecommendationSaid
    care_models: tuple[ResultSaid, ...]
    organisational_models: tuple[ResultSaid, ...]
    commissioning: tuple[OptionSaid, ...]
    organisational_forms: tuple[OptionSaid, ...]
    additions: tuple[Addition, ...]
    robustness: Mapping[Stage, FirmnessSaid | None]
    partners: PartnersSaid
    next_questions: tuple[Telling, ...]
    turning_points: tuple[TurningPoint, ...]
    blocked: tuple[Blocked, ...]
    warnings: tuple[WarningSaid, ...]
    risks: tuple[RatedRisk, ...]
    law: tuple[LegalPower, ...]
    award: tuple[Route, ...]
    route: tuple[RouteStep, ...]
    plan: tuple[Planned, ...]
    plan_summary: PlanSaid
    assurance: tuple[AssuranceLine, ...]
    money: tuple[MoneyLine, ...]
    cases: tuple[CaseSaid, ...]
    facts: Mapping[str, bool | None]
    reference: str | UnsetType = UNSET
    finished_at: str | UnsetType = UNSET
    check_code: str | UnsetType = UNSET
    inputs_sha256: str | UnsetType = UNSET
    answers: Mapping[str, Any] | UnsetType = UNSET


ONLY_WHEN_FINISHED = {"reference", "check_code", "finished_at", "inputs_sha256", "answers"}


def report_schema() -> dict[str, Any]:
    """The JSON Schema of a report's data: every key is said, and no other is allowed."""
    (root,), parts = msgspec.json.schema_components([ReportSaid], ref_template="#/$defs/{name}")
    for part in parts.values():
        if "properties" in part:
            _close(part)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA}",
        "title": "The data of a report",
        **root,
        "$defs": parts,
    }


def _close(part: dict[str, Any]) -> None:
    """Nothing is left to a default: what a class may leave out is written all the same."""
    part["additionalProperties"] = False
    part["required"] = [name for name in part["properties"] if name not in ONLY_WHEN_FINISHED]
    for column in part["properties"].values():
        column.pop("default", None)
