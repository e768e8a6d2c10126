"""A place that keeps nothing from its partners, its report, and both versions of that."""

from typing import Any

from bs4 import BeautifulSoup

from models_catalogue.editions import current_edition
from questionnaire import operations
from questionnaire.models import Report
from tests.asking.documents import simplest
from tests.reports.test_kept_pdf import NOW

NOBODY_SHOULD_READ = "Such a thing nobody should read"


def contributed(name: str, quality: int) -> dict[str, Any]:
    return {
        "partner": f"{NOBODY_SHOULD_READ}: {name}",
        "interest": "yes",
        "priorities": {"integration": 100, "quality": quality, "experience": 40},
        "readiness": {"data": 4, "leadership_trust": 1},
    }


def frank(**steps: Any) -> dict[str, Any]:
    """Answers of a place that keeps nothing from its partners."""
    return simplest() | {
        "readiness": {
            "leadership_trust": 0,
            "primary_care": 1,
            "finance_risk": 1,
            "council": 1,
            "data": 2,
            "evaluation": 3,
        },
        "money": {"baseline-agreed": "estimated", "loss-bearer": "not-decided", "vat-advice": "not-asked"},
        "procurement": {
            "buying": "health",
            "continuity": "continuing",
            "only_provider": "no",
            "patient_choice": "no",
            "likely_providers_known": "yes",
            "bundles": "yes",
            "provider_satisfies": "no",
            "value_before": 1_000_000,
            "value_after": 5_000_000,
        },
        "governance": {
            "arrangements": ["partnership-board"],
            "facts": {
                "partner-deficit": "yes",
                "holder-quality-concern": "yes",
                "general-practice-fragile": "yes",
                "staff-transfer": "yes",
                "social-care-delegated": "yes",
            },
            "own_risks": [f"{NOBODY_SHOULD_READ}: a risk"],
            "documents": {
                "finance": f"{NOBODY_SHOULD_READ}: a model",
                "workforce": {
                    "title": "Staff side note",
                    "owner": f"{NOBODY_SHOULD_READ}: owner",
                    "date": "May 2026",
                    "reviewed_by": f"{NOBODY_SHOULD_READ}: reviewer",
                },
            },
        },
        "form": {
            "limits": ["one-budget"],
            "limits_note": f"{NOBODY_SHOULD_READ}: a note",
            "ruled_out": {"merger": f"{NOBODY_SHOULD_READ}: a reason"},
        },
        "pace": {"start": "2027-04-01", "target": "2028-04-01"},
        "contributions": [
            contributed("council", 55),
            contributed("trust", 65),
            {"partner": f"{NOBODY_SHOULD_READ}: late"},
        ],
        "agreed": True,
        **steps,
    }


def finished(document: dict[str, Any]) -> Report:
    assessment = operations.start(current_edition(), at=NOW, document=document)
    stored = operations.document_with_seed(assessment)
    return operations.freeze(stored, current_edition(), at=NOW, revision=1, assessment=assessment)


def full_and_public(report: Report) -> tuple[BeautifulSoup, BeautifulSoup]:
    return BeautifulSoup(report.body, "html.parser"), BeautifulSoup(report.public_body, "html.parser")
