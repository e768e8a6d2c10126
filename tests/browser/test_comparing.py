"""From a report to a second one with another answer, and the two side by side, with JavaScript and without."""

import pytest
from playwright.sync_api import expect

from tests.asking.documents import simplest
from tests.browser.actions import FINISH, address, answer, click, press, start_with


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_owner_changes_an_answer_and_sees_what_it_moved(visitor, javascript):
    page = visitor(java_script_enabled=javascript)
    start_with(page, simplest())
    page.goto(address("check-answers", page))
    press(page, FINISH)
    click(page.get_by_role("link", name="reopen the assessment"))
    press(page, "Reopen as a new revision")
    page.goto(address("step", page, step="care-model") + "?check=1")
    answer(page, {"holder": ["acute-trust"]})
    press(page, "Save and continue")
    press(page, FINISH)

    click(page.get_by_role("link", name="compare the two"))
    older, newer = page.get_by_label("First version").locator("option").all()[:0:-1]
    page.get_by_label("First version").select_option(older.get_attribute("value"))
    page.get_by_label("Second version").select_option(newer.get_attribute("value"))
    press(page, "Compare")

    expect(page.get_by_role("heading", name="Two versions compared")).to_be_visible()
    expect(page.get_by_text("1 answer differs.")).to_be_visible()
    expect(page.get_by_role("table", name="What leads in each version, and how firmly")).to_be_visible()
