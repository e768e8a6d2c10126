"""What swing points say: the points that follow from an order alone, and how much one move is worth beside another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from questionnaire.appraisal.value import TIE, rank_order_centroid

MOST = 100.0
"""Points of the move that would be made first."""

MOST_TIMES = 10
"""Beyond this no multiple is named."""

Worth = Literal["the same", "a little more", "times", "about times", "far more"]


@dataclass(frozen=True)
class Comparison:
    """The move of `more` beside that of `less`: what it is worth, and how many times as much where that is said (in halves)."""

    more: str
    less: str
    worth: Worth
    times: float = 1.0


@dataclass(frozen=True)
class Share:
    """An aim's points and its share of all points (0 to 1)."""

    aim: str
    points: float
    share: float


@dataclass(frozen=True)
class Echo:
    """What a set of points says: the shares from the largest, the comparisons, and the aims whose move is worth nothing.

    `waiting` are the aims that have no points yet.
    """

    shares: tuple[Share, ...]
    comparisons: tuple[Comparison, ...]
    worthless: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def has_full(self) -> bool:
        """Whether some move has all the points, as the one that would be made first should."""
        return any(share.points >= MOST for share in self.shares)


def points_from_places(places: Mapping[str, int]) -> dict[str, float]:
    """Points of an order alone: the rank order centroid weights, with 100 for the first; level places share the mean.

    Only the order counts: 1, 2, 4 says what 1, 2, 3 says.
    """
    if not places:
        return {}
    given = list(places.values())
    weights = rank_order_centroid([1 + sum(other < place for other in given) for place in given])
    return {aim: MOST * weight / max(weights) for aim, weight in zip(places, weights, strict=True)}


def against_order(points: Mapping[str, float], places: Mapping[str, int]) -> list[tuple[str, str]]:
    """Neighbours in the order of which the later has more points, the later first: one of the two is not meant so."""
    ordered = sorted((aim for aim in places if aim in points), key=lambda aim: places[aim])
    return [
        (later, earlier)
        for earlier, later in pairwise(ordered)
        if places[later] > places[earlier] and points[later] > points[earlier] + TIE
    ]


def echo(points: Mapping[str, float | None]) -> Echo:
    given = {aim: value for aim, value in points.items() if value is not None}
    total = sum(given.values())
    ordered = sorted(given, key=lambda aim: -given[aim])
    shares = (Share(aim, given[aim], given[aim] / total if total else 0.0) for aim in ordered)
    return Echo(
        shares=tuple(shares),
        comparisons=tuple(_comparisons({aim: given[aim] for aim in ordered if given[aim] > 0})),
        worthless=tuple(aim for aim in ordered if given[aim] == 0),
        waiting=tuple(aim for aim, value in points.items() if value is None),
    )


def _comparisons(given: Mapping[str, float]) -> Iterator[Comparison]:
    """The first beside the second, beside the one in the middle, and beside the last."""
    first, *others = given or [""]
    said = (others[0], others[len(others) // 2], others[-1]) if others else ()
    for other in dict.fromkeys(said):
        yield compared(first, other, given[first] / given[other])


def compared(more: str, less: str, ratio: float) -> Comparison:
    """In the words of whole and half multiples; `ratio` is at least 1."""
    times = round(ratio * 2) / 2
    if ratio <= 1 + TIE:
        return Comparison(more, less, "the same")
    if ratio > MOST_TIMES:
        return Comparison(more, less, "far more", MOST_TIMES)
    if times == 1:
        return Comparison(more, less, "a little more")
    return Comparison(more, less, "times" if abs(ratio - times) <= TIE else "about times", times)
