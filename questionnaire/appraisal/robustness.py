"""Simulation: how often each option comes first when weights and scores are varied within reason.

Every random stream has a name and is seeded from it, so that a result can be computed again, byte for byte, years later
and on another machine, and so that adding an option leaves every other option's draws as they were.
Sources: Lahdelma, Hokkanen and Salminen, *SMAA*, European Journal of Operational Research 106(1), 1998 (rank acceptability);
IPCC guidance note on uncertainty, 2010 (the bounds 0.66 and 0.90).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from questionnaire.appraisal.value import TIE, Node, Score, Scores, ValueTree, half_up

ENGINE = "mcda-1"
DRAWS = 10_000
SPREAD = 0.5
LIKELY, VERY_LIKELY, AHEAD = 66, 90, 50
"""Whole percentages of draws."""

Level = Literal["VERY_ROBUST", "ROBUST", "LEANING", "NOT_SETTLED"]
LEVELS: tuple[Level, ...] = ("NOT_SETTLED", "LEANING", "ROBUST", "VERY_ROBUST")
Column = NDArray[np.float64]


@dataclass(frozen=True)
class Simulation:
    """What the draws say. Shares run from 0 to 1; `first[i]` is `places[i][0]`."""

    draws: int
    spread: float
    seed: int
    places: Mapping[str, tuple[float, ...]]
    wins: Mapping[str, Mapping[str, float]]

    def first(self, option: str) -> float:
        """The share of draws in which an option comes first (ties share the place)."""
        return self.places[option][0]


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


def simulate(tree: ValueTree, scores: Scores, *, seed: int, draws: int = DRAWS, spread: float = SPREAD) -> Simulation:
    """Vary every weight within its node by up to `spread` of itself and every score within its range.

    The nodes' shares stay as they are: a question about the share has its own sweep.
    """
    weights = _drawn_weights(tree, seed, draws, spread)
    options = sorted(scores)
    values = np.column_stack([_drawn_values(option, scores[option], weights, seed, draws) for option in options])
    return Simulation(
        draws=draws,
        spread=spread,
        seed=seed,
        places=dict(zip(options, _shared_places(values), strict=True)),
        wins=dict(zip(options, _wins(values, options), strict=True)),
    )


def _drawn_weights(tree: ValueTree, seed: int, draws: int, spread: float) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for node in tree.nodes:
        found.update(_node_weights(node, seed, draws, spread))
    return dict(sorted(found.items()))


def _node_weights(node: Node, seed: int, draws: int, spread: float) -> dict[str, Column]:
    raw = {
        name: weight * (1 + spread * (2 * uniforms(f"{ENGINE}|{seed}|w|{name}", draws) - 1))
        for name, weight in sorted(node.weights.items())
        if weight > 0
    }
    whole = sum(raw.values(), start=np.zeros(draws))
    return {name: node.share * column / whole for name, column in raw.items()}


def _drawn_values(option: str, row: Mapping[str, Score], weights: dict[str, Column], seed: int, draws: int) -> Column:
    value = np.zeros(draws)
    for name, weight in weights.items():
        value += weight * drawn_scores(row[name], f"{ENGINE}|{seed}|s|{option}|{name}", draws)
    return value


def drawn_scores(score: Score, label: str, draws: int) -> Column:
    """Triangular around a known score, uniform over the whole scale where nothing is known."""
    low, mode, high = score.low, score.point, score.high
    if high == low:
        return np.full(draws, mode)
    drawn = uniforms(label, draws)
    if not score.is_known:
        return low + drawn * (high - low)
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(drawn * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - drawn) * (high - low) * (high - mode))
    return np.where(drawn < turn, rising, falling)


def _shared_places(values: Column) -> list[tuple[float, ...]]:
    """The share of draws in which each option has each place; options that tie share the places they span equally."""
    draws, count = values.shape
    order = np.argsort(-values, axis=1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=1)
    tied = (ordered[:, :-1] - ordered[:, 1:] <= TIE).any(axis=1)
    table = np.zeros((count, count))
    for place in range(count):
        table[:, place] = np.bincount(order[~tied, place], minlength=count)
    for row in np.flatnonzero(tied):
        _share_tied_places(table, order[row], ordered[row])
    return [tuple(float(share) for share in row / draws) for row in table]


def _share_tied_places(table: Column, order: NDArray[np.intp], ordered: Column) -> None:
    start = 0
    for end in range(1, len(order) + 1):
        if end == len(order) or ordered[end - 1] - ordered[end] > TIE:
            table[np.ix_(order[start:end], np.arange(start, end))] += 1 / (end - start)
            start = end


def _wins(values: Column, options: list[str]) -> list[dict[str, float]]:
    """The share of draws in which each option beats each other one, ties half."""
    return [
        {other: _win(values[:, i] - values[:, k]) for k, other in enumerate(options) if k != i}
        for i in range(len(options))
    ]


def _win(lead: Column) -> float:
    return float(np.mean((lead > TIE) + 0.5 * (np.abs(lead) <= TIE)))


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
