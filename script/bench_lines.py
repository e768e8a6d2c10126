"""What script/bench prints: one comparison a line, and acts that take turns on the clock."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """One comparison; `bar` is the largest ratio that is good enough, if the design sets one."""

    name: str
    ours: float
    other: float
    bar: float | None
    unit: str = "s"

    @property
    def ratio(self) -> float:
        return self.ours / self.other

    @property
    def is_missed(self) -> bool:
        return self.bar is not None and self.ratio > self.bar

    def __str__(self) -> str:
        ours, other = (in_words(value, self.unit) for value in (self.ours, self.other))
        bar = "" if self.bar is None else f"   bar {self.bar:g}{', MISSED' if self.is_missed else ''}"
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
