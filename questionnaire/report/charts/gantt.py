"""The plan as bars over weeks: typical durations, the critical path, and the earliest and latest end of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.report.charts.rows import Row, Scale, Span, bottom_of, rows_of

WIDTH = 960
"""Twice as wide as the others, because a plan has many rows with long names."""
NAMES = 420
PLOT = 430
LENGTH = 512
SHORTEST = 3
QUARTER = 13
MOST_MARKS = 13


@dataclass(frozen=True)
class Task:
    """A milestone in weeks from the start: on typical durations, and its end at the two other paces."""

    name: str
    starts: float
    ends: float
    ends_fast: float
    ends_slow: float
    is_critical: bool


@dataclass(frozen=True)
class Bar:
    """A bar for the typical weeks, and a line from the earliest to the latest end."""

    task: Task
    row: Row
    typical: Span
    ends: Span


@dataclass(frozen=True)
class Gantt:
    """The picture. `marks` are the weeks that the scale names."""

    bars: tuple[Bar, ...]
    scale: Scale
    marks: tuple[int, ...]
    bottom: float
    width: float = WIDTH

    @property
    def critical(self) -> tuple[Task, ...]:
        return tuple(bar.task for bar in self.bars if bar.task.is_critical)


def gantt(tasks: Sequence[Task]) -> Gantt:
    last = max((max(task.ends, task.ends_slow) for task in tasks), default=0)
    scale = Scale(max(1, last), PLOT, LENGTH)
    rows = rows_of((task.name for task in tasks), width=NAMES, least=22)
    bars = tuple(_bar(task, row, scale) for task, row in zip(tasks, rows, strict=True))
    return Gantt(bars, scale, marks_to(last), bottom_of(rows))


def marks_to(last: float) -> tuple[int, ...]:
    """Every quarter of a year, or of every two, four, ... quarters, so that the figures stand apart."""
    step = QUARTER
    while last / step > MOST_MARKS:
        step *= 2
    return tuple(range(0, int(last) + 1, step))


def _bar(task: Task, row: Row, scale: Scale) -> Bar:
    typical = scale.span(task.starts, task.ends)
    return Bar(
        task,
        row,
        Span(typical.start, max(SHORTEST, typical.length)),
        scale.span(task.ends_fast, task.ends_slow),
    )
