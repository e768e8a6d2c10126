"""When work can start and must end: earliest and latest weeks on a directed acyclic graph, and its critical path.

The critical path method (Kelley and Walker, *Critical-path planning and scheduling*, 1959): a forward pass gives the earliest
ends, a backward pass the latest ones, and what can slip by nothing is critical.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

SAME = 1e-9
"""Weeks that differ by no more than this are the same."""

Needs = Mapping[str, frozenset[str]]
Weeks = Mapping[str, float]


@dataclass(frozen=True)
class Schedule:
    """Weeks from the start. `leads_to_end` is the end itself and all that it waits for; `finish` is when it comes."""

    starts: Weeks
    ends: Weeks
    latest_ends: Weeks
    leads_to_end: frozenset[str]
    critical_path: tuple[str, ...]
    finish: float

    def slack(self, slug: str) -> float:
        """How far a piece of work may slip without moving the end, or what comes last after it."""
        return self.latest_ends[slug] - self.ends[slug]

    def is_critical(self, slug: str) -> bool:
        """Whether a piece of work can slip by nothing without moving the end; there may be more than one such path."""
        return slug in self.leads_to_end and self.slack(slug) <= SAME


def schedule(needs: Needs, weeks: Weeks, end: str) -> Schedule:
    """Schedule all work as early as it can be; raises `graphlib.CycleError` for work that waits for itself.

    Where there is no such `end`, everything is meant for whatever ends last.
    """
    order = tuple(TopologicalSorter({slug: sorted(needs[slug]) for slug in sorted(needs)}).static_order())
    ends = _earliest_ends(order, needs, weeks)
    last = max(ends.values(), default=0.0)
    finish = ends.get(end, last)
    return Schedule(
        starts={slug: ends[slug] - weeks[slug] for slug in order},
        ends=ends,
        latest_ends=_latest_ends(order, needs, weeks, {**dict.fromkeys(order, last), end: finish}),
        leads_to_end=_with_all_before(end, needs) if end in ends else frozenset(order),
        critical_path=_longest_path(needs, ends, end),
        finish=finish,
    )


def _earliest_ends(order: Iterable[str], needs: Needs, weeks: Weeks) -> dict[str, float]:
    ends: dict[str, float] = {}
    for slug in order:
        ends[slug] = max((ends[need] for need in needs[slug]), default=0.0) + weeks[slug]
    return ends


def _latest_ends(order: tuple[str, ...], needs: Needs, weeks: Weeks, bounds: Weeks) -> dict[str, float]:
    latest = {slug: bounds[slug] for slug in order}
    for slug in reversed(order):
        for need in needs[slug]:
            latest[need] = min(latest[need], latest[slug] - weeks[slug])
    return latest


def _longest_path(needs: Needs, ends: Weeks, end: str) -> tuple[str, ...]:
    """The chain that decides the end, walked backwards; of equal ones the first by slug."""
    path: list[str] = []
    at: Iterable[str] = [end] if end in ends else ends
    while last := max(sorted(at), key=lambda slug: ends[slug], default=None):
        path.append(last)
        at = needs[last]
    return tuple(reversed(path))


def _with_all_before(end: str, needs: Needs) -> frozenset[str]:
    found, waiting = {end}, [end]
    while waiting:
        before = needs[waiting.pop()] - found
        found |= before
        waiting.extend(before)
    return frozenset(found)
