"""Which answers the public version of a report tells and which stay with the partners: one table, with the reason for each.

Kept back is what partners say of their finances, their quality, their disputes and their reluctance, what they wrote for
one another, and what each said for itself. Told is what a reader needs to follow the ranking. An answer that the table does
not name is kept back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from models_catalogue.catalogue import Catalogue
from questionnaire.answers import AGREED, CONTRIBUTIONS

Path = tuple[str, ...]
"""The way to an answer in an answers document: its step, and the keys within it. A board heading goes by its number."""
REASON_LEFT_OUT = "The partners’ reason is left out of this version."
NAME_LEFT_OUT = "somebody whose name is left out"


@dataclass(frozen=True)
class Rule:
    """Answers that are treated alike, by their paths with `*` for any one key.

    Where a reader must know that there is an answer, because the result shows it, `instead` stands in its place.
    """

    is_told: bool
    because: str
    paths: tuple[str, ...]
    instead: str = ""


RULES: tuple[Rule, ...] = (
    Rule(
        False,
        "It says what the partners have, owe, count on or would pay.",
        (
            "money.value-in-scope",
            "money.baseline-agreed",
            "money.gap",
            "money.transition-cost",
            "money.savings-from",
            "money.loss-bearer",
            "money.vat-advice",
            "procurement.value_before",
            "procurement.value_after",
            "readiness.finance_risk",
            "governance.facts.acute-income-at-risk",
            "governance.facts.partner-deficit",
            "governance.facts.commissioner-deficit",
            "governance.facts.baseline-weak",
            "governance.facts.early-savings-assumed",
            "governance.facts.no-guarantee",
            "governance.facts.vat-open",
            *(f"governance.documents.{number}.*" for number in (9, 10, 20)),
        ),
    ),
    Rule(
        False,
        "It judges the quality, safety or staying power of a provider.",
        (
            "procurement.provider_satisfies",
            "governance.facts.holder-quality-concern",
            "governance.facts.general-practice-fragile",
            "governance.facts.small-acute",
            *(f"governance.documents.{number}.*" for number in (11, 12)),
        ),
    ),
    Rule(
        False,
        "It says how far partners trust and agree with one another.",
        ("readiness.shared_purpose", "readiness.leadership_trust", "governance.facts.partner-dispute"),
    ),
    Rule(
        False,
        "It says how willing one of the partners is.",
        ("readiness.primary_care", "readiness.council", "governance.facts.general-practice-reluctant"),
    ),
    Rule(
        False,
        "One partner said it for itself, not for the public. What all have agreed on stands in the answers of the place.",
        (CONTRIBUTIONS, AGREED),
    ),
    Rule(
        False,
        "The partners wrote it for one another, and it may say any of this.",
        ("governance.own_risks", "form.limits_note", "governance.documents.17.*"),
    ),
    Rule(
        False,
        "The partners wrote it for one another; that something is ruled out shows in the ranking.",
        ("care-model.ruled_out.*", "form.ruled_out.*"),
        instead=REASON_LEFT_OUT,
    ),
    Rule(
        False,
        "It may name a person; that somebody owns or reviewed a document is told.",
        ("governance.documents.*.owner", "governance.documents.*.reviewed_by"),
        instead=NAME_LEFT_OUT,
    ),
    Rule(
        True,
        "It says what is appraised.",
        (
            "place.name",
            "place.footprint",
            "place.population",
            "place.scope_kind",
            "place.groups",
            "place.services",
            "place.lead",
            "place.partners",
        ),
    ),
    Rule(
        True,
        "It is the case that the place makes, in words written for readers.",
        (
            "rationale.case_for_change",
            "rationale.objectives",
            "priorities.*.measure",
            "priorities.*.baseline",
            "priorities.*.target",
            "form.limits",
        ),
    ),
    Rule(
        True,
        "It decides who leads: without it nobody could follow the ranking.",
        (
            "priorities.*.points",
            "priorities.*.place",
            "priorities.*.today",
            "care-model.gp_participation",
            "care-model.holder",
            "care-model.budget",
            "care-model.joining",
            "form.criteria.*",
        ),
    ),
    Rule(
        True,
        "Agreements in force and what is to be bought are matters of public record, or soon will be.",
        (
            "legal.in_use.*",
            "procurement.buying",
            "procurement.buyer",
            "procurement.continuity",
            "procurement.bundles",
            "procurement.character_changes",
            "procurement.patient_choice",
            "procurement.only_provider",
            "procurement.likely_providers_known",
            "governance.facts.new-legal-entity",
            "governance.facts.staff-transfer",
            "governance.facts.health-services-award",
            "governance.facts.social-care-award",
            "governance.facts.bundles-contracts",
            "governance.facts.competitive-tender",
            "governance.facts.first-of-its-kind-contract",
            "governance.facts.independent-holder",
            "governance.facts.national-approval-needed",
            "governance.facts.substantial-change",
            "governance.facts.pooled-fund",
            "governance.facts.social-care-delegated",
        ),
    ),
    Rule(
        True,
        "It is about the work itself, and judges none of the partners.",
        (
            "readiness.governance",
            "readiness.data",
            "readiness.workforce_culture",
            "readiness.commercial_capacity",
            "readiness.people_communities",
            "readiness.evaluation",
            "readiness.change_capacity",
            "governance.arrangements",
            "governance.facts.concurrent-change",
            "governance.facts.public-opposition",
            "governance.facts.footprint-changing",
            "pace.start",
            "pace.target",
            "pace.cohort",
            "pace.people",
            "pace.boards",
            "pace.staff_moving",
            "pace.new_entity",
            "pace.substantial_change",
            *(
                f"governance.documents.{number}.{part}"
                for number in (*range(1, 9), *range(13, 17), 18, 19, 21, 22)
                for part in ("title", "date")
            ),
        ),
    ),
)
"""Every answer that can be given. Of two rules for one answer the more exact counts, then the one that stands first."""

UNDECIDED = Rule(False, "Nobody has decided yet that it may be told.", ())
BARE: Mapping[Path, str] = {("priorities",): "points", ("governance", "documents"): "title"}
"""What a bare value is where an object may stand as well."""


@lru_cache(maxsize=1024)
def rule_for(path: Path) -> Rule:
    """What was decided about the answer at a path."""
    found = [(_exactness(path, pattern), rule) for rule in RULES for pattern in rule.paths]
    exactness, rule = max(found, key=lambda one: one[0])
    return rule if exactness >= 0 else UNDECIDED


def _exactness(path: Path, pattern: str) -> int:
    """How many keys a pattern names of a path; -1 where it does not fit."""
    keys = pattern.split(".")
    fits = len(keys) == len(path) and all(key in ("*", name) for key, name in zip(keys, path, strict=True))
    return sum(key != "*" for key in keys) if fits else -1


def is_told(*path: str) -> bool:
    return rule_for(path).is_told


def kept_facts(catalogue: Catalogue) -> frozenset[str]:
    """The facts that are kept back: an edition may keep back more than the table, never less."""
    return frozenset(
        fact.slug for fact in catalogue.facts if fact.sensitive or not is_told("governance", "facts", fact.slug)
    )


def kept_headings(catalogue: Catalogue) -> frozenset[str]:
    """The board headings of which not even the title of a document is told, and so not where they stand either."""
    return frozenset(
        heading.slug
        for heading in catalogue.assurance_headings
        if not is_told("governance", "documents", str(heading.number), "title")
    )


def rests_on_single_views(document: Mapping[str, Any]) -> bool:
    """Whether the result rests on what each partner said for itself, because they have not agreed yet.

    Of such a result nothing can be told: it is a mean of few, from which whoever knows one view can work out another.
    """
    return bool(document.get(CONTRIBUTIONS)) and not document.get(AGREED, False)


def withheld(document: Mapping[str, Any], catalogue: Catalogue, *, apart: Iterable[str] = ()) -> dict[str, Any]:
    """A document with what is kept back taken out; `apart` names keys that are no step, and stay."""
    numbers = {heading.slug: str(heading.number) for heading in catalogue.assurance_headings}
    kept = {("governance", "facts", slug) for slug in kept_facts(catalogue)}

    def told(given: Mapping[str, Any], way: Path) -> dict[str, Any]:
        found = {key: told_of(value, (*way, key)) for key, value in given.items()}
        return {key: value for key, value in found.items() if value not in (None, {})}

    def told_of(value: Any, path: Path) -> Any:
        if isinstance(value, Mapping):
            return told(value, path)
        if path[:-1] in BARE:
            path = (*path, BARE[path[:-1]])
        rule = UNDECIDED if path in kept else rule_for(_by_number(path, numbers))
        return value if rule.is_told else rule.instead or None

    steps = told({step: given for step, given in document.items() if step not in apart}, ())
    return steps | {key: document[key] for key in apart if key in document}


def _by_number(path: Path, numbers: Mapping[str, str]) -> Path:
    """A document's heading goes by its number, because editors may give it another slug."""
    if path[:2] != ("governance", "documents"):
        return path
    return (*path[:2], numbers.get(path[2], ""), *path[3:])
