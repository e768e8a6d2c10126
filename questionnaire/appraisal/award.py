"""How a provider may be selected: a decision table from facts to routes, every row of which can be read on its own.

Sources: Health Care Services (Provider Selection Regime) Regulations 2023, regs 6 to 11 and 13; Procurement Act 2023. What
each route asks for is said by the catalogue (`AwardRoute`), not here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Any

from models_catalogue.catalogue import AwardRoute, Catalogue
from questionnaire.answers import Procurement

CONSIDERABLE_POUNDS, CONSIDERABLE_SHARE = 500_000, 0.25
"""A rise in lifetime value by both of these is a considerable change (reg 13's figures, read for reg 6 as well)."""

BOUGHT = ("health", "social-care", "nothing")
YES, NO, ANY = True, False, None
TAKE_ADVICE, MIXED = "take-advice", "mixed-contract"
STILL_OPEN = (
    "The facts given do not decide the route yet. Answer what is open in the procurement step, and take advice."
)


@dataclass(frozen=True)
class AwardFacts:
    """What the decision table reads; None is a fact that is missing. What is bought is one of `BOUGHT`."""

    buying: str | None
    is_new: bool | None
    only_provider: bool | None
    patient_choice: bool | None
    provider_satisfies: bool | None
    changes: bool | None
    likely_providers_known: bool | None

    @classmethod
    def of(cls, given: Procurement) -> "AwardFacts":
        """A mixed contract is read as health care: that it may be bought so is a check of its own."""
        return cls(
            buying="health" if given.buying == "mixed" else given.buying,
            is_new={"new": True, "continuing": False}.get(given.continuity or ""),
            only_provider=given.only_provider,
            patient_choice=given.patient_choice,
            provider_satisfies=given.provider_satisfies,
            changes=changes(given),
            likely_providers_known=given.likely_providers_known,
        )

    def missing(self) -> list[str]:
        return [name for name, value in vars(self).items() if value is None]

    def completions(self) -> Iterator["AwardFacts"]:
        """These facts with every possible answer to what is missing."""
        for values in product(*(POSSIBLE[name] for name in self.missing())):
            yield replace(self, **dict(zip(self.missing(), values, strict=True)))


@dataclass(frozen=True)
class Rule:
    """A row of the decision table: the route for every place whose facts are these. ANY is a fact that does not matter."""

    route: str
    buying: str
    is_new: bool | None = ANY
    only_provider: bool | None = ANY
    patient_choice: bool | None = ANY
    provider_satisfies: bool | None = ANY
    changes: bool | None = ANY
    likely_providers_known: bool | None = ANY

    def applies(self, facts: AwardFacts) -> bool:
        return all(getattr(self, name) in (ANY, value) for name, value in vars(facts).items())


# A mark reads: new, only provider, patients choose, provider satisfies, changes, likely providers known.
TABLE: tuple[Rule, ...] = (
    Rule("no-award", "nothing"),
    Rule("light-touch", "social-care"),
    Rule("direct-award-a", "health", NO, YES),
    Rule("direct-award-b", "health", NO, NO, YES),
    Rule("direct-award-b", "health", YES, ANY, YES),
    Rule("direct-award-c", "health", NO, NO, NO, YES, NO),
    Rule("most-suitable-provider", "health", NO, NO, NO, YES, YES, YES),
    Rule("most-suitable-provider", "health", NO, NO, NO, NO, ANY, YES),
    Rule("most-suitable-provider", "health", YES, ANY, NO, ANY, ANY, YES),
    Rule("competitive", "health", NO, NO, NO, YES, YES, NO),
    Rule("competitive", "health", NO, NO, NO, NO, ANY, NO),
    Rule("competitive", "health", YES, ANY, NO, ANY, ANY, NO),
)
"""Exactly one row applies to facts that are all known, so the order of the rows means nothing."""

POSSIBLE: Mapping[str, tuple[Any, ...]] = {
    name: BOUGHT if name == "buying" else (YES, NO) for name in AwardFacts.__dataclass_fields__
}

ASKED: Mapping[str, tuple[str, ...]] = {
    "is_new": ("continuity",),
    "changes": ("bundles", "character_changes", "value_before", "value_after"),
}
"""The procurement questions that a fact is read from, where they have other names."""


@dataclass(frozen=True)
class Route:
    """A way of selecting a provider that the facts point to, with what the law asks for in words.

    With advice to be taken, `could_be` are the routes that are still possible and `missing` the procurement questions whose
    answers would decide between them.
    """

    slug: str
    because: str
    conditions: str
    notices: str
    standstill: str
    take_advice: bool
    missing: tuple[str, ...]
    could_be: tuple[str, ...]
    sources: tuple[int, ...]


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


def changes(given: Procurement) -> bool | None:
    """Whether today's contract would not simply go on: it changes considerably, or several become one."""
    found = {considerable_change(given), given.bundles}
    return True if True in found else None if None in found else False


def decide(facts: AwardFacts) -> str:
    """The route where every fact is known."""
    return next(rule.route for rule in TABLE if rule.applies(facts))


@lru_cache(maxsize=4096)
def possible(facts: AwardFacts) -> tuple[str, ...]:
    """The routes that some answer to what is missing leads to, in the order of the table."""
    decided = {decide(completion) for completion in facts.completions()}
    return tuple(dict.fromkeys(rule.route for rule in TABLE if rule.route in decided))


@lru_cache(maxsize=4096)
def deciding(facts: AwardFacts) -> tuple[str, ...]:
    """The missing facts on which the route turns: those of which one answer leads elsewhere than another."""
    found = {completion: decide(completion) for completion in facts.completions()}
    return tuple(
        name
        for name in facts.missing()
        if any(
            found[replace(one, **{name: value})] != route for one, route in found.items() for value in POSSIBLE[name]
        )
    )


def routes(catalogue: Catalogue, given: Procurement) -> tuple[Route, ...]:
    """The route that the facts point to, or advice while a missing fact could name another one.

    With a mixed contract also the check that it may be bought as health care.
    """
    facts = AwardFacts.of(given)
    found = possible(facts)
    first = _advice(catalogue, given, facts) if len(found) > 1 else _route(catalogue, found[0])
    return (first, _mixed(catalogue)) if given.buying == "mixed" else (first,)


def _route(catalogue: Catalogue, slug: str) -> Route:
    words = catalogue.award_route.get(slug)
    return Route(slug, **_words(words), take_advice=False, missing=(), could_be=())


def _mixed(catalogue: Catalogue) -> Route:
    """A contract for health and social care may turn out to fall under the other regime."""
    words = catalogue.award_route.get(MIXED)
    return Route("light-touch", **_words(words), take_advice=True, missing=(), could_be=())


def _words(found: AwardRoute | None) -> dict[str, Any]:
    """What the edition says of a route; nothing where an older edition had no words for it."""
    names = ("because", "conditions", "notices", "standstill")
    return {name: getattr(found, name, "") for name in names} | {"sources": found.sources if found else ()}


def _advice(catalogue: Catalogue, given: Procurement, facts: AwardFacts) -> Route:
    asked = [question for name in deciding(facts) for question in ASKED.get(name, (name,))]
    sources = {number for slug in possible(facts) for number in _words(catalogue.award_route.get(slug))["sources"]}
    return Route(
        TAKE_ADVICE,
        because=STILL_OPEN,
        conditions="",
        notices="",
        standstill="",
        take_advice=True,
        missing=tuple(question for question in asked if getattr(given, question) is None),
        could_be=possible(facts),
        sources=tuple(sorted(sources)),
    )
