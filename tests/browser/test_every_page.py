"""What every page owes everybody: axe finds nothing, nothing is cut off, nothing fails, and one title and heading."""

import pytest

from tests.browser.axe import WIDTHS, barriers
from tests.browser.conftest import Watch, page_of
from tests.browser.tour import PAGES, Tour, Way, tour_with

KINDS = {name.split(", ")[0]: way for name, way in reversed(PAGES.items()) if name != "report"}
"""One page of each kind, in its first state; of the reports those of the examples, whose places differ."""


@pytest.fixture(scope="module")
def watch_on_tour(site) -> Watch:
    """Pages that are refused are part of the tour; that they are is tested elsewhere."""
    return Watch(site.address, expected={400, 403, 404, 409, 422, 500, 503})


@pytest.fixture(scope="module")
def tour(chromium, site, watch_on_tour):
    page = page_of(chromium, site, watch_on_tour)
    yield tour_with(page)
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_for_everybody(tour: Tour, watch_on_tour, name):
    tour.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    PAGES[name](tour)

    assert tour.page.locator("h1").count() == 1
    assert tour.page.title().endswith(" – Integration Portal")
    assert barriers(tour.page) == []
    assert watch_on_tour.told() == []


def test_every_page_has_a_title_of_its_own(tour: Tour):
    titles = {name: title_after(way, tour) for name, way in KINDS.items()}

    assert len(set(titles.values())) == len(titles), titles


def title_after(way: Way, tour: Tour) -> str:
    way(tour)
    return tour.page.title()
