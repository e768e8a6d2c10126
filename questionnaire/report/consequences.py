"""What follows from the leaders, joined with the words of catalogue and forms, as values for the report's templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models_catalogue.catalogue import (
    AwardRoute,
    Catalogue,
    Dimension,
    Flexibility,
    Milestone,
    Option,
    Risk,
    StopRule,
    WatchItem,
)
from models_catalogue.vocabulary import PLAN_GATES
from questionnaire.appraisal.appraise import Appraisal
from questionnaire.appraisal.award import MIXED, Route
from questionnaire.appraisal.law import LegalPower
from questionnaire.appraisal.plan import Planned
from questionnaire.appraisal.readiness import Need
from questionnaire.appraisal.risk import RatedRisk
from questionnaire.appraisal.staged_route import RouteGate, RouteStep
from questionnaire.forms.legal import ProcurementForm

Law = Mapping[str, tuple[tuple[LegalPower, Flexibility], ...]]


@dataclass(frozen=True)
class AwardView:
    """A route to an award beside its name (None: advice is to be taken), and the open questions in the words of the form.

    The check of a mixed contract carries its own name rather than that of the route that it may lead to.
    """

    route: Route
    name: str | None
    missing: tuple[str, ...]
    could_be: tuple[str, ...]


@dataclass(frozen=True)
class GateView:
    """A gate of the staged route: the levels that the next stage asks for, and the documented failures that stop it."""

    gate: RouteGate
    needs: tuple[tuple[Dimension, Need], ...]
    stops: tuple[StopRule, ...]


@dataclass(frozen=True)
class Joined:
    """Results beside the catalogue rows that they speak of."""

    law: Law
    award: tuple[AwardView, ...]
    risks: tuple[tuple[RatedRisk, Risk], ...]
    route: tuple[tuple[RouteStep, Option, GateView | None], ...]
    milestones: tuple[tuple[Planned, Milestone], ...]
    milestone: Mapping[str, Milestone]
    gates: tuple[tuple[Planned, Milestone], ...]
    quick_wins: tuple[Milestone, ...]
    needs: tuple[tuple[Dimension, tuple[tuple[Option, Any], ...]], ...]
    watch: tuple[WatchItem, ...]


def joined(catalogue: Catalogue, appraisal: Appraisal) -> Joined:
    risks = {risk.slug: risk for risk in catalogue.risks}
    milestones = {milestone.slug: milestone for milestone in catalogue.milestones}
    touched = appraisal.recommended() | {power.slug for power in appraisal.law if power.need == "essential"}
    planned = tuple((found, milestones[found.slug]) for found in appraisal.plan.milestones)
    return Joined(
        law=_law(catalogue, appraisal),
        award=tuple(_award(catalogue, route) for route in appraisal.award),
        risks=tuple((risk, risks[risk.slug]) for risk in appraisal.risks),
        route=tuple((step, catalogue.option[step.slug], _gate(catalogue, step.gate)) for step in appraisal.route),
        milestones=planned,
        milestone=milestones,
        gates=tuple(pair for pair in planned if pair[0].slug in PLAN_GATES),
        quick_wins=tuple(milestones[slug] for slug in appraisal.plan.quick_wins),
        needs=_needs(catalogue, appraisal),
        watch=tuple(item for item in catalogue.watch_items if touched & set(item.touches)),
    )


def _award(catalogue: Catalogue, route: Route) -> AwardView:
    is_check = route.take_advice and not route.could_be
    return AwardView(
        route=route,
        name=_name(catalogue.award_route, MIXED if is_check else route.slug),
        missing=tuple(str(ProcurementForm.base_fields[question].label) for question in route.missing),
        could_be=tuple(_name(catalogue.award_route, slug) or slug for slug in route.could_be),
    )


def _name(routes: Mapping[str, AwardRoute], slug: str) -> str | None:
    return routes[slug].name if slug in routes else None


def _gate(catalogue: Catalogue, gate: RouteGate | None) -> GateView | None:
    if gate is None:
        return None
    rules = {rule.slug: rule for rule in catalogue.stop_rules}
    return GateView(
        gate=gate,
        needs=tuple((catalogue.dimension[need.dimension], need) for need in gate.needs),
        stops=tuple(rules[slug] for slug in gate.stops),
    )


def _law(catalogue: Catalogue, appraisal: Appraisal) -> Law:
    """Powers as they are shown: what is essential, what is useful, what not to rely on, and duties."""
    places = {"essential": "essential", "useful": "useful", "named only": "avoid", "duty": "duties"}
    found: dict[str, list[tuple[LegalPower, Flexibility]]] = {place: [] for place in places.values()}
    for power in appraisal.law:
        found[places[power.need]].append((power, catalogue.flexibility[power.slug]))
    return {name: tuple(rows) for name, rows in found.items()}


def _needs(catalogue: Catalogue, appraisal: Appraisal) -> tuple[tuple[Dimension, tuple[tuple[Option, Any], ...]], ...]:
    """For each dimension that anything recommended asks for: who asks, and how far the place is."""
    asked: dict[str, list[tuple[Option, Any]]] = {}
    for stage in appraisal.stages():
        if stage.leader:
            for need in stage.option(stage.leader).readiness.needs:
                asked.setdefault(need.dimension, []).append((catalogue.option[stage.leader], need))
    return tuple((d, tuple(asked[d.slug])) for d in catalogue.dimensions if d.slug in asked)
