"""Contributions to value: one bar an option, its part from the aims and its part from the circumstances."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.report.charts.rows import PLOT, Row, Scale, Span, bottom_of, rows_of

SCALE = Scale(100, PLOT, 215)


@dataclass(frozen=True)
class Parts:
    """An option's value, 0 to 100, in its two parts."""

    name: str
    aims: float
    circumstances: float
    is_leader: bool = False
    is_ruled_out: bool = False

    @property
    def value(self) -> float:
        return self.aims + self.circumstances


@dataclass(frozen=True)
class Stack:
    """Two bars end to end."""

    parts: Parts
    row: Row
    aims: Span
    circumstances: Span


@dataclass(frozen=True)
class ValueBars:
    """The picture. Its scale runs from 0 to 100."""

    stacks: tuple[Stack, ...]
    scale: Scale
    bottom: float


def value_bars(options: Sequence[Parts]) -> ValueBars:
    rows = rows_of(parts.name for parts in options)
    stacks = tuple(
        Stack(parts, row, SCALE.span(0, parts.aims), SCALE.span(parts.aims, parts.value))
        for parts, row in zip(options, rows, strict=True)
    )
    return ValueBars(stacks, SCALE, bottom_of(rows))
