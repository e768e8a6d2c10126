"""The numbers of a report in a spreadsheet program: complete, as numbers, and with nothing in them that runs."""

import csv
import io
import json
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from models_catalogue.editions import catalogue_of
from models_catalogue.spreadsheets.sheets import Sheet, cell_of, csv_of, workbook_of
from questionnaire.report.assurance_framework import HEADINGS
from questionnaire.report.sheets import PLAN, RISKS, SCORES, SHEETS, STAGES
from tests.reports.test_report import report_of

pytestmark = pytest.mark.django_db
FILES = [("report-workbook", {}), *(("report-csv", {"sheet": sheet}) for sheet in SHEETS)]


@pytest.fixture(params=["stockport", "salford", "wolverhampton"])
def report(request):
    return report_of(request.param)


def fetched(client, report, name: str, **more: str):
    return client.get(reverse(name, kwargs={"public_id": report.public_id, **more}))


def workbook(client, report):
    return load_workbook(io.BytesIO(fetched(client, report, "report-workbook").content))


def rows(sheet) -> list[dict]:
    headings, *found = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in found]


def test_a_workbook_has_a_sheet_for_scores_risks_plan_and_framework(client, report):
    headings = {sheet.title: tuple(cell.value for cell in sheet[1]) for sheet in workbook(client, report)}

    assert headings == {"Scores": SCORES, "Risks": RISKS, "Plan": PLAN, "Assurance framework": HEADINGS}


def test_every_score_is_there_with_its_numbers(client, report):
    appraisal = json.loads(report.appraisal)
    parts = [
        (option["slug"], part["objective"], part["weight"], part["score"], part["points"], part["shown"])
        for stage in STAGES
        for option in appraisal[stage]
        for part in option["contributions"]
    ]

    scores = rows(workbook(client, report)["Scores"])

    assert [
        (
            row["Option in the data"],
            row["Objective in the data"],
            pytest.approx(row["Weight"]),
            pytest.approx(row["Score"]),
            pytest.approx(row["Points"]),
            pytest.approx([row["Shown"], row["Shown low"], row["Shown high"]]),
        )
        for row in scores
    ] == parts


def test_the_points_of_an_option_add_up_to_its_value(client, report):
    appraisal = json.loads(report.appraisal)
    scores = rows(workbook(client, report)["Scores"])

    for option in [option for stage in STAGES for option in appraisal[stage]]:
        points = sum(row["Points"] for row in scores if row["Option in the data"] == option["slug"])

        assert points == pytest.approx(option["value"])


def test_every_risk_and_milestone_is_there_by_its_name(client, report):
    appraisal, catalogue = json.loads(report.appraisal), catalogue_of(report.edition_id)
    risks = {risk.slug: risk.name for risk in catalogue.risks}
    milestones = {milestone.slug: milestone.name for milestone in catalogue.milestones}

    book = workbook(client, report)

    assert [row["Risk"] for row in rows(book["Risks"])] == [risks[risk["slug"]] for risk in appraisal["risks"]]
    assert [row["Milestone"] for row in rows(book["Plan"])] == [milestones[row["slug"]] for row in appraisal["plan"]]


@pytest.mark.parametrize("name", SHEETS)
def test_a_csv_says_what_the_sheet_says(client, name):
    report = report_of("salford")
    sheet = workbook(client, report)[name.replace("-", " ").capitalize()]

    text = fetched(client, report, "report-csv", sheet=name).content.decode("utf-8-sig")

    said = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    assert [[plain(cell) for cell in row] for row in csv.reader(io.StringIO(text))] == [
        [plain(cell) for cell in row] for row in said
    ]


def plain(cell: str) -> str:
    """A number as a workbook and a CSV both mean it."""
    try:
        return f"{float(cell):.9g}"
    except ValueError:
        return cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+44", "'+44"),
        ("@now", "'@now"),
        ("bell\x07", "bell\ufffd"),
        ("plain", "plain"),
        (True, "yes"),
        (False, "no"),
        (None, ""),
        (-1.5, -1.5),
        (date(2026, 4, 1), date(2026, 4, 1)),
    ],
)
def test_a_cell_holds_numbers_and_days_as_such_and_runs_nothing(value, cell):
    assert cell_of(value) == cell


def test_a_text_that_looks_like_a_formula_is_text_in_both_files():
    sheet = Sheet("Risks", ("Risk",), (("=1+1",),))

    book = load_workbook(io.BytesIO(workbook_of([sheet])))

    assert (book["Risks"]["A2"].data_type, book["Risks"]["A2"].value) == ("s", "'=1+1")
    assert csv_of(sheet.headings, sheet.cells()).decode("utf-8-sig").splitlines()[1] == '"\'=1+1"'


def test_there_is_no_other_table(client):
    assert fetched(client, report_of("salford"), "report-csv", sheet="answers").status_code == 404


@pytest.mark.parametrize(("name", "more"), [*FILES, ("report-word", {}), ("framework-word", {}), ("report-json", {})])
def test_a_file_is_to_keep_and_kept_by_no_cache_and_needs_at_most_six_queries(
    client, name, more, django_assert_max_num_queries
):
    report = report_of("salford")

    with django_assert_max_num_queries(6):
        response = fetched(client, report, name, **more)

    assert response.status_code == 200
    assert response["Content-Disposition"].startswith(f'attachment; filename="{report.reference}')
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "more"), [*FILES, ("report-pdf", {}), ("report-word", {}), ("framework-word", {}), ("report-json", {})]
)
def test_the_page_of_a_report_offers_every_form(client, name, more):
    report = report_of("salford")

    page = fetched(client, report, "report").content.decode()

    assert f'href="{reverse(name, kwargs={"public_id": report.public_id, **more})}"' in page
