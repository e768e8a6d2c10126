"""Readiness against requirements: for each dimension the level, what is asked for, and what lies between."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.report.charts.rows import PLOT, Row, Scale, Span, bottom_of, rows_of

SCALE = Scale(5, PLOT, 215)


@dataclass(frozen=True)
class Asked:
    """A dimension: its level, 0 to 5 or None for not known, and the levels asked for, each with whether it is a must."""

    name: str
    level: float | None
    levels: tuple[tuple[int, bool], ...]

    @property
    def highest(self) -> int:
        return max(level for level, _ in self.levels)

    @property
    def gap(self) -> float | None:
        return None if self.level is None else max(0, self.highest - self.level)


@dataclass(frozen=True)
class Requirement:
    """A level asked for; a must where anybody asks for it as a must."""

    x: float
    is_must: bool


@dataclass(frozen=True)
class Bar:
    """What is there, what is missing, and the marks of what is asked for."""

    asked: Asked
    row: Row
    there: Span
    missing: Span
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True)
class ReadinessGaps:
    """The picture. Its scale runs from 0 to 5."""

    bars: tuple[Bar, ...]
    scale: Scale
    bottom: float


def readiness_gaps(dimensions: Sequence[Asked]) -> ReadinessGaps:
    """Each dimension has at least one level asked for."""
    rows = rows_of(asked.name for asked in dimensions)
    bars = tuple(_bar(asked, row) for asked, row in zip(dimensions, rows, strict=True))
    return ReadinessGaps(bars, SCALE, bottom_of(rows))


def _bar(asked: Asked, row: Row) -> Bar:
    level = asked.level or 0
    musts = {level for level, is_must in asked.levels if is_must}
    found = sorted({level for level, _ in asked.levels})
    return Bar(
        asked=asked,
        row=row,
        there=SCALE.span(0, level),
        missing=SCALE.span(level, max(level, asked.highest)),
        requirements=tuple(Requirement(SCALE(one), one in musts) for one in found),
    )
