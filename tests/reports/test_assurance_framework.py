"""A report's risks as rows of a board assurance framework: rated only as the method rates, and lacking in words what it lacks."""

import io
import json

import pytest
from docx import Document

from questionnaire.models import Report
from questionnaire.operations import freeze_example
from questionnaire.report.assurance_framework import (
    HEADINGS,
    NOT_RATED,
    NOT_STATED,
    assurance_framework,
    framework_rows,
)
from questionnaire.report.sheets import stored_of
from questionnaire.report.word import framework_word_of
from tests.asking.documents import example
from tests.reports.test_report import report_of

pytestmark = pytest.mark.django_db
REVIEWED = {"title": "Risk table", "owner": "Secretary", "date": "May 2026", "reviewed_by": "Internal audit"}


@pytest.fixture(params=["stockport", "salford", "wolverhampton"])
def report(request) -> Report:
    return report_of(request.param)


def rows(catalogue, report: Report) -> list[dict]:
    sheet = assurance_framework(catalogue, stored_of(report))
    return [dict(zip(HEADINGS, row, strict=True)) for row in sheet.rows]


def governed(catalogue_db, **governance) -> Report:
    """Salford with something said of its governance."""
    document = example("salford") | {"governance": governance}
    return freeze_example("governed", document, catalogue_db, at=catalogue_db.published_at)


def test_a_risk_is_rated_before_its_controls_and_after_them_only_where_there_are_any(catalogue, report):
    stored = json.loads(report.appraisal)["risks"]

    for row, rated in zip(rows(catalogue, report), stored, strict=True):
        taken_off = 1 if rated["controls"] else 0
        assert row["Rating before controls"] == row["Likelihood before controls"] * row["Impact"]
        assert row["Likelihood before controls"] - taken_off == rated["likelihood"]
        assert (row["Rating after controls"] == rated["rating"]) is bool(rated["controls"])
        assert (row["Rating after controls"] == NOT_RATED) is not bool(rated["controls"])


def test_a_control_that_the_place_names_is_no_gap_and_no_assurance(catalogue, catalogue_db):
    report = governed(catalogue_db, arrangements=["risk-share-agreement"])
    word = catalogue.word("arrangement", "risk-share-agreement")
    risks = {risk.reference: risk for risk in catalogue.risks}

    lowered = [row for row in rows(catalogue, report) if "risk-share-agreement" in risks[row["Reference"]].lowered_by]

    assert lowered
    for row in lowered:
        assert row["Controls in place, by the place’s own word"] == word
        assert word not in row["Gaps in controls"]
        assert row["Assurance on controls"] == "None named"
        assert "not assurance" in row["Gaps in assurance"]
        assert row["Rating after controls"] < row["Rating before controls"]


def test_controls_that_nobody_named_are_gaps(catalogue, report):
    risks = {risk.reference: risk for risk in catalogue.risks}

    for row in rows(catalogue, report):
        names = [catalogue.word("arrangement", slug) for slug in risks[row["Reference"]].lowered_by]
        assert row["Controls in place, by the place’s own word"] == NOT_STATED
        assert all(name in row["Gaps in controls"] for name in names)


def test_only_what_somebody_outside_has_reviewed_is_assurance(catalogue, catalogue_db):
    report = governed(catalogue_db, documents={"risks": REVIEWED})

    assert {row["Assurance on controls"] for row in rows(catalogue, report)} == {
        "Risk table, reviewed by Internal audit"
    }


def test_an_objective_at_risk_is_an_aim_that_the_place_chose(catalogue, report):
    chosen = {catalogue.objective[slug].name for slug in json.loads(report.document)["rationale"]["objectives"]}

    for row in rows(catalogue, report):
        named = row["Objective at risk"].split("; ")
        assert len(named) == 3
        assert set(named) <= chosen


def test_owner_and_date_are_not_made_up(catalogue, report):
    assert {(row["Owner"], row["Due"]) for row in rows(catalogue, report)} == {(NOT_STATED, NOT_STATED)}


def test_a_risk_in_the_places_own_words_is_a_row_that_nobody_rated(catalogue, catalogue_db):
    report = governed(catalogue_db, own_risks=["=The zog may close."])

    own = rows(catalogue, report)[-1]

    assert own["Principal risk"] == "=The zog may close."
    assert own["Rating before controls"] == own["Rating after controls"] == NOT_RATED
    assert assurance_framework(catalogue, stored_of(report)).cells()[-1][2] == "'=The zog may close."


def test_the_word_table_says_what_the_sheet_says_on_a_sheet_on_its_side(catalogue, catalogue_db):
    report = governed(catalogue_db, arrangements=["risk-share-agreement"], own_risks=["The zog may close."])
    found = framework_rows(catalogue, stored_of(report))

    document = Document(io.BytesIO(framework_word_of(report, found)))

    (table,) = document.tables
    told = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert [cells[0] for cells in told] == [row.objective for row in found]
    for cells, row in zip(told, found, strict=True):
        said = " ".join(cells)
        assert all(
            str(part) in said for part in (row.reference, row.risk, row.rating, row.controls, row.gaps, row.action)
        )
        assert cells[6].endswith(str(row.rating_after))
