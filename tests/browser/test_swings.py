"""Priorities by swing points: what they say while they are typed, and the same after saving without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import address, answer, press, start_with
from tests.browser.answered import EVERYTHING

AIMS = ("integration", "quality", "experience")


def open_priorities(page: Page) -> None:
    start_with(page, {"rationale": EVERYTHING["rationale"] | {"objectives": list(AIMS)}})
    page.goto(address("step", page, step="priorities"))


def test_bars_and_sentences_follow_what_is_typed(page):
    open_priorities(page)
    echo = page.locator("#echo")

    answer(page, {"integration--points": ["100"], "quality--points": ["50"]})

    expect(echo.locator(".portal-bar")).to_have_count(2)
    expect(echo).to_contain_text("is worth twice as much as moving “Better quality of care”")
    answer(page, {"quality--points": ["25"]})
    expect(echo).to_contain_text("is worth four times as much as moving “Better quality of care”")
    expect(page.locator('[data-told="kept"]')).to_be_visible()


def test_an_order_shows_the_points_that_follow_while_it_is_typed(page):
    open_priorities(page)

    answer(page, {f"{aim}--place": [str(place)] for place, aim in enumerate(AIMS, start=1)})

    expect(page.locator(".portal-bars__points")).to_have_text(
        ["100 points, 61% (from its place)", "45 points, 28% (from its place)", "18 points, 11% (from its place)"]
    )


@pytest.mark.parametrize("width", [320, 1280])
def test_without_javascript_saving_shows_the_same_and_sorts_the_aims(visitor, width):
    page = visitor(java_script_enabled=False, viewport={"width": width, "height": 900})
    open_priorities(page)
    answer(page, {f"{aim}--place": [str(place)] for place, aim in enumerate(reversed(AIMS), start=1)})

    press(page, "Save and see what it says")

    assert page.url.endswith("/steps/priorities/#echo")
    expect(page.locator("#echo .portal-bar")).to_have_count(3)
    expect(page.locator("#echo")).to_contain_text("You are saying")
    assert page.locator(".portal-aim h2").first.inner_text() == page.locator(".portal-bars__name").first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
