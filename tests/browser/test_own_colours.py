"""The main pages for somebody whose device forces its own colours, light on dark, and who wants nothing to move."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Watch, page_of
from tests.browser.main_pages import MAIN
from tests.browser.tour import PAGES, Tour, Way, tour_with

LEGIBLE = 4.5
TOLD_APART = 3

COLOURS = """() => {
  const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const channels = (colour, under) => {
    paint.fillStyle = under;
    paint.fillRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((one) => one / 255).map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const ground = (part) => {
    const above = [];
    for (let one = part; one; one = one.parentElement) above.unshift(getComputedStyle(one).backgroundColor);
    return above.reduce((under, colour) => `rgb(${channels(colour, under)})`, `rgb(${channels("Canvas", "white")})`);
  };
  const contrast = (colour, part) => ratio(channels(colour, ground(part)), channels(ground(part), "white"));
  const seen = (part) => part.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const holdsText = (part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const told = (part, found) => `${part.outerHTML.slice(0, 160)} ${found.toFixed(1)}`;
  const texts = [...document.querySelectorAll("body :not(svg, svg *, script, style)")].filter((part) => holdsText(part) && seen(part));
  const shapes = [...document.querySelectorAll("svg :is(rect, path, circle, line, polyline, polygon, text)")].filter(seen);
  const painted = (shape) => {
    const {fill, stroke} = getComputedStyle(shape);
    const colours = [fill, stroke].filter((colour) => colour !== "none");
    return Math.max(...colours.map((colour) => contrast(colour, shape.ownerSVGElement.parentElement)), 1);
  };
  return {
    isDark: light(channels("Canvas", "white")) < 0.1,
    texts: texts.map((part) => [told(part, contrast(getComputedStyle(part).color, part)), contrast(getComputedStyle(part).color, part)]),
    shapes: shapes.map((shape) => [told(shape, painted(shape)), painted(shape)]),
  };
}"""
"""How far each text and each part of a picture stands out from what is behind it, as a contrast from 1 to 21."""

MOVING = """() => [...document.querySelectorAll("*")].flatMap((part) => [null, "::before", "::after"].flatMap((pseudo) => {
  const style = getComputedStyle(part, pseudo);
  const times = [...style.transitionDuration.split(","), ...(style.animationName === "none" ? [] : style.animationDuration.split(","))];
  const moves = times.some((time) => parseFloat(time) > 0) || style.scrollBehavior === "smooth";
  return moves ? [`${part.outerHTML.slice(0, 120)} ${pseudo || ""} ${times}`] : [];
}))"""

FOCUS = """() => {
  const stops = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), textarea, select, summary, [tabindex='0']")];
  const parts = (stop) => [stop, ...(stop.nextElementSibling ? [stop.nextElementSibling] : [])];
  const line = (style) => style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0 || style.outlineColor.endsWith(", 0)")
    ? "" : style.outlineWidth;
  const look = (part, pseudo) => {
    const style = getComputedStyle(part, pseudo);
    return [line(style), style.borderTopWidth, style.borderBottomWidth].join();
  };
  const lookOf = (stop) => parts(stop).flatMap((part) => [null, "::before", "::after"].map((pseudo) => look(part, pseudo))).join(";");
  return stops.filter((stop) => stop.checkVisibility()).flatMap((stop) => {
    stop.blur();
    const before = lookOf(stop);
    stop.focus({focusVisible: true});
    return document.activeElement !== stop || before !== lookOf(stop) ? [] : [stop.outerHTML.slice(0, 160)];
  });
}"""
"""Forced colours leave no shadow and no ground of ours: the focus has to show as a line around its stop, or a thicker one."""


@dataclass(frozen=True)
class Look:
    """What was seen on a page: texts and parts of pictures that stand out too little, hidden focus, and what moves."""

    is_dark: bool
    faint_texts: list[str]
    lost_shapes: list[str]
    shapes: int
    unseen_focus: list[str]
    moving: list[str]


@pytest.fixture(scope="module")
def looks(chromium, site) -> dict[str, Look]:
    """Every page is opened once, for all that is asked of it."""
    wanted = {"forced_colors": "active", "color_scheme": "dark", "reduced_motion": "reduce"}
    page = page_of(chromium, site, Watch(site.address), **wanted)
    tour = tour_with(page)
    found = {name: look_at(tour, PAGES[name]) for name in MAIN}
    page.context.close()
    return found


def look_at(tour: Tour, way: Way) -> Look:
    way(tour)
    page: Page = tour.page
    colours = page.evaluate(COLOURS)
    return Look(
        is_dark=colours["isDark"],
        faint_texts=[told for told, contrast in colours["texts"] if contrast < LEGIBLE],
        lost_shapes=[told for told, contrast in colours["shapes"] if contrast < TOLD_APART],
        shapes=len(colours["shapes"]),
        unseen_focus=page.evaluate(FOCUS),
        moving=page.evaluate(MOVING),
    )


def test_the_colours_are_those_of_the_device(looks):
    assert all(look.is_dark for look in looks.values())


def test_every_text_stands_out_in_forced_colours(looks):
    assert {name: look.faint_texts for name, look in looks.items() if look.faint_texts} == {}


def test_no_part_of_a_picture_is_lost_in_forced_colours(looks):
    assert looks["report"].shapes > 0
    assert looks["priorities, filled"].shapes > 0
    assert {name: look.lost_shapes for name, look in looks.items() if look.lost_shapes} == {}


def test_the_focus_shows_in_forced_colours(looks):
    assert {name: look.unseen_focus for name, look in looks.items() if look.unseen_focus} == {}


def test_nothing_moves_for_who_wants_no_motion(looks):
    assert {name: look.moving for name, look in looks.items() if look.moving} == {}
