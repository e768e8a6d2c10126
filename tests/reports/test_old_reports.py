"""An old report: the same for ever, in a frame that says what has happened since."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from models_catalogue.editions import catalogue_of, publish
from models_catalogue.models import Edition, Theme
from questionnaire.models import Report
from questionnaire.report.frame import dues
from questionnaire.since import since
from tests.asking.visitors import owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit():
    answered = owner()
    answered.answer_all()
    answered.post("finish")
    return answered


def a_newer_edition() -> Edition:
    Theme.objects.filter(pk=Theme.objects.first().pk).update(name="Another name")
    return publish(note="A theme renamed.", at=datetime(2027, 2, 3, 12, tzinfo=UTC), by="editor")


def page_of(visit, report: Report) -> str:
    return visit.browser.get(reverse("report", kwargs={"public_id": report.public_id})).content.decode()


def test_the_frame_says_which_edition_has_replaced_its_own_and_the_body_stays(visit):
    report = Report.objects.get()
    before = page_of(visit, report)

    a_newer_edition()
    after = page_of(visit, report)

    assert "Edition 2, published 3 February 2027" not in before
    assert "Edition 2, published 3 February 2027" in after
    assert report.body in after
    assert Report.objects.get().body == report.body


def test_a_report_needs_few_queries_when_its_edition_was_replaced(visit, django_assert_max_num_queries):
    a_newer_edition()
    report = Report.objects.get()

    with django_assert_max_num_queries(6):
        page_of(visit, report)


def test_nothing_is_overdue_on_the_day_on_which_it_is_due(visit):
    report = Report.objects.get()
    earliest = date.fromisoformat(dues(report.appraisal, catalogue_of(report.edition_id))[0].due)

    on_the_day = since(report, today=earliest)["overdue"]
    the_day_after = since(report, today=earliest + timedelta(days=1))["overdue"]

    assert on_the_day == []
    assert {due.due for due in the_day_after} == {earliest.isoformat()}


def test_overdue_statuses_come_longest_overdue_first(visit):
    found = [due.due for due in since(Report.objects.get(), today=date(2100, 1, 1))["overdue"]]

    assert found == sorted(found)
    assert found
