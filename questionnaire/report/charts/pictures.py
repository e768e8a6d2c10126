"""The pictures of a report: its results brought to the geometry that the templates draw."""

from collections.abc import Mapping
from dataclasses import dataclass

from models_catalogue.catalogue import Catalogue
from models_catalogue.catalogue import Stage as StageName
from models_catalogue.vocabulary import BASELINES
from questionnaire.answers import Answers
from questionnaire.appraisal.appraise import Appraisal
from questionnaire.appraisal.plan import Plan
from questionnaire.appraisal.stage import OptionResult, StageResult
from questionnaire.report.charts.bar_grid import BarGrid, Shares, bar_grid
from questionnaire.report.charts.break_evens import BreakEvens, Turning, break_evens
from questionnaire.report.charts.evidence_map import EvidenceMap, Shown, evidence_map
from questionnaire.report.charts.gantt import Gantt, Task, gantt
from questionnaire.report.charts.readiness_gaps import Asked, ReadinessGaps, readiness_gaps
from questionnaire.report.charts.risk_matrix import Placed, RiskMatrix, risk_matrix
from questionnaire.report.charts.value_bars import Parts, ValueBars, value_bars
from questionnaire.report.charts.value_readiness import Standing, ValueReadiness, value_readiness
from questionnaire.report.consequences import Joined
from questionnaire.report.partner_views import HEADS, MOST_SIDE_BY_SIDE

DRAWN: tuple[StageName, ...] = ("care", "organisational")
"""The stages that the headline rests on; the others have their tables."""
BROADEST_FOR_PARTNERS = 110
MOST_LINES = 8
"""A partner's name that takes more lines over its column is not drawn; the table has it."""


@dataclass(frozen=True)
class StagePictures:
    """What is drawn of a stage; None where there is nothing to draw."""

    value: ValueBars
    readiness: ValueReadiness
    evidence: EvidenceMap | None
    places: BarGrid | None
    break_evens: BreakEvens | None


@dataclass(frozen=True)
class Pictures:
    """Every picture of a report; `partners` only where several gave weights of their own."""

    stages: Mapping[StageName, StagePictures]
    partners: BarGrid | None
    readiness: ReadinessGaps
    risks: RiskMatrix
    plan: Gantt


def pictures(
    catalogue: Catalogue, answers: Answers, appraisal: Appraisal, consequences: Joined, *, most_risks: int
) -> Pictures:
    return Pictures(
        stages={
            stage.stage: stage_pictures(catalogue, answers, stage)
            for stage in appraisal.stages()
            if stage.stage in DRAWN
        },
        partners=_partners(catalogue, answers, appraisal.views.weights),
        readiness=_readiness(consequences),
        risks=_risks(consequences, most_risks),
        plan=_plan(catalogue, appraisal.plan),
    )


def stage_pictures(catalogue: Catalogue, answers: Answers, result: StageResult) -> StagePictures:
    return StagePictures(
        value=value_bars([_parts(catalogue, result, option) for option in result.options]),
        readiness=value_readiness([_standing(catalogue, option) for option in result.options]),
        evidence=_evidence(catalogue, answers, result.leader),
        places=_places(catalogue, result),
        break_evens=_break_evens(catalogue, result),
    )


def _parts(catalogue: Catalogue, result: StageResult, found: OptionResult) -> Parts:
    circumstances = sum(part.points for part in found.contributions if part.node == "circumstances")
    return Parts(
        name=catalogue.option[found.slug].short_name,
        aims=sum(part.points for part in found.contributions if part.node != "circumstances"),
        circumstances=circumstances,
        is_leader=found.slug == result.leader,
        is_ruled_out=found.status == "ruled-out",
    )


def _standing(catalogue: Catalogue, found: OptionResult) -> Standing:
    readiness = found.readiness
    name = catalogue.option[found.slug].short_name
    return Standing(name, found.value, readiness.met, readiness.required, found.status)


def _evidence(catalogue: Catalogue, answers: Answers, leader: str | None) -> EvidenceMap | None:
    """Today's arrangements are no design, so nothing was shown of them."""
    aims = answers.aims()
    if leader is None or leader in BASELINES.values() or not aims:
        return None
    fits = [(catalogue.objective[aim].name, catalogue.fit[leader, aim]) for aim in aims]
    return evidence_map([Shown(name, fit.fit, fit.grade, fit.direction) for name, fit in fits])


def _places(catalogue: Catalogue, result: StageResult) -> BarGrid | None:
    if result.firmness is None:
        return None
    places = result.firmness.simulations.around.places
    order = [option.slug for option in result.options if option.slug in places]
    given = [Shares(catalogue.option[slug].short_name, places[slug], slug == result.leader) for slug in order]
    return bar_grid(given, [str(place + 1) for place in range(len(order))])


def _break_evens(catalogue: Catalogue, result: StageResult) -> BreakEvens | None:
    found = result.firmness.sensitivity.break_evens if result.firmness else ()
    drawn = break_evens(
        [Turning(catalogue.objective[row.objective].name, row.weight, row.lower, row.upper) for row in found]
    )
    return drawn if drawn.stretches else None


def _partners(catalogue: Catalogue, answers: Answers, weights: Mapping[str, Mapping[str, float]]) -> BarGrid | None:
    if not 2 <= len(weights) <= MOST_SIDE_BY_SIDE:
        return None
    given = [
        Shares(catalogue.objective[aim].name, tuple(own.get(aim, 0.0) for own in weights.values()))
        for aim in answers.aims()
    ]
    heads = [HEADS.get(partner, partner) for partner in weights]
    drawn = bar_grid(given, heads, broadest=BROADEST_FOR_PARTNERS)
    return drawn if all(len(column.lines) <= MOST_LINES for column in drawn.columns) else None


def _readiness(consequences: Joined) -> ReadinessGaps:
    return readiness_gaps(
        [
            Asked(
                dimension.name,
                asked[0][1].level,
                tuple((need.required, need.is_must) for _, need in asked),
            )
            for dimension, asked in consequences.needs
        ]
    )


def _risks(consequences: Joined, most: int) -> RiskMatrix:
    return risk_matrix(
        [Placed(risk.reference, rated.likelihood, rated.impact) for rated, risk in consequences.risks[:most]]
    )


def _plan(catalogue: Catalogue, plan: Plan) -> Gantt:
    """What starts after go-live on typical durations is left to the table."""
    names = {milestone.slug: milestone.name for milestone in catalogue.milestones}
    shown = [planned for planned in plan.milestones if planned.starts_week < plan.typical.weeks]
    return gantt(
        [
            Task(
                names[planned.slug],
                planned.starts_week,
                planned.ends_week,
                planned.ends_week_fast,
                planned.ends_week_slow,
                planned.is_critical,
            )
            for planned in shown
        ]
    )
