"""The whole way from the home page to a report, answered by hand, with JavaScript and without."""

import io
import json
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.asking.documents import example, simplest
from tests.browser.actions import assessment_of, finish, start, walk, words
from tests.reports.test_report import PARTS


@pytest.fixture
def appraised(site):
    """The Salford example as the command `appraise` has it: its data and its text."""
    file = str(settings.FIXTURES / "examples" / "salford.json")
    return json.loads(site.manage("appraise", file)), words(site.manage("appraise", file, "--format", "text"))


def test_the_salford_example_typed_by_hand_leads_to_the_report_that_the_command_appraises(page, appraised):
    data, text = appraised

    start(page)
    walk(page, example("salford"))
    finish(page)

    headline = words(page.locator(".report-headline").inner_text())
    assert headline in text
    assert leaders_in(data) == leaders_in(json.loads(behind(page, "Data (JSON)"))) == ["pacs", "ico"]
    assert leaders_on(page) == ["Primary and acute care system", "Integrated care organisation"]
    assert " ".join(headline.split()[:12]) in words(text_of_pdf_of(page))


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_simplest_answers_lead_from_the_home_page_to_a_report(visitor, javascript):
    page = visitor(java_script_enabled=javascript)

    start(page)
    walk(page, simplest())
    finish(page)

    assert page.title() == "Report for Exampleton – Integration Portal"
    assert page.locator(".report h2").count() == len(PARTS)
    assert page.locator(".report-headline").inner_text()
    assert assessment_of_report(page)


def leaders_on(page: Page) -> list[str]:
    """The names that the report gives at a glance."""
    rows = page.locator(".report-facts tr").filter(has_text="by evidence shown").all()
    return [row.locator("td").inner_text().removeprefix("By design: ").split(".")[0] for row in rows]


def leaders_in(data: dict[str, Any]) -> list[str]:
    return [data["recommendation"][stage] for stage in ("care_model", "organisational_model")]


def text_of_pdf_of(page: Page) -> str:
    pdf = behind(page, "Download as PDF")
    assert pdf.startswith(b"%PDF")
    return " ".join(part.extract_text() for part in PdfReader(io.BytesIO(pdf)).pages)


def behind(page: Page, link: str) -> bytes:
    """What a link leads to, as this visitor gets it; in the page it would open Chromium's own viewer."""
    response = page.context.request.get(page.get_by_role("link", name=link).get_attribute("href"))
    assert response.ok
    return response.body()


def assessment_of_report(page: Page) -> str:
    page.get_by_role("link", name="Answers and links").click()
    return assessment_of(page)
