"""A modest set of answers for the catalogue that is shipped, and the slugs of its rows to name tests by."""

import functools
from typing import Any

import yaml
from django.conf import settings as site

from models_catalogue.vocabulary import DIMENSIONS, FACTS

JOINED_UP = [
    "general-practice",
    "community-health",
    "mental-health",
    "urgent-emergency",
    "planned-hospital",
    "adult-social-care",
    "care-homes",
]
HOSPITALS = ["planned-hospital", "specialised-hospital", "urgent-emergency"]
SHAPES: dict[str, dict[str, Any]] = {
    "mcp aco": {
        "lead": "general-practice",
        "gp_participation": "partly-integrated",
        "holder": "gp-organisation",
        "budget": "whole-population",
        "joining": "one-contract-holder",
    },
    "pacs ico": {
        "lead": "acute-trust",
        "gp_participation": "run-by-trust",
        "holder": "acute-trust",
        "budget": "whole-population",
        "joining": "merge",
    },
    "pacs acp": {
        "lead": "joint",
        "gp_participation": "own-contracts-alongside",
        "holder": "separate-contracts",
        "budget": "aligned",
        "joining": "shared-decisions",
    },
    "pathway prime-contractor": {
        "scope_kind": "pathway",
        "lead": "independent-or-voluntary",
        "gp_participation": "not-part",
        "holder": "independent-provider",
        "budget": "pathway-budget",
        "joining": "one-lead-with-subcontracts",
    },
    "acute-care-collaboration acp": {
        "services": HOSPITALS,
        "lead": "acute-trust",
        "gp_participation": "not-part",
        "holder": "separate-contracts",
        "budget": "separate",
        "joining": "shared-decisions",
        "aims": ["productivity", "acute_finance", "variation"],
    },
}
"""What leads by these answers stands in their names."""

CRITERIA = (
    (),
    ("one-accountable-body",),
    ("one-budget",),
    ("one-employer",),
    ("speed",),
    ("one-accountable-body", "risk-protection"),
    ("one-accountable-body", "regulatory-simplicity"),
    ("open-to-general-practice", "risk-protection"),
)
"""The form criteria that get points: between them nearly every form leads once."""

UNTROUBLED: dict[str, dict[str, Any]] = {
    "governance": {"facts": dict.fromkeys(FACTS, "no")},
    "readiness": dict.fromkeys(DIMENSIONS, 4),
    "money": {
        "value-in-scope": "50m-to-200m",
        "baseline-agreed": "signed-by-all",
        "gap": "no-gap",
        "transition-cost": "fully-funded",
        "savings-from": "year-four-or-later",
        "loss-bearer": "holder-with-guarantee",
        "vat-advice": "written",
    },
}


FORM_CRITERIA = (
    "speed",
    "autonomy",
    "reversibility",
    "one-accountable-body",
    "one-budget",
    "one-employer",
    "open-to-general-practice",
    "regulatory-simplicity",
    "risk-protection",
)


def points_for(*criteria: str) -> dict[str, int]:
    """100 points for these form criteria and 0 for the others; none at all where none is named."""
    return {slug: 100 if slug in criteria else 0 for slug in FORM_CRITERIA} if criteria else {}


def document(shape: str, criteria: tuple[str, ...] = ()) -> dict[str, dict[str, Any]]:
    """A complete answers document in which nothing is wrong."""
    given = {"scope_kind": "whole-population", "services": JOINED_UP, **SHAPES[shape]}
    aims = given.pop("aims", ["integration", "quality", "emergency"])
    on_place = {slug: given.pop(slug) for slug in ("scope_kind", "services", "lead")}
    return {
        "place": {"footprint": "place", "partners": [{"name": "Council", "type": "council"}], **on_place},
        "rationale": {"objectives": aims},
        "priorities": {aim: {"points": 50, "today": "a-little"} for aim in aims},
        "care-model": given,
        "form": {"criteria": points_for(*criteria)},
        **UNTROUBLED,
    }


def documents() -> list[dict[str, dict[str, Any]]]:
    """All shapes with all choices of form criteria."""
    return [document(shape, criteria) for criteria in CRITERIA for shape in SHAPES]


def with_step(given: dict[str, dict[str, Any]], step: str, **fields: Any) -> dict[str, dict[str, Any]]:
    """A document with some fields of a step laid over it; a field of None is left out."""
    merged = {**given.get(step, {}), **fields}
    return {**given, step: {name: value for name, value in merged.items() if value is not None}}


@functools.lru_cache
def rows_of(file: str, model: str) -> list[dict[str, Any]]:
    """The rows of one kind in a file of fixtures/catalogue, read without a database: they name the tests."""
    text = (site.FIXTURES / "catalogue" / file).read_text(encoding="utf-8")
    found = yaml.load(text, yaml.CSafeLoader)
    return [row["fields"] for row in found if row["model"] == f"models_catalogue.{model}"]
