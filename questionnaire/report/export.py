"""The appraisal as data: the JSON that others rely on, every item with its slug, why, and sources.

`schema.py` says what it looks like.
"""

from dataclasses import asdict
from typing import Any

import msgspec

from models_catalogue.catalogue import Catalogue
from models_catalogue.models import Edition
from questionnaire.appraisal.appraise import Appraisal
from questionnaire.appraisal.gates import Passage
from questionnaire.appraisal.likeness import NearCase, Trait
from questionnaire.appraisal.plan import PACES, Plan
from questionnaire.appraisal.stage import OptionResult, StageResult
from questionnaire.report.cases import trait_view
from questionnaire.report.export_robustness import partners, robustness
from questionnaire.report.schema import SCHEMA


def as_data(catalogue: Catalogue, edition: Edition, appraisal: Appraisal) -> dict[str, Any]:
    """The appraisal as plain JSON values; equal inputs give equal data."""
    return {
        "schema": SCHEMA,
        "edition": {
            "number": edition.number,
            "sha256": edition.sha256,
            "published_at": edition.published_at.isoformat(),
        },
        "method": appraisal.method,
        "seed": appraisal.seed,
        "recommendation": recommendation(catalogue, appraisal),
        "care_models": _ranked(appraisal.care),
        "organisational_models": _ranked(appraisal.organisational),
        "commissioning": [_option(catalogue, found) for found in appraisal.commissioning.options],
        "organisational_forms": [_option(catalogue, found) for found in appraisal.form.options],
        "additions": [asdict(found) for found in appraisal.additions],
        "robustness": robustness(appraisal),
        "partners": partners(appraisal),
        "next_questions": [asdict(found) for found in appraisal.next_questions],
        "turning_points": [asdict(found) for found in appraisal.turning_points],
        "blocked": [asdict(found) for found in appraisal.blocked],
        "warnings": [asdict(found) | {"slug": found.code} for found in appraisal.warnings],
        "risks": [asdict(found) for found in appraisal.risks],
        "law": [asdict(found) for found in appraisal.law],
        "award": [asdict(found) for found in appraisal.award],
        "route": [asdict(found) for found in appraisal.route],
        "plan": [asdict(found) for found in appraisal.plan.milestones],
        "plan_summary": _plan_summary(appraisal.plan),
        "assurance": [asdict(found) for found in appraisal.assurance],
        "money": [asdict(found) for found in appraisal.money],
        "cases": [_case(catalogue, found) for found in appraisal.cases],
        "facts": appraisal.facts,
    }


def as_text(catalogue: Catalogue, edition: Edition, appraisal: Appraisal) -> str:
    """The appraisal as the JSON text that a report stores; equal inputs give equal text."""
    return msgspec.json.encode(as_data(catalogue, edition, appraisal), order="sorted").decode()


def _plan_summary(plan: Plan) -> dict[str, Any]:
    """What the milestones come to at each pace, and back from the target."""
    return {
        **{pace: asdict(getattr(plan, pace)) for pace in PACES},
        "starts_on": plan.starts_on,
        "start_by": plan.start_by,
        "longest_first": plan.longest_first,
        "does_not_fit": plan.does_not_fit,
        "quick_wins": plan.quick_wins,
        "meetings": [asdict(found) for found in plan.meetings],
    }


def recommendation(catalogue: Catalogue, appraisal: Appraisal) -> dict[str, Any]:
    """What came first in each stage, what carries it today, and how far it is settled."""
    return {
        "care_model": appraisal.leader("care"),
        "organisational_model": appraisal.leader("organisational"),
        "commissioning": appraisal.leader("commissioning"),
        "organisational_form": appraisal.leader("form"),
        "variant": next(iter(appraisal.variants), None),
        "variants": appraisal.variants,
        "today": {slug: _today(catalogue, slug) for slug in sorted(appraisal.recommended())},
        "level": appraisal.level,
        "levels": {stage.stage: stage.level for stage in appraisal.stages()},
        "case_for_change": appraisal.case_for_change,
        "provisional": appraisal.provisional,
        "can_lead": {stage: list(slugs) for stage, slugs in appraisal.can_lead.items()},
    }


def _today(catalogue: Catalogue, slug: str) -> dict[str, Any] | None:
    vehicle = catalogue.option[slug].vehicle
    return None if vehicle is None else asdict(vehicle)


def _ranked(stage: StageResult | None) -> list[dict[str, Any]]:
    return [] if stage is None else [_result(found) for found in stage.options]


def _result(found: OptionResult) -> dict[str, Any]:
    return {
        "slug": found.slug,
        "rank": found.rank,
        "rank_of_all": found.rank_of_all,
        "value": found.value,
        "fit": found.fit,
        "match": found.match,
        "shown_only": found.shown_only,
        "status": found.status,
        "reasons": [_reason(passage) for passage in found.reasons],
        "readiness": {
            "band": found.readiness.band,
            "required": found.readiness.required,
            "met": found.readiness.met,
            "gaps": found.readiness.gaps,
            "unknown": found.readiness.unknown,
        },
        "coverage": found.coverage,
        "enough_evidence": found.enough_evidence,
        "dominated_by": found.dominated_by,
        "dominated_in_order_by": found.dominated_in_order_by,
        "contributions": [asdict(part) for part in found.contributions],
    }


def _option(catalogue: Catalogue, found: OptionResult) -> dict[str, Any]:
    option = catalogue.option[found.slug]
    return _result(found) | {"because": option.board_line or option.what, "sources": option.sources}


def _reason(passage: Passage) -> dict[str, Any]:
    return asdict(passage)


def _case(catalogue: Catalogue, found: NearCase) -> dict[str, Any]:
    """A case that is like the place, because of what of both is alike; one about the place itself whether it is or not."""
    case = catalogue.case[found.slug]
    alike = (trait_view(catalogue, trait) for trait in found.alike)
    return {
        "slug": found.slug,
        "is_place_itself": found.is_place_itself,
        "because": "; ".join(f"{trait.name or trait.question}: {', '.join(trait.there)}" for trait in alike),
        "sources": case.sources,
        "alike": [_trait(trait) for trait in found.alike],
        "differs": [_trait(trait) for trait in found.differs],
        "reported": case.reported,
    }


def _trait(trait: Trait) -> dict[str, Any]:
    return {"question": trait.question, "here": trait.here, "there": trait.there}
