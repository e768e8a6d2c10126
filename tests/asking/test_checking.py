"""The public page that checks a report: what it says to whoever holds reference and check code, and to nobody else."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from questionnaire import operations
from questionnaire.check_codes import new_check_code, read_check_code
from questionnaire.checking import differences, genuine
from questionnaire.forms.check import UNKNOWN_PAIR
from questionnaire.models import Report
from tests.asking.visitors import Visit, owner

pytestmark = pytest.mark.django_db
ADDRESS = "/reports/check/"


@pytest.fixture
def visit() -> Visit:
    answered = owner()
    answered.answer_all()
    answered.post("finish")
    return answered


@pytest.fixture
def report(visit) -> Report:
    return Report.objects.get(assessment=visit.assessment)


def checked(client, reference: str, check_code: str):
    return client.post(ADDRESS, {"reference": reference, "check_code": check_code})


def main(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser").main


def with_stored(report: Report, **changes) -> Report:
    """The report as it would be if these parts of the result had been stored."""
    stored = json.dumps(json.loads(report.appraisal) | changes)
    Report.objects.filter(pk=report.pk).update(appraisal=stored)
    return report


@pytest.mark.parametrize(
    "typed",
    [
        lambda report: (report.reference, report.check_code),
        lambda report: (f" {report.reference.lower()} ", report.check_code.lower()),
        lambda report: (report.reference.replace("-", " – "), report.check_code.replace("-", "")),
        lambda report: (report.reference, report.check_code.replace("0", "o").replace("1", "l")),
    ],
    ids=["as printed", "in small letters", "with other dashes", "misread"],
)
def test_whoever_holds_both_sees_that_a_report_is_genuine(client, report, typed):
    response = checked(client, *typed(report))

    assert response.status_code == 200
    assert main(response).h1.text == "This report is genuine"


def test_nothing_of_the_report_is_shown(client, report):
    page = main(checked(client, report.reference, report.check_code)).text

    assert report.place_name not in page
    assert report.sha256 not in page
    assert str(report.public_id) not in page


@pytest.mark.parametrize(
    "wrong",
    [
        lambda report: (report.reference, new_check_code()),
        lambda report: ("00000000-1", report.check_code),
        lambda report: (report.reference[:-1] + "2", report.check_code),
        lambda report: ("00000000-1", "0000-0000-0000"),
        lambda report: ("’", "’"),
    ],
    ids=["another code", "another reference", "another revision", "neither", "no signs"],
)
def test_wrong_pairs_all_get_the_same_answer_and_the_same_work(client, report, wrong):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = checked(client, *wrong(report))

    assert response.status_code == 422
    assert [error.text.strip() for error in main(response).select(".nhsuk-error-summary li")] == [UNKNOWN_PAIR]
    assert len(queries) == 1


@pytest.mark.parametrize("left_out", ["reference", "check_code"])
def test_what_is_left_out_is_asked_for_beside_its_field(client, report, left_out):
    typed = {"reference": report.reference, "check_code": report.check_code, left_out: ""}

    page = main(client.post(ADDRESS, typed))

    assert page.find(id=page.find(id=f"id_{left_out}")["aria-describedby"].split()[-1]).text.strip()
    assert page.select_one(f".nhsuk-error-summary a[href='#id_{left_out}']")


def test_an_older_revision_is_told_that_a_later_one_exists(client, visit, report):
    before = main(checked(client, report.reference, report.check_code)).text
    visit.post("reopen")
    visit.post("finish")
    later = Report.objects.get(assessment=visit.assessment, revision=2)

    assert "a later revision exists" not in before
    assert "a later revision exists" in main(checked(client, report.reference, report.check_code)).text
    assert "a later revision exists" not in main(checked(client, later.reference, later.check_code)).text


def test_a_result_that_comes_out_again_is_unchanged(client, report):
    assert differences(report) == ()
    assert "Unchanged" in main(checked(client, report.reference, report.check_code)).text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"method": "0"}, ("method",)),
        ({"risks": []}, ("risks",)),
        ({"recommendation": {}, "plan": []}, ("plan", "recommendation")),
        ({"no_longer_known": 1}, ("no_longer_known",)),
    ],
)
def test_what_comes_out_otherwise_is_named(report, changes, told):
    assert differences(with_stored(report, **changes)) == told


def test_answers_that_are_not_those_of_the_hash_are_named(report):
    document = json.loads(report.document) | {"seed": 2}
    Report.objects.filter(pk=report.pk).update(document=json.dumps(document))

    assert "answers" in differences(report)


def test_the_page_names_what_differs_and_gives_no_numbers(client, report):
    with_stored(report, risks=[], seed=99)

    page = main(checked(client, report.reference, report.check_code))

    assert [item.text for item in page.select("li")] == ["the risks", "seed"]
    assert "99" not in page.text


def test_a_report_checked_again_is_not_worked_out_again(report, monkeypatch):
    first = differences(report)
    monkeypatch.setattr("questionnaire.checking.appraise", None)

    assert differences(report) == first


def test_a_genuine_pair_needs_at_most_six_queries(client, report, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        checked(client, report.reference, report.check_code)


def test_two_reports_have_two_codes_that_their_references_do_not_tell(visit, report):
    visit.post("reopen")
    visit.post("finish")
    later = Report.objects.get(assessment=visit.assessment, revision=2)

    assert later.check_code != report.check_code
    assert genuine(later.reference, report.check_code) is None


def test_the_report_shows_its_code_and_leads_to_the_check(visit, report):
    page = BeautifulSoup(
        visit.browser.get(reverse("report", kwargs={"public_id": report.public_id})).content, "html.parser"
    )

    assert page.select_one(".report-code").text == report.check_code
    assert page.main.select_one(f"a[href='{ADDRESS}?reference={report.reference}']")
    assert page.footer.select_one(f"a[href='{ADDRESS}']")


def test_the_reference_is_filled_in_for_whoever_comes_from_the_report(client):
    page = main(client.get(ADDRESS, {"reference": "1A2B3C4D-1"}))

    assert page.find(id="id_reference")["value"] == "1A2B3C4D-1"
    assert not page.select(".nhsuk-error-summary")


def test_the_answer_is_kept_by_no_cache(client, report):
    assert "no-store" in checked(client, report.reference, report.check_code)["Cache-Control"]


def test_codes_are_printed_in_signs_that_are_read_one_way():
    codes = {new_check_code() for _ in range(200)}

    assert len(codes) == 200
    assert all(read_check_code(code) == code for code in codes)
    assert not set("ILOU") & set("".join(codes))


def test_an_example_can_be_checked_too(client):
    from models_catalogue.editions import current_edition
    from tests.asking.documents import example

    found = operations.freeze_example("salford", example("salford"), current_edition(), at=timezone.now())

    assert "Unchanged" in main(checked(client, found.reference, found.check_code)).text
