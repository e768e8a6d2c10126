"""A first plan: the milestones that facts, form and route call for, earliest and latest weeks, and the critical path."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from graphlib import TopologicalSorter
from typing import Literal

from models_catalogue.catalogue import Catalogue, Milestone
from models_catalogue.vocabulary import GO_LIVE
from questionnaire.answers import Answers

Pace = Literal["fast", "typical", "slow"]
Facts = Mapping[str, bool | None]


@dataclass(frozen=True)
class Planned:
    """A milestone in the plan. Weeks count from the start; `slack` is what it may slip on typical durations."""

    slug: str
    reference: str
    needs: tuple[str, ...]
    starts_week: float
    ends_week: float
    ends_week_fast: float
    ends_week_slow: float
    slack_weeks: float
    is_critical: bool
    basis: str
    because: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """The whole plan, up to the last review; weeks are to go-live.

    `misses_target_by` is in weeks on typical durations, None without both dates.
    """

    milestones: tuple[Planned, ...]
    quick_wins: tuple[str, ...]
    critical_path: tuple[str, ...]
    weeks_fast: float
    weeks_typical: float
    weeks_slow: float
    starts_on: str | None
    ends_on: str | None
    misses_target_by: float | None


def make_plan(catalogue: Catalogue, answers: Answers, facts: Facts, form: str | None, routes: Iterable[str]) -> Plan:
    """Plan the milestones that are called for; a need that nobody called for is passed through to what it needs."""
    called = _called(catalogue, facts, form, set(routes))
    needs = {slug: _called_needs(m, called, catalogue) for slug, m in called.items()}
    order = tuple(TopologicalSorter({slug: sorted(found) for slug, found in needs.items()}).static_order())
    ends = {pace: _ends(order, needs, called, pace) for pace in ("fast", "typical", "slow")}
    latest = _latest_ends(order, needs, called, ends["typical"])
    path = _critical_path(needs, ends["typical"], GO_LIVE)
    planned = tuple(
        _planned(called[slug], needs[slug], {pace: ends[pace][slug] for pace in ends}, latest[slug], slug in path)
        for slug in sorted(order, key=lambda slug: (ends["typical"][slug] - called[slug].typical_weeks, slug))
    )
    weeks = {pace: found.get(GO_LIVE, max(found.values(), default=0.0)) for pace, found in ends.items()}
    start = answers.pace.start
    return Plan(
        milestones=planned,
        quick_wins=tuple(
            m.slug for m in catalogue.milestones if m.quick_win and is_called(m, facts, form, set(routes))
        ),
        critical_path=path,
        weeks_fast=weeks["fast"],
        weeks_typical=weeks["typical"],
        weeks_slow=weeks["slow"],
        starts_on=start,
        ends_on=_after(start, weeks["typical"]) if start else None,
        misses_target_by=_missed(start, answers.pace.target, weeks["typical"]),
    )


def _called(catalogue: Catalogue, facts: Facts, form: str | None, routes: set[str]) -> dict[str, Milestone]:
    """What is called for; a quick win only where something waits for it, for the others stand in a list of their own."""
    called = {m.slug: m for m in catalogue.milestones if is_called(m, facts, form, routes)}
    waited_for = {need for milestone in called.values() for need in milestone.needs}
    return {slug: m for slug, m in called.items() if not m.quick_win or slug in waited_for}


def is_called(milestone: Milestone, facts: Facts, form: str | None, routes: set[str]) -> bool:
    """Called for always, by a fact, by the form, or by the route to an award."""
    return (
        milestone.always
        or any(facts.get(fact) for fact in milestone.facts)
        or form in milestone.forms
        or bool(routes & set(milestone.routes))
    )


def _called_needs(milestone: Milestone, called: Mapping[str, Milestone], catalogue: Catalogue) -> set[str]:
    every = {m.slug: m for m in catalogue.milestones}
    found: set[str] = set()
    waiting = list(milestone.needs)
    while waiting:
        slug = waiting.pop()
        if slug in called:
            found.add(slug)
        else:
            waiting.extend(every[slug].needs)
    return found


def _weeks(milestone: Milestone, pace: str) -> float:
    weeks: float = getattr(milestone, f"{pace}_weeks")
    return weeks


def _ends(
    order: Iterable[str], needs: Mapping[str, set[str]], called: Mapping[str, Milestone], pace: str
) -> dict[str, float]:
    ends: dict[str, float] = {}
    for slug in order:
        ends[slug] = max((ends[need] for need in needs[slug]), default=0.0) + _weeks(called[slug], pace)
    return ends


def _latest_ends(
    order: tuple[str, ...],
    needs: Mapping[str, set[str]],
    called: Mapping[str, Milestone],
    ends: Mapping[str, float],
) -> dict[str, float]:
    latest = dict.fromkeys(order, max(ends.values(), default=0.0))
    for slug in reversed(order):
        for need in needs[slug]:
            latest[need] = min(latest[need], latest[slug] - called[slug].typical_weeks)
    return latest


def _critical_path(needs: Mapping[str, set[str]], ends: Mapping[str, float], end: str) -> tuple[str, ...]:
    path: list[str] = []
    at: Iterable[str] = [end] if end in ends else ends
    while last := max(sorted(at), key=lambda slug: ends[slug], default=None):
        path.append(last)
        at = needs[last]
    return tuple(reversed(path))


def _planned(
    milestone: Milestone, needs: set[str], ends: Mapping[str, float], latest: float, is_critical: bool
) -> Planned:
    return Planned(
        slug=milestone.slug,
        reference=milestone.reference,
        needs=tuple(sorted(needs)),
        starts_week=ends["typical"] - milestone.typical_weeks,
        ends_week=ends["typical"],
        ends_week_fast=ends["fast"],
        ends_week_slow=ends["slow"],
        slack_weeks=latest - ends["typical"],
        is_critical=is_critical,
        basis=milestone.basis,
        because=milestone.note,
        sources=milestone.sources,
    )


def _after(start: str, weeks: float) -> str:
    return (date.fromisoformat(start) + timedelta(weeks=weeks)).isoformat()


def _missed(start: str | None, target: str | None, weeks: float) -> float | None:
    if not start or not target:
        return None
    late = (date.fromisoformat(start) + timedelta(weeks=weeks) - date.fromisoformat(target)).days / 7
    return max(0.0, late)
