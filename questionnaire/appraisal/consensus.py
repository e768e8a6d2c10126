"""Several partners: whose own leader the group's leader is, how far they agree, and whether disagreement matters.

Partners differ in the weights of the aims only. No significance is claimed anywhere: partners are not a sample.
Sources: Kendall and Babington Smith 1939 (W, here corrected for ties); Schmidt, *Managing Delphi surveys using nonparametric
statistical techniques*, Decision Sciences 28(3), 1997 (words for W); Fitch and others, *The RAND/UCLA appropriateness
method user's manual*, 2001 (agreement).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from statistics import median
from typing import Literal

from questionnaire.appraisal import value
from questionnaire.appraisal.sensitivity import Stretch, leaders_along
from questionnaire.appraisal.value import TIE, Scores, ValueTree, half_up

AgreementWord = Literal["strong", "moderate", "weak", "little"]
Reason = Literal["leaders-differ", "rankings-differ", "balance-matters"]

WORDS: tuple[tuple[float, AgreementWord], ...] = ((0.7, "strong"), (0.5, "moderate"), (0.3, "weak"), (0.0, "little"))
"""The lowest W of each word."""
RANKINGS_AGREE = 0.5
BALANCE_MATTERS = 10
"""Whole percentage of balances of influence at which another option's lead is worth a word."""
FEWEST_FOR_A_WORD = 3
"""With two partners W is (1 + Spearman) / 2, so that 0.5 is no relation at all."""
WIDEST = 3
WINDOWS = ((0, 2), (1, 3), (2, 4), (3, 5))
"""The lowest and highest of every three levels of readiness in a row."""


@dataclass(frozen=True)
class Partner:
    """One partner's swing points by aim, 0 to 100 or None for not answered, and its say (more than 0)."""

    id: str
    points: Mapping[str, float | None]
    say: float = 1.0

    def is_complete(self, aims: Iterable[str]) -> bool:
        """Whether every aim has its points: not answered is not zero, and nothing is imputed."""
        return all(self.points.get(aim) is not None for aim in aims)

    def weights(self, aims: Iterable[str]) -> dict[str, float]:
        """Weights that sum to 1; raises `value.Rejected` (NO_WEIGHTS, POINTS_OUT_OF_RANGE)."""
        return value.normalised({aim: given for aim in aims if (given := self.points.get(aim)) is not None})


@dataclass(frozen=True)
class Group:
    """Who is in, with their weights (each summing to 1), who is not yet in, and the group's weights."""

    weights: Mapping[str, Mapping[str, float]]
    not_yet_in: tuple[str, ...]
    mean: Mapping[str, float]


@dataclass(frozen=True)
class OwnResult:
    """What the stage comes to at one partner's weights: totals 0 to 100, competition ranks, leaders in id order."""

    totals: Mapping[str, float]
    ranks: Mapping[str, int]
    leaders: tuple[str, ...]


@dataclass(frozen=True)
class Consensus:
    """How far partners agree on one stage.

    `led_alone` is the share of partners whose leaders include the group's leader. The two `w` are Kendall's, 0 to 1, None
    for one partner or when nobody ranks anything; their words are None for two partners, where W says too little.
    `distances` are shares of the weight that would have to move between two partners; `spreads` are the aims whose weights
    lie widest apart, largest first, as shares. `by_influence`, for two partners only, says who leads as the first
    partner's influence (in id order) goes from 0 to 1. `matters` is why disagreement matters; empty when it does not.
    """

    partners: Mapping[str, OwnResult]
    led_alone: float
    w_options: float | None
    w_options_word: AgreementWord | None
    w_aims: float | None
    w_aims_word: AgreementWord | None
    distances: Mapping[tuple[str, str], float] = field(default_factory=dict)
    spreads: tuple[tuple[str, float], ...] = ()
    by_influence: tuple[Stretch, ...] = ()
    matters: tuple[Reason, ...] = ()


def group(partners: Sequence[Partner], aims: Sequence[str]) -> Group:
    """Part complete partners from the others and average the weights of the complete ones by their say.

    Raises `value.Rejected`: DUPLICATE_ID, SAY_OUT_OF_RANGE, and what a partner's points are rejected for. With nobody in,
    there are no weights.
    """
    _reject(partners)
    inside = sorted((p for p in partners if p.is_complete(aims)), key=lambda partner: partner.id)
    weights = {partner.id: partner.weights(aims) for partner in inside}
    outside = tuple(sorted(partner.id for partner in partners if not partner.is_complete(aims)))
    mean = value.group_weights(list(weights.values()), [partner.say for partner in inside]) if inside else {}
    return Group(weights, outside, mean)


def _reject(partners: Sequence[Partner]) -> None:
    if len({partner.id for partner in partners}) < len(partners):
        raise value.Rejected("DUPLICATE_ID", "A partner is named twice.")
    for partner in partners:
        if not (math.isfinite(partner.say) and partner.say > 0):
            raise value.Rejected("SAY_OUT_OF_RANGE", f"A partner's say must be more than 0, not {partner.say}.")


def consensus(
    tree: ValueTree,
    scores: Scores,
    weights: Mapping[str, Mapping[str, float]],
    leader: str,
    *,
    balance: Mapping[str, float] | None = None,
) -> Consensus:
    """Compare the partners on one stage. `scores` holds the options that may lead; `leader` is the group's.

    `weights` are each partner's within the aims, at least one partner. `balance` is each option's share of first places
    when the partners' influence was varied.
    """
    own = {name: own_result(tree, scores, weights[name]) for name in sorted(weights)}
    w_options = kendalls_w([found.totals for found in own.values()])
    w_aims = kendalls_w([_as_points(weights[name], active(weights)) for name in own])
    return Consensus(
        partners=own,
        led_alone=sum(leader in found.leaders for found in own.values()) / len(own),
        w_options=w_options,
        w_options_word=agreement_word(w_options, len(own)),
        w_aims=w_aims,
        w_aims_word=agreement_word(w_aims, len(own)),
        distances={pair: weight_distance(*(weights[name] for name in pair)) for pair in combinations(own, 2)},
        spreads=widest_spreads(weights) if len(own) > 1 else (),
        by_influence=leaders_by_influence(own),
        matters=why_it_matters(list(own.values()), w_options, leader, balance or {}),
    )


def own_result(tree: ValueTree, scores: Scores, weights: Mapping[str, float]) -> OwnResult:
    """The stage at one partner's weights of the aims; circumstances and shares are everybody's."""
    totals = value.totals(tree.restated(weights).weights(), scores)
    return OwnResult(totals, value.ranks(totals), tuple(value.tie_groups(totals)[0]))


def active(weights: Mapping[str, Mapping[str, float]]) -> list[str]:
    """The aims that at least one partner gives any weight, in id order."""
    return sorted({name for row in weights.values() for name, weight in row.items() if weight > 0})


def _as_points(weights: Mapping[str, float], names: Iterable[str]) -> dict[str, float]:
    """Weights on the scale that ties are judged on, 0 to 100."""
    return {name: 100 * weights.get(name, 0.0) for name in names}


def kendalls_w(ratings: Sequence[Mapping[str, float]]) -> float | None:
    """How far rankings of the same things agree, 0 to 1, corrected for ties; None for one ranking or all tied in all.

    Each rating is a number for each thing; numbers within `TIE` tie and share the places they span.
    """
    count, size = len(ratings), len(ratings[0]) if ratings else 0
    middles = [value.midranks(row) for row in ratings]
    ties = sum(times**3 - times for ranks in middles for times in Counter(ranks.values()).values())
    whole = count**2 * (size**3 - size) - count * ties
    if count < 2 or whole == 0:
        return None
    sums = [math.fsum(ranks[name] for ranks in middles) for name in ratings[0]]
    mean = math.fsum(sums) / size
    return 12 * math.fsum((one - mean) ** 2 for one in sums) / whole


def agreement_word(w: float | None, partners: int) -> AgreementWord | None:
    """The word for W; none for two partners."""
    if w is None or partners < FEWEST_FOR_A_WORD:
        return None
    return next(word for lowest, word in WORDS if w >= lowest - TIE)


def weight_distance(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The share of the weight, 0 to 1, that would have to move to turn one partner's weights into another's."""
    names = sorted({*one, *other})
    return math.fsum(abs(one.get(name, 0.0) - other.get(name, 0.0)) for name in names) / 2


def widest_spreads(weights: Mapping[str, Mapping[str, float]]) -> tuple[tuple[str, float], ...]:
    """The three aims whose weights lie widest apart, with the highest less the lowest as a share (0 to 1)."""
    spreads = {}
    for name in active(weights):
        given = [row.get(name, 0.0) for row in weights.values()]
        spreads[name] = max(given) - min(given)
    return tuple(sorted(spreads.items(), key=lambda spread: (-round(spread[1], 12), spread[0]))[:WIDEST])


def leaders_by_influence(own: Mapping[str, OwnResult]) -> tuple[Stretch, ...]:
    """For two partners: who leads as the influence of the first, in id order, goes from 0 to 1; else empty."""
    if len(own) != 2:
        return ()
    first, second = (own[name].totals for name in sorted(own))
    return leaders_along(second, first)


def why_it_matters(
    own: Sequence[OwnResult], w_options: float | None, leader: str, balance: Mapping[str, float]
) -> tuple[Reason, ...]:
    """Why partners' disagreement matters for the result; weights may differ widely and leave the leader alone."""
    others = [share for option, share in balance.items() if option != leader]
    reasons: tuple[tuple[bool, Reason], ...] = (
        (len({found.leaders for found in own}) > 1, "leaders-differ"),
        (w_options is not None and w_options < RANKINGS_AGREE - TIE, "rankings-differ"),
        (any(half_up(100 * share) >= BALANCE_MATTERS for share in others), "balance-matters"),
    )
    return tuple(reason for applies, reason in reasons if applies)


@dataclass(frozen=True)
class Ratings:
    """Levels, 0 to 5, that several people gave one readiness dimension.

    `window` is the lowest and highest of the three levels in a row that hold the median and most ratings; at most `allowed`
    ratings outside it is agreement. Otherwise the ratings are split and the median is not to be shown.
    """

    median: float
    window: tuple[int, int]
    outside: int
    allowed: int

    @property
    def is_agreement(self) -> bool:
        return self.outside <= self.allowed


def ratings(levels: Sequence[float | None]) -> Ratings | None:
    """Sum up the levels of one dimension; those not given are left out, and None when nobody gave one."""
    given = [level for level in levels if level is not None]
    if not given:
        return None
    middle = float(median(given))
    around = [window for window in WINDOWS if window[0] <= middle <= window[1]]
    inside = {(low, high): sum(low <= level <= high for level in given) for low, high in around}
    window = max(around, key=lambda found: inside[found])  # the lower of two that hold as many
    return Ratings(middle, window, len(given) - inside[window], most_outside(len(given)))


def most_outside(raters: int) -> int:
    """How many ratings may lie outside the window and still be agreement, after the RAND/UCLA manual."""
    return max(0, (raters + 1) // 3 - 1)
