"""What another catalogue would do to a finished report: who would lead, how firmly, and with which warnings.

Pure. A first look draws nothing: it finds leaders and warnings, and whether any number moved that a level stands on. Where
one did, a second look simulates. A report whose numbers did not move keeps its levels, because equal inputs and an equal
seed give an equal result.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from models_catalogue.catalogue import STAGES, Catalogue
from questionnaire.answers import Answers
from questionnaire.appraisal.appraise import Appraisal, appraise
from questionnaire.appraisal.robustness import DRAWS
from questionnaire.appraisal.stage import StageResult
from questionnaire.appraisal.value import Rejected
from questionnaire.document import DEFAULT_SEED, SEED
from questionnaire.steps import read_along_route

LEADERS = ("care_model", "organisational_model", "commissioning", "organisational_form")
RANKED = ("care_models", "organisational_models", "commissioning", "organisational_forms")


@dataclass(frozen=True)
class Outcome:
    """What a board would notice: the leader of each stage, the levels, the case for change, and codes of warnings."""

    leaders: Mapping[str, str | None]
    levels: Mapping[str, str | None]
    case_for_change: str
    warnings: tuple[str, ...]
    fault: str = ""

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Outcome":
        """An outcome that was stored as JSON."""
        return cls(**{**data, "warnings": tuple(data["warnings"])})

    def differs_in(self, other: "Outcome") -> tuple[str, ...]:
        """The names of the parts that are not the same."""
        return tuple(name for name, value in asdict(self).items() if value != getattr(other, name))


@dataclass(frozen=True)
class Replay:
    """A report's outcome then and now; `moved` says that a number moved, so that levels must be drawn anew."""

    before: Outcome
    after: Outcome
    moved: bool

    @property
    def changed(self) -> tuple[str, ...]:
        return self.before.differs_in(self.after)


def stored_outcome(appraisal: Mapping[str, Any]) -> Outcome:
    """The outcome that a report has stored (`report/export.py`)."""
    found = appraisal["recommendation"]
    return Outcome(
        leaders={name: found[name] for name in LEADERS},
        levels=found["levels"],
        case_for_change=found["case_for_change"],
        warnings=tuple(sorted(warning["code"] for warning in appraisal["warnings"])),
    )


def first_look(catalogue: Catalogue, document: Mapping[str, Any], stored: Mapping[str, Any]) -> Replay:
    """Leaders and warnings under another catalogue, without a draw.

    Where numbers moved, levels and the case for change are still those of before, and so is whether the first
    stage is settled; the second look decides them.
    """
    before = stored_outcome(stored)
    try:
        found = appraise(catalogue, answers_of(document), draws=0, care_level=before.levels.get("care"))
    except Rejected as fault:
        return Replay(before, _rejected(fault), moved=False)
    after = Outcome(_leaders(found), before.levels, before.case_for_change, _warnings(found))
    return Replay(before, after, moved=_numbers_of_results(found.stages()) != _stored_numbers(stored))


def second_look(catalogue: Catalogue, document: Mapping[str, Any], draws: int = DRAWS) -> Outcome:
    """The whole outcome under another catalogue, simulation and all."""
    try:
        found = appraise(catalogue, answers_of(document), seed=document.get(SEED, DEFAULT_SEED), draws=draws)
    except Rejected as fault:
        return _rejected(fault)
    levels: dict[str, str | None] = {stage.stage: stage.level for stage in found.stages()}
    return Outcome(_leaders(found), levels, found.case_for_change, _warnings(found))


def answers_of(document: Mapping[str, Any]) -> Answers:
    return read_along_route({slug: value for slug, value in document.items() if slug != SEED})


def _rejected(fault: Rejected) -> Outcome:
    return Outcome({}, {}, "", (), fault=str(fault))


def _leaders(found: Appraisal) -> dict[str, str | None]:
    return {name: found.leader(stage) for name, stage in zip(LEADERS, STAGES, strict=True)}


def _warnings(found: Appraisal) -> tuple[str, ...]:
    return tuple(sorted(warning.code for warning in found.warnings))


Numbers = dict[str, tuple[Any, ...]]
"""By option: everything that a simulation of its stage would read."""


def _numbers_of_results(stages: Iterable[StageResult]) -> Numbers:
    return {
        option.slug: _numbers(option.status, option.shown_only, [asdict(part) for part in option.contributions])
        for stage in stages
        for option in stage.options
    }


def _stored_numbers(stored: Mapping[str, Any]) -> Numbers:
    return {
        option["slug"]: _numbers(option["status"], option["shown_only"], option["contributions"])
        for name in RANKED
        for option in stored[name]
    }


def _numbers(status: str, shown_only: float, parts: list[dict[str, Any]]) -> tuple[Any, ...]:
    return (status, shown_only, sorted((part | {"shown": tuple(part["shown"])} for part in parts), key=_of_objective))


def _of_objective(part: Mapping[str, Any]) -> str:
    return part["objective"]
