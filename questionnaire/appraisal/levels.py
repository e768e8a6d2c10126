"""The statement of robustness: how firm a lead is, who is in front, and the caveats in their order, as numbers.

The bounds 0.66 and 0.90 are the “likely” and “very likely” of the IPCC's guidance note on uncertainty, 2010; the bound
0.50, the other bounds here and how they combine are this method's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from questionnaire.appraisal.consensus import Consensus
from questionnaire.appraisal.gates import Status
from questionnaire.appraisal.robustness import LIKELY, Level, Simulation, front_group, level, percent
from questionnaire.appraisal.sensitivity import BreakEven, ScoreChange, Sensitivity
from questionnaire.appraisal.value import TIE

ENOUGH_COVERAGE = 0.80
"""Below this share of the aims' weight on known scores an option carries “not enough evidence”."""
SMALL_LEAD = 2.0
"""Points."""
NEAR_WEIGHT = 0.05
"""Share of the aims' weight."""

Kind = Literal[
    "leader-conditional",
    "ruled-out-is-higher",
    "thin-coverage",
    "small-lead",
    "near-break-even",
    "score-within-range",
    "evidence-alone",
    "partners-disagree",
]


@dataclass(frozen=True)
class Caveat:
    """One caveat and its number. What `options`, `objective` and `number` mean depends on the kind:

    - leader-conditional: the leader;
    - ruled-out-is-higher: the best option that is ruled out; points that it would be ahead by;
    - thin-coverage: an option of the front group; the share of the aims' weight with a score, 0 to 1;
    - small-lead: the runners-up; points of the lead;
    - near-break-even: the rivals that draw level; the aim; the change of its weight, as a signed share of the aims;
    - score-within-range: the option whose score it is, then who would lead; the objective; the signed change in points;
    - evidence-alone: the leader; its share of first places with weights as stated and scores drawn, 0 to 1;
    - partners-disagree: no option; the share of partners whose own leader it is, 0 to 1.
    """

    kind: Kind
    options: tuple[str, ...] = ()
    objective: str | None = None
    number: float | None = None


@dataclass(frozen=True)
class Standing:
    """What a statement is made from, beside simulations.

    `leader` is whom the report names (one of those who tie, if some do), and `status` is its gates'; `higher` is the best
    ruled-out option with the points that it is ahead by (negative: behind), if there is one; `coverage` is each option's
    share of the aims' weight with a score, 0 to 1.
    """

    leader: str
    status: Status
    coverage: Mapping[str, float]
    sensitivity: Sensitivity
    higher: tuple[str, float] | None = None
    consensus: Consensus | None = None


@dataclass(frozen=True)
class Statement:
    """How firm the lead is. Shares run from 0 to 1.

    `around` and `partners` are the leader's shares of first places with weights drawn around the stated ones and with any
    balance between partners; `evidence` with weights as stated. `front` holds the leader and whatever it does not likely
    beat, in id order; with more than one member, all of them are to be named.
    """

    level: Level
    around: float
    partners: float
    led_alone: float
    evidence: float
    front: tuple[str, ...]
    caveats: tuple[Caveat, ...]


def statement(
    standing: Standing, around: Simulation, stated: Simulation, partners: Simulation | None = None
) -> Statement:
    """Sum up one stage that has a leader: drawn around the weights, at them, and over partners (None for one partner)."""
    leader = standing.leader
    front = front_group(around, leader)
    shared = partners.first(leader) if partners else 1.0
    led_alone = standing.consensus.led_alone if standing.consensus and partners else 1.0
    evidence = stated.first(leader)
    return Statement(
        level=level(
            around.first(leader),
            max((around.first(option) for option in around.firsts if option != leader), default=0.0),
            tied=len(standing.sensitivity.leaders) > 1,
            partners=shared,
            led_alone=led_alone,
        ),
        around=around.first(leader),
        partners=shared,
        led_alone=led_alone,
        evidence=evidence,
        front=front,
        caveats=caveats(standing, front, evidence),
    )


def caveats(standing: Standing, front: tuple[str, ...], evidence: float) -> tuple[Caveat, ...]:
    """Every caveat that applies, in the order of the method."""
    return (
        *_about_gates(standing),
        *_about_coverage(standing, front),
        *_about_the_lead(standing.leader, standing.sensitivity),
        *_about_evidence(standing, evidence),
        *_about_partners(standing.consensus),
    )


def _about_gates(standing: Standing) -> Iterator[Caveat]:
    if standing.status == "conditional":
        yield Caveat("leader-conditional", (standing.leader,))
    if standing.higher is not None and standing.higher[1] > TIE:
        option, points = standing.higher
        yield Caveat("ruled-out-is-higher", (option,), number=points)


def _about_coverage(standing: Standing, front: tuple[str, ...]) -> Iterator[Caveat]:
    for option in front:
        if standing.coverage[option] < ENOUGH_COVERAGE - TIE:
            yield Caveat("thin-coverage", (option,), number=standing.coverage[option])


def _about_the_lead(leader: str, found: Sensitivity) -> Iterator[Caveat]:
    if len(found.leaders) > 1:
        yield Caveat("small-lead", tuple(one for one in found.leaders if one != leader), number=0.0)
    if found.lead is not None and found.lead < SMALL_LEAD - TIE:
        yield Caveat("small-lead", found.runners_up, number=found.lead)
    nearest = found.nearest
    if nearest is not None and _is_near(nearest):
        yield _near_break_even(nearest)
    within = next((change for change in found.score_changes if change.is_in_range), None)
    if within is not None:
        yield _score_within_range(within)


def _is_near(nearest: BreakEven) -> bool:
    return nearest.smallest_change is not None and nearest.smallest_change <= NEAR_WEIGHT + TIE


def _near_break_even(nearest: BreakEven) -> Caveat:
    ends = [(nearest.upper, nearest.upper_to), (nearest.lower, nearest.lower_to)]
    moves = [(end - nearest.weight, to) for end, to in ends if end is not None]
    change, to = min(moves, key=lambda move: abs(move[0]))
    return Caveat("near-break-even", to, nearest.objective, change)


def _score_within_range(found: ScoreChange) -> Caveat:
    return Caveat("score-within-range", (found.option, *found.new_leaders), found.objective, found.change)


def _about_evidence(standing: Standing, evidence: float) -> Iterator[Caveat]:
    if percent(evidence) < LIKELY:
        yield Caveat("evidence-alone", (standing.leader,), number=evidence)


def _about_partners(found: Consensus | None) -> Iterator[Caveat]:
    if found is not None and found.matters:
        yield Caveat("partners-disagree", number=found.led_alone)
