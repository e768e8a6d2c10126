"""The options of one stage as rivals: their points in columns that a place's priorities and answers choose among.

A place chooses one *column* of each *block*. The aims are one block, because a weighting of aims is a mixture of single aims;
each circumstance is a block with a column for each answer; each service is a block of two columns, in scope and not. The
points of a column already carry its share of the value, so an option's value is the sum over blocks of the column chosen, and
`base` for what no choice moves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models_catalogue import vocabulary
from models_catalogue.catalogue import Catalogue, Option, Stage

Points = NDArray[np.float64]

SHORT = 0.5
"""Points (0 to 100). An option that comes this close to leading is let be."""
ROUNDS, BETWEEN_LOOKS = 2000, 20
NEUTRAL = 50.0
"""Points on a circumstance that is not answered, and of today's arrangements on all of them."""


@dataclass(frozen=True)
class Contest:
    """`points` has a row for each option; `starts` says at which column each block begins.

    `judged` are the rows of the options that the catalogue scores; today's arrangements are scored by each place.
    """

    options: tuple[str, ...]
    judged: NDArray[np.intp]
    columns: tuple[str, ...]
    points: Points
    base: Points
    starts: NDArray[np.intp]

    @cached_property
    def sizes(self) -> NDArray[np.intp]:
        return np.diff(np.append(self.starts, len(self.columns)))

    def blocks_of(self, circumstance: str) -> NDArray[np.bool_]:
        """Which blocks ask about this circumstance."""
        return np.array([self.columns[start].startswith(f"{circumstance} ") for start in self.starts])


@dataclass(frozen=True)
class Block:
    """Columns of which a place chooses one: a name, and points by option, for each."""

    columns: tuple[tuple[str, Mapping[str, float]], ...]


def contest(catalogue: Catalogue, stage: Stage) -> Contest:
    """All options of a stage; today's arrangements at their worst, as the place that most wants change would say."""
    options = catalogue.stage(stage)
    blocks = list(_blocks(catalogue, stage, options))
    columns = [column for block in blocks for column in block.columns]
    starts = np.cumsum([0, *(len(block.columns) for block in blocks)])[:-1]
    return Contest(
        options=tuple(option.slug for option in options),
        judged=np.flatnonzero([not is_scored_by_the_place(option) for option in options]),
        columns=tuple(name for name, _ in columns),
        points=np.array([[found[option.slug] for _, found in columns] for option in options], dtype=float),
        base=np.array([_base(catalogue, stage, option) for option in options], dtype=float),
        starts=starts,
    )


def _blocks(catalogue: Catalogue, stage: Stage, options: tuple[Option, ...]) -> Iterator[Block]:
    share, weights = _shares(catalogue, stage)
    objectives = catalogue.criteria() if stage == "form" else catalogue.aims()
    yield Block(
        tuple((o.slug, {i.slug: (1 - share) * _fit(catalogue, i, o.slug) for i in options}) for o in objectives)
    )
    for slug, weight in weights.items():
        if slug == "services":
            yield from (_service(service, options, share * weight) for service in vocabulary.SERVICES)
        else:
            yield _circumstance(catalogue, slug, options, share * weight)


def _shares(catalogue: Catalogue, stage: Stage) -> tuple[float, dict[str, float]]:
    """The circumstances' share of the value, and the weight of each among them; only two stages are ranked on them."""
    if stage not in ("care", "organisational"):
        return 0.0, {}
    whole = sum(circumstance.weight for circumstance in catalogue.circumstances)
    weights = {circumstance.slug: circumstance.weight / whole for circumstance in catalogue.circumstances}
    return catalogue.constant["circumstances-share"], weights


def _fit(catalogue: Catalogue, option: Option, objective: str) -> float:
    found = catalogue.fit.get((option.slug, objective))
    if is_scored_by_the_place(option):
        return 0.0
    return 25.0 * (found.fit + 1) if found else NEUTRAL


def is_scored_by_the_place(option: Option) -> bool:
    return option.slug in (vocabulary.BASELINES["care"], vocabulary.BASELINES["organisational"])


def _circumstance(catalogue: Catalogue, slug: str, options: tuple[Option, ...], weight: float) -> Block:
    answers = [answer.slug for answer in catalogue.circumstance[slug].answers]
    rated = (
        (f"{slug} {answer}", {i.slug: weight * _rating(catalogue, i, slug, answer) for i in options})
        for answer in answers
    )
    open_one = (f"{slug} {vocabulary.NOT_SURE}", {option.slug: weight * NEUTRAL for option in options})
    return Block((*rated, open_one))


def _rating(catalogue: Catalogue, option: Option, circumstance: str, answer: str) -> float:
    found = catalogue.rating.get((option.slug, circumstance, answer))
    return 25.0 * (found.rating + 2) if found else NEUTRAL


def _service(service: str, options: tuple[Option, ...], weight: float) -> Block:
    """A service in scope is worth its part of an option's core."""
    in_scope = {
        option.slug: weight * 100.0 / len(option.core_services) if service in option.core_services else 0.0
        for option in options
    }
    return Block(((f"services {service}", in_scope), (f"services not {service}", dict.fromkeys(in_scope, 0.0))))


def _base(catalogue: Catalogue, stage: Stage, option: Option) -> float:
    """An option without a core is neutral on services."""
    share, weights = _shares(catalogue, stage)
    return 0.0 if option.core_services else share * weights.get("services", 0.0) * NEUTRAL


@dataclass(frozen=True)
class Beaten:
    """Why an option can never lead: a mixture of rivals (shares by slug) that always has `by` points more, or better."""

    option: str
    mixture: Mapping[str, float]
    by: float


def never_leading(found: Contest) -> list[Beaten]:
    """The options that no weighting of objectives and no answers bring within `SHORT` points of the lead.

    Each option plays a zero-sum game: a place picks weighting and answers, mixed as it likes, so that the option does
    best; an opponent picks a mixture of its rivals. By the minimax theorem the option can lead exactly when the game is worth 0
    or more to it. Both sides learn by regret matching, whose averages approach best play (Hart and Mas-Colell, *A simple
    adaptive procedure leading to correlated equilibrium*, Econometrica 68(5), 2000; with regrets cut off at zero: Tammelin,
    Burch, Johanson and Bowling, *Solving heads-up limit Texas hold'em*, IJCAI 2015; that averages of learners solve such games:
    Freund and Schapire, *Adaptive game playing using multiplicative weights*, Games and Economic Behavior 29, 1999).

    What is returned does not rest on how well they learned: a mixture of rivals is a certificate, and the best that the
    option can do against it is computed exactly (`best_against`). It errs on one side only. Mixed answers, and rivals that
    are never gated out, give an option a little more or less than one place can; an option that is still undecided after
    `ROUNDS` is let be.
    """
    beaten: list[Beaten] = []
    learning = Learning(found, found.judged if len(found.options) > 1 else found.judged[:0])
    while len(learning.who) and learning.round < ROUNDS:
        learning.play(BETWEEN_LOOKS)
        mixtures = learning.rivals()
        above = best_against(found, learning.who, mixtures)
        below = worst_of(found, learning.who, learning.choices())
        beaten += [
            _certified(found, i, y) for i, y, most in zip(learning.who, mixtures, above, strict=True) if most < -SHORT
        ]
        learning.keep((above >= -SHORT) & (below < -SHORT))
    return sorted(beaten, key=lambda one: found.options.index(one.option))


def best_against(found: Contest, who: NDArray[np.intp], mixtures: Points) -> Points:
    """The most that each option can be ahead of its mixture of rivals: the best column of every block."""
    ahead = found.points[who] - mixtures @ found.points
    return np.maximum.reduceat(ahead, found.starts, axis=1).sum(axis=1) + found.base[who] - mixtures @ found.base


def worst_of(found: Contest, who: NDArray[np.intp], choices: Points) -> Points:
    """How far each option is ahead of its best rival when columns are chosen so."""
    values = choices @ found.points.T + found.base
    own = values[np.arange(len(who)), who]
    values[np.arange(len(who)), who] = -np.inf
    return own - values.max(axis=1)


def _certified(found: Contest, option: int, mixture: Points) -> Beaten:
    """The shortest mixture that still beats the option: without the rivals that hardly matter."""
    kept = next(few for few in _ever_less_shortened(mixture) if _worth(found, option, few) < -SHORT)
    shares = {found.options[rival]: float(kept[rival]) for rival in np.flatnonzero(kept)}
    return Beaten(found.options[option], shares, by=-_worth(found, option, kept))


def _ever_less_shortened(mixture: Points) -> Iterator[Points]:
    for least in (0.1, 0.05, 0.02, 0.01):
        if (few := np.where(mixture >= least, mixture, 0.0)).any():
            yield few / few.sum()
    yield mixture


def _worth(found: Contest, option: int, mixture: Points) -> float:
    return float(best_against(found, np.array([option]), mixture[None])[0])


class Learning:
    """Both sides of the games of several options (`who`), played at once; later rounds count for more in the averages."""

    def __init__(self, found: Contest, who: NDArray[np.intp]):
        self.contest, self.who, self.round = found, who, 0
        self.regret_of_columns = np.zeros((len(who), len(found.columns)))
        self.regret_of_rivals = np.zeros((len(who), len(found.options)))
        self.sum_of_columns = np.zeros_like(self.regret_of_columns)
        self.sum_of_rivals = np.zeros_like(self.regret_of_rivals)

    def play(self, rounds: int) -> None:
        for _ in range(rounds):
            self.round += 1
            chosen, rivals = self._chosen(self.regret_of_columns), self._mixed(self.regret_of_rivals)
            self._learn_columns(chosen, rivals)
            self._learn_rivals(chosen, rivals)
            self.sum_of_columns += self.round * chosen
            self.sum_of_rivals += self.round * rivals

    def choices(self) -> Points:
        return self._chosen(self.sum_of_columns)

    def rivals(self) -> Points:
        return self._mixed(self.sum_of_rivals)

    def keep(self, these: NDArray[np.bool_]) -> None:
        self.who = self.who[these]
        for name in ("regret_of_columns", "regret_of_rivals", "sum_of_columns", "sum_of_rivals"):
            setattr(self, name, getattr(self, name)[these])

    def _learn_columns(self, chosen: Points, rivals: Points) -> None:
        gain = self.contest.points[self.who] - rivals @ self.contest.points
        mean = np.add.reduceat(chosen * gain, self.contest.starts, axis=1)
        regret = self.regret_of_columns + gain - np.repeat(mean, self.contest.sizes, axis=1)
        self.regret_of_columns = np.maximum(regret, 0.0)

    def _learn_rivals(self, chosen: Points, rivals: Points) -> None:
        gain = chosen @ self.contest.points.T + self.contest.base
        regret = self.regret_of_rivals + gain - (rivals * gain).sum(axis=1, keepdims=True)
        regret[np.arange(len(self.who)), self.who] = 0.0
        self.regret_of_rivals = np.maximum(regret, 0.0)

    def _chosen(self, weights: Points) -> Points:
        """Weights as shares of each block; equal shares where there are none."""
        whole = np.repeat(np.add.reduceat(weights, self.contest.starts, axis=1), self.contest.sizes, axis=1)
        equal = np.repeat(1.0 / self.contest.sizes, self.contest.sizes)
        return np.where(whole > 0, weights / np.where(whole > 0, whole, 1.0), equal)

    def _mixed(self, weights: Points) -> Points:
        """Weights as shares of the rivals; equal shares where there are none, and nothing for the option itself."""
        whole = weights.sum(axis=1, keepdims=True)
        equal = np.full(weights.shape, 1.0 / (weights.shape[1] - 1))
        equal[np.arange(len(self.who)), self.who] = 0.0
        return np.where(whole > 0, weights / np.where(whole > 0, whole, 1.0), equal)
