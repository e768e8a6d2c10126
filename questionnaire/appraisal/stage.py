"""One stage of the appraisal: options of one kind, valued on one tree, gated, ranked and explained in two readings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models_catalogue.catalogue import Catalogue, Option
from models_catalogue.catalogue import Stage as StageName
from models_catalogue.vocabulary import BASELINES
from questionnaire.answers import Answers
from questionnaire.appraisal import gates, value
from questionnaire.appraisal.gates import Passage, Status
from questionnaire.appraisal.readiness import Need, Readiness, assess, needs
from questionnaire.appraisal.readiness import gates as readiness_gates
from questionnaire.appraisal.robustness import (
    LIKELY,
    Level,
    Simulation,
    front_group,
    level,
    percent,
    simulate,
)
from questionnaire.appraisal.scores import Reading, aim_scores, circumstance_scores, criterion_scores
from questionnaire.appraisal.value import Node, Score, Scores, ValueTree

ENOUGH_COVERAGE = 0.80
"""Below this share of the aims' weight on known scores an option carries “not enough evidence”."""

CARE_HOMES_ONLY = "ehch"


@dataclass(frozen=True)
class Contribution:
    """One objective's part of an option's value: weight (share of the whole), score and points (weight x score).

    `shown` is the second reading of the score, from what has been shown: lowest, middle and highest.
    """

    objective: str
    node: str
    weight: float
    score: float
    low: float
    high: float
    points: float
    is_known: bool
    shown: tuple[float, float, float]


@dataclass(frozen=True)
class OptionResult:
    """One option in its stage. Values run from 0 to 100; `rank` is among options not ruled out, None when it is."""

    slug: str
    rank: int | None
    rank_of_all: int
    value: float
    fit: float | None
    match: float | None
    shown_only: float
    shown_rank: int | None
    status: Status
    reasons: tuple[Passage, ...]
    readiness: Readiness
    contributions: tuple[Contribution, ...]
    coverage: float
    enough_evidence: bool
    dominated_by: tuple[str, ...]
    dominated_in_order_by: tuple[str, ...]
    formality: int


@dataclass(frozen=True)
class Lead:
    """Why the leader beats another option: the parts of the difference, largest first; they sum to `points`."""

    over: str
    points: float
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class StageResult:
    """What a stage found. `leader` is the first of `leaders`; a tie is named less formal first, then by slug."""

    stage: StageName
    tree: ValueTree
    options: tuple[OptionResult, ...]
    leaders: tuple[str, ...]
    lead: Lead | None
    best_open: str | None
    value_lost_to_gates: float
    best_ruled_out: str | None
    shown_leaders: tuple[str, ...]
    level: Level | None
    first_share: float | None
    front: tuple[str, ...]
    beats_today: float | None
    beats_today_shown: float | None
    simulation: Simulation | None

    @property
    def leader(self) -> str | None:
        return self.leaders[0] if self.leaders else None

    def option(self, slug: str) -> OptionResult:
        return next(option for option in self.options if option.slug == slug)


def tree_for(stage: StageName, catalogue: Catalogue, answers: Answers) -> ValueTree:
    """The value tree of a stage: aims and circumstances, aims alone, or the form criteria."""
    if stage == "form":
        return ValueTree((Node("criteria", 1.0, criteria_weights(catalogue, answers)),))
    aims = aims_weights(answers)
    if stage == "commissioning":
        return ValueTree((Node("aims", 1.0, aims),) if aims else ())
    share = catalogue.constant["circumstances-share"] if aims else 1.0
    own = Node("circumstances", share, value.normalised({c.slug: c.weight for c in catalogue.circumstances}))
    return ValueTree((Node("aims", 1 - share, aims), own) if aims else (own,))


def aims_weights(answers: Answers) -> dict[str, float]:
    """Weights within the aims; none at all until every chosen aim has its points, for not answered is not zero."""
    points = {slug: given for slug, given in answers.points().items() if given is not None}
    return value.normalised(points) if points and len(points) == len(answers.aims()) else {}


def criteria_weights(catalogue: Catalogue, answers: Answers) -> dict[str, float]:
    """Weights of the form criteria: the place's own points, or equal until every one has them."""
    if has_own_criteria(catalogue, answers):
        return value.normalised({c.slug: answers.form.criteria[c.slug] for c in catalogue.criteria()})
    return value.normalised({c.slug: 1.0 for c in catalogue.criteria()})


def has_own_criteria(catalogue: Catalogue, answers: Answers) -> bool:
    """Whether the place gave points to every form criterion; not answered is not zero."""
    given = answers.form.criteria
    return all(c.slug in given for c in catalogue.criteria()) and any(given.values())


def _scores(
    stage: StageName, catalogue: Catalogue, option: Option, answers: Answers, reading: Reading
) -> dict[str, Score]:
    if stage == "form":
        return criterion_scores(catalogue, option, reading)
    return aim_scores(catalogue, option, answers, reading) | circumstance_scores(catalogue, option, answers)


def appraise_stage(
    stage: StageName, catalogue: Catalogue, answers: Answers, upper: str | None, *, seed: int, draws: int
) -> StageResult:
    """Value, gate and rank the options of one stage. `upper` is what the stage before led to, if that gates this one."""
    options = {option.slug: option for option in catalogue.stage(stage)}
    tree = tree_for(stage, catalogue, answers)
    design = {slug: _scores(stage, catalogue, option, answers, "design") for slug, option in options.items()}
    shown = {slug: _scores(stage, catalogue, option, answers, "shown") for slug, option in options.items()}
    found = {slug: passages(catalogue, option, answers, upper) for slug, option in options.items()}
    statuses = {slug: gates.status(met) for slug, met in found.items()}
    ranking = Ranking.of(tree, design, shown, statuses, {slug: o.formality for slug, o in options.items()})
    results = tuple(_option_result(catalogue, options[slug], answers, ranking, found[slug]) for slug in ranking.order())
    return _stage_result(stage, ranking, results, seed=seed, draws=draws)


@dataclass(frozen=True)
class Ranking:
    """Totals in both readings and who may lead."""

    tree: ValueTree
    design: Scores
    shown: Scores
    statuses: Mapping[str, Status]
    formality: Mapping[str, int]
    totals: Mapping[str, float]
    shown_totals: Mapping[str, float]

    @classmethod
    def of(
        cls,
        tree: ValueTree,
        design: Scores,
        shown: Scores,
        statuses: Mapping[str, Status],
        formality: Mapping[str, int],
    ) -> "Ranking":
        weights = tree.weights()
        return cls(
            tree,
            design,
            shown,
            statuses,
            formality,
            value.totals(weights, design),
            value.totals(weights, shown),
        )

    def eligible(self) -> list[str]:
        return gates.eligible(self.statuses)

    def among_eligible(self, totals: Mapping[str, float]) -> dict[str, float]:
        return {slug: totals[slug] for slug in self.eligible()}

    def leaders(self, totals: Mapping[str, float]) -> tuple[str, ...]:
        """Everything that ties for the first place, less formal first, then by slug."""
        groups = value.tie_groups(self.among_eligible(totals))
        return tuple(self.less_formal_first(groups[0])) if groups else ()

    def less_formal_first(self, slugs: list[str]) -> list[str]:
        return sorted(slugs, key=lambda slug: (self.formality[slug], slug))

    def order(self) -> list[str]:
        """All options for showing: by value, ties less formal first."""
        return [slug for group in value.tie_groups(self.totals) for slug in self.less_formal_first(group)]


def is_care_homes_only(answers: Answers) -> bool:
    place = answers.place
    return place.scope_kind == "population-group" and set(place.groups) == {"care-home-residents"}


def ranked_care_models(catalogue: Catalogue, answers: Answers) -> Catalogue:
    """Care-home support is ranked only when care homes are the whole scope; else it is an addition."""
    if is_care_homes_only(answers):
        return catalogue
    return replace(catalogue, options=tuple(o for o in catalogue.options if o.slug != CARE_HOMES_ONLY))


def passages(catalogue: Catalogue, option: Option, answers: Answers, upper: str | None) -> tuple[Passage, ...]:
    """Every gate of an option. Today's arrangements are never ruled out."""
    if option.slug in BASELINES.values():
        return ()
    found = [gates.scope_gate(gate, answers) for gate in catalogue.gates if gate.option == option.slug]
    if upper is not None:
        found.append(gates.compatibility_gate(catalogue.compatibility.get((upper, option.slug)), upper, option.slug))
    reason = {**answers.care_model.ruled_out, **answers.form.ruled_out}.get(option.slug)
    if reason:
        found.append(gates.ruled_out_by_the_place(reason))
    names = {dimension.slug: dimension.name for dimension in catalogue.dimensions}
    return (*found, *readiness_gates(_needs(catalogue, option, answers), names))


def _needs(catalogue: Catalogue, option: Option, answers: Answers) -> tuple[Need, ...]:
    rows = (row for row in catalogue.requirements if row.option == option.slug)
    return needs(rows, answers.readiness, answers.place.services or ())


def _option_result(
    catalogue: Catalogue, option: Option, answers: Answers, ranking: Ranking, passages: tuple[Passage, ...]
) -> OptionResult:
    slug = option.slug
    aims = ranking.tree.node("aims") or ranking.tree.node("criteria")
    covered = value.coverage(aims.weights, ranking.design[slug]) if aims else 1.0
    return OptionResult(
        slug=slug,
        rank=value.ranks(ranking.among_eligible(ranking.totals)).get(slug),
        rank_of_all=value.ranks(ranking.totals)[slug],
        value=ranking.totals[slug],
        fit=node_value(aims, ranking.design[slug]),
        match=node_value(ranking.tree.node("circumstances"), ranking.design[slug]),
        shown_only=ranking.shown_totals[slug],
        shown_rank=value.ranks(ranking.among_eligible(ranking.shown_totals)).get(slug),
        status=ranking.statuses[slug],
        reasons=gates.not_passed(passages),
        readiness=assess(_needs(catalogue, option, answers)),
        contributions=_contributions(ranking.tree, ranking.design[slug], ranking.shown[slug]),
        coverage=covered,
        enough_evidence=covered >= ENOUGH_COVERAGE - value.TIE,
        dominated_by=tuple(other for other in sorted(ranking.design) if _dominates(ranking, other, slug)),
        dominated_in_order_by=tuple(
            other for other in sorted(ranking.design) if _dominates_in_order(ranking, other, slug)
        ),
        formality=option.formality,
    )


def _active(ranking: Ranking) -> dict[str, float]:
    return {name: weight for name, weight in ranking.tree.weights().items() if weight > 0}


def _dominates(ranking: Ranking, one: str, other: str) -> bool:
    return value.dominates(_active(ranking), ranking.design[one], ranking.design[other])


def _dominates_in_order(ranking: Ranking, one: str, other: str) -> bool:
    return value.rank_order_dominates(_active(ranking), ranking.design[one], ranking.design[other])


def node_value(node: Node | None, scores: Mapping[str, Score]) -> float | None:
    """An option's value within one node, 0 to 100; None when the stage is not valued on that node."""
    return None if node is None else value.total(value.contributions(node.weights, scores))


def _contributions(
    tree: ValueTree, scores: Mapping[str, Score], shown: Mapping[str, Score]
) -> tuple[Contribution, ...]:
    return tuple(
        Contribution(
            name,
            node.name,
            node.share * weight,
            scores[name].point,
            scores[name].low,
            scores[name].high,
            node.share * weight * scores[name].point,
            scores[name].is_known,
            (shown[name].low, shown[name].point, shown[name].high),
        )
        for node in tree.nodes
        for name, weight in node.weights.items()
    )


def _stage_result(
    stage: StageName, ranking: Ranking, results: tuple[OptionResult, ...], *, seed: int, draws: int
) -> StageResult:
    leaders = ranking.leaders(ranking.totals)
    ruled_out = {slug: total for slug, total in ranking.totals.items() if slug not in ranking.eligible()}
    best_ruled_out = max(sorted(ruled_out), key=lambda slug: ruled_out[slug], default=None)
    found = Firmness.of(stage, ranking, leaders, seed=seed, draws=draws)
    return StageResult(
        stage=stage,
        tree=ranking.tree,
        options=results,
        leaders=leaders,
        lead=_lead(ranking, leaders),
        best_open=next((r.slug for r in results if r.status == "open"), None),
        value_lost_to_gates=_lost(ranking, best_ruled_out, leaders),
        best_ruled_out=best_ruled_out,
        shown_leaders=ranking.leaders(ranking.shown_totals),
        level=found.level,
        first_share=found.first,
        front=found.front,
        beats_today=found.beats_today,
        beats_today_shown=found.beats_today_shown,
        simulation=found.simulation,
    )


def _lost(ranking: Ranking, best_ruled_out: str | None, leaders: tuple[str, ...]) -> float:
    if best_ruled_out is None or not leaders:
        return 0.0
    return max(0.0, ranking.totals[best_ruled_out] - ranking.totals[leaders[0]])


def _lead(ranking: Ranking, leaders: tuple[str, ...]) -> Lead | None:
    """The leader against the best of the rest that may lead."""
    others = {slug: ranking.totals[slug] for slug in ranking.eligible() if not leaders or slug != leaders[0]}
    if not leaders or not others:
        return None
    runner_up = ranking.less_formal_first(value.tie_groups(others)[0])[0]
    parts = value.difference(ranking.tree.weights(), ranking.design[leaders[0]], ranking.design[runner_up])
    largest_first = tuple(sorted(parts.items(), key=lambda part: (-part[1], part[0])))
    return Lead(runner_up, value.total(parts), largest_first)


@dataclass(frozen=True)
class Firmness:
    """How firm the lead is, from the simulation; all None where nothing leads or nothing is weighed."""

    level: Level | None = None
    first: float | None = None
    front: tuple[str, ...] = ()
    beats_today: float | None = None
    beats_today_shown: float | None = None
    simulation: Simulation | None = None

    @classmethod
    def of(cls, stage: StageName, ranking: Ranking, leaders: tuple[str, ...], *, seed: int, draws: int) -> "Firmness":
        if not leaders or not ranking.tree.nodes or draws < 1:
            return cls()
        design, shown = (
            simulate(ranking.tree, {slug: scores[slug] for slug in ranking.eligible()}, seed=seed, draws=draws)
            for scores in (ranking.design, ranking.shown)
        )
        leader, today = leaders[0], BASELINES.get(stage)
        first = design.first(leader)
        others = max((design.first(slug) for slug in design.places if slug != leader), default=0.0)
        return cls(
            level=level(first, others, tied=len(leaders) > 1),
            first=first,
            front=front_group(design, leader),
            beats_today=design.wins[leader].get(today) if today else None,
            beats_today_shown=shown.wins[leader].get(today) if today else None,
            simulation=design,
        )


def case_for_change(result: StageResult) -> str:
    """*shown* when the leader beats today in at least 66% of draws in both readings; *by design* if only in the first."""
    if result.leader in (None, *BASELINES.values()) or result.beats_today is None:
        return "not shown"
    if percent(result.beats_today) < LIKELY:
        return "not shown"
    in_both = result.beats_today_shown is not None and percent(result.beats_today_shown) >= LIKELY
    return "shown" if in_both else "shown by design, not by evidence"
