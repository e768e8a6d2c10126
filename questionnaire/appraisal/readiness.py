"""Readiness against what an option requires: gaps, a band in words, and the gates that a large gap makes.

Readiness and value are two axes: neither ever changes the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from models_catalogue.catalogue import Dimension, Requirement
from questionnaire.appraisal.gates import Passage

Band = Literal["no requirements", "far", "cannot tell", "some way", "nearly", "ready"]

MUST_GAP_THAT_GATES = 2
"""A must that is this many levels short makes the option conditional."""


@dataclass(frozen=True)
class Need:
    """One requirement beside the level that the place gave itself (None: not answered or not sure)."""

    dimension: str
    required: int
    level: float | None
    is_must: bool
    rationale: str
    sources: tuple[int, ...] = ()

    @property
    def gap(self) -> float:
        return 0 if self.level is None else max(0, self.required - self.level)


@dataclass(frozen=True)
class Readiness:
    """How ready a place is for one option. Levels and gaps run from 0 to 5, by halves where several people rated."""

    band: Band
    required: int
    met: int
    gaps: Mapping[str, float]
    unknown: tuple[str, ...]
    max_gap: float
    total_gap: float
    share_met: float | None
    needs: tuple[Need, ...] = ()


def needs(
    requirements: Iterable[Requirement], levels: Mapping[str, float | None], services: Iterable[str]
) -> tuple[Need, ...]:
    """Set each requirement beside the place's level; a service in scope can turn a should into a must."""
    in_scope = set(services)
    return tuple(
        Need(
            requirement.dimension,
            requirement.level,
            levels.get(requirement.dimension),
            requirement.strength == "must" or bool(in_scope & set(requirement.must_when_service)),
            requirement.rationale,
            requirement.sources,
        )
        for requirement in requirements
        if requirement.level > 0
    )


def assess(found: tuple[Need, ...]) -> Readiness:
    """Gaps, the share met (an unknown level counts as not met) and the band, first rule that fits."""
    unknown = tuple(need.dimension for need in found if need.level is None)
    gaps = {need.dimension: need.gap for need in found if need.gap}
    met = len(found) - len(unknown) - len(gaps)
    max_gap = max(gaps.values(), default=0)
    return Readiness(
        band=band(len(found), len(unknown), max_gap),
        required=len(found),
        met=met,
        gaps=gaps,
        unknown=unknown,
        max_gap=max_gap,
        total_gap=sum(gaps.values()),
        share_met=met / len(found) if found else None,
        needs=found,
    )


def band(required: int, unknown: int, max_gap: float) -> Band:
    """The band in words; the order of the rules is the order of the method."""
    rules: tuple[tuple[bool, Band], ...] = (
        (required == 0, "no requirements"),
        (max_gap >= 3, "far"),
        (unknown > required / 4, "cannot tell"),
        (max_gap > 1, "some way"),
        (max_gap + unknown > 0, "nearly"),
    )
    return next((name for applies, name in rules if applies), "ready")


def gates(found: tuple[Need, ...], dimensions: Mapping[str, Dimension]) -> tuple[Passage, ...]:
    """A must that is two or more levels short is a fixable gate."""
    return tuple(
        Passage(
            f"readiness-{need.dimension}",
            "fixable",
            need.rationale,
            f"Raise “{dimensions[need.dimension].name}” from level {need.level:g} to at least {need.required - MUST_GAP_THAT_GATES + 1}; "
            f"level {need.required} is needed in the end.",
            need.sources,
        )
        for need in found
        if need.is_must and need.gap >= MUST_GAP_THAT_GATES
    )
