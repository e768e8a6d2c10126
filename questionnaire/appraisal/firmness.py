"""How firm the result of one stage is: closed forms, simulations in every way, partners' views, and the statement of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models_catalogue.catalogue import Stage as StageName
from models_catalogue.vocabulary import BASELINES
from questionnaire.appraisal.consensus import Consensus, OwnResult, consensus, own_result
from questionnaire.appraisal.levels import Standing, Statement, statement
from questionnaire.appraisal.partners import Views
from questionnaire.appraisal.ranking import Ranking
from questionnaire.appraisal.robustness import (
    SPREAD,
    DrawnScores,
    Simulation,
    Way,
    confidence_factors,
    kept_scores,
    simulate,
    simulate_ways,
)
from questionnaire.appraisal.sensitivity import Sensitivity, sensitivity
from questionnaire.appraisal.value import Scores, ValueTree

NARROW = SPREAD / 2
"""The narrower spread of the weights, reported beside the usual one."""
MOST_CONFIDENCE_FACTORS = 14
"""Each costs a simulation, so in a stage of very many options only those that come first most often have one."""


@dataclass(frozen=True)
class Simulations:
    """The draws of one stage, the scores of a draw the same in all but `shown`, which draws the second reading.

    `around` and `narrow` vary the weights by half and by a quarter of themselves, `stated` leaves them. `anyhow` takes any
    weights of what the place weighs, None where it weighs nothing; `partners` any balance between partners, None for one.
    Of `narrow`, `stated` and `partners` only first places are counted. `confidence` is, for each option that `anyhow`
    puts first often enough (of very many, the foremost), the share of score draws, 0 to 1, that it leads at its own
    central weights.
    """

    around: Simulation
    narrow: Simulation
    stated: Simulation
    shown: Simulation
    anyhow: Simulation | None = None
    partners: Simulation | None = None
    confidence: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Firmness:
    """Everything about how firm a lead is.

    `beats_today` are the shares of draws in which the leader beats today's arrangements, by
    design and by evidence shown; None where today is no option. `without_interested` is what the stage comes to without
    the partners who have an interest in the outcome.
    """

    statement: Statement
    sensitivity: Sensitivity
    simulations: Simulations
    consensus: Consensus | None
    without_interested: OwnResult | None
    beats_today: float | None
    beats_today_shown: float | None


@dataclass(frozen=True)
class Lead:
    """What is asked how firm it is: a stage's ranking, with the leader that the report names, and the place's points."""

    stage: StageName
    ranking: Ranking
    leader: str
    coverage: Mapping[str, float]
    points: Mapping[str, float] | None
    views: Views

    def scores(self) -> Scores:
        return {slug: self.ranking.design[slug] for slug in self.ranking.eligible()}


def firmness(lead: Lead, *, seed: int, draws: int) -> Firmness:
    """Find out how firm a lead is. `draws` is at least 1, and the tree has at least one node."""
    tree, scores = lead.ranking.tree, lead.scores()
    found = simulations(lead, seed=seed, draws=draws)
    closed = sensitivity(tree, scores, lead.points)
    views = _consensus(lead, found.partners)
    today = BASELINES.get(lead.stage)
    return Firmness(
        statement=statement(_standing(lead, closed, views), found.around, found.stated, found.partners),
        sensitivity=closed,
        simulations=found,
        consensus=views,
        without_interested=_without_interested(tree, scores, lead.views),
        beats_today=found.around.wins[lead.leader].get(today) if today else None,
        beats_today_shown=found.shown.wins[lead.leader].get(today) if today else None,
    )


def simulations(lead: Lead, *, seed: int, draws: int) -> Simulations:
    """Draw in every way. The confidence factors come before the second reading, while the first one's draws are kept."""
    tree, scores = lead.ranking.tree, lead.scores()
    ways, drawn_scores = _ways(tree, lead.views), kept_scores()
    drawn = simulate_ways(tree, scores, ways.values(), seed=seed, draws=draws, drawn_scores=drawn_scores)
    found = dict(zip(ways, drawn, strict=True))
    confidence = _confidence(scores, found.get("anyhow"), drawn_scores)
    shown_scores = {slug: lead.ranking.shown[slug] for slug in scores}
    shown = simulate(tree, shown_scores, seed=seed, draws=draws, drawn_scores=drawn_scores)
    return Simulations(**found, shown=shown, confidence=confidence)


def _ways(tree: ValueTree, views: Views) -> dict[str, Way]:
    ways = {
        "around": Way("around", SPREAD),
        "narrow": Way("around", NARROW, only_first=True),
        "stated": Way("stated", only_first=True),
    }
    if tree.stated() is not None:
        ways["anyhow"] = Way("none")
    if views.are_several and tree.node("aims") is not None:
        ways["partners"] = Way("partners", partners=views.weights, only_first=True)
    return ways


def _consensus(lead: Lead, drawn: Simulation | None) -> Consensus | None:
    if drawn is None:
        return None
    return consensus(lead.ranking.tree, lead.scores(), lead.views.weights, lead.leader, balance=drawn.firsts)


def _standing(lead: Lead, closed: Sensitivity, views: Consensus | None) -> Standing:
    return Standing(
        leader=lead.leader,
        status=lead.ranking.statuses[lead.leader],
        coverage=lead.coverage,
        sensitivity=closed,
        higher=_higher(lead.ranking, lead.leader),
        consensus=views,
    )


def _higher(ranking: Ranking, leader: str) -> tuple[str, float] | None:
    """The best ruled-out option, and the points by which it is ahead of the leader (negative where it is behind)."""
    best = ranking.best_ruled_out()
    return (best, ranking.totals[best] - ranking.totals[leader]) if best else None


def _confidence(scores: Scores, anyhow: Simulation | None, drawn_scores: DrawnScores) -> dict[str, float | None]:
    if anyhow is None:
        return {}
    first = sorted(anyhow.firsts, key=lambda slug: (-anyhow.firsts[slug], slug))[:MOST_CONFIDENCE_FACTORS]
    often = {slug: anyhow.central[slug] for slug in first if anyhow.is_often_first(slug)}
    return confidence_factors(scores, often, seed=anyhow.seed, draws=anyhow.draws, drawn_scores=drawn_scores)


def _without_interested(tree: ValueTree, scores: Scores, views: Views) -> OwnResult | None:
    weights = views.without_interested()
    return None if weights is None or tree.node("aims") is None else own_result(tree, scores, weights)
