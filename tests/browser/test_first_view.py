"""The first view, what if, and on from there to a report, answered by hand: with JavaScript and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from questionnaire.steps import FIRST_VIEW
from tests.asking.documents import simplest
from tests.browser.actions import address, answer, assessment_of, click, finish, posted, press


def asked_for(slug: str) -> dict[str, list[str]]:
    """What the first view asks of a page."""
    waits = next(step.can_wait for step in FIRST_VIEW if step.slug == slug)
    return {name: values for name, values in posted(slug, simplest()[slug]) if name.split("--")[-1] not in waits}


def walk_first_view(page: Page) -> None:
    page.goto("/start/")
    press(page, "Start with the first view")
    for step in FIRST_VIEW:
        expect(page).to_have_url(re.compile(rf"/steps/{step.slug}/\?first-view$"))
        answer(page, asked_for(step.slug))
        press(page, "Save and continue")


def try_another(page: Page, question: str, answer: str) -> None:
    page.locator("summary").filter(has_text="What partners could do").click()
    click(page.get_by_role("link", name=re.compile(f"Try another answer.*{re.escape(question)}")))
    page.get_by_label(answer, exact=True).check()
    press(page, "See what moves")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_first_view_leads_to_the_result_so_far_and_on_to_a_report_without_asking_twice(visitor, javascript):
    page = visitor(java_script_enabled=javascript)

    walk_first_view(page)
    expect(page).to_have_title(re.compile("The result so far"))
    expect(page.locator(".portal-depths")).to_contain_text("all 13 answers given")

    try_another(page, "Who could hold the contract or the budget?", "A hospital trust")
    expect(page.get_by_role("heading", name="What moves")).to_be_visible()
    press(page, "Keep this answer")
    expect(page).to_have_url(re.compile("/provisional/$"))
    page.locator("summary").filter(has_text="What partners could do").click()
    expect(page.locator(".portal-tries:visible")).to_contain_text("A hospital trust")

    click(page.get_by_role("button", name="Go on with the questions"))
    expect(page.locator("[name=objectives]:checked")).to_have_count(3)
    answer(page, {"case_for_change": ["People tell their story again and again."]})
    press(page, "Save and continue")
    answer(page, {f"{aim}--today": ["partly"] for aim in simplest()["priorities"]})
    press(page, "Save and continue")
    assert assessment_of(page) in address("check-answers", page)
    finish(page)

    expect(page).to_have_title("Report for Exampleton – Integration Portal")
