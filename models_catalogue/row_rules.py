"""Rules between a row's columns that no constraint holds: one place for the admin's forms and for spreadsheets.

What there is besides the row is passed in, because a spreadsheet may bring it along.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Protocol

from models_catalogue import models as rows
from models_catalogue import vocabulary

Faults = Iterator[tuple[str, str]]
"""The column that is at fault, and what to do about it."""


class Known(Protocol):
    """The slugs that rows may name without a foreign key."""

    @property
    def options(self) -> Collection[str]: ...

    @property
    def partner_types(self) -> Collection[str]: ...

    def answers(self, circumstance: str) -> Collection[str]: ...


class KnownToDatabase:
    """What the draft's rows allow, read when a rule asks."""

    @property
    def options(self) -> Collection[str]:
        return list(rows.Option.objects.values_list("slug", flat=True))

    @property
    def partner_types(self) -> Collection[str]:
        return list(rows.Term.objects.filter(vocabulary="partner-type").values_list("slug", flat=True))

    def answers(self, circumstance: str) -> Collection[str]:
        found = rows.CircumstanceAnswer.objects.filter(circumstance__slug=circumstance)
        return list(found.values_list("slug", flat=True))


def faults_of(model: type[rows.Row], said: Mapping[str, Any], known: Known) -> Faults:
    """What a row says wrongly; a column that could not be read is left out of `said`."""
    rule = RULES.get(model)
    if rule:
        yield from rule(said, known)


def unknown_among(given: Collection[str], allowed: Collection[str]) -> str | None:
    """What is not in a closed list, in words; an empty list is open."""
    unknown = [item for item in given if item not in allowed]
    if not allowed or not unknown:
        return None
    return f"Not in the list: {', '.join(unknown)}. Use: {', '.join(allowed)}."


def _of_gate(said: Mapping[str, Any], known: Known) -> Faults:
    kind = said.get("kind")
    yield from _unknown("values", said.get("values", ()), gate_values(kind, known))
    if kind == "needs_readiness" and "level" in said and said["level"] is None:
        yield "level", "Give the level of readiness that is needed."


def _of_variant(said: Mapping[str, Any], known: Known) -> Faults:
    if said.get("circumstance") and said.get("answer"):
        yield from _unknown("answer", [said["answer"]], known.answers(said["circumstance"]))


def _of_compatibility(said: Mapping[str, Any], known: Known) -> Faults:
    if said.get("upper"):
        yield from _unknown("upper", [said["upper"]], [*known.options, vocabulary.SINGLE_PATHWAY])


def _of_vehicle(said: Mapping[str, Any], known: Known) -> Faults:
    if said.get("start_form"):
        yield from _unknown("start_form", [said["start_form"]], known.options)


def _unknown(column: str, given: Collection[str], allowed: Collection[str]) -> Faults:
    words = unknown_among(given, allowed)
    if words:
        yield column, words


def gate_values(kind: str | None, known: Known) -> Collection[str]:
    """What a gate of a kind may ask for; the types of partners are words of the catalogue."""
    if kind == "needs_partner":
        return known.partner_types
    return vocabulary.CLOSED_LISTS.get(vocabulary.GATE_VALUES.get(kind or "", ""), ())


RULES: Mapping[type[rows.Row], Callable[[Mapping[str, Any], Known], Faults]] = {
    rows.Gate: _of_gate,
    rows.Variant: _of_variant,
    rows.Compatibility: _of_compatibility,
    rows.Vehicle: _of_vehicle,
}
