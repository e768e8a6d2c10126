"""A database that lets nobody write, or nobody in: pages say so, and what was saved and what was typed are not lost."""

import pytest

from questionnaire.half_filled import mark_of
from tests.asking.documents import simplest
from tests.faults.browsers import Owner, somebody_starts
from tests.faults.sites import Site

SAID = "What you saved before is safe. The page you just sent may not have been saved."


@pytest.fixture(scope="module")
def impatient_site(prepared, tmp_path_factory) -> Site:
    folder = tmp_path_factory.mktemp("impatient")
    found = Site(prepared.copy(folder), folder / "log", busy_seconds=0.5)
    found.start()
    yield found
    found.end()


@pytest.fixture
def owner(impatient_site) -> Owner:
    return somebody_starts(impatient_site, simplest())


def save(owner: Owner, name: str):
    was = owner.stored()["place"]
    return lambda: owner.save("place", {**was, "name": [name]}, mark_of(was))


def test_while_somebody_else_writes_for_too_long_pages_are_read_and_saving_says_that_it_failed(owner, impatient_site):
    saving = save(owner, "Another name")
    before = owner.stored()

    with impatient_site.database.held("IMMEDIATE"):
        page = owner.get("steps/place/")
        refused = saving()

    assert page.status == 200
    assert refused.status == 503
    assert SAID in refused.text.replace("’", "'")
    assert owner.stored() == before
    assert saving().status == 302
    assert owner.stored()["place"]["name"] == ["Another name"]


@pytest.mark.parametrize("act", ["finish/", "delete/", "reopen/"])
def test_what_fails_on_a_held_database_is_not_half_done(owner, impatient_site, act):
    before = owner.stored()

    with impatient_site.database.held("IMMEDIATE"):
        refused = owner.post(act)

    assert refused.status == 503
    assert owner.stored() == before
    assert owner.reports() == []


def test_a_database_that_lets_nobody_in_is_told_in_words_and_in_the_readiness_of_the_site(owner, impatient_site):
    saving = save(owner, "Another name")

    with impatient_site.database.held("EXCLUSIVE"):
        page, refused = owner.get("steps/place/"), saving()
        alive, ready = (owner.browser.get(path) for path in ("/livez", "/readyz"))

    assert (page.status, refused.status) == (503, 503)
    assert SAID in page.text
    assert SAID in refused.text
    assert (alive.status, ready.status) == (200, 503)
    assert saving().status == 302
