"""Shares by row and column as small bars, all to one scale: places by option, weights by aim and partner."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.report.charts.lines import LINE, WIDTH, wrapped
from questionnaire.report.charts.rows import PLOT, Row, bottom_of, rows_of

INSET = 4
"""Between a bar and the edges of its row."""
BROADEST = 62


@dataclass(frozen=True)
class Shares:
    """A row as it is given: one share, 0 to 1, a column."""

    name: str
    shares: tuple[float, ...]
    is_leader: bool = False


@dataclass(frozen=True)
class Column:
    """A column: its name, that name in lines, and where its bars stand."""

    name: str
    lines: tuple[str, ...]
    left: float
    width: float

    @property
    def right(self) -> float:
        return round(self.left + self.width, 1)


@dataclass(frozen=True)
class Cell:
    """A bar that stands on the foot of its row, as high as its share of the largest one."""

    column: Column
    share: float
    top: float
    height: float


@dataclass(frozen=True)
class Line:
    """A row of cells."""

    name: str
    row: Row
    cells: tuple[Cell, ...]
    is_leader: bool = False

    @property
    def foot(self) -> float:
        return self.row.bottom - INSET


@dataclass(frozen=True)
class BarGrid:
    """The picture. `most` is the share, 0 to 1, that fills a row."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    most: float
    top: float
    bottom: float


def bar_grid(given: Sequence[Shares], heads: Sequence[str], *, broadest: float = BROADEST) -> BarGrid:
    """The largest share of all fills its row; no column is broader than `broadest`."""
    columns = _columns(heads, broadest)
    most = max((share for row in given for share in row.shares), default=0.0) or 1.0
    top = max((len(column.lines) for column in columns), default=1) * LINE + 8
    rows = rows_of((row.name for row in given), least=30, top=top)
    lines = tuple(_line(one, row, columns, most) for one, row in zip(given, rows, strict=True))
    return BarGrid(columns, lines, most, top, bottom_of(rows))


def _line(given: Shares, row: Row, columns: Sequence[Column], most: float) -> Line:
    cells = tuple(_cell(row, column, share, most) for column, share in zip(columns, given.shares, strict=True))
    return Line(given.name, row, cells, given.is_leader)


def _columns(heads: Sequence[str], broadest: float) -> tuple[Column, ...]:
    width = min(broadest, (WIDTH - PLOT) / max(1, len(heads)))
    return tuple(
        Column(head, wrapped(head, width - 4), round(PLOT + place * width, 1), round(width, 1))
        for place, head in enumerate(heads)
    )


def _cell(row: Row, column: Column, share: float, most: float) -> Cell:
    tallest = min(row.height, 40) - 2 * INSET
    height = round(tallest * share / most, 1)
    return Cell(column, share, round(row.bottom - INSET - height, 1), height)
