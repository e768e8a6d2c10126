"""What nothing can reach: answers, facts, words and rows that change no report, whatever a place says. Warnings only."""

from collections.abc import Iterable, Iterator

from models_catalogue import vocabulary
from models_catalogue.catalogue import Catalogue
from models_catalogue.checks.problem import Problem


def every_answer_changes_something(catalogue: Catalogue) -> Iterator[Problem]:
    """An answer counts through a rating other than 0, a variant, or a gate on the scope."""
    counted = {(rating.circumstance, rating.answer) for rating in catalogue.ratings if rating.rating}
    counted |= {(variant.circumstance, variant.answer) for variant in catalogue.variants}
    counted |= {("scope_kind", slug) for slug in _gated(catalogue, "needs_scope")}
    for circumstance in catalogue.circumstances:
        for answer in circumstance.answers if circumstance.slug != "services" else ():
            if (circumstance.slug, answer.slug) not in counted:
                yield _unreached(f"{circumstance.slug} {answer.slug}", "is an answer that changes nothing")


def every_service_is_named(catalogue: Catalogue) -> Iterator[Problem]:
    named = {slug for option in catalogue.options for slug in option.core_services}
    named |= {slug for need in catalogue.requirements for slug in need.must_when_service}
    named |= {slug for intervention in catalogue.interventions for slug in intervention.services}
    named |= _gated(catalogue, "needs_any_service", "needs_no_service")
    yield from _not_in(
        named, "service", vocabulary.SERVICES, "is named by no option, gate, requirement or intervention"
    )


def every_group_is_named(catalogue: Catalogue) -> Iterator[Problem]:
    named = {slug for intervention in catalogue.interventions for slug in intervention.groups}
    named |= _gated(catalogue, "needs_groups")
    yield from _not_in(named, "group", vocabulary.GROUPS, "is named by no gate or intervention")


def every_fact_is_used(catalogue: Catalogue) -> Iterator[Problem]:
    used = {slug for risk in catalogue.risks for slug in risk.trigger_facts}
    used |= {slug for rule in catalogue.stop_rules for slug in (*rule.cause_facts, *rule.exposure_facts)}
    used |= {slug for milestone in catalogue.milestones for slug in milestone.facts}
    yield from _not_in(used, "fact", catalogue.fact, "triggers no risk, stops nothing and calls for no milestone")


def every_arrangement_lowers_a_risk(catalogue: Catalogue) -> Iterator[Problem]:
    used = {slug for risk in catalogue.risks for slug in risk.lowered_by}
    found = [term.slug for term in catalogue.vocabulary("arrangement")]
    yield from _not_in(used, "arrangement", found, "lowers no risk")


def every_dimension_is_asked_for(catalogue: Catalogue) -> Iterator[Problem]:
    used = {need.dimension for need in catalogue.requirements}
    used |= {trigger.dimension for risk in catalogue.risks for trigger in risk.trigger_dimensions}
    used |= _gated(catalogue, "needs_readiness")
    yield from _not_in(used, "dimension", catalogue.dimension, "is required by no option and raises no risk")


def every_milestone_can_be_called(catalogue: Catalogue) -> Iterator[Problem]:
    """Called for always, by a fact, by a form that a report can recommend, or by a route."""
    forms = {option.slug for option in catalogue.stage("form")}
    for milestone in catalogue.milestones:
        if not (milestone.always or milestone.facts or milestone.routes or forms & set(milestone.forms)):
            yield _unreached(f"milestone {milestone.slug}", "is called for by nothing, so it enters no plan")


def every_risk_bites(catalogue: Catalogue) -> Iterator[Problem]:
    for risk in catalogue.risks:
        if not (risk.bites_all or risk.bites):
            yield _unreached(f"risk {risk.slug}", "bites no option, so it enters no register")


def every_variant_can_be_named(catalogue: Catalogue) -> Iterator[Problem]:
    """A headline names variants of the leaders of the first two stages."""
    ranked = {option.slug for option in (*catalogue.stage("care"), *catalogue.stage("organisational"))}
    for variant in catalogue.variants:
        if variant.option not in ranked:
            yield _unreached(f"variant {variant.slug}", f"belongs to {variant.option}, which no headline names so")


def _gated(catalogue: Catalogue, *kinds: str) -> set[str]:
    return {slug for gate in catalogue.gates if gate.kind in kinds for slug in gate.values}


def _not_in(used: set[str], kind: str, slugs: Iterable[str], what: str) -> Iterator[Problem]:
    for slug in slugs:
        if slug not in used:
            yield _unreached(f"{kind} {slug}", what)


def _unreached(where: str, what: str) -> Problem:
    return Problem(where, what, blocks=False)
