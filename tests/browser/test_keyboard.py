"""The way from the home page to a saved first step with a keyboard alone, and where the focus is on it."""

import re

from playwright.sync_api import Page, expect

MOST_STOPS = 90

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
    tab_to(page, f"[name={group}]")
    page.keyboard.press(key)
