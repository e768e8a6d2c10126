"""Check answers and what comes after finishing: what is wanted, what changes nothing, and where to go from there."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from questionnaire.forms.place import PlaceForm
from questionnaire.forms.rationale import RationaleForm
from questionnaire.models import Link, Report
from tests.asking.documents import simplest
from tests.asking.visitors import owner, posted_of

pytestmark = pytest.mark.django_db
FILES_BESIDE = ("report", "cover-pdf", "cover-word", "framework-word", "report-public")


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def test_finishing_leads_to_what_happens_next_with_links_for_everybody_and_every_file():
    visit = owner()
    visit.answer_all()

    made = visit.browser.get(visit.post("finish").url)

    report = Report.objects.get(assessment=visit.assessment)
    files = ("pdf", "word", "workbook", "json")
    addresses = [reverse(f"report-{name}", kwargs={"public_id": report.public_id}) for name in files]
    addresses += [reverse(name, kwargs={"public_id": report.public_id}) for name in FILES_BESIDE]
    assert {link.get("href") for link in page(made)("a")} >= {*addresses, visit.address("answers-document")}
    assert {field["value"] for field in page(made)("input", {"name": "role"})} == set(Link.Role.values) - {
        "contributor"
    }


def test_what_happens_next_is_told_of_reports_that_exist():
    visit = owner()
    visit.answer_all()

    assert visit.get("report-made", revision=1).status_code == 404


def test_check_answers_lists_what_is_wanted_and_what_was_left_out():
    visit = owner()
    posted = posted_of(simplest())
    visit.save("place", posted["place"])
    visit.save("rationale", posted["rationale"])
    visit.save("care-model", {"holder": ["not-sure"], "save-for-later": ["1"]})

    links = {link["href"] for link in page(visit.get("check-answers"))("a") if link.has_attr("href")}

    step = visit.address("step", step="care-model") + "?check=1#id_"
    assert {step + name for name in ("gp_participation", "holder", "budget", "joining")} <= links
    assert visit.address("step", step="place") + "?check=1#id_groups" in links


def test_check_answers_marks_what_cannot_change_the_result():
    visit = owner()
    visit.answer_all()

    rows = page(visit.get("check-answers"))(class_="nhsuk-summary-list__row")

    marked = {row.dt.text.strip() for row in rows if "Does not affect the result" in row.text}
    assert marked == {PlaceForm.base_fields["name"].label, RationaleForm.base_fields["case_for_change"].label}


@pytest.mark.parametrize(("name", "more"), [("check-answers", {}), ("report-made", {"revision": 1})])
def test_these_pages_need_at_most_six_queries(name, more, django_assert_max_num_queries):
    visit = owner()
    visit.answer_all()
    visit.post("finish")

    with django_assert_max_num_queries(6):
        response = visit.get(name, **more)

    assert response.status_code == 200
