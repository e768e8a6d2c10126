"""Answers documents for tests: the simplest that leads to a report, and the shipped examples."""

import json
from copy import deepcopy
from typing import Any

from django.conf import settings

SIMPLEST: dict[str, Any] = {
    "place": {
        "name": "Exampleton",
        "footprint": "place",
        "population": 150000,
        "scope_kind": "whole-population",
        "services": ["general-practice", "community-health", "mental-health"],
        "lead": "general-practice",
        "partners": [{"name": "Exampleton Council", "type": "council"}],
    },
    "rationale": {
        "case_for_change": "People wait too long and tell their story again and again.",
        "objectives": ["integration", "quality", "experience"],
    },
    "priorities": {
        "integration": {"points": 100, "today": "a-little"},
        "quality": {"points": 60, "today": "partly"},
        "experience": {"points": 40, "today": "not-sure"},
    },
    "care-model": {
        "gp_participation": "own-contracts-alongside",
        "holder": "separate-contracts",
        "budget": "aligned",
        "joining": "shared-decisions",
    },
}


def simplest() -> dict[str, Any]:
    return deepcopy(SIMPLEST)


def example(slug: str) -> dict[str, Any]:
    return json.loads((settings.FIXTURES / "examples" / f"{slug}.json").read_text(encoding="utf-8"))
