"""A report's risks as rows of a board assurance framework, as far as a report can fill them: the rest is said to be lacking.

What a place says of itself is not assurance, so a control that it names is in place by its own word, and no more.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from models_catalogue.catalogue import Catalogue, Risk
from models_catalogue.spreadsheets.sheets import Sheet

Stored = Mapping[str, Any]
NOT_STATED = "Not stated"
NOT_RATED = "Not rated"
HIGHEST = 5
MOST_AIMS = 3
ASSURING = ("risks", "assurance")
"""The board headings whose reviewed documents are assurance on controls."""
LEADING = (("care_models", "care_model"), ("organisational_models", "organisational_model"))
"""Where the options of the first two stages are stored, and under which name the one that leads."""
HEADINGS = (
    "Reference", "Objective at risk", "Principal risk", "Cause", "Consequence", "Likelihood before controls", "Impact",
    "Rating before controls", "Controls in place, by the place’s own word", "Gaps in controls", "Assurance on controls",
    "Gaps in assurance", "Likelihood after controls", "Rating after controls", "Action", "Owner", "Due", "Sources",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A row of the framework, its fields in the order of `HEADINGS`. What the method does not rate is said in words."""

    reference: str
    objective: str
    risk: str
    cause: str
    consequence: str
    likelihood: int | str
    impact: int | str
    rating: int | str
    controls: str
    gaps: str
    assurance: str
    assurance_gaps: str
    likelihood_after: int | str
    rating_after: int | str
    action: str
    owner: str
    due: str
    sources: str

    @property
    def is_rated(self) -> bool:
        return self.rating != NOT_RATED

    @property
    def is_lowered(self) -> bool:
        return self.rating_after != NOT_RATED


def assurance_framework(catalogue: Catalogue, appraisal: Stored) -> Sheet:
    """A row for each risk that was rated, highest first, and one for each that the place added in its own words."""
    return Sheet("Assurance framework", HEADINGS, tuple(astuple(row) for row in framework_rows(catalogue, appraisal)))


def framework_rows(catalogue: Catalogue, appraisal: Stored) -> tuple[Row, ...]:
    return (*_rated_rows(catalogue, appraisal), *_own_rows(appraisal))


def _rated_rows(catalogue: Catalogue, appraisal: Stored) -> Iterator[Row]:
    risks = {risk.slug: risk for risk in catalogue.risks}
    for rated in appraisal["risks"]:
        yield _row(catalogue, appraisal, risks[rated["slug"]], rated)


def _row(catalogue: Catalogue, appraisal: Stored, risk: Risk, rated: Stored) -> Row:
    """The method rates what is left only where a control is in place; without one there is nothing to take off."""
    before = min(HIGHEST, risk.likelihood + len(rated["triggers"]))
    controls = rated["controls"]
    return Row(
        reference=risk.reference,
        objective=_at_risk(catalogue, appraisal, risk),
        risk=risk.name,
        cause=risk.cause,
        consequence=risk.consequence,
        likelihood=before,
        impact=risk.impact,
        rating=before * risk.impact,
        controls=_named(catalogue, controls) or NOT_STATED,
        gaps=_gaps(_named(catalogue, [slug for slug in risk.lowered_by if slug not in controls])),
        assurance=_assurance(appraisal) or "None named",
        assurance_gaps=_assurance_gaps(appraisal),
        likelihood_after=rated["likelihood"] if controls else NOT_RATED,
        rating_after=rated["rating"] if controls else NOT_RATED,
        action=risk.mitigation,
        owner=NOT_STATED,
        due=NOT_STATED,
        sources=", ".join(map(str, rated["sources"])),
    )


def _own_rows(appraisal: Stored) -> Iterator[Row]:
    """What the place wrote is the risk; it rated nothing, and nor do we."""
    for text in appraisal.get("own_risks", ()):
        yield Row(
            reference="Own",
            objective=NOT_STATED,
            risk=text,
            cause=NOT_STATED,
            consequence=NOT_STATED,
            likelihood=NOT_RATED,
            impact=NOT_RATED,
            rating=NOT_RATED,
            controls=NOT_STATED,
            gaps=NOT_STATED,
            assurance=_assurance(appraisal) or "None named",
            assurance_gaps=_assurance_gaps(appraisal),
            likelihood_after=NOT_RATED,
            rating_after=NOT_RATED,
            action=NOT_STATED,
            owner=NOT_STATED,
            due=NOT_STATED,
            sources="The place’s own words",
        )


def _at_risk(catalogue: Catalogue, appraisal: Stored, risk: Risk) -> str:
    """The aims that carry most of the value of the model that the risk bites; a body has to name its own objective."""
    parts = [part for part in _bitten(appraisal, risk) if part["node"] == "aims"]
    heaviest = sorted(parts, key=lambda part: (-part["points"], part["objective"]))[:MOST_AIMS]
    return "; ".join(catalogue.objective[part["objective"]].name for part in heaviest) or NOT_STATED


def _bitten(appraisal: Stored, risk: Risk) -> Iterable[Stored]:
    """What the value of the leader that the risk bites is made of, the first stage's before the second's.

    A risk that bites a form or a way of commissioning is read on the second stage, which these carry.
    """
    leaders = [
        option
        for key, stage in LEADING
        for option in appraisal[key]
        if option["slug"] == appraisal["recommendation"][stage]
    ]
    bitten = [option for option in leaders if risk.bites_all or option["slug"] in risk.bites] or leaders[-1:]
    return [part for option in bitten[:1] for part in option["contributions"]]


def _named(catalogue: Catalogue, slugs: Iterable[str]) -> str:
    return "; ".join(catalogue.word("arrangement", slug) for slug in slugs)


def _gaps(lacking: str) -> str:
    return f"Not stated to be in place: {lacking}" if lacking else "None of those that the catalogue knows"


def _reviewed(appraisal: Stored) -> list[Stored]:
    return [line for line in appraisal["assurance"] if line["slug"] in ASSURING and line["status"] == "reviewed"]


def _assurance(appraisal: Stored) -> str:
    return "; ".join(f"{line['document']}, reviewed by {line['reviewed_by']}" for line in _reviewed(appraisal))


def _assurance_gaps(appraisal: Stored) -> str:
    if _reviewed(appraisal):
        return "Whether the review covers this control is not stated"
    return "Nobody outside the programme is named as having reviewed any control; what a place says of itself is not assurance"
