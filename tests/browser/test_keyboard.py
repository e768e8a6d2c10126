"""The way from the home page to a finished report with a keyboard alone, and where the focus is on it."""

import re

from playwright.sync_api import Page, expect

from tests.asking.documents import simplest
from tests.browser.actions import NEEDS_ANSWERS, ROUTE, posted

MOST_STOPS = 200
SAVE = "form[novalidate] button[type=submit]:not([name])"

LOOKS = """() => {
  const outline = ({outlineStyle, outlineWidth, outlineColor}) =>
    outlineStyle === "none" || outlineColor.endsWith(", 0)") ? "" : outlineStyle + outlineWidth + outlineColor;
  const look = (part, pseudo) => {
    const style = getComputedStyle(part, pseudo);
    return style.opacity === "0" ? "" : [outline(style), style.boxShadow, style.backgroundColor].join();
  };
  const parts = (stop) => [stop, ...stop.querySelectorAll("*"), ...(stop.nextElementSibling ? [stop.nextElementSibling] : [])];
  window.lookOf = (stop) => parts(stop).flatMap((part) => [null, "::before", "::after"].map((pseudo) => look(part, pseudo))).join(";");
  const stops = document.querySelectorAll("a[href], button, input, textarea, select, summary, [tabindex]");
  window.unfocused = new Map([...stops].map((stop) => [stop, window.lookOf(stop)]));
}"""
"""Remembers how everything that can have the focus looks without it: a radio shows it on the label behind it."""

FOCUS = """() => {
  const stop = document.activeElement;
  const box = stop.getBoundingClientRect();
  return {
    shown: window.unfocused.get(stop) !== window.lookOf(stop),
    inSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    name: stop.outerHTML.slice(0, 200),
  };
}"""


def test_the_first_step_can_be_reached_answered_and_saved_with_a_keyboard_alone(page):
    page.goto("/")

    tab_to(page, "main a[role=button]")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/start/$"))
    tab_to(page, "main button")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/steps/place/$"))
    tab_to(page, "[name=name]", "Exampleton")
    choose(page, "footprint", "ArrowDown")
    choose(page, "scope_kind", "Space")
    tab_to(page, "[name=services]")
    page.keyboard.press("Space")
    choose(page, "lead", "ArrowUp")
    tab_to(page, "form button")
    page.keyboard.press("Space")

    expect(page).to_have_url(re.compile("/steps/rationale/$"))
    page.go_back()
    expect(page.locator("[name=name]")).to_have_value("Exampleton")
    chosen = page.locator(":checked").evaluate_all("fields => fields.map((field) => [field.name, field.value])")
    assert chosen == [
        ["footprint", "place"],
        ["scope_kind", "whole-population"],
        ["services", "general-practice"],
        ["lead", "not-sure"],
    ]


def test_the_simplest_answers_lead_from_the_home_page_to_a_report_with_a_keyboard_alone(page):
    page.goto("/")

    follow(page, "main a[role=button]", "Enter", "/start/")
    follow(page, "main button", "Enter", "/steps/place/")
    for slug, following in zip(ROUTE, [*(f"/steps/{slug}/" for slug in ROUTE[1:]), "/check/"], strict=True):
        fill_in(page, slug)
        follow(page, SAVE, "Enter", following)
    follow(page, "main form button", "Space", "/made/1/")
    follow(page, "main a[role=button]", "Enter", "/reports/[0-9a-f-]{36}/")

    expect(page).to_have_title("Report for Exampleton – Integration Portal")
    expect(page.locator(".report-headline")).not_to_be_empty()


def test_the_first_stop_of_a_page_skips_to_what_it_is_about(page):
    page.goto("/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def tab_to(page: Page, selector: str, text: str = "") -> None:
    """Press Tab until the focus is there, and type; on every stop of the way the focus must show."""
    page.wait_for_load_state()
    page.evaluate(f"window.unfocused || ({LOOKS})()")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["shown"], f"The focus cannot be seen on {focus['name']}"
        assert focus["inSight"], f"The focus is out of sight on {focus['name']}"
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            page.keyboard.type(text)
            return
    raise AssertionError(f"Tab does not lead to {selector}.")


def choose(page: Page, group: str, key: str) -> None:
    tab_to(page, f'[name="{group}"]')
    page.keyboard.press(key)


def follow(page: Page, selector: str, key: str, address: str) -> None:
    """Tab to what leads on, press it, and arrive."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile(f"{address}$"))


def fill_in(page: Page, slug: str) -> None:
    """Say what the simplest document says and “not sure” where more is needed, in the order of the page."""
    given = dict(posted(slug, simplest().get(slug, {})))
    for name, kind in fields_of(page):
        if kind == "radio" and (name in given or slug in NEEDS_ANSWERS):
            choose_value(page, name, given.get(name, ["not-sure"])[0])
        elif kind == "checkbox":
            tick(page, name, given.get(name, []))
        elif name in given:
            tab_to(page, f'[name="{name}"]', given[name][0])


def fields_of(page: Page) -> list[list[str]]:
    """Each name in the form of a page once, with the kind of its field."""
    return page.locator("form[novalidate] :is(input:not([type=hidden]), textarea, select)").evaluate_all(
        "fields => [...new Map(fields.map((field) => [field.name, field.type]))]"
    )


def choose_value(page: Page, group: str, value: str) -> None:
    choose(page, group, "Space")
    for _ in range(page.locator(f'[name="{group}"]').count()):
        if page.locator(f'[name="{group}"]:checked').get_attribute("value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"No arrow key leads to {value} of {group}.")


def tick(page: Page, group: str, values: list[str]) -> None:
    """From the first to the last, as they stand on the page."""
    shown = page.locator(f'[name="{group}"]').evaluate_all("boxes => boxes.map((box) => box.value)")
    for value in (one for one in shown if one in values):
        tab_to(page, f'[name="{group}"][value="{value}"]')
        page.keyboard.press("Space")
