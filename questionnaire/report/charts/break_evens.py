"""Break-even weights: for each aim the stretch of weights in which the leader stays first, and the weight now."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.report.charts.rows import PLOT, Row, Scale, Span, bottom_of, rows_of

SCALE = Scale(1, PLOT, 286)


@dataclass(frozen=True)
class Turning:
    """An aim's weight now and where a rival draws level, as shares of the aims; None where none does."""

    name: str
    weight: float
    lower: float | None
    upper: float | None

    @property
    def matters(self) -> bool:
        """Whether there is a weight of this aim at which a rival draws level."""
        return self.lower is not None or self.upper is not None


@dataclass(frozen=True)
class Stretch:
    """A bar between the two ends, and the place of the weight now."""

    turning: Turning
    row: Row
    stays: Span
    now: float


@dataclass(frozen=True)
class BreakEvens:
    """The picture, of the aims that matter; its scale runs from 0 to 1. The others are `without`."""

    stretches: tuple[Stretch, ...]
    without: tuple[Turning, ...]
    scale: Scale
    bottom: float


def break_evens(given: Sequence[Turning]) -> BreakEvens:
    turnings = [turning for turning in given if turning.matters]
    rows = rows_of(turning.name for turning in turnings)
    stretches = tuple(
        Stretch(turning, row, SCALE.span(turning.lower or 0, _end(turning)), SCALE(turning.weight))
        for turning, row in zip(turnings, rows, strict=True)
    )
    without = tuple(turning for turning in given if not turning.matters)
    return BreakEvens(stretches, without, SCALE, bottom_of(rows))


def _end(turning: Turning) -> float:
    return 1.0 if turning.upper is None else turning.upper
