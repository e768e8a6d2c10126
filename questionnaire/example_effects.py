"""What another catalogue does to the worked examples: who would lead each stage, how firmly, and by how much. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from models_catalogue.catalogue import Catalogue
from models_catalogue.catalogue import Stage as StageName
from questionnaire.appraisal.appraise import Appraisal, appraise
from questionnaire.appraisal.cautions import STAGE_NAMES
from questionnaire.appraisal.risk import Warning
from questionnaire.appraisal.robustness import Level
from questionnaire.appraisal.value import Rejected
from questionnaire.document import DEFAULT_SEED, SEED
from questionnaire.examples import EXAMPLES, Example
from questionnaire.newer_edition import Result, effect
from questionnaire.replay import answers_of


@dataclass(frozen=True)
class Reading:
    """One stage on one catalogue, in names: who leads (more than one in a tie), how firmly, with how many points.

    `ahead` is the lead over the runner-up; both are left out where nobody else may lead.
    """

    leaders: tuple[str, ...]
    level: Level | None = None
    points: float | None = None
    ahead: float | None = None
    runner_up: str = ""


@dataclass(frozen=True)
class StageReadings:
    name: str
    before: Reading
    after: Reading

    @property
    def is_changed(self) -> bool:
        return self.before != self.after

    @property
    def has_other_leaders(self) -> bool:
        return self.before.leaders != self.after.leaders


@dataclass(frozen=True)
class ExampleEffect:
    """What would become of one worked example; only a `fault` where it cannot be appraised on one of the catalogues."""

    place: str
    stages: tuple[StageReadings, ...] = ()
    case_before: str = ""
    case_after: str = ""
    gone: tuple[Warning, ...] = ()
    come: tuple[Warning, ...] = ()
    fault: str = ""

    @property
    def changed(self) -> tuple[StageReadings, ...]:
        return tuple(stage for stage in self.stages if stage.is_changed)

    @property
    def unchanged(self) -> tuple[StageReadings, ...]:
        return tuple(stage for stage in self.stages if not stage.is_changed)

    @property
    def is_none(self) -> bool:
        return not (self.changed or self.gone or self.come or self.fault) and self.case_before == self.case_after


def example_effects(old: Catalogue, new: Catalogue) -> tuple[ExampleEffect, ...]:
    """Every worked example on both catalogues, simulation and all."""
    return tuple(_example_effect(example, old, new) for example in EXAMPLES)


def _example_effect(example: Example, old: Catalogue, new: Catalogue) -> ExampleEffect:
    try:
        before, after = _result(example, old), _result(example, new)
    except Rejected as fault:
        return ExampleEffect(example.place, fault=str(fault))
    found = effect(before, after)
    return ExampleEffect(
        example.place,
        tuple(_stage_readings(before, after)),
        before[1].case_for_change,
        after[1].case_for_change,
        found.gone,
        found.come,
    )


def _result(example: Example, catalogue: Catalogue) -> Result:
    document = example.document()
    return catalogue, appraise(catalogue, answers_of(document), seed=document.get(SEED, DEFAULT_SEED))


def _stage_readings(before: Result, after: Result) -> Iterator[StageReadings]:
    for stage in effect(before, after).stages:
        yield StageReadings(
            STAGE_NAMES[stage.stage],
            _reading(before, stage.stage, stage.before.leaders),
            _reading(after, stage.stage, stage.after.leaders),
        )


def _reading(result: Result, stage: StageName, leaders: tuple[str, ...]) -> Reading:
    catalogue, appraisal = result
    found = _stage(appraisal, stage)
    if found is None or found.leader is None:
        return Reading(leaders)
    points = found.option(found.leader).value
    if found.lead is None:
        return Reading(leaders, found.level, points)
    return Reading(leaders, found.level, points, found.lead.points, catalogue.option[found.lead.over].name)


def _stage(appraisal: Appraisal, stage: StageName):
    return next((found for found in appraisal.stages() if found.stage == stage), None)
