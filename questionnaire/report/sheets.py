"""The numbers of a report as sheets for a spreadsheet program, read from its stored appraisal: scores, risks, plan and framework."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from models_catalogue.catalogue import Catalogue
from models_catalogue.spreadsheets.sheets import Sheet
from questionnaire.models import Report
from questionnaire.report.assurance_framework import assurance_framework
from questionnaire.report.stage_views import TITLES, objective_name

Stored = Mapping[str, Any]
STAGES = {
    "care_models": "care",
    "organisational_models": "organisational",
    "commissioning": "commissioning",
    "organisational_forms": "form",
}
"""The stages of a stored appraisal, in the order in which they are ranked."""
SCORES = (
    "Stage", "Option", "Objective or circumstance", "Node", "Weight", "Score", "Low", "High", "Points",
    "Shown", "Shown low", "Shown high", "Something is known", "Option in the data", "Objective in the data",
)  # fmt: skip
RISKS = ("Reference", "Risk", "Likelihood", "Impact", "Rating", "Because", "Set off by", "Lowered by", "Sources")
PLAN = (
    "Reference", "Milestone", "After", "Starts in week", "Ends in week", "Ends in week, fast", "Ends in week, slow",
    "Starts on", "Ends on", "Ends on, fast", "Ends on, slow", "Must start by", "Must end by",
    "Slack in weeks", "On the critical path", "Basis", "Because", "Sources",
)  # fmt: skip


def scores(catalogue: Catalogue, appraisal: Stored) -> Sheet:
    """A row for what each objective and circumstance adds to each option."""
    return Sheet("Scores", SCORES, tuple(_scores(catalogue, appraisal)))


def _scores(catalogue: Catalogue, appraisal: Stored) -> Iterator[tuple[Any, ...]]:
    for key, stage in STAGES.items():
        for option in appraisal[key]:
            for part in option["contributions"]:
                yield (
                    TITLES[stage],
                    catalogue.option[option["slug"]].name,
                    objective_name(catalogue, part["objective"]),
                    *_columns(part, "node", "weight", "score", "low", "high", "points"),
                    *part["shown"],
                    part["is_known"],
                    option["slug"],
                    part["objective"],
                )


def risks(catalogue: Catalogue, appraisal: Stored) -> Sheet:
    """A row for each risk that was rated."""
    name = {risk.slug: risk.name for risk in catalogue.risks}
    rows = (
        (
            risk["reference"],
            name[risk["slug"]],
            *_columns(risk, "likelihood", "impact", "rating", "because"),
            listed(risk["triggers"]),
            listed(risk["controls"]),
            listed(risk["sources"]),
        )
        for risk in appraisal["risks"]
    )
    return Sheet("Risks", RISKS, tuple(rows))


def plan(catalogue: Catalogue, appraisal: Stored) -> Sheet:
    """A row for each milestone; what it waits for is named by reference."""
    name = {milestone.slug: milestone.name for milestone in catalogue.milestones}
    reference = {milestone.slug: milestone.reference for milestone in catalogue.milestones}
    rows = (
        (
            row["reference"],
            name[row["slug"]],
            listed(reference[slug] for slug in row["needs"]),
            *_columns(row, "starts_week", "ends_week", "ends_week_fast", "ends_week_slow"),
            *map(day, _columns(row, "starts_on", "ends_on", "ends_on_fast", "ends_on_slow")),
            *map(day, _columns(row, "must_start_by", "must_end_by")),
            *_columns(row, "slack_weeks", "is_critical", "basis", "because"),
            listed(row["sources"]),
        )
        for row in appraisal["plan"]
    )
    return Sheet("Plan", PLAN, tuple(rows))


SHEETS: Mapping[str, Callable[[Catalogue, Stored], Sheet]] = {
    "scores": scores,
    "risks": risks,
    "plan": plan,
    "assurance-framework": assurance_framework,
}
"""Each sheet by the name that its file has."""


def stored_of(report: Report) -> Stored:
    """What a report stores for its sheets: its appraisal, and the risks that the place added in its own words."""
    governance = json.loads(report.document).get("governance") or {}
    return json.loads(report.appraisal) | {"own_risks": governance.get("own_risks", [])}


def _columns(row: Stored, *names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def listed(values: Iterable[Any]) -> str:
    return ", ".join(map(str, values))


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
