"""Simulation: how often each option comes first when weights and scores are varied within reason.

Every random stream has a name and is seeded from it, so that a result can be computed again, byte for byte, years later
and on another machine, and so that adding an option leaves every other option's draws as they were.
Sources: Lahdelma, Hokkanen and Salminen, *SMAA*, European Journal of Operational Research 106(1), 1998 (rank acceptability,
central weights, confidence factors); IPCC guidance note on uncertainty, 2010 (the bounds 0.66 and 0.90).
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from typing import Literal

import numpy as np

from questionnaire.appraisal.tally import Column, Tally
from questionnaire.appraisal.value import TIE, Node, Score, Scores, ValueTree, half_up

ENGINE = "mcda-1"
DRAWS = 10_000
SPREAD = 0.5
LIKELY, VERY_LIKELY, AHEAD = 66, 90, 50
"""Whole percentages of draws."""

Level = Literal["VERY_ROBUST", "ROBUST", "LEANING", "NOT_SETTLED"]
LEVELS: tuple[Level, ...] = ("NOT_SETTLED", "LEANING", "ROBUST", "VERY_ROBUST")
Uniforms = Callable[[str, int], Column]
DrawnScores = Callable[[Score, str, int], Column]
Partners = Mapping[str, Mapping[str, float]]
"""Each partner's weights within the node that the place weighs, by partner."""

BLOCK = 2_000
"""Draws compared at a time, so that what a comparison needs does not grow with the number of draws."""
KEPT = 1_024
"""Columns of drawn scores (80 kB each for 10,000 draws) that are kept to be used again."""
ENOUGH_FIRSTS = 100
"""An option's central weights are worth printing when it comes first in this many draws."""


@dataclass(frozen=True)
class Way:
    """How weights are drawn.

    `none`: any weights of the node that the place weighs, evenly (near equal weights when they are many); other nodes are
    held. `around`: each weight within `spread` of itself, each node by itself. `stated`: as they are, or as `fixed` says
    (by objective, in the whole value). `partners`: any balance of influence between `partners`; other nodes are held.
    With `only_first` no place but the first is counted, and no wins.
    """

    mode: Literal["none", "around", "stated", "partners"]
    spread: float = 0.0
    partners: Partners = field(default_factory=dict)
    fixed: Mapping[str, float] | None = None
    only_first: bool = False


@dataclass(frozen=True)
class Simulation:
    """What the draws say. Shares run from 0 to 1; `firsts[i]` is `places[i][0]`, and where only it was counted, `places`,
    `wins` and `central` are empty.

    `central` is the mean weight of each objective in the whole value over the draws that an option leads, None when it
    never does; `influence` likewise the mean balance between partners, empty unless partners' influence was varied.
    """

    draws: int
    spread: float
    seed: int
    firsts: Mapping[str, float]
    places: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    wins: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    central: Mapping[str, Mapping[str, float] | None] = field(default_factory=dict)
    influence: Mapping[str, Mapping[str, float] | None] = field(default_factory=dict)

    def first(self, option: str) -> float:
        """The share of draws in which an option comes first (ties share the place)."""
        return self.firsts[option]

    def is_often_first(self, option: str) -> bool:
        """Whether an option leads often enough for its central weights to be printed."""
        return self.first(option) * self.draws >= ENOUGH_FIRSTS - TIE


def stream_key(label: str) -> int:
    """The seed of a named stream: SHA-256 of its label, little-endian, with bit 255 set."""
    return int.from_bytes(hashlib.sha256(label.encode()).digest(), "little") | 1 << 255


@lru_cache(maxsize=1)
def _generator() -> np.random.RandomState:
    # One object, seeded again for each stream: seeding costs a tenth of creating one. RandomState is frozen by
    # NumPy's policy and equals random.Random for these keys, which Generator does not promise.
    return np.random.RandomState(0)


def uniforms(label: str, draws: int) -> Column:
    """The first `draws` numbers in [0, 1) of a named stream."""
    generator = _generator()
    generator.seed(np.frombuffer(stream_key(label).to_bytes(32, "little"), dtype="<u4"))
    return generator.random_sample(draws)


def exponentials(label: str, draws: int, numbers: Uniforms = uniforms) -> Column:
    """A stream of which several, each divided by the sum of all, are spread evenly over everything that sums to 1."""
    return -np.log1p(-numbers(label, draws))


def simulate(
    tree: ValueTree,
    scores: Scores,
    *,
    seed: int,
    draws: int = DRAWS,
    spread: float = SPREAD,
    drawn_scores: DrawnScores | None = None,
) -> Simulation:
    """Vary every weight within its node by up to `spread` of itself and every score within its range.

    The nodes' shares stay as they are: a question about the share has its own sweep.
    """
    way = Way("around", spread)
    return simulate_ways(tree, scores, [way], seed=seed, draws=draws, drawn_scores=drawn_scores)[0]


def simulate_ways(
    tree: ValueTree,
    scores: Scores,
    ways: Iterable[Way],
    *,
    seed: int,
    draws: int = DRAWS,
    drawn_scores: DrawnScores | None = None,
) -> tuple[Simulation, ...]:
    """Simulate with weights drawn in several ways; the scores of a draw are the same in each, and drawn once.

    `scores` holds the options that may lead. `draws` is at least 1. `drawn_scores` may keep what it drew before.
    """
    found = tuple(ways)
    numbers = cache(uniforms)  # ways share the streams of weights
    weights = [_drawn_weights(tree, seed, draws, way, numbers) for way in found]
    options = sorted(scores)
    values: list[list[Column]] = [[] for _ in found]
    drawing = drawn_scores or draw_scores
    for option in options:
        drawn = _drawn_values(option, scores[option], weights, seed, draws, drawing)
        for kept, column in zip(values, drawn, strict=True):
            kept.append(column)
    return tuple(
        _simulation(way, options, columns, drawn, seed, numbers)
        for way, columns, drawn in zip(found, values, weights, strict=True)
    )


def kept_scores() -> DrawnScores:
    """`draw_scores` that remembers, for simulations of the same scores, or of others over the same numbers, in a row."""
    numbers = lru_cache(maxsize=KEPT)(uniforms)
    return lru_cache(maxsize=KEPT)(partial(draw_scores, numbers=numbers))


def confidence_factors(
    scores: Scores,
    central: Mapping[str, Mapping[str, float] | None],
    *,
    seed: int,
    draws: int = DRAWS,
    drawn_scores: DrawnScores | None = None,
) -> dict[str, float | None]:
    """For each option, the share of score draws that it leads at its own central weights; None without them."""
    own = {option: weights for option, weights in sorted(central.items()) if weights is not None}
    ways = [Way("stated", fixed=weights, only_first=True) for weights in own.values()]
    found = simulate_ways(ValueTree(()), scores, ways, seed=seed, draws=draws, drawn_scores=drawn_scores)
    shares = {option: simulation.first(option) for option, simulation in zip(own, found, strict=True)}
    return {option: shares.get(option) for option in sorted(central)}


def _simulation(
    way: Way, options: list[str], values: list[Column], weights: dict[str, Column], seed: int, numbers: Uniforms
) -> Simulation:
    draws = len(values[0])
    tally = Tally(options)
    influence = _influence(way.partners, seed, draws, numbers) if way.mode == "partners" else {}
    for start in range(0, draws, BLOCK):
        block = slice(start, start + BLOCK)
        of_block = np.stack([column[block] for column in values])
        leading = {name: column[block] for name, column in influence.items()}
        if way.only_first:
            tally.add_firsts(of_block, leading)
        else:
            tally.add(of_block, {name: column[block] for name, column in weights.items()}, leading)
    found = Simulation(draws, way.spread, seed, tally.firsts(), influence=tally.influence())
    if way.only_first:
        return found
    return replace(found, places=tally.places(), wins=tally.wins(), central=tally.central())


def _drawn_weights(tree: ValueTree, seed: int, draws: int, way: Way, numbers: Uniforms) -> dict[str, Column]:
    """Each active objective's weight in the whole value, draw by draw."""
    if way.fixed is not None:
        return {name: np.broadcast_to(weight, draws) for name, weight in sorted(way.fixed.items())}
    found: dict[str, Column] = {}
    for node in tree.nodes:
        found.update(_node_weights(node, seed, draws, way if _varies(way, node, tree) else Way("stated"), numbers))
    return dict(sorted(found.items()))


def _varies(way: Way, node: Node, tree: ValueTree) -> bool:
    return way.mode == "around" or node is tree.stated()


def _node_weights(node: Node, seed: int, draws: int, way: Way, numbers: Uniforms) -> dict[str, Column]:
    if way.mode == "partners":
        return _partners_weights(node, seed, draws, way.partners, numbers)
    raw = {
        name: _raw_weight(weight, f"{ENGINE}|{seed}|w|{name}", draws, way, numbers)
        for name, weight in sorted(node.weights.items())
        if weight > 0
    }
    whole = _added(raw.values(), draws)
    return {name: node.share * column / whole for name, column in raw.items()}


def _raw_weight(weight: float, label: str, draws: int, way: Way, numbers: Uniforms) -> Column:
    if way.mode == "none":
        return exponentials(label, draws, numbers)
    if way.mode == "around":
        return weight * (1 + way.spread * (2 * numbers(label, draws) - 1))
    return np.broadcast_to(weight, draws)


def _partners_weights(node: Node, seed: int, draws: int, partners: Partners, numbers: Uniforms) -> dict[str, Column]:
    influence = _influence(partners, seed, draws, numbers)
    active = {name for weights in partners.values() for name, weight in weights.items() if weight > 0}
    found: dict[str, Column] = {}
    for name in sorted(active):
        parts = (part * partners[one].get(name, 0.0) for one, part in influence.items())
        found[name] = node.share * _added(parts, draws)
    return found


def _influence(partners: Partners, seed: int, draws: int, numbers: Uniforms) -> dict[str, Column]:
    """Each partner's part of the influence, draw by draw: evenly over all balances."""
    raw = {name: exponentials(f"{ENGINE}|{seed}|k|{name}", draws, numbers) for name in sorted(partners)}
    whole = _added(raw.values(), draws)
    return {name: column / whole for name, column in raw.items()}


def _added(columns: Iterable[Column], draws: int) -> Column:
    return sum(columns, start=np.zeros(draws))


def _drawn_values(
    option: str,
    row: Mapping[str, Score],
    weights: list[dict[str, Column]],
    seed: int,
    draws: int,
    drawing: DrawnScores,
) -> list[Column]:
    """An option's value under each way of drawing weights, with the same scores in all."""
    values = [np.zeros(draws) for _ in weights]
    points = np.empty(draws)  # one piece of memory for all products
    for name in sorted({name for drawn in weights for name in drawn}):
        scores = drawing(row[name], f"{ENGINE}|{seed}|s|{option}|{name}", draws)
        for value, drawn in zip(values, weights, strict=True):
            if name in drawn:
                value += np.multiply(drawn[name], scores, out=points)
    return values


def draw_scores(score: Score, label: str, draws: int, numbers: Uniforms = uniforms) -> Column:
    """Triangular around a known score, uniform over the whole scale where nothing is known."""
    low, mode, high = score.low, score.point, score.high
    if high == low:
        return np.full(draws, mode)
    drawn = numbers(label, draws)
    if not score.is_known:
        return low + drawn * (high - low)
    rises = drawn < (mode - low) / (high - low)
    root = np.sqrt(np.where(rises, drawn * (high - low) * (mode - low), (1 - drawn) * (high - low) * (high - mode)))
    return np.where(rises, low + root, high - root)


def percent(share: float) -> int:
    """A share as a whole percentage, half up: the form in which shares are compared and printed."""
    return half_up(100 * share)


def level(first: float, best_other: float, *, tied: bool, partners: float = 1.0, led_alone: float = 1.0) -> Level:
    """How firm a lead is, first rule that fits.

    `first` and `best_other` are shares of draws around the stated weights; `partners` is the leader's share for any balance
    of influence between partners, `led_alone` the share of partners whose own leader it is (both 1 for one partner).
    """
    stated, shared = percent(first), percent(partners)
    rules: tuple[tuple[bool, Level], ...] = (
        (tied or percent(best_other) > stated, "NOT_SETTLED"),
        (stated >= VERY_LIKELY and shared >= VERY_LIKELY and led_alone == 1, "VERY_ROBUST"),
        (stated >= LIKELY and shared >= LIKELY, "ROBUST"),
        (stated >= AHEAD, "LEANING"),
    )
    return next((name for applies, name in rules if applies), "NOT_SETTLED")


def weaker(one: Level, other: Level) -> Level:
    return min(one, other, key=LEVELS.index)


def front_group(simulation: Simulation, leader: str) -> tuple[str, ...]:
    """The leader and every option that it beats in fewer than 66% of draws, in id order."""
    close = {option for option, share in simulation.wins[leader].items() if percent(share) < LIKELY}
    return tuple(sorted({leader, *close}))
