"""What would have to change for another option to lead: every other answer tried, and the gates that stand in the way.

One answer is changed at a time. What the stage before led to is held while it goes on being what it is, so each finding
speaks of one stage; a finding about the first stage may move the later ones as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from models_catalogue.catalogue import Catalogue, Option
from models_catalogue.catalogue import Stage as StageName
from models_catalogue.vocabulary import BASELINES, SINGLE_PATHWAY
from questionnaire.answers import Answers
from questionnaire.appraisal import gates
from questionnaire.appraisal.alternatives import Alternative, Value, alternatives
from questionnaire.appraisal.gates import Passage
from questionnaire.appraisal.partners import ALONE, Views
from questionnaire.appraisal.ranking import Ranking
from questionnaire.appraisal.scores import circumstance_score, today_score
from questionnaire.appraisal.stage import (
    StageResult,
    deciding_passages,
    is_care_homes_only,
    is_pathway,
    rank,
    ranked_options,
    tree_for,
)
from questionnaire.appraisal.value import TIE, Score, totals

STAGES_WITH_CIRCUMSTANCES = ("care", "organisational")


@dataclass(frozen=True)
class TurningPoint:
    """One other answer that gives a stage other leaders, in the order in which they are named.

    `step` and `path` lead to the answer, `now` and `becomes` are as in `alternatives.Alternative`. `leaders` is empty where
    nothing passes its gates then, or where the stage is not ranked at all.
    """

    stage: StageName
    step: str
    path: tuple[str, ...]
    now: Value
    becomes: Value
    leaders: tuple[str, ...]


@dataclass(frozen=True)
class Blocked:
    """An option that would lead if it passed its gates: points that it is ahead by, and the gates that it fails."""

    stage: StageName
    option: str
    ahead: float
    gates: tuple[Passage, ...]


def turning_points(
    catalogue: Catalogue, answers: Answers, stages: Mapping[StageName, StageResult], views: Views = ALONE
) -> tuple[TurningPoint, ...]:
    """Every single change of an answer after which a stage has other leaders; in the order of the route."""
    return tuple(
        TurningPoint(name, other.step, other.path, other.now, other.becomes, leaders)
        for other in alternatives(catalogue, answers)
        for name, leaders in _leaders_after(catalogue, answers, other, stages, views)
        if leaders != (stages[name].leaders if name in stages else ())
    )


def blocked(stages: Mapping[StageName, StageResult]) -> tuple[Blocked, ...]:
    """The ruled-out options of a higher value than the leader's, highest first in each stage."""
    return tuple(
        Blocked(stage.stage, found.slug, found.value - lowest, tuple(p for p in found.reasons if p.answer == "fail"))
        for stage in stages.values()
        for lowest in [stage.option(stage.leader).value if stage.leader else 0.0]
        for found in stage.options
        if found.status == "ruled-out" and found.value > lowest + TIE
    )


def _leaders_after(
    catalogue: Catalogue,
    answers: Answers,
    other: Alternative,
    stages: Mapping[StageName, StageResult],
    views: Views,
) -> Iterator[tuple[StageName, tuple[str, ...]]]:
    if _what_is_ranked(other.answers) != _what_is_ranked(answers):
        yield from _ranked_anew(catalogue, other.answers, stages, views)
        return
    for name, found in stages.items():
        if _reaches(other, name):
            ranking = _changed(catalogue, other, found)
            yield name, ranking.leaders(ranking.totals)


def _what_is_ranked(answers: Answers) -> tuple[bool, bool]:
    """Scope decides whether the care stage is ranked at all, and whether care-home support is in it."""
    return is_pathway(answers), is_care_homes_only(answers)


def _reaches(other: Alternative, name: StageName) -> bool:
    return "gates" in other.touches or name in STAGES_WITH_CIRCUMSTANCES


def _ranked_anew(
    catalogue: Catalogue, answers: Answers, stages: Mapping[StageName, StageResult], views: Views
) -> Iterator[tuple[StageName, tuple[str, ...]]]:
    care: tuple[str, ...] = ()
    if not is_pathway(answers):
        care = _leaders_of("care", catalogue, answers, None, views)
    yield "care", care
    for name in ("organisational", "commissioning", "form"):
        upper = stages[name].upper
        if name == "organisational" and is_pathway(answers) != ("care" not in stages):
            upper = _upper(answers, care)
        yield name, _leaders_of(name, catalogue, answers, upper, views)


def _upper(answers: Answers, care: tuple[str, ...]) -> str:
    """What gates the second stage once the first is ranked, or is no more: its leader, or today where two tie."""
    if is_pathway(answers):
        return SINGLE_PATHWAY
    return care[0] if len(care) == 1 else BASELINES["care"]


def _leaders_of(
    name: StageName, catalogue: Catalogue, answers: Answers, upper: str | None, views: Views
) -> tuple[str, ...]:
    found = {
        option.slug: deciding_passages(catalogue, option, answers, upper)
        for option in ranked_options(name, catalogue, answers)
    }
    ranking = rank(name, catalogue, answers, tree_for(name, catalogue, answers, views), found)
    return ranking.leaders(ranking.totals)


def _changed(catalogue: Catalogue, other: Alternative, found: StageResult) -> Ranking:
    """The stage's ranking with what an alternative touches worked out anew, and nothing else."""
    ranking = found.ranking
    options = {slug: catalogue.option[slug] for slug in ranking.design}
    if found.stage in STAGES_WITH_CIRCUMSTANCES:
        ranking = _rescored(catalogue, other, ranking, options)
    if "gates" in other.touches:
        statuses = {
            slug: gates.status(deciding_passages(catalogue, option, other.answers, found.upper))
            for slug, option in options.items()
        }
        ranking = replace(ranking, statuses=statuses)
    return ranking


def _rescored(catalogue: Catalogue, other: Alternative, ranking: Ranking, options: Mapping[str, Option]) -> Ranking:
    name = other.question
    if name not in ranking.tree.weights():
        return ranking
    scores: dict[str, Score] = {}
    if "scores" in other.touches:
        scores = {slug: circumstance_score(catalogue, option, name, other.answers) for slug, option in options.items()}
    elif "today" in other.touches:
        scores = {slug: today_score(other.answers, name) for slug in options if slug in BASELINES.values()}
    if not scores:
        return ranking
    design = {slug: {**row, name: scores.get(slug, row[name])} for slug, row in ranking.design.items()}
    return replace(ranking, design=design, totals=totals(ranking.tree.weights(), design))
