"""What each value is made of: points by objective and circumstance, for options that are weighed alike in one table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from questionnaire.appraisal.stage import OptionResult, StageResult
from questionnaire.appraisal.value import rounded_parts


@dataclass(frozen=True)
class Points:
    """What one row gives one option; where nothing is known of its score, that counts as the middle of the scale."""

    option: str
    points: float
    is_known: bool


@dataclass(frozen=True)
class Line:
    """A row: an objective or circumstance (its slug), the node it belongs to, its weight in the value, and the points."""

    slug: str
    node: str
    weight: float
    points: tuple[Points, ...]


@dataclass(frozen=True)
class ContributionTable:
    """Stages whose options are weighed alike. The points of a line go through their options in order."""

    stages: tuple[StageResult, ...]
    lines: tuple[Line, ...]


def contribution_tables(stages: Iterable[StageResult]) -> tuple[ContributionTable, ...]:
    """One table for all stages that stand on the same weights, further ones for the others."""
    alike: list[list[StageResult]] = []
    for stage in stages:
        if alike and _weights(alike[-1][0]) == _weights(stage):
            alike[-1].append(stage)
        else:
            alike.append([stage])
    return tuple(ContributionTable(tuple(group), _lines(group)) for group in alike)


def _weights(stage: StageResult) -> list[tuple[str, str, float]]:
    first = stage.options[0].contributions if stage.options else ()
    return [(part.objective, part.node, part.weight) for part in first]


def _lines(stages: Sequence[StageResult]) -> tuple[Line, ...]:
    """Rounded so that the printed parts of an option add up to its printed value."""
    columns = [_column(option) for stage in stages for option in stage.options]
    return tuple(
        Line(slug, node, weight, tuple(column[slug] for column in columns))
        for slug, node, weight in _weights(stages[0])
    )


def _column(option: OptionResult) -> dict[str, Points]:
    rounded = rounded_parts({part.objective: part.points for part in option.contributions}, 1)
    return {
        part.objective: Points(option.slug, rounded[part.objective], part.is_known) for part in option.contributions
    }
