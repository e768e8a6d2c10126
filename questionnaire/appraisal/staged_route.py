"""The staged route: from the least formal start that is available now to the recommended end, with a gate before each stage."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from models_catalogue.catalogue import Catalogue, Option
from models_catalogue.vocabulary import BASELINES
from questionnaire.appraisal.gates import Passage
from questionnaire.appraisal.readiness import Need
from questionnaire.appraisal.stage import OptionResult, StageResult

AVAILABLE = "in_force"


@dataclass(frozen=True)
class RouteGate:
    """What must hold before a place goes on to the next stage, and what stops it there.

    `needs` are the levels of readiness that the next stage asks for; `conditions` what is still open about it; `stops` the
    stop rules that bite it, whether or not their facts hold today.
    """

    to: str
    needs: tuple[Need, ...]
    conditions: tuple[Passage, ...]
    stops: tuple[str, ...]


@dataclass(frozen=True)
class RouteStep:
    """A stage of the way. `status` is its vehicle's as last checked on `as_at` (ISO date); the last stage has no gate."""

    slug: str
    formality: int
    status: str
    as_at: str
    because: str
    needs: str
    gate: RouteGate | None
    leave: str
    sources: tuple[int, ...]


def staged_route(
    catalogue: Catalogue, organisational: StageResult, commissioning: StageResult, form: StageResult
) -> tuple[RouteStep, ...]:
    """The stages in rising formality; what is recommended is never the first where something less formal is available."""
    model, end = organisational.leader, form.leader
    if model is None or end is None:
        return ()
    start = least_formal_start(catalogue, form, model)
    order = [slug for slug in (start, commissioning.leader, end) if slug and slug not in BASELINES.values()]
    names = sorted(dict.fromkeys(order), key=lambda slug: (catalogue.option[slug].formality, order.index(slug)))
    gates = [
        _gate(catalogue, _result(after, commissioning, form), _asking_too(after == names[-1], organisational))
        for _, after in pairwise(names)
    ]
    return tuple(_step(catalogue.option[slug], gate) for slug, gate in zip(names, [*gates, None], strict=True))


def least_formal_start(catalogue: Catalogue, form: StageResult, model: str) -> str:
    """The least formal form that goes with the model, is in force today and is not ruled out; what leads, where there is none.

    Of equally formal ones it is the leader, for nothing is gained by another on the way to it.
    """
    available = [
        result
        for result in form.options
        if result.status != "ruled-out"
        and (model, result.slug) in catalogue.compatibility
        and _status(catalogue.option[result.slug]) == AVAILABLE
    ]
    if not available:
        return form.leader or ""
    return min(
        available, key=lambda result: (result.formality, result.slug != form.leader, -result.value, result.slug)
    ).slug


def _status(option: Option) -> str:
    return option.vehicle.status if option.vehicle else ""


def _result(slug: str, *stages: StageResult) -> OptionResult:
    return next(result for stage in stages for result in stage.options if result.slug == slug)


def _asking_too(is_the_end: bool, organisational: StageResult) -> list[OptionResult]:
    """At its end the route carries the organisational model, so the last gate asks for what that needs as well."""
    return [organisational.option(organisational.leader)] if is_the_end and organisational.leader else []


def _gate(catalogue: Catalogue, after: OptionResult, others: list[OptionResult]) -> RouteGate:
    asking = [after, *others]
    named = {result.slug for result in asking}
    return RouteGate(
        to=after.slug,
        needs=_highest(need for result in asking for need in result.readiness.needs),
        conditions=tuple(passage for result in asking for passage in result.reasons),
        stops=tuple(rule.slug for rule in catalogue.stop_rules if named & set(rule.bites)),
    )


def _highest(found: Iterable[Need]) -> tuple[Need, ...]:
    """One need a dimension: the highest level asked for, a must before a should."""
    by_dimension: dict[str, Need] = {}
    for need in sorted(found, key=lambda need: (need.required, need.is_must)):
        by_dimension[need.dimension] = need
    return tuple(by_dimension[slug] for slug in sorted(by_dimension))


def _step(option: Option, gate: RouteGate | None) -> RouteStep:
    vehicle = option.vehicle
    return RouteStep(
        slug=option.slug,
        formality=option.formality,
        status=_status(option),
        as_at=min(vehicle.as_at, vehicle.checked_at) if vehicle else "",
        because=f"{option.what} {vehicle.words}" if vehicle else option.what,
        needs=vehicle.needs if vehicle else "",
        gate=gate,
        leave=option.exit,
        sources=option.sources,
    )
