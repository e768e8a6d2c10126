"""What a main page asks of a slow connection: little, of this site alone, and nothing goes amiss on the way."""

import gzip
from dataclasses import dataclass

import pytest

from tests.browser.conftest import Watch, page_of
from tests.browser.main_pages import MAIN
from tests.browser.tour import PAGES, Tour, Way, tour_with

MOST = 120 * 1024
"""Bytes of a page with all that belongs to it, each compressed as a server sends it."""

BROUGHT = "() => performance.getEntriesByType('resource').filter((one) => one.initiatorType !== 'fetch').map((one) => one.name)"


@dataclass(frozen=True)
class Load:
    """A page as it came: its bytes, what was brought along with it, and whatever the browser said of it."""

    bytes: int
    brought: list[str]
    told: list[str]


@pytest.fixture(scope="module")
def loads(chromium, site) -> dict[str, Load]:
    """Every page is opened once, for all that is asked of it."""
    watch = Watch(site.address, expected={404})
    page = page_of(chromium, site, watch)
    page.context.on("console", lambda message: watch.notes.append(f"{message.type}: {message.text}"))
    tour = tour_with(page)
    watch.told()
    found = {name: load(tour, PAGES[name], watch) for name in MAIN if name != "nothing there"}
    page.context.close()
    return found


def load(tour: Tour, way: Way, watch: Watch) -> Load:
    way(tour)
    tour.page.wait_for_load_state("networkidle")
    brought = sorted(set(tour.page.evaluate(BROUGHT)))
    return Load(sum(weight(tour, address) for address in [tour.page.url, *brought]), brought, watch.told())


def weight(tour: Tour, address: str) -> int:
    """The bytes of a file; what is compressed in itself, as fonts are, gains nothing by being compressed again."""
    body = tour.page.context.request.get(address).body()
    return min(len(body), len(gzip.compress(body)))


def test_every_main_page_is_light(loads):
    assert {name: load.bytes for name, load in loads.items() if load.bytes > MOST} == {}


def test_what_is_weighed_is_a_page_with_its_styles_its_script_and_its_letters(loads):
    kinds = {address.rsplit(".", 1)[-1] for address in loads["home"].brought}

    assert {"css", "js", "woff2"} <= kinds


def test_no_main_page_asks_another_site_for_anything_or_complains(loads):
    assert {name: load.told for name, load in loads.items() if load.told} == {}
