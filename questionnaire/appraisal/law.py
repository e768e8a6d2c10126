"""The law for what is recommended: powers and duties with their status as last checked."""

from dataclasses import dataclass
from typing import Literal

from models_catalogue.catalogue import Catalogue, Flexibility, FlexibilityUse
from questionnaire.answers import Answers

RECOMMENDABLE = ("in_force",)
Need = Literal["essential", "useful", "duty", "named only"]


@dataclass(frozen=True)
class LegalPower:
    """A flexibility as it serves what is recommended. `as_at` is the older of source and last check (ISO date).

    `needs` says whose decision it takes; one that is named only is not in force, and comes with its status instead of steps.
    """

    slug: str
    reference: str
    need: Need
    serves: tuple[str, ...]
    is_in_use: bool
    until: str
    status: str
    status_note: str
    in_force_from: str | None
    in_force_to: str | None
    as_at: str
    needs: str
    steps: tuple[str, ...]
    because: str
    sources: tuple[int, ...]


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
    need = _need(flexibility, uses)
    return LegalPower(
        slug=flexibility.slug,
        reference=flexibility.reference,
        need=need,
        serves=tuple(use.option for use in uses),
        is_in_use=flexibility.slug in answers.in_use,
        until=answers.in_use.get(flexibility.slug, ""),
        status=flexibility.status,
        status_note=flexibility.status_note,
        in_force_from=flexibility.in_force_from,
        in_force_to=flexibility.in_force_to,
        as_at=min(flexibility.as_at, flexibility.checked_at),
        needs=flexibility.needs,
        steps=() if need == "named only" else flexibility.steps,
        because=" ".join(use.why for use in uses) or flexibility.everyone,
        sources=flexibility.sources,
    )


def _need(flexibility: Flexibility, uses: list[FlexibilityUse]) -> Need:
    if flexibility.status not in RECOMMENDABLE:
        return "named only"
    if not uses:
        return "duty"
    return "essential" if any(use.need == "essential" for use in uses) else "useful"
