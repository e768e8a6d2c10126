"""The evidence map: how far an option is designed for each aim, in the column of how well that has been shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from models_catalogue.catalogue import Direction, Grade
from questionnaire.report.charts.rows import PLOT, Row, bottom_of, rows_of

GRADES: tuple[Grade, ...] = tuple(reversed(get_args(Grade)))
"""From the weakest to the strongest."""
COLUMN = 62
HIGHEST_FIT = 3
APART = 16
INSET = 4


@dataclass(frozen=True)
class Shown:
    """An aim: fit from -1 to 3, and the grade and direction of the evidence for it."""

    name: str
    fit: int
    grade: Grade
    direction: Direction


@dataclass(frozen=True)
class Entry:
    """As many dots as there could be fit, and which of them are filled: none where the fit is 0 or less."""

    shown: Shown
    row: Row
    left: float

    @property
    def dots(self) -> tuple[tuple[float, bool], ...]:
        return tuple((self.left + (place + 0.5) * APART, place < self.shown.fit) for place in range(HIGHEST_FIT))


@dataclass(frozen=True)
class EvidenceMap:
    """The picture: a column for each grade, the weakest first."""

    entries: tuple[Entry, ...]
    heads: tuple[tuple[Grade, float], ...]
    left: float
    column: float
    top: float
    bottom: float


def evidence_map(aims: Sequence[Shown]) -> EvidenceMap:
    top = 28
    rows = rows_of((aim.name for aim in aims), top=top)
    lefts = {grade: PLOT + COLUMN * place + INSET for place, grade in enumerate(GRADES)}
    entries = tuple(Entry(aim, row, lefts[aim.grade]) for aim, row in zip(aims, rows, strict=True))
    return EvidenceMap(entries, tuple(lefts.items()), PLOT, COLUMN, top, bottom_of(rows) if rows else top)
