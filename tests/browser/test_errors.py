"""Where the focus goes when a page is refused: to the summary, and from each of its lines to the field that it names."""

import pytest
from playwright.sync_api import expect

from tests.browser.actions import ROUTE, address, start_with
from tests.browser.answered import EVERYTHING, save_wrongly


@pytest.mark.parametrize("slug", ROUTE)
def test_the_summary_is_in_focus_and_each_line_leads_to_its_field(page, watch, slug):
    watch.expected = {422}
    start_with(page, {"rationale": EVERYTHING["rationale"]} if slug != "rationale" else {})
    page.goto(address("step", page, step=slug))

    save_wrongly(page, slug)

    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    assert page.title().startswith("Error: ")
    for link in summary.get_by_role("link").all():
        field = link.get_attribute("href").removeprefix("#")
        link.click()
        assert page.evaluate("document.activeElement.id") == field
