"""One line of the benchmark, and how its figures are taken."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """One comparison; `bar` is the largest ratio that is good enough, `least` the smallest, where the design sets one."""

    name: str
    ours: float
    other: float
    bar: float | None
    unit: str = "s"
    least: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours / self.other

    @property
    def is_missed(self) -> bool:
        too_large = self.bar is not None and self.ratio > self.bar
        return too_large or (self.least is not None and self.ratio < self.least)

    def __str__(self) -> str:
        ours, other = (in_words(value, self.unit) for value in (self.ours, self.other))
        bound = next(
            (f"   {name} {found:g}" for name, found in (("bar", self.bar), ("at least", self.least)) if found), ""
        )
        bar = f"{bound}, MISSED" if self.is_missed else bound
        return f"{self.name:<58}{ours:>11}{other:>11}{self.ratio:>9.2f}{bar}"


def in_words(value: float, unit: str) -> str:
    if unit == "s":
        return f"{value:.2f} s" if value >= 1 else f"{1000 * value:.1f} ms"
    return f"{value:.0f} {unit}"


def medians(
    acts: Mapping[str, Callable[[int], Any]], *, turns: int, before: Callable[[str], Any] = lambda name: None
) -> dict[str, float]:
    """The median seconds of each act, which take turns; the first turn warms up, and `before` is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in acts}
    for turn in range(turns + 1):
        for name, act in acts.items():
            before(name)
            began = time.perf_counter()
            act(turn)
            seconds[name].append(time.perf_counter() - began)
    return {name: statistics.median(found[1:]) for name, found in seconds.items()}
