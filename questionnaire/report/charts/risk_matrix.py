"""The risk matrix: references in the cell of their likelihood and impact."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.report.charts.lines import LINE, wrapped
from questionnaire.report.charts.rows import TOP

LEVELS = range(1, 6)
LEFT = 86
COLUMN = 78
LEAST = 32
HIGH = 15
"""Ratings from here on are framed heavily."""


@dataclass(frozen=True)
class Placed:
    """A risk's reference, likelihood and impact, both from 1 to 5."""

    reference: str
    likelihood: int
    impact: int


@dataclass(frozen=True)
class Cell:
    """A cell with the references that stand in it, in lines that fit."""

    likelihood: int
    impact: int
    lines: tuple[str, ...]
    left: float
    top: float
    height: float

    @property
    def rating(self) -> int:
        return self.likelihood * self.impact

    @property
    def is_high(self) -> bool:
        return self.rating >= HIGH


@dataclass(frozen=True)
class RiskMatrix:
    """The picture: impact from left to right, likelihood from the foot up."""

    risks: tuple[Placed, ...]
    cells: tuple[Cell, ...]
    column: float
    bottom: float

    def first_of(self, likelihood: int) -> Cell:
        return next(cell for cell in self.cells if cell.likelihood == likelihood)


def risk_matrix(risks: Sequence[Placed]) -> RiskMatrix:
    cells: list[Cell] = []
    top: float = TOP
    for likelihood in reversed(LEVELS):
        texts = [_references(risks, likelihood, impact) for impact in LEVELS]
        height = max(LEAST, max(map(len, texts)) * LINE + 12)
        cells += [
            Cell(likelihood, impact, lines, LEFT + (impact - 1) * COLUMN, top, height)
            for impact, lines in zip(LEVELS, texts, strict=True)
        ]
        top += height
    return RiskMatrix(tuple(risks), tuple(cells), COLUMN, top)


def _references(risks: Sequence[Placed], likelihood: int, impact: int) -> tuple[str, ...]:
    found = [risk.reference for risk in risks if (risk.likelihood, risk.impact) == (likelihood, impact)]
    return wrapped(", ".join(found), COLUMN - 26) if found else ()
