"""One stage of the appraisal: options of one kind, valued on one tree, gated, ranked and explained in two readings."""

from collections.abc import Mapping
from dataclasses import dataclass

from models_catalogue.catalogue import Catalogue, Option
from models_catalogue.catalogue import Stage as StageName
from models_catalogue.vocabulary import BASELINES
from questionnaire.answers import Answers
from questionnaire.appraisal import firmness, gates, value
from questionnaire.appraisal.firmness import Firmness
from questionnaire.appraisal.gates import Passage, Status
from questionnaire.appraisal.levels import ENOUGH_COVERAGE
from questionnaire.appraisal.partners import ALONE, Views
from questionnaire.appraisal.ranking import Ranking
from questionnaire.appraisal.readiness import Need, Readiness, assess, needs
from questionnaire.appraisal.readiness import gates as readiness_gates
from questionnaire.appraisal.robustness import LIKELY, Level, percent
from questionnaire.appraisal.scores import Reading, aim_scores, circumstance_scores, criterion_scores
from questionnaire.appraisal.value import Node, Score, ValueTree

CARE_HOMES_ONLY = "ehch"
READINGS: tuple[Reading, Reading] = ("design", "shown")


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
    """What a stage found. `leader` is the first of `leaders`; a tie is named less formal first, then by slug.

    `upper` is what the stage before led to, if that gates this one.
    """

    stage: StageName
    ranking: Ranking
    upper: str | None
    options: tuple[OptionResult, ...]
    leaders: tuple[str, ...]
    lead: Lead | None
    best_open: str | None
    value_lost_to_gates: float
    best_ruled_out: str | None
    shown_leaders: tuple[str, ...]
    firmness: Firmness | None

    @property
    def tree(self) -> ValueTree:
        return self.ranking.tree

    @property
    def leader(self) -> str | None:
        return self.leaders[0] if self.leaders else None

    @property
    def level(self) -> Level | None:
        """None where nothing leads, nothing is weighed or nothing was drawn."""
        return self.firmness.statement.level if self.firmness else None

    @property
    def front(self) -> tuple[str, ...]:
        return self.firmness.statement.front if self.firmness else ()

    def option(self, slug: str) -> OptionResult:
        return next(option for option in self.options if option.slug == slug)


def tree_for(stage: StageName, catalogue: Catalogue, answers: Answers, views: Views = ALONE) -> ValueTree:
    """The value tree of a stage: aims and circumstances, aims alone, or the form criteria."""
    if stage == "form":
        return ValueTree((Node("criteria", 1.0, criteria_weights(catalogue, answers)),))
    aims = stated_weights(answers, views)
    if stage == "commissioning":
        return ValueTree((Node("aims", 1.0, aims),) if aims else ())
    share = catalogue.constant["circumstances-share"] if aims else 1.0
    own = Node("circumstances", share, value.normalised({c.slug: c.weight for c in catalogue.circumstances}))
    return ValueTree((Node("aims", 1 - share, aims), own) if aims else (own,))


def stated_weights(answers: Answers, views: Views) -> Mapping[str, float]:
    """Weights within the aims: those that partners give together, or the answers' own."""
    return aims_weights(answers) if views.aims is None else views.aims


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
    stage: StageName,
    catalogue: Catalogue,
    answers: Answers,
    upper: str | None,
    *,
    seed: int,
    draws: int,
    views: Views = ALONE,
) -> StageResult:
    """Value, gate and rank the options of one stage.

    `upper` is what the stage before led to, if that gates this one.
    With `draws` 0 nothing is simulated, and how firm the result is stays unknown.
    """
    options = {option.slug: option for option in ranked_options(stage, catalogue, answers)}
    found = {slug: passages(catalogue, option, answers, upper) for slug, option in options.items()}
    ranking = rank(stage, catalogue, answers, tree_for(stage, catalogue, answers, views), found)
    results = tuple(_option_result(catalogue, options[slug], answers, ranking, found[slug]) for slug in ranking.order())
    lead = _asked(stage, ranking, results, _points(stage, catalogue, answers, views), views)
    how_firm = firmness.firmness(lead, seed=seed, draws=draws) if lead and draws else None
    return _stage_result(stage, ranking, upper, results, how_firm)


def rank(
    stage: StageName,
    catalogue: Catalogue,
    answers: Answers,
    tree: ValueTree,
    found: Mapping[str, tuple[Passage, ...]],
) -> Ranking:
    """Both readings of a stage's options, with the status that their gates give them."""
    options = {option.slug: option for option in ranked_options(stage, catalogue, answers)}
    design, shown = (
        {slug: _scores(stage, catalogue, option, answers, reading) for slug, option in options.items()}
        for reading in READINGS
    )
    statuses = {slug: gates.status(met) for slug, met in found.items()}
    return Ranking.of(tree, design, shown, statuses, {slug: option.formality for slug, option in options.items()})


def _points(stage: StageName, catalogue: Catalogue, answers: Answers, views: Views) -> Mapping[str, float] | None:
    """The swing points behind the weights that the place gives, where they are one set of points."""
    if stage == "form":
        return answers.form.criteria if has_own_criteria(catalogue, answers) else None
    given = {slug: points for slug, points in answers.points().items() if points is not None}
    return given if views.aims is None and aims_weights(answers) else None


def _asked(
    stage: StageName,
    ranking: Ranking,
    results: tuple[OptionResult, ...],
    points: Mapping[str, float] | None,
    views: Views,
) -> firmness.Lead | None:
    """What is asked how firm it is; None where nothing leads or nothing is weighed."""
    leaders = ranking.leaders(ranking.totals)
    if not leaders or not ranking.tree.nodes:
        return None
    coverage = {result.slug: result.coverage for result in results}
    return firmness.Lead(stage, ranking, leaders[0], coverage, points, views)


def is_pathway(answers: Answers) -> bool:
    """A single pathway has no whole-place care model: the appraisal begins with stage 2."""
    return answers.place.scope_kind == "pathway"


def is_care_homes_only(answers: Answers) -> bool:
    place = answers.place
    return place.scope_kind == "population-group" and set(place.groups) == {"care-home-residents"}


def ranked_options(stage: StageName, catalogue: Catalogue, answers: Answers) -> tuple[Option, ...]:
    """The options of a stage. Care-home support is ranked only when care homes are the whole scope; else it is an addition."""
    found = catalogue.stage(stage)
    if stage != "care" or is_care_homes_only(answers):
        return found
    return tuple(option for option in found if option.slug != CARE_HOMES_ONLY)


def passages(catalogue: Catalogue, option: Option, answers: Answers, upper: str | None) -> tuple[Passage, ...]:
    """Every gate of an option. Today's arrangements are never ruled out."""
    if option.slug in BASELINES.values():
        return ()
    found = _needs(catalogue, option, answers)
    return (*deciding_passages(catalogue, option, answers, upper), *readiness_gates(found, catalogue.dimension))


def deciding_passages(catalogue: Catalogue, option: Option, answers: Answers, upper: str | None) -> tuple[Passage, ...]:
    """The gates that may rule an option out; a requirement of readiness only ever makes it conditional."""
    if option.slug in BASELINES.values():
        return ()
    found = [gates.scope_gate(gate, answers) for gate in catalogue.gates_of(option.slug)]
    if upper is not None:
        found.append(gates.compatibility_gate(catalogue.compatibility.get((upper, option.slug)), upper, option.slug))
    reason = {**answers.care_model.ruled_out, **answers.form.ruled_out}.get(option.slug)
    if reason:
        found.append(gates.ruled_out_by_the_place(reason))
    return tuple(found)


def may_lead(catalogue: Catalogue, option: Option, answers: Answers, upper: str | None) -> bool:
    """Whether no gate rules an option out."""
    return gates.status(deciding_passages(catalogue, option, answers, upper)) != "ruled-out"


def _needs(catalogue: Catalogue, option: Option, answers: Answers) -> tuple[Need, ...]:
    rows = catalogue.requirements_of(option.slug)
    return needs(rows, answers.readiness, answers.place.services or ())


def _option_result(
    catalogue: Catalogue, option: Option, answers: Answers, ranking: Ranking, passages: tuple[Passage, ...]
) -> OptionResult:
    slug = option.slug
    aims = ranking.tree.node("aims") or ranking.tree.node("criteria")
    covered = value.coverage(aims.weights, ranking.design[slug]) if aims else 1.0
    active = {name: weight for name, weight in ranking.tree.weights().items() if weight > 0}
    blocks = value.in_order_of_weight(active)
    others = [other for other in sorted(ranking.design) if other != slug]
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
        dominated_by=tuple(o for o in others if value.dominates(active, ranking.design[o], ranking.design[slug])),
        dominated_in_order_by=tuple(
            o for o in others if value.rank_order_dominates(blocks, ranking.design[o], ranking.design[slug])
        ),
        formality=option.formality,
    )


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
    stage: StageName, ranking: Ranking, upper: str | None, results: tuple[OptionResult, ...], found: Firmness | None
) -> StageResult:
    leaders = ranking.leaders(ranking.totals)
    best_ruled_out = ranking.best_ruled_out()
    return StageResult(
        stage=stage,
        ranking=ranking,
        upper=upper,
        options=results,
        leaders=leaders,
        lead=_lead(ranking, leaders),
        best_open=next((r.slug for r in results if r.status == "open"), None),
        value_lost_to_gates=_lost(ranking, best_ruled_out, leaders),
        best_ruled_out=best_ruled_out,
        shown_leaders=ranking.leaders(ranking.shown_totals),
        firmness=found,
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


def case_for_change(result: StageResult) -> str:
    """*shown* when the leader beats today in at least 66% of draws in both readings; *by design* if only in the first."""
    found = result.firmness
    if result.leader in (None, *BASELINES.values()) or found is None or found.beats_today is None:
        return "not shown"
    if percent(found.beats_today) < LIKELY:
        return "not shown"
    in_both = found.beats_today_shown is not None and percent(found.beats_today_shown) >= LIKELY
    return "shown" if in_both else "shown by design, not by evidence"
