"""The law for what is recommended: powers with their status, and the route to selecting a provider as a decision table.

Sources: Health Care Services (Provider Selection Regime) Regulations 2023, regs 6 to 11 and 13; Procurement Act 2023.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
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
    """Whether a contract changes considerably: in character, or in value by both limits; None while that is open."""
    if given.character_changes:
        return True
    if given.value_before is None or given.value_after is None:
        return None
    rise = given.value_after - given.value_before
    if rise >= CONSIDERABLE_POUNDS and rise >= CONSIDERABLE_SHARE * given.value_before:
        return True
    return None if given.character_changes is None else False


@dataclass(frozen=True)
class AwardFacts:
    """What the decision table reads; None is a fact that is missing."""

    buying: str | None
    is_new: bool | None
    changes_considerably: bool | None
    bundles: bool | None
    patient_choice: bool | None
    only_provider: bool | None
    provider_satisfies: bool | None
    likely_providers_known: bool | None

    @classmethod
    def of(cls, given: Procurement) -> "AwardFacts":
        return cls(
            given.buying,
            {"new": True, "continuing": False}.get(given.continuity or ""),
            considerable_change(given),
            given.bundles,
            given.patient_choice,
            given.only_provider,
            given.provider_satisfies,
            given.likely_providers_known,
        )

    def completions(self) -> Iterator["AwardFacts"]:
        """These facts with every possible answer to what is missing."""
        known = {name: [value] for name, value in vars(self).items() if value is not None}
        open_ones = {
            name: list(BUYING if name == "buying" else (True, False)) for name in vars(self) if name not in known
        }
        choices = known | open_ones
        for values in product(*choices.values()):
            yield AwardFacts(**dict(zip(choices, values, strict=True)))


BUYING = ("health", "mixed", "social-care", "nothing")


@dataclass(frozen=True)
class Rule:
    """A row of the decision table: when it applies (all facts known), and the route it names."""

    route: str
    applies: Callable[[AwardFacts], bool | None]
    because: str


TABLE: tuple[Rule, ...] = (
    Rule(
        "no-award",
        lambda facts: facts.buying == "nothing",
        "Nothing new is bought and no contract changes, so no provider is selected. Test this again when scope or value "
        "moves.",
    ),
    Rule(
        "light-touch",
        lambda facts: facts.buying == "social-care",
        "Social care on its own is bought under the Procurement Act 2023, as a light touch contract above the threshold.",
    ),
    Rule(
        "direct-award-a",
        lambda facts: facts.only_provider and not facts.is_new,
        "The existing provider is the only capable one, and direct award A must then be used. It does not fit a new "
        "service.",
    ),
    Rule(
        "direct-award-b",
        lambda facts: facts.patient_choice,
        "Patients choose and the number of providers is not limited, and direct award B must then be used.",
    ),
    Rule(
        "direct-award-c",
        lambda facts: (
            not facts.is_new and facts.provider_satisfies and not facts.bundles and not facts.changes_considerably
        ),
        "The contract is ending, its provider satisfies and would satisfy the new one, and nothing changes considerably. "
        "Record that test expressly.",
    ),
    Rule(
        "most-suitable-provider",
        lambda facts: facts.likely_providers_known,
        "No direct award fits, and the likely providers can be named and assessed without a competition.",
    ),
    Rule(
        "competitive",
        lambda facts: True,
        "No direct award fits and the likely providers cannot be named, so a competition is the route left.",
    ),
)
"""Read from the top; the first row that applies decides."""

ADVICE = Rule(
    "take-advice",
    lambda facts: True,
    "The facts given do not yet decide the route. Answer what is open in the procurement step and take advice.",
)
MIXED = Rule(
    "light-touch",
    lambda facts: True,
    "The contract mixes health and social care. The Provider Selection Regime covers it only when health care is the main "
    "subject by value and the rest could not reasonably be bought apart; else the Procurement Act 2023 applies.",
)


def decide(facts: AwardFacts) -> Rule:
    """The row that decides when every fact is known."""
    return next(rule for rule in TABLE if rule.applies(facts))


def routes(answers: Answers, sources: Mapping[str, tuple[int, ...]]) -> tuple[Route, ...]:
    """The route that the facts point to, or advice while a missing fact could name another one.

    With a mixed contract also the check that it may be bought as health care.
    """
    given = AwardFacts.of(answers.procurement)
    possible = {decide(facts).route: decide(facts) for facts in given.completions()}
    chosen = ADVICE if len(possible) > 1 else next(iter(possible.values()))
    found = [(chosen, chosen is ADVICE), *([(MIXED, True)] if given.buying == "mixed" else [])]
    return tuple(
        Route(rule.route, rule.because, take_advice, sources.get(SOURCED_BY.get(rule.route, ""), ()))
        for rule, take_advice in found
    )


SOURCED_BY = {
    "direct-award-a": "direct-award",
    "direct-award-b": "direct-award",
    "direct-award-c": "direct-award",
    "most-suitable-provider": "most-suitable-provider",
    "competitive": "competitive-process",
    "light-touch": "procurement-act",
    "no-award": "provider-selection-regime",
    "take-advice": "provider-selection-regime",
}
"""The flexibility whose sources stand behind each route."""
