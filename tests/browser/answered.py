"""Answers documents in which everything is said, and what is wrong on every step."""

from typing import Any

from playwright.sync_api import Page

from tests.asking.documents import example
from tests.browser.actions import answer, press

SALFORD = example("salford")
MEASURED = {"measure": "People with one plan", "baseline": "12%, March 2026", "target": "60%, March 2028"}
EVERYTHING: dict[str, Any] = SALFORD | {
    "priorities": {aim: given | {"today": "partly"} | MEASURED for aim, given in SALFORD["priorities"].items()},
    "care-model": SALFORD["care-model"] | {"ruled_out": {"mcp": "General practice did not want the contract."}},
    "legal": {"in_use": {"section-75-pooled-fund": "31 March 2028", "better-care-fund": ""}},
    "procurement": {
        "buying": "mixed",
        "buyer": "joint",
        "continuity": "new",
        "value_before": 112_000_000,
        "value_after": 150_000_000,
        "bundles": "yes",
        "character_changes": "no",
    },
    "readiness": SALFORD["readiness"]
    | {
        "shared_purpose": 5,
        "workforce_culture": 0,
        "commercial_capacity": 1,
        "people_communities": 2,
        "evaluation": 3,
        "change_capacity": "not-sure",
    },
    "money": {
        "value-in-scope": "50m-to-200m",
        "baseline-agreed": "estimated",
        "gap": "5-to-10-percent",
        "transition-cost": "costed-not-funded",
        "savings-from": "year-two",
        "loss-bearer": "not-decided",
        "vat-advice": "not-sure",
    },
    "governance": {
        "facts": {"partner-deficit": "yes", "staff-transfer": "no", "vat-open": "not-sure"},
        "own_risks": ["The bridge to the hospital closes for a year.", "Two boards have new chairs."],
        "documents": {"finance": "Medium-term plan, finance directors, June 2026"},
    },
    "form": {
        "limits_note": "Nobody can sign for all.",
        "criteria": {"speed": 100, "reversibility": 60},
        "ruled_out": {"merger": "Boards voted against it."},
    },
    "pace": {
        "start": "2027-04-01",
        "target": "2027-10-01",
        "cohort": "first-cohort",
        "people": "small-team",
        "boards": ["Council cabinet, 12 January 2027"],
        "staff_moving": "yes",
    },
}

WRONG = {
    "legal": {"in_use": ["better-care-fund"], "until--better-care-fund": ["x" * 101]},
    "governance": {"own_risks": ["\n".join(f"Risk {number}" for number in range(50))]},
    "form": {"criteria--speed": ["a lot"], "criteria--reversibility": ["101"]},
    "pace": {"start-day": ["40"], "target-month": ["May"]},
}
"""What a step takes amiss; all the others already refuse to be saved empty."""


def save_wrongly(page: Page, step: str) -> None:
    answer(page, WRONG.get(step, {}))
    press(page, "Save and continue")
