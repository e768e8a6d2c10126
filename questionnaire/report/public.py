"""The public version of a report: the same appraisal and the same page, from the answers that may be told.

It is worked out anew from those answers alone, so that nothing in it can depend on one that is kept back. What would then
read as less than it is (a rating without what raises it, requirements without half of them) is left out as well.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from models_catalogue.catalogue import AssuranceHeading, Catalogue, Dimension, Risk
from questionnaire.answers import Answers
from questionnaire.appraisal.additions import AssuranceLine
from questionnaire.appraisal.appraise import Appraisal, appraise
from questionnaire.appraisal.readiness import Need, Readiness
from questionnaire.appraisal.stage import OptionResult, StageResult
from questionnaire.appraisal.staged_route import RouteStep
from questionnaire.appraisal.turning_points import TurningPoint
from questionnaire.kept_back import is_told, kept_facts, kept_headings
from questionnaire.report.content import report_content
from questionnaire.report.told_regardless import LEFT_OUT, told_award, told_plan

NOT_TOLD: Any = "left out"
"""Stands where the method's own words for a band or a status would claim something."""


@dataclass(frozen=True)
class LeftOut:
    """What the public version leaves out of parts that it has; it never depends on an answer that is kept back.

    `unrated` are the risks that are named without a rating, `award` and `plan` say whether these are left out.
    """

    dimensions: tuple[Dimension, ...]
    unrated: tuple[Risk, ...]
    headings: tuple[AssuranceHeading, ...]
    award: bool
    plan: bool


def public_body(report, catalogue: Catalogue, answers: Answers, full: Appraisal) -> SafeString | None:
    """The body as HTML; None where an answer that is kept back decides who leads, which no public version could hide.

    `report` and `answers` hold only what is told (`kept_back.withheld`), `full` is the appraisal of everything.
    """
    found = appraise(catalogue, answers, seed=full.seed)
    if ranking_of(found) != ranking_of(full):
        return None
    return render_to_string("report/body.jinja", public_content(report, catalogue, answers, found))


def public_content(report, catalogue: Catalogue, answers: Answers, found: Appraisal) -> dict[str, Any]:
    """Everything that the report's templates read, with `left_out` beside it."""
    plan = told_plan(catalogue, answers, found)
    told = replace(_told(catalogue, answers, found), plan=plan or found.plan)
    left_out = LeftOut(
        dimensions=tuple(row for row in catalogue.dimensions if not is_told("readiness", row.slug)),
        unrated=_unrated(catalogue, found),
        headings=tuple(row for row in catalogue.assurance_headings if row.slug in kept_headings(catalogue)),
        award=told.award[0].slug == LEFT_OUT,
        plan=plan is None,
    )
    return report_content(report, catalogue, answers, told) | {"left_out": left_out, "money": []}


def ranking_of(found: Appraisal) -> dict[str, Any]:
    """What both versions have to agree in: totals, ranks, leaders, and how far they are settled."""
    return {
        "stages": {stage.stage: (stage.leaders, stage.level, _values(stage)) for stage in found.stages()},
        "case_for_change": found.case_for_change,
        "can_lead": dict(found.can_lead),
    }


def _values(stage: StageResult) -> tuple[object, ...]:
    return tuple((option.slug, option.rank, option.value, option.shown_only) for option in stage.options)


def _told(catalogue: Catalogue, answers: Answers, found: Appraisal) -> Appraisal:
    rated = _rated(catalogue)
    return replace(
        found,
        care=_stage(found.care) if found.care else None,
        organisational=_stage(found.organisational),
        commissioning=_stage(found.commissioning),
        form=_stage(found.form),
        turning_points=tuple(point for point in found.turning_points if _is_told_point(point)),
        risks=tuple(risk for risk in found.risks if risk.slug in rated),
        award=told_award(catalogue, answers.procurement),
        route=tuple(_step(step) for step in found.route),
        assurance=tuple(_line(line, kept_headings(catalogue)) for line in found.assurance),
    )


def _stage(stage: StageResult) -> StageResult:
    """Which option is best without a condition rests on conditions that are not told."""
    return replace(stage, best_open=None, options=tuple(_option(option) for option in stage.options))


def _option(option: OptionResult) -> OptionResult:
    """Requirements are told one by one where they are told; a sum over those alone would flatter the option."""
    needs = tuple(need for need in option.readiness.needs if _is_told_need(need))
    return replace(option, readiness=Readiness(NOT_TOLD, 0, 0, {}, (), 0.0, 0.0, None, needs))


def _is_told_need(need: Need) -> bool:
    return is_told("readiness", need.dimension)


def _is_told_point(point: TurningPoint) -> bool:
    """A level that is kept back would be told as one that is still open."""
    return point.step != "readiness" or is_told("readiness", point.path[0])


def _step(step: RouteStep) -> RouteStep:
    return replace(step, gate=replace(step.gate, needs=())) if step.gate else step


def _line(line: AssuranceLine, kept: frozenset[str]) -> AssuranceLine:
    return replace(line, status=NOT_TOLD) if line.slug in kept else line


def _rated(catalogue: Catalogue) -> set[str]:
    """The risks that are told with their rating, because nothing that is kept back sets them off."""
    return {risk.slug for risk in catalogue.risks if not risk.sensitive and not _rests_on_kept(risk, catalogue)}


def _rests_on_kept(risk: Risk, catalogue: Catalogue) -> bool:
    low = (trigger.dimension for trigger in risk.trigger_dimensions)
    return bool(kept_facts(catalogue) & set(risk.trigger_facts)) or not all(is_told("readiness", slug) for slug in low)


def _unrated(catalogue: Catalogue, found: Appraisal) -> tuple[Risk, ...]:
    """The others that bite what is recommended; those that editors leave out of public reports are not even named."""
    biting = {risk.slug for risk in found.risks}
    return tuple(
        risk
        for risk in catalogue.risks
        if risk.slug in biting and not risk.sensitive and risk.slug not in _rated(catalogue)
    )
