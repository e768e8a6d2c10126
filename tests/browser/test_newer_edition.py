"""A newer edition while an assessment is open and a report is finished: what their owner sees, and that it suits everybody."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.browser.actions import address, click, finish, press, start_with
from tests.browser.answered import EVERYTHING
from tests.browser.axe import barriers
from tests.browser.conftest import Site, Watch, loaded_database, page_of

PUBLISH = """
from django.utils import timezone
from models_catalogue.editions import publish
from models_catalogue.models import Fit
Fit.objects.filter(option__slug="pacs").update(fit=-1, rationale="Scored anew.")
publish(note="One model scored anew.", at=timezone.now(), by="editor")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, worker_id) -> Iterator[Site]:
    """A site of its own, because what is published cannot be taken back."""
    own = tmp_path_factory.getbasetemp()
    database = tmp_path_factory.mktemp("newer") / "portal.sqlite3"
    shutil.copy(loaded_database(own if worker_id == "master" else own.parent), database)
    with Site(database).served() as served:
        yield served


@dataclass(frozen=True)
class Visit:
    """An owner's browser, the address and the words of a finished report, and the address of an open assessment."""

    page: Page
    report: str
    words: str
    open: str


@pytest.fixture(scope="module")
def visit(chromium, site) -> Iterator[Visit]:
    """A report and an assessment from before the newer edition."""
    watch = Watch(site.address)
    page = page_of(chromium, site, watch)
    start_with(page, EVERYTHING)
    finish(page)
    report, words = page.url, page.locator(".report").inner_text()
    start_with(page, EVERYTHING)
    site.manage("shell", "-c", PUBLISH)
    yield Visit(page, report, words, address("task-list", page))
    page.context.close()
    assert watch.told() == []


def test_an_old_report_reads_as_it_did_and_says_which_edition_replaced_its_own(visit):
    visit.page.goto(visit.report)

    assert visit.page.locator(".report").inner_text() == visit.words
    assert "Edition 2, published" in visit.page.locator("main").inner_text()
    assert barriers(visit.page) == []


def test_the_owner_of_an_open_assessment_sees_the_difference_and_its_effect_and_moves(visit):
    visit.page.goto(visit.open)
    click(visit.page.get_by_role("link", name="see what edition 2 changes"))
    shown = visit.page.locator("main").inner_text()
    found = barriers(visit.page)

    press(visit.page, "Move to edition 2")

    assert found == []
    assert "your result would change" in shown
    assert "What can move a result" in shown
    assert visit.page.get_by_role("link", name="see what edition 2 changes").count() == 0
