"""What moves between two results for one place, such as before and after one answer is changed. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from models_catalogue.catalogue import Catalogue
from models_catalogue.catalogue import Stage as StageName
from questionnaire.appraisal.appraise import Appraisal
from questionnaire.appraisal.gates import Status
from questionnaire.appraisal.robustness import Level
from questionnaire.appraisal.stage import OptionResult, StageResult
from questionnaire.newer_edition import Effect, effect


@dataclass(frozen=True)
class OptionMove:
    """An option's value and where it stands, both ways; None where it is not ranked."""

    name: str
    short_name: str
    before: float | None
    after: float | None
    status_before: Status | None
    status_after: Status | None


@dataclass(frozen=True)
class StageMove:
    """The options of a stage by the value that they would have, and how firm the stage's result is both ways."""

    stage: StageName
    level_before: Level | None
    level_after: Level | None
    options: tuple[OptionMove, ...]


@dataclass(frozen=True)
class Moves:
    """`effect` tells who leads, who can still lead, and warnings; `stages` the first two stages in numbers."""

    effect: Effect
    stages: tuple[StageMove, ...]

    @property
    def is_none(self) -> bool:
        return self.effect.is_none and not any(
            stage.level_before != stage.level_after or any(map(has_moved, stage.options)) for stage in self.stages
        )


def has_moved(option: OptionMove) -> bool:
    return (option.before, option.status_before) != (option.after, option.status_after)


def moves(catalogue: Catalogue, before: Appraisal, after: Appraisal) -> Moves:
    return Moves(effect((catalogue, before), (catalogue, after)), tuple(_stages(catalogue, before, after)))


def _stages(catalogue: Catalogue, before: Appraisal, after: Appraisal) -> Iterator[StageMove]:
    """A stage that is ranked only one way, as a single pathway has no care models, is told all the same."""
    for then, now in ((before.care, after.care), (before.organisational, after.organisational)):
        ranked = now or then
        if ranked:
            level_then, level_now = (found.level if found else None for found in (then, now))
            yield StageMove(ranked.stage, level_then, level_now, tuple(_options(catalogue, ranked, then, now)))


def _options(
    catalogue: Catalogue, ranked: StageResult, then: StageResult | None, now: StageResult | None
) -> Iterator[OptionMove]:
    slugs = [found.slug for found in ranked.options]
    slugs += [found.slug for found in (then.options if then else ()) if found.slug not in slugs]
    for slug in slugs:
        old, new = _result(then, slug), _result(now, slug)
        yield OptionMove(
            catalogue.option[slug].name,
            catalogue.option[slug].short_name,
            old.value if old else None,
            new.value if new else None,
            old.status if old else None,
            new.status if new else None,
        )


def _result(stage: StageResult | None, slug: str) -> OptionResult | None:
    return next((found for found in stage.options if found.slug == slug), None) if stage else None
