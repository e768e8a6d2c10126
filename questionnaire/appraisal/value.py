"""The additive value model: weights, scores as ranges, totals, contributions, ranks and dominance.

Scores run from 0 to 100, weights are shares that sum to 1. Authority for the approach: HM Treasury and DESNZ, *Use of
multi-criteria decision analysis in options appraisal of economic cases* (Green Book supplement, May 2024).
"""

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

TIE = 1e-9
"""Totals that differ by no more than this many points (0 to 100) are tied."""

UNKNOWN_POINT = 50.0
HALF_WIDTHS = {"strong": 5.0, "moderate": 10.0, "weak": 20.0, "contested": 30.0, "none": 40.0}
"""Half-width of a score's range, in points, for each grade of evidence. The ladder is a convention: doubles per grade."""

Key = TypeVar("Key", bound=Hashable)


class Rejected(ValueError):
    """An input that the model must not take; `code` names the reason."""

    def __init__(self, code: str, message: str):
        self.code = code
        super().__init__(message)


@dataclass(frozen=True)
class Score:
    """A score as a range of points, 0 to 100. An unknown score is 50 and could be anything."""

    point: float
    low: float
    high: float
    is_known: bool = True

    @classmethod
    def around(cls, point: float, half_width: float) -> "Score":
        """A score with its range, kept inside 0 to 100; raises `Rejected` when it is not a number from 0 to 100."""
        if not (math.isfinite(point) and 0 <= point <= 100):
            raise Rejected("SCORE_OUT_OF_RANGE", f"A score must be from 0 to 100, not {point}.")
        return cls(point, max(0.0, point - half_width), min(100.0, point + half_width))


UNKNOWN = Score(UNKNOWN_POINT, 0.0, 100.0, is_known=False)

Scores = Mapping[str, Mapping[str, Score]]
"""Scores by option, then by objective."""


@dataclass(frozen=True)
class Node:
    """A branch of the value tree: its share of the whole value, and its members' weights (summing to 1)."""

    name: str
    share: float
    weights: Mapping[str, float]


@dataclass(frozen=True)
class ValueTree:
    """What options are valued on. The shares of the nodes sum to 1, and no objective stands in two nodes."""

    nodes: tuple[Node, ...]

    def weights(self) -> dict[str, float]:
        """Every objective's weight in the whole value."""
        return {name: node.share * weight for node in self.nodes for name, weight in node.weights.items()}

    def node(self, name: str) -> Node | None:
        return next((node for node in self.nodes if node.name == name), None)

    def stated(self) -> Node | None:
        """The node whose weights the place gives by its own points: its aims, or the form criteria."""
        return self.node("aims") or self.node("criteria")

    def restated(self, weights: Mapping[str, float]) -> "ValueTree":
        """The same tree with other weights (summing to 1) in the node that the place weighs; shares are held."""
        own = self.stated()
        return ValueTree(tuple(replace(node, weights=weights) if node is own else node for node in self.nodes))


def normalised(points: Mapping[Key, float]) -> dict[Key, float]:
    """Turn points (0 to 100 each) into weights that sum to 1.

    Raises `Rejected`: POINTS_OUT_OF_RANGE, or NO_WEIGHTS when every point is zero or there is none.
    """
    for name, value in points.items():
        if not (math.isfinite(value) and 0 <= value <= 100):
            raise Rejected("POINTS_OUT_OF_RANGE", f"Points must be from 0 to 100; {name} has {value}.")
    total = math.fsum(points.values())
    if total <= 0:
        raise Rejected("NO_WEIGHTS", "At least one objective must have more than 0 points.")
    return {name: value / total for name, value in points.items()}


def rank_order_centroid(ranks: Sequence[int]) -> list[float]:
    """Weights from a ranking alone (1 is most important; tied ranks share the places they span).

    Source: Barron and Barrett, *Decision quality using ranked attribute weights*, Management Science 42(11), 1996.
    """
    count = len(ranks)
    place = [
        math.fsum(1 / later for later in range(first, count + 1)) / count for first, _ in enumerate(ranks, start=1)
    ]
    span = {rank: [place[rank - 1 + offset] for offset in range(ranks.count(rank))] for rank in set(ranks)}
    return [math.fsum(span[rank]) / len(span[rank]) for rank in ranks]


def group_weights(partners: Sequence[Mapping[str, float]], shares: Sequence[float] | None = None) -> dict[str, float]:
    """The share-weighted mean of the partners' weights (equal say when no shares are given)."""
    say = list(shares) if shares is not None else [1.0] * len(partners)
    names = sorted({name for weights in partners for name in weights})
    return {
        name: math.fsum(part * weights.get(name, 0.0) for part, weights in zip(say, partners, strict=True))
        / math.fsum(say)
        for name in names
    }


def contributions(weights: Mapping[str, float], scores: Mapping[str, Score]) -> dict[str, float]:
    """Each objective's part of an option's value, in points; an unknown score counts as 50."""
    return {name: weight * scores[name].point for name, weight in weights.items()}


def total(parts: Mapping[str, float]) -> float:
    """Add parts in sorted order with one rounding, so that the result does not depend on entry order."""
    return math.fsum(parts[name] for name in sorted(parts))


def totals(weights: Mapping[str, float], scores: Scores) -> dict[str, float]:
    """Every option's value, 0 to 100."""
    return {option: total(contributions(weights, row)) for option, row in scores.items()}


def difference(weights: Mapping[str, float], one: Mapping[str, Score], other: Mapping[str, Score]) -> dict[str, float]:
    """How much each objective adds to the lead of one option over another; the parts sum to the lead."""
    return {name: weight * (one[name].point - other[name].point) for name, weight in weights.items()}


def coverage(weights: Mapping[str, float], scores: Mapping[str, Score]) -> float:
    """The share of the weight that stands on known scores, 0 to 1; 1 when nothing is weighed."""
    known = math.fsum(weight for name, weight in sorted(weights.items()) if scores[name].is_known)
    whole = math.fsum(weights.values())
    return known / whole if whole else 1.0


def tie_groups(values: Mapping[str, float]) -> list[list[str]]:
    """Options from highest to lowest value, neighbours within `TIE` of each other in one group, in id order."""
    ordered = sorted(values, key=lambda option: (-values[option], option))
    groups: list[list[str]] = []
    for option in ordered:
        if groups and values[groups[-1][-1]] - values[option] <= TIE:
            groups[-1].append(option)
        else:
            groups.append([option])
    # Sorted last: within a tie the values differ by rounding alone, which must not decide who is named first.
    return [sorted(group) for group in groups]


def ranks(values: Mapping[str, float]) -> dict[str, int]:
    """Competition ranks: 1, 1, 3. Tied options have equal rank."""
    return _by_group(tie_groups(values), lambda before, _: before + 1)


def midranks(values: Mapping[str, float]) -> dict[str, float]:
    """The mean of the places that each tie group spans."""
    return _by_group(tie_groups(values), lambda before, size: before + (size + 1) / 2)


Rank = TypeVar("Rank", int, float)


def _by_group(groups: list[list[str]], rank: Callable[[int, int], Rank]) -> dict[str, Rank]:
    found: dict[str, Rank] = {}
    for group in groups:
        found.update(dict.fromkeys(group, rank(len(found), len(group))))
    return found


def rounded_parts(parts: Mapping[str, float], digits: int = 0) -> dict[str, float]:
    """Round parts so that they add up to the rounded total (largest remainder; ties go to the earlier part)."""
    unit = 10**digits
    wanted = half_up(total(parts) * unit)
    floors = {name: math.floor(value * unit) for name, value in parts.items()}
    order = sorted(parts, key=lambda name: -round(parts[name] * unit - floors[name], 9))
    missing = wanted - sum(floors.values())
    return {name: (floors[name] + (1 if order.index(name) < missing else 0)) / unit for name in parts}


def half_up(value: float) -> int:
    """The nearest whole number, halves upwards: how every printed figure is rounded."""
    return math.floor(value + 0.5 + TIE)


def dominates(names: Iterable[str], one: Mapping[str, Score], other: Mapping[str, Score]) -> bool:
    """At least as good on every active objective and better on one."""
    gaps = [one[name].point - other[name].point for name in names]
    return all(gap >= -TIE for gap in gaps) and any(gap > TIE for gap in gaps)


def range_dominates(names: Iterable[str], one: Mapping[str, Score], other: Mapping[str, Score]) -> bool:
    """The lowest score of one is at least the highest of the other on every objective, and above it on one."""
    gaps = [one[name].low - other[name].high for name in names]
    return all(gap >= -TIE for gap in gaps) and any(gap > TIE for gap in gaps)


def in_order_of_weight(weights: Mapping[str, float]) -> list[list[str]]:
    """Objectives in blocks of equal weight, the heaviest first."""
    return tie_groups({name: weight * 100 for name, weight in weights.items()})


def rank_order_dominates(blocks: Iterable[list[str]], one: Mapping[str, Score], other: Mapping[str, Score]) -> bool:
    """Better for every weighting that keeps this order of importance (`in_order_of_weight`).

    Source: Kirkwood and Sarin, *Ranking with partial information*, Operations Research 33(1), 1985.
    """
    sums = []
    running = 0.0
    for block in blocks:
        running += math.fsum(one[name].point - other[name].point for name in block)
        sums.append(running)
    return all(value >= -TIE for value in sums) and any(value > TIE for value in sums)
