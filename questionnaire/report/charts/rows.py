"""What most pictures are made of: named rows, one below the other, and scales that turn numbers into places."""

from collections.abc import Iterable
from dataclasses import dataclass

from questionnaire.report.charts.lines import LINE, SIZE, wrapped

NAMES = 158
"""Names stand left of this; what is drawn begins a little behind it."""
PLOT = 166
TOP = 6
LEAST = 21
PADDING = 5


@dataclass(frozen=True)
class Row:
    """A row of a picture: its name in lines that fit, and where it lies."""

    lines: tuple[str, ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def baseline(self) -> float:
        """Of the first line of the name, which stands in the middle of the row."""
        return self.middle - (len(self.lines) - 1) * LINE / 2 + SIZE * 0.35


def rows_of(names: Iterable[str], *, width: float = NAMES, least: float = LEAST, top: float = TOP) -> list[Row]:
    """A row for each name, as high as its lines need, from `top` down."""
    rows: list[Row] = []
    for name in names:
        lines = wrapped(name, width)
        rows.append(Row(lines, rows[-1].bottom if rows else top, max(least, len(lines) * LINE + PADDING)))
    return rows


def bottom_of(rows: list[Row]) -> float:
    return rows[-1].bottom if rows else TOP


@dataclass(frozen=True)
class Scale:
    """Numbers from 0 to `most` as places from `start` on, `length` long; a negative length runs the other way."""

    most: float
    start: float
    length: float

    def __call__(self, number: float) -> float:
        return round(self.start + self.length * number / self.most, 1)

    def span(self, low: float, high: float) -> "Span":
        start = self(low)
        return Span(start, round(self(high) - start, 1))


@dataclass(frozen=True)
class Span:
    """A stretch of a scale: where it starts, and how long it is."""

    start: float
    length: float

    @property
    def end(self) -> float:
        return round(self.start + self.length, 1)
