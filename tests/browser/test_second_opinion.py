"""The main pages before a second engine and two HTML validators, and with text twice as large."""

from dataclasses import dataclass

import pytest

from tests.browser.axe import WIDTHS
from tests.browser.conftest import Watch, page_of
from tests.browser.engines import invalid, sniffed, wrong_by_the_nu_checker
from tests.browser.main_pages import MAIN
from tests.browser.tour import PAGES, RESOURCES, Tour, Way, tour_with

BESIDE_THE_MAIN = (*RESOURCES, "what if, tried", "so far, little said", "delete", "wanted, full", "questions on paper")


@dataclass(frozen=True)
class Look:
    """What was found on a page: by the second engine, as HTML that was sent, and its width with text twice as large."""

    barriers: list[str]
    html: str
    width: int


@pytest.fixture(scope="module")
def looks(chromium, site) -> dict[str, Look]:
    """Every page is opened once, for all that is asked of it."""
    page = page_of(chromium, site, Watch(site.address))
    tour = tour_with(page)
    found = {name: look_at(tour, PAGES[name]) for name in MAIN}
    page.context.close()
    return found


@pytest.fixture(scope="module")
def sent(looks, chromium, site) -> dict[str, str]:
    """The HTML of the main pages and of others, by name."""
    page = page_of(chromium, site, Watch(site.address))
    tour = tour_with(page)
    others = {name: html_after(tour, PAGES[name]) for name in BESIDE_THE_MAIN}
    page.context.close()
    return {name: look.html for name, look in looks.items()} | others


def html_after(tour: Tour, way: Way) -> str:
    """A page as it was sent."""
    way(tour)
    return tour.page.context.request.get(tour.page.url).text()


def look_at(tour: Tour, way: Way) -> Look:
    html = html_after(tour, way)
    barriers = sniffed(tour.page)
    tour.page.evaluate("document.documentElement.style.fontSize = '200%'")
    return Look(barriers, html, tour.page.evaluate("document.documentElement.scrollWidth"))


def test_a_second_engine_finds_no_barrier_on_the_main_pages(looks):
    assert {name: look.barriers for name, look in looks.items() if look.barriers} == {}


def test_the_html_of_pages_is_valid_as_it_was_sent(sent, tmp_path):
    assert invalid(sent, tmp_path) == []


def test_the_nu_html_checker_finds_no_error(sent, tmp_path):
    assert wrong_by_the_nu_checker(sent, tmp_path) == []


def test_the_nu_html_checker_is_heard(tmp_path):
    told = wrong_by_the_nu_checker({"wrong": "<!DOCTYPE html><title>A</title><p>B</p></div>"}, tmp_path)

    assert any("Stray end tag" in line for line in told)


def test_text_twice_as_large_pushes_no_main_page_wide(looks):
    assert {name: look.width for name, look in looks.items() if look.width > WIDTHS[0]} == {}
