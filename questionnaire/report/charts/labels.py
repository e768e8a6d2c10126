"""Labels beside points that never lie on one another, on a point or on an axis."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from questionnaire.report.charts.lines import LINE, SIZE, width_of

GAP = 11
STEP = 6
BESIDE = 10
"""A label no further up or down from its point than this needs no line to it."""


@dataclass(frozen=True)
class Box:
    """A part of a picture that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


@dataclass(frozen=True)
class Label:
    """A label in lines, where its first line stands, and on which side of its point."""

    lines: tuple[str, ...]
    box: Box
    is_right: bool
    is_beside: bool

    @property
    def x(self) -> float:
        return self.box.left if self.is_right else self.box.right

    @property
    def baseline(self) -> float:
        return round(self.box.top + SIZE * 0.9, 1)

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2


def around(x: float, y: float, radius: float = 8) -> Box:
    """What the mark of a point takes."""
    return Box(x - radius, y - radius, x + radius, y + radius)


def labels_at(
    points: Sequence[tuple[float, float]],
    texts: Sequence[tuple[str, ...]],
    *,
    left: float,
    right: float,
    top: float,
    taken: Iterable[Box] = (),
) -> list[Label]:
    """A label for each point as near to it as is free, right of it rather than left; below everything if need be.

    The lines of a text are no wider than half of what lies between `left` and `right`.
    """
    taken = [*taken, *(around(*point) for point in points)]
    found = []
    for point, lines in zip(points, texts, strict=True):
        label = next(
            label
            for label in _places(point, lines)
            if left <= label.box.left
            and label.box.right <= right
            and top <= label.box.top
            and not any(label.box.meets(box) for box in taken)
        )
        taken.append(label.box)
        found.append(label)
    return found


def _places(point: tuple[float, float], lines: tuple[str, ...]) -> Iterator[Label]:
    """Nearest first; without end downwards, so that there is always one."""
    x, y = point
    width, height = max(map(width_of, lines)), len(lines) * LINE
    for distance in count(0, STEP):
        for away in (-distance, distance):
            top = round(y + away - height / 2, 1)
            for is_right in (True, False):
                start = x + GAP if is_right else x - GAP - width
                box = Box(round(start, 1), top, round(start + width, 1), top + height)
                yield Label(lines, box, is_right, abs(away) <= BESIDE)
