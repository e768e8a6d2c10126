"""The closed list of facts about a place: what it stated, and what follows from its other answers.

Each derived fact is one small function; a stated yes or no wins over it.
"""

from collections.abc import Callable, Mapping

from models_catalogue.vocabulary import FACTS
from questionnaire.answers import Answers

Derivation = Callable[[Answers], bool | None]


def facts(answers: Answers) -> dict[str, bool | None]:
    """Every fact as yes, no or None (not known)."""
    stated = answers.governance.facts
    return {slug: _stated_or_derived(slug, stated, answers) for slug in FACTS}


def derived(answers: Answers) -> dict[str, bool]:
    """The facts that follow from other answers, whatever was stated."""
    found = {slug: rule(answers) for slug, rule in DERIVED.items()}
    return {slug: value for slug, value in found.items() if value is not None}


def _stated_or_derived(slug: str, stated: Mapping[str, bool | None], answers: Answers) -> bool | None:
    if stated.get(slug) is not None:
        return stated[slug]
    return DERIVED[slug](answers) if slug in DERIVED else None


def new_legal_entity(answers: Answers) -> bool | None:
    return True if answers.care_model.holder == "new-joint-body" else answers.pace.new_entity


def staff_transfer(answers: Answers) -> bool | None:
    return True if answers.care_model.joining == "merge" else answers.pace.staff_moving


def substantial_change(answers: Answers) -> bool | None:
    return answers.pace.substantial_change


def health_services_award(answers: Answers) -> bool | None:
    return _is(answers.procurement.buying, {"health", "mixed"})


def social_care_award(answers: Answers) -> bool | None:
    return _is(answers.procurement.buying, {"social-care", "mixed"})


def bundles_contracts(answers: Answers) -> bool | None:
    return answers.procurement.bundles


def independent_holder(answers: Answers) -> bool | None:
    return _is(answers.care_model.holder, {"independent-provider"})


def general_practice_reluctant(answers: Answers) -> bool | None:
    level = answers.readiness.get("primary_care")
    return True if level == 0 else None


def partner_dispute(answers: Answers) -> bool | None:
    level = answers.readiness.get("leadership_trust")
    return True if level == 0 else None


def baseline_weak(answers: Answers) -> bool | None:
    return _is(answers.money.get("baseline-agreed"), {"no-figures", "estimated", "built-not-signed"})


def early_savings_assumed(answers: Answers) -> bool | None:
    return _is(answers.money.get("savings-from"), {"year-one", "year-two"})


def no_guarantee(answers: Answers) -> bool | None:
    return _is(answers.money.get("loss-bearer"), {"holder-no-guarantee", "not-decided"})


def vat_open(answers: Answers) -> bool | None:
    if "vat-advice-in-writing" in answers.governance.arrangements:
        return False
    return _is(answers.money.get("vat-advice"), {"not-asked", "asked", "informal"})


def pooled_fund(answers: Answers) -> bool | None:
    in_use = set(answers.in_use) & {
        "section-75-pooled-fund",
        "better-care-fund",
        "joint-committee-and-pooled-fund",
    }
    return True if in_use or answers.care_model.budget == "pooled" else None


def social_care_delegated(answers: Answers) -> bool | None:
    return True if "section-75-integrated-provision" in answers.in_use or "care-trust" in answers.in_use else None


def _is(answer: str | None, values: set[str]) -> bool | None:
    return None if answer is None else answer in values


DERIVED: dict[str, Derivation] = {
    "new-legal-entity": new_legal_entity,
    "staff-transfer": staff_transfer,
    "substantial-change": substantial_change,
    "health-services-award": health_services_award,
    "social-care-award": social_care_award,
    "bundles-contracts": bundles_contracts,
    "independent-holder": independent_holder,
    "general-practice-reluctant": general_practice_reluctant,
    "partner-dispute": partner_dispute,
    "baseline-weak": baseline_weak,
    "early-savings-assumed": early_savings_assumed,
    "no-guarantee": no_guarantee,
    "vat-open": vat_open,
    "pooled-fund": pooled_fund,
    "social-care-delegated": social_care_delegated,
}
