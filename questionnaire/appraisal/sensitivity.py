"""What it would take for another option to lead, in closed form: weights, the share of the circumstances, single scores.

The tree is respected: weights of aims are shares of the aims, the circumstances' share is held while they move, and has a
break-even of its own. Every lead here is linear in the weight that moves, so nothing is searched for.
Sources: Triantaphyllou and Sanchez, *A sensitivity analysis approach for some deterministic multi-criteria decision-making
methods*, Decision Sciences 28(1), 1997 (change one weight, renormalise the others); the rest is plain algebra.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from questionnaire.appraisal import value
from questionnaire.appraisal.value import TIE, Node, Score, Scores, ValueTree

Status = Literal["OK", "TIED_NOW", "SOLE_OBJECTIVE"]

SAME = 1e-12
"""Weights (0 to 1) that differ by no more than this are the same."""
ON_THE_MODEL = ("holder", "budget", "joining", "gp_participation")
"""The circumstances whose answers all but name a model: how much of the lead they supply is said in the report."""


@dataclass(frozen=True)
class BreakEven:
    """The weights at which an objective would let another option draw level; all weights are shares of its node.

    Between `lower` and `upper` the leader stays first; `lower_to` and `upper_to` are the rivals that draw level there.
    Points are swing points beside the other objectives' present points: above 100 not even the most important swing
    would do. `smallest_change` is the distance to the nearer end, 0 to 1; None where no weight makes a rival draw level.
    """

    objective: str
    status: Status
    weight: float
    lower: float | None = None
    lower_to: tuple[str, ...] = ()
    lower_points: float | None = None
    upper: float | None = None
    upper_to: tuple[str, ...] = ()
    upper_points: float | None = None

    @property
    def smallest_change(self) -> float | None:
        ends = [abs(end - self.weight) for end in (self.lower, self.upper) if end is not None]
        return min(ends, default=None)


@dataclass(frozen=True)
class Stretch:
    """From one share to another (0 to 1), the same options lead."""

    start: float
    end: float
    leaders: tuple[str, ...]


@dataclass(frozen=True)
class Shift:
    """The least weight, as a share of the node (0 to 1), whose move from `taken` to `onto` lets `rival` draw level."""

    rival: str
    size: float
    onto: str
    taken: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class ScoreChange:
    """One score, 0 to 100, that would end the lead if it were `becomes`; `is_in_range` when its range reaches that."""

    option: str
    objective: str
    score: float
    becomes: float
    new_leaders: tuple[str, ...]
    is_in_range: bool

    @property
    def change(self) -> float:
        """In points: below 0 for the leader's own scores."""
        return self.becomes - self.score


@dataclass(frozen=True)
class Sensitivity:
    """All of it for one stage. Nothing but `sweep` is known while options tie for the lead, or when none has a rival.

    `lead` is in points over `runners_up`, and so is how much too generous every score of the leader would have to be for
    them to draw level. `on_model` is the part of the lead that the answers of `ON_THE_MODEL` supply.
    """

    status: Status
    leaders: tuple[str, ...]
    runners_up: tuple[str, ...] = ()
    lead: float | None = None
    on_model: float | None = None
    break_evens: tuple[BreakEven, ...] = ()
    share: BreakEven | None = None
    sweep: tuple[Stretch, ...] = ()
    shifts: tuple[Shift, ...] = ()
    score_changes: tuple[ScoreChange, ...] = ()

    @property
    def nearest(self) -> BreakEven | None:
        """The objective whose weight has the least way to go."""
        near = [(row.smallest_change, row) for row in self.break_evens if row.smallest_change is not None]
        return min(near, key=lambda found: (found[0], found[1].objective))[1] if near else None

    @property
    def smallest_shift(self) -> Shift | None:
        return min(self.shifts, key=lambda shift: (shift.size, shift.rival), default=None)

    @property
    def leads_on_aims_alone(self) -> tuple[str, ...]:
        """Who leads when the circumstances count for nothing; empty where there are none."""
        return self.sweep[0].leaders if self.sweep else ()


@dataclass(frozen=True)
class Contest:
    """The options that may lead, on point values: `totals` by option, and the `leaders`, in id order."""

    tree: ValueTree
    scores: Scores
    totals: Mapping[str, float]
    leaders: tuple[str, ...]

    @classmethod
    def of(cls, tree: ValueTree, scores: Scores) -> "Contest":
        """`scores` holds at least one option, and only options that are not ruled out."""
        totals = value.totals(tree.weights(), scores)
        return cls(tree, scores, totals, tuple(value.tie_groups(totals)[0]))

    @property
    def leader(self) -> str:
        return self.leaders[0]

    def rivals(self) -> list[str]:
        return sorted(set(self.scores) - {self.leader})

    def lead(self, rival: str) -> float:
        return self.totals[self.leader] - self.totals[rival]

    def runners_up(self) -> tuple[str, ...]:
        others = {rival: self.totals[rival] for rival in self.rivals()}
        return tuple(value.tie_groups(others)[0]) if others else ()

    def gaps(self, rival: str, names: Iterable[str]) -> dict[str, float]:
        """The leader's score less the rival's, objective by objective, in points."""
        return {name: self.scores[self.leader][name].point - self.scores[rival][name].point for name in names}

    def node_lead(self, rival: str, node: Node) -> float:
        """The leader's value less the rival's within a node alone, in points."""
        gaps = self.gaps(rival, node.weights)
        return value.total({name: weight * gaps[name] for name, weight in node.weights.items()})

    def lead_elsewhere(self, rival: str, node: Node) -> float:
        """What the other nodes add to the lead, in points of the whole value."""
        return math.fsum(other.share * self.node_lead(rival, other) for other in self.tree.nodes if other is not node)


def sensitivity(tree: ValueTree, scores: Scores, points: Mapping[str, float] | None = None) -> Sensitivity:
    """Everything this module knows of a stage. `scores` holds the options that may lead, at least one.

    `points` are the place's swing points, 0 to 100; without them the most important objective counts as 100.
    """
    contest = Contest.of(tree, scores)
    sweep = share_sweep(contest)
    if len(contest.leaders) > 1 or len(scores) == 1:
        status: Status = "TIED_NOW" if len(contest.leaders) > 1 else "OK"
        return Sensitivity(status, contest.leaders, sweep=sweep)
    runners_up = contest.runners_up()
    return Sensitivity(
        status="OK",
        leaders=contest.leaders,
        runners_up=runners_up,
        lead=contest.lead(runners_up[0]),
        on_model=supplied(contest, runners_up[0], ON_THE_MODEL),
        break_evens=break_evens(contest, points),
        share=share_break_even(contest),
        sweep=sweep,
        shifts=shifts(contest),
        score_changes=score_changes(contest),
    )


def supplied(contest: Contest, rival: str, names: Iterable[str]) -> float:
    """How many points of the lead over a rival these objectives supply; below 0 where they hold the leader back."""
    weights = contest.tree.weights()
    counted = [name for name in names if name in weights]
    gaps = contest.gaps(rival, counted)
    return value.total({name: weights[name] * gaps[name] for name in counted})


def break_evens(contest: Contest, points: Mapping[str, float] | None = None) -> tuple[BreakEven, ...]:
    """One row for each objective of the node that the place weighs, weighed or not, in id order."""
    node = contest.tree.stated()
    if node is None:
        return ()
    swings = points or _points_from(node.weights)
    return tuple(_break_even(contest, node, name, swings) for name in sorted(node.weights))


def _points_from(weights: Mapping[str, float]) -> dict[str, float]:
    largest = max(weights.values())
    return {name: 100 * weight / largest for name, weight in weights.items()}


def _break_even(contest: Contest, node: Node, name: str, points: Mapping[str, float]) -> BreakEven:
    weight = node.weights[name]
    if len(contest.leaders) > 1:
        return BreakEven(name, "TIED_NOW", weight)
    if weight >= 1 - SAME:
        return BreakEven(name, "SOLE_OBJECTIVE", weight)
    leads = {rival: _leads_without_and_alone(contest, node, name, rival) for rival in contest.rivals()}
    others = math.fsum(given for other, given in points.items() if other != name and other in node.weights)
    return _between(name, weight, leads, others)


def _leads_without_and_alone(contest: Contest, node: Node, name: str, rival: str) -> tuple[float, float]:
    """The whole lead if this objective had no weight within its node, and if it had all of it."""
    gaps = contest.gaps(rival, node.weights)
    rest = {other: weight * gaps[other] for other, weight in node.weights.items() if other != name}
    without = value.total(rest) / (1 - node.weights[name])
    elsewhere = contest.lead_elsewhere(rival, node)
    return node.share * without + elsewhere, node.share * gaps[name] + elsewhere


def _between(name: str, weight: float, leads: Mapping[str, tuple[float, float]], others: float | None) -> BreakEven:
    """The ends between which every lead, linear from its first number (weight 0) to its second (weight 1), holds."""
    below = {rival: crossing(*ends) for rival, ends in leads.items() if ends[0] < -TIE < TIE < ends[1]}
    above = {rival: crossing(*ends) for rival, ends in leads.items() if ends[1] < -TIE < TIE < ends[0]}
    lower, upper = max(below.values(), default=None), min(above.values(), default=None)
    return BreakEven(
        objective=name,
        status="OK",
        weight=weight,
        lower=lower,
        lower_to=_at(below, lower),
        lower_points=_swing(lower, others),
        upper=upper,
        upper_to=_at(above, upper),
        upper_points=_swing(upper, others),
    )


def crossing(at_0: float, at_1: float) -> float:
    """Where a straight line from `at_0` (at 0) to `at_1` (at 1), of other sign, is nought."""
    return at_0 / (at_0 - at_1)


def _at(found: Mapping[str, float], end: float | None) -> tuple[str, ...]:
    return () if end is None else tuple(sorted(rival for rival, where in found.items() if abs(where - end) <= SAME))


def _swing(weight: float | None, others: float | None) -> float | None:
    return None if weight is None or others is None else weight / (1 - weight) * others


def _aims_and_circumstances(tree: ValueTree) -> tuple[Node, Node] | None:
    aims, circumstances = tree.node("aims"), tree.node("circumstances")
    return None if aims is None or circumstances is None else (aims, circumstances)


def share_break_even(contest: Contest) -> BreakEven | None:
    """The circumstances' shares at which a rival draws level; None where the tree has no two nodes to balance."""
    nodes = _aims_and_circumstances(contest.tree)
    if nodes is None or len(contest.leaders) > 1:
        return None
    aims, circumstances = nodes
    leads = {
        rival: (contest.node_lead(rival, aims), contest.node_lead(rival, circumstances)) for rival in contest.rivals()
    }
    return _between("share", circumstances.share, leads, None)


def share_sweep(contest: Contest) -> tuple[Stretch, ...]:
    """Who leads at every share of the circumstances, from 0 (aims alone) to 1; empty without two nodes."""
    nodes = _aims_and_circumstances(contest.tree)
    if nodes is None:
        return ()
    fits, matches = (value.totals(node.weights, contest.scores) for node in nodes)
    return leaders_along(fits, matches)


def leaders_along(at_0: Mapping[str, float], at_1: Mapping[str, float]) -> tuple[Stretch, ...]:
    """Who leads where, when every option's value runs straight from one total (at 0) to another (at 1).

    Stretches meet, cover 0 to 1 and differ from their neighbours in who leads; ends belong to both.
    """
    cuts = [0.0, *_changes(at_0, at_1), 1.0]
    return tuple(
        Stretch(start, end, tuple(value.tie_groups(_values_at((start + end) / 2, at_0, at_1))[0]))
        for start, end in pairwise(cuts)
    )


def _values_at(where: float, at_0: Mapping[str, float], at_1: Mapping[str, float]) -> dict[str, float]:
    return {option: (1 - where) * at_0[option] + where * at_1[option] for option in at_0}


def _changes(at_0: Mapping[str, float], at_1: Mapping[str, float]) -> Iterator[float]:
    """The places, rising, where the lead passes on: always to the option that is soonest overtaking, steepest first."""
    leader = max(sorted(at_0), key=lambda option: (round(at_0[option], 9), at_1[option]))
    while True:
        soonest = {
            option: crossing(at_0[leader] - at_0[option], at_1[leader] - at_1[option])
            for option in at_0
            if at_1[option] > at_1[leader] + TIE and at_0[leader] > at_0[option] + TIE
        }
        if not soonest:
            return
        leader, where = min(soonest.items(), key=lambda found: (round(found[1], 12), -at_1[found[0]], found[0]))
        yield where


def shifts(contest: Contest) -> tuple[Shift, ...]:
    """For each rival that some weighting puts level, the least weight to move, any way, within the weighed node."""
    node = contest.tree.stated()
    if node is None or len(contest.leaders) > 1:
        return ()
    found = (_shift(contest, node, rival) for rival in contest.rivals())
    return tuple(shift for shift in found if shift is not None)


def _shift(contest: Contest, node: Node, rival: str) -> Shift | None:
    """Move weight onto the rival's best objective, from the leader's best downwards, until the lead is closed."""
    active = {name: weight for name, weight in node.weights.items() if weight > 0}
    gaps = contest.gaps(rival, active)
    onto = min(sorted(gaps), key=lambda name: gaps[name])
    if node.share * gaps[onto] + contest.lead_elsewhere(rival, node) >= -TIE:
        return None
    taken = tuple(_taken(active, gaps, onto, contest.lead(rival) / node.share))
    return Shift(rival, math.fsum(size for _, size in taken), onto, taken)


def _taken(
    weights: Mapping[str, float], gaps: Mapping[str, float], onto: str, to_close: float
) -> Iterator[tuple[str, float]]:
    for name in sorted(weights, key=lambda name: (-gaps[name], name)):
        closing = gaps[name] - gaps[onto]
        if to_close <= 0 or closing <= 0:
            return
        size = min(weights[name], to_close / closing)
        to_close -= size * closing
        yield name, size


def score_changes(contest: Contest) -> tuple[ScoreChange, ...]:
    """Every single score whose change, staying strictly inside 0 to 100, would end the lead: smallest first."""
    runners_up = contest.runners_up()
    if len(contest.leaders) > 1 or not runners_up:
        return ()
    found = [
        change
        for name, weight in contest.tree.weights().items()
        if weight > 0
        for change in _changes_of(contest, name, weight, runners_up)
    ]
    return tuple(sorted(found, key=lambda one: (round(abs(one.change), 9), one.objective, one.option)))


def _changes_of(contest: Contest, name: str, weight: float, runners_up: tuple[str, ...]) -> Iterator[ScoreChange]:
    """The leader's score on an objective lowered, and each rival's raised."""
    own = -contest.lead(runners_up[0]) / weight
    moves = [(contest.leader, own, runners_up)]
    moves += [(rival, contest.lead(rival) / weight, (rival,)) for rival in contest.rivals()]
    for option, change, new_leaders in moves:
        score = contest.scores[option][name]
        if TIE < score.point + change < 100 - TIE:
            yield _score_change(option, name, score, change, new_leaders)


def _score_change(option: str, name: str, score: Score, change: float, new_leaders: tuple[str, ...]) -> ScoreChange:
    becomes = score.point + change
    is_in_range = score.low - TIE <= becomes <= score.high + TIE
    return ScoreChange(option, name, score.point, becomes, new_leaders, is_in_range)
