"""Totals of one stage in both readings, and who may lead."""

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaire.appraisal import gates, value
from questionnaire.appraisal.gates import Status
from questionnaire.appraisal.value import Scores, ValueTree


@dataclass(frozen=True)
class Ranking:
    """Totals in both readings and who may lead."""

    tree: ValueTree
    design: Scores
    shown: Scores
    statuses: Mapping[str, Status]
    formality: Mapping[str, int]
    totals: Mapping[str, float]
    shown_totals: Mapping[str, float]

    @classmethod
    def of(
        cls,
        tree: ValueTree,
        design: Scores,
        shown: Scores,
        statuses: Mapping[str, Status],
        formality: Mapping[str, int],
    ) -> "Ranking":
        weights = tree.weights()
        return cls(
            tree,
            design,
            shown,
            statuses,
            formality,
            value.totals(weights, design),
            value.totals(weights, shown),
        )

    def eligible(self) -> list[str]:
        return gates.eligible(self.statuses)

    def among_eligible(self, totals: Mapping[str, float]) -> dict[str, float]:
        return {slug: totals[slug] for slug in self.eligible()}

    def leaders(self, totals: Mapping[str, float]) -> tuple[str, ...]:
        """Everything that ties for the first place, less formal first, then by slug."""
        groups = value.tie_groups(self.among_eligible(totals))
        return tuple(self.less_formal_first(groups[0])) if groups else ()

    def less_formal_first(self, slugs: list[str]) -> list[str]:
        return sorted(slugs, key=lambda slug: (self.formality[slug], slug))

    def order(self) -> list[str]:
        """All options for showing: by value, ties less formal first."""
        return [slug for group in value.tie_groups(self.totals) for slug in self.less_formal_first(group)]

    def best_ruled_out(self) -> str | None:
        """The ruled-out option of the highest value, by slug where two tie."""
        ruled_out = {slug: total for slug, total in self.totals.items() if slug not in self.eligible()}
        return value.tie_groups(ruled_out)[0][0] if ruled_out else None
