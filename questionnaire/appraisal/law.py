"""The law for what is recommended: powers with their status, and the route to selecting a provider as a decision table.

Sources: Health Care Services (Provider Selection Regime) Regulations 2023, regs 6 to 11 and 13; Procurement Act 2023.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from models_catalogue.catalogue import Catalogue, Flexibility, FlexibilityUse
from questionnaire.answers import Answers, Procurement

CONSIDERABLE_POUNDS, CONSIDERABLE_SHARE = 500_000, 0.25
"""A rise in lifetime value by both of these is a considerable change (reg 13's figures, read for reg 6 as well)."""

RECOMMENDABLE = ("in_force",)
Need = Literal["essential", "useful", "duty", "named only"]
Facts = Mapping[str, bool | None]


@dataclass(frozen=True)
class LegalPower:
    """A flexibility as it serves what is recommended. `as_at` is the older of source and last check (ISO date)."""

    slug: str
    reference: str
    need: Need
    serves: tuple[str, ...]
    is_in_use: bool
    until: str
    status: str
    as_at: str
    because: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Route:
    """A way of selecting a provider that the facts point to, with its conditions in words."""

    slug: str
    because: str
    take_advice: bool
    sources: tuple[int, ...] = ()


def powers(catalogue: Catalogue, answers: Answers, recommended: set[str]) -> tuple[LegalPower, ...]:
    """Essential powers first, then useful ones, then duties that bind everyone; never one that is not in force."""
    uses: dict[str, list[FlexibilityUse]] = {}
    for use in catalogue.flexibility_uses:
        if use.option in recommended:
            uses.setdefault(use.flexibility, []).append(use)
    found = [
        _power(flexibility, uses.get(flexibility.slug, []), answers)
        for flexibility in catalogue.flexibilities
        if flexibility.slug in uses or flexibility.everyone
    ]
    order = ("essential", "useful", "duty", "named only")
    return tuple(sorted(found, key=lambda power: (order.index(power.need), power.reference)))


def _power(flexibility: Flexibility, uses: list[FlexibilityUse], answers: Answers) -> LegalPower:
    return LegalPower(
        slug=flexibility.slug,
        reference=flexibility.reference,
        need=_need(flexibility, uses),
        serves=tuple(use.option for use in uses),
        is_in_use=flexibility.slug in answers.in_use,
        until=answers.in_use.get(flexibility.slug, ""),
        status=flexibility.status,
        as_at=min(flexibility.as_at, flexibility.checked_at),
        because=" ".join(use.why for use in uses) or flexibility.everyone,
        sources=flexibility.sources,
    )


def _need(flexibility: Flexibility, uses: list[FlexibilityUse]) -> Need:
    if flexibility.status not in RECOMMENDABLE:
        return "named only"
    if not uses:
        return "duty"
    return "essential" if any(use.need == "essential" for use in uses) else "useful"


def considerable_change(given: Procurement) -> bool | None:
    """Whether a contract changes considerably: in character, or in value by both limits; None while facts are missing."""
    if given.character_changes:
        return True
    if given.value_before is None or given.value_after is None or given.character_changes is None:
        return None
    rise = given.value_after - given.value_before
    return rise >= CONSIDERABLE_POUNDS and rise >= CONSIDERABLE_SHARE * given.value_before


@dataclass(frozen=True)
class Rule:
    """A row of the decision table: when it applies, and the route it names."""

    route: str
    applies: Callable[[Procurement], bool]
    because: str
    take_advice: bool = False


def _buys_health(given: Procurement) -> bool:
    return given.buying in ("health", "mixed")


def _continues(given: Procurement) -> bool:
    return given.continuity == "continuing"


TABLE: tuple[Rule, ...] = (
    Rule(
        "no-award",
        lambda given: given.buying == "nothing",
        "Nothing new is bought and no contract changes, so no provider is selected. Test this again when scope or value moves.",
    ),
    Rule(
        "light-touch",
        lambda given: given.buying == "social-care",
        "Social care on its own is bought under the Procurement Act 2023, as a light touch contract above the threshold.",
    ),
    Rule(
        "direct-award-a",
        lambda given: _buys_health(given) and given.only_provider is True and _continues(given),
        "The existing provider is the only capable one, and direct award A must then be used. It does not fit a new service.",
    ),
    Rule(
        "direct-award-b",
        lambda given: _buys_health(given) and given.patient_choice is True,
        "Patients choose and the number of providers is not limited, and direct award B must then be used.",
    ),
    Rule(
        "direct-award-c",
        lambda given: (
            _buys_health(given)
            and _continues(given)
            and given.provider_satisfies is True
            and given.bundles is not True
            and considerable_change(given) is False
        ),
        "The contract is ending, its provider satisfies and would satisfy the new one, and nothing changes considerably. "
        "Record that test expressly.",
    ),
    Rule(
        "most-suitable-provider",
        lambda given: (
            _buys_health(given)
            and given.likely_providers_known is True
            and (given.continuity == "new" or considerable_change(given) is True or given.bundles is True)
        ),
        "The service is new or changes considerably, and the likely providers can be named and assessed without a competition.",
    ),
    Rule(
        "competitive",
        lambda given: (
            _buys_health(given)
            and given.likely_providers_known is False
            and (given.continuity == "new" or considerable_change(given) is True or given.bundles is True)
        ),
        "The service is new or changes considerably, and the likely providers cannot be named, so a competition is the route left.",
    ),
    Rule(
        "take-advice",
        lambda given: True,
        "The facts given do not yet decide the route. Answer what is open in the procurement step and take advice.",
        take_advice=True,
    ),
)
"""Read from the top; the first row that applies decides. A mixed contract adds the light touch check."""


def routes(answers: Answers, sources: Mapping[str, tuple[int, ...]]) -> tuple[Route, ...]:
    """The route that the facts point to; with a mixed contract also the check that it may be bought as health care."""
    given = answers.procurement
    chosen = next(rule for rule in TABLE if rule.applies(given))
    found = [Route(chosen.route, chosen.because, chosen.take_advice, sources.get(chosen.route, ()))]
    if given.buying == "mixed":
        found.append(
            Route(
                "light-touch",
                "The contract mixes health and social care. The Provider Selection Regime covers it only when health care is the "
                "main subject by value and the rest could not reasonably be bought apart; else the Procurement Act 2023 applies.",
                True,
                sources.get("light-touch", ()),
            )
        )
    return tuple(found)
