"""The risk register and the stop-level warnings, from the catalogue and a place's facts."""

from collections.abc import Mapping
from dataclasses import dataclass

from models_catalogue.catalogue import Catalogue, Risk, StopRule
from questionnaire.answers import Answers

Facts = Mapping[str, bool | None]


@dataclass(frozen=True)
class RatedRisk:
    """A risk as it bites here: likelihood and impact 1 to 5 after triggers and controls, rating their product."""

    slug: str
    reference: str
    likelihood: int
    impact: int
    rating: int
    triggers: tuple[str, ...]
    controls: tuple[str, ...]
    because: str
    sources: tuple[int, ...]
    is_sensitive: bool


@dataclass(frozen=True)
class Warning:
    """Something a board must see. `stop` is true for the few that are argued from documented failures."""

    code: str
    stop: bool
    because: str
    sources: tuple[int, ...] = ()


def register(catalogue: Catalogue, answers: Answers, facts: Facts, recommended: set[str]) -> tuple[RatedRisk, ...]:
    """The risks that bite what is recommended, highest residual rating first."""
    found = [_rated(catalogue, risk, answers, facts) for risk in catalogue.risks if _bites(risk, recommended)]
    return tuple(sorted(found, key=lambda risk: (-risk.rating, -risk.impact, risk.reference)))


def _bites(risk: Risk, recommended: set[str]) -> bool:
    return risk.bites_all or bool(recommended & set(risk.bites))


def _rated(catalogue: Catalogue, risk: Risk, answers: Answers, facts: Facts) -> RatedRisk:
    triggers = _triggers(risk, answers, facts)
    controls = tuple(slug for slug in risk.lowered_by if slug in answers.governance.arrangements)
    likelihood = max(1, min(5, risk.likelihood + len(triggers)) - (1 if controls else 0))
    return RatedRisk(
        slug=risk.slug,
        reference=risk.reference,
        likelihood=likelihood,
        impact=risk.impact,
        rating=likelihood * risk.impact,
        triggers=triggers,
        controls=controls,
        because=f"{risk.cause} {risk.consequence}",
        sources=risk.sources,
        is_sensitive=risk.sensitive,
    )


def _triggers(risk: Risk, answers: Answers, facts: Facts) -> tuple[str, ...]:
    stated = [fact for fact in risk.trigger_facts if facts.get(fact)]
    low = [row.dimension for row in risk.trigger_dimensions if _below(answers.readiness.get(row.dimension), row.below)]
    return (*stated, *low)


def _below(level: float | None, limit: int) -> bool:
    return level is not None and level < limit


def stop_warnings(catalogue: Catalogue, facts: Facts, recommended: set[str]) -> tuple[Warning, ...]:
    """The stop rules whose every cause and every exposure is answered yes, on something recommended that they bite.

    One without a cause or without an exposure never stops anything.
    """
    return tuple(
        Warning(rule.slug, True, f"{rule.argument} {rule.what_to_do}", rule.sources)
        for rule in catalogue.stop_rules
        if _stops(rule, facts, recommended)
    )


def _stops(rule: StopRule, facts: Facts, recommended: set[str]) -> bool:
    is_whole = bool(rule.cause_facts and rule.exposure_facts)
    told = all(facts.get(slug) is True for slug in (*rule.cause_facts, *rule.exposure_facts))
    return is_whole and told and bool(recommended & set(rule.bites))
