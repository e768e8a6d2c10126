"""A first plan: what facts, form and route call for, when at each pace, what decides the end, and what the target asks for."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models_catalogue.catalogue import Catalogue, Milestone
from models_catalogue.vocabulary import APPROVAL, GO_LIVE
from questionnaire.answers import Answers
from questionnaire.appraisal.meetings import Meeting, meetings
from questionnaire.appraisal.schedule import Needs, Schedule, schedule

PACES = ("fast", "typical", "slow")
Facts = Mapping[str, bool | None]


@dataclass(frozen=True)
class Planned:
    """A milestone in the plan. Weeks count from the start; `slack_weeks` is what it may slip on typical durations.

    Days (ISO) are None without a start. `must_start_by` and `must_end_by` are the latest days on which the target still
    holds on typical durations: None without a target, and for what go-live does not wait for. `fits` is None where either
    date is missing.
    """

    slug: str
    reference: str
    needs: tuple[str, ...]
    starts_week: float
    ends_week: float
    ends_week_fast: float
    ends_week_slow: float
    starts_on: str | None
    ends_on: str | None
    ends_on_fast: str | None
    ends_on_slow: str | None
    must_start_by: str | None
    must_end_by: str | None
    fits: bool | None
    slack_weeks: float
    is_critical: bool
    basis: str
    because: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Outlook:
    """The whole plan at one pace, to go-live. `misses_target_by` is in weeks begun; None without both dates."""

    weeks: float
    ends_on: str | None
    misses_target_by: int | None
    critical_path: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """The milestones in the order in which they start, and what they come to at each pace.

    `longest_first` is the critical path on typical durations by length: what a missed target is to be laid to.
    `start_by` is the latest day to start for the target to hold on typical durations.
    """

    milestones: tuple[Planned, ...]
    quick_wins: tuple[str, ...]
    fast: Outlook
    typical: Outlook
    slow: Outlook
    longest_first: tuple[str, ...]
    starts_on: str | None
    start_by: str | None
    meetings: tuple[Meeting, ...]

    @property
    def does_not_fit(self) -> tuple[str, ...]:
        """What would have to start before it can, for the target to hold on typical durations."""
        return tuple(planned.slug for planned in self.milestones if planned.fits is False)


def make_plan(catalogue: Catalogue, answers: Answers, facts: Facts, form: str | None, routes: Iterable[str]) -> Plan:
    """Plan the milestones that are called for, and offer the quick wins beside them."""
    called = {m.slug for m in catalogue.milestones if is_called(m, facts, form, set(routes))}
    quick_wins = [m for m in catalogue.milestones if m.quick_win and m.slug in called]
    return plan_of(catalogue.milestones, called, answers, tuple(_easiest_first(quick_wins)))


def is_called(milestone: Milestone, facts: Facts, form: str | None, routes: set[str]) -> bool:
    """Called for always, by a fact, by the form, or by the route to an award."""
    return (
        milestone.always
        or any(facts.get(fact) for fact in milestone.facts)
        or form in milestone.forms
        or bool(routes & set(milestone.routes))
    )


def _easiest_first(quick_wins: list[Milestone]) -> list[str]:
    """What needs nobody's permission comes first, then what takes least time."""
    ordered = sorted(quick_wins, key=lambda m: (bool(m.permission), m.typical_weeks, m.slug))
    return [milestone.slug for milestone in ordered]


def plan_of(every: Iterable[Milestone], called: set[str], answers: Answers, quick_wins: tuple[str, ...] = ()) -> Plan:
    """Schedule what is called for at three paces, and back from the target."""
    library = {milestone.slug: milestone for milestone in every}
    work = _work(library, called)
    needs = {slug: needs_among(work, slug, library) for slug in work}
    found = {pace: schedule(needs, _weeks(work, library, pace), GO_LIVE) for pace in PACES}
    typical = found["typical"]
    start, target = answers.pace.start, answers.pace.target
    planned = tuple(
        _planned(library[slug], needs, found, start, target)
        for slug in sorted(work, key=lambda slug: (typical.starts[slug], slug))
    )
    return Plan(
        milestones=planned,
        quick_wins=quick_wins,
        fast=_outlook(found["fast"], start, target),
        typical=_outlook(typical, start, target),
        slow=_outlook(found["slow"], start, target),
        longest_first=tuple(sorted(typical.critical_path, key=lambda slug: (-library[slug].typical_weeks, slug))),
        starts_on=start,
        start_by=_after(target, -typical.finish),
        meetings=meetings(answers.pace.boards, next((one for one in planned if one.slug == APPROVAL), None)),
    )


def _work(library: Mapping[str, Milestone], called: set[str]) -> set[str]:
    """What is planned; a quick win only where something waits for it, for the others stand in a list of their own."""
    waited_for = {need for slug in called for need in library[slug].needs}
    return {slug for slug in called if not library[slug].quick_win or slug in waited_for}


def needs_among(work: set[str], slug: str, library: Mapping[str, Milestone]) -> frozenset[str]:
    """What a milestone waits for; a need that nobody called for is passed through to what it needs."""
    found: set[str] = set()
    waiting = list(library[slug].needs)
    while waiting:
        need = waiting.pop()
        if need in work:
            found.add(need)
        else:
            waiting.extend(library[need].needs)
    return frozenset(found)


def _weeks(work: set[str], library: Mapping[str, Milestone], pace: str) -> dict[str, float]:
    return {slug: getattr(library[slug], f"{pace}_weeks") for slug in work}


def _outlook(found: Schedule, start: str | None, target: str | None) -> Outlook:
    ends_on = _after(start, found.finish)
    return Outlook(found.finish, ends_on, _weeks_late(ends_on, target), found.critical_path)


def _planned(
    milestone: Milestone, needs: Needs, found: Mapping[str, Schedule], start: str | None, target: str | None
) -> Planned:
    slug, typical = milestone.slug, found["typical"]
    must_end_by = _after(target, typical.latest_ends[slug] - typical.finish) if slug in typical.leads_to_end else None
    must_start_by = _after(must_end_by, -milestone.typical_weeks)
    starts_on = _after(start, typical.starts[slug])
    return Planned(
        slug=slug,
        reference=milestone.reference,
        needs=tuple(sorted(needs[slug])),
        starts_week=typical.starts[slug],
        ends_week=typical.ends[slug],
        ends_week_fast=found["fast"].ends[slug],
        ends_week_slow=found["slow"].ends[slug],
        starts_on=starts_on,
        ends_on=_after(start, typical.ends[slug]),
        ends_on_fast=_after(start, found["fast"].ends[slug]),
        ends_on_slow=_after(start, found["slow"].ends[slug]),
        must_start_by=must_start_by,
        must_end_by=must_end_by,
        fits=starts_on <= must_start_by if starts_on and must_start_by else None,
        slack_weeks=typical.slack(slug),
        is_critical=typical.is_critical(slug),
        basis=milestone.basis,
        because=milestone.note,
        sources=milestone.sources,
    )


def _after(day: str | None, weeks: float) -> str | None:
    return (date.fromisoformat(day) + timedelta(days=round(7 * weeks))).isoformat() if day else None


def _weeks_late(ends_on: str | None, target: str | None) -> int | None:
    """Weeks begun by which an end misses the target; 0 where it holds."""
    if not ends_on or not target:
        return None
    days = (date.fromisoformat(ends_on) - date.fromisoformat(target)).days
    return max(0, math.ceil(days / 7))
