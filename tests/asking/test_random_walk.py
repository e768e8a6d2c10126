"""A visitor who does anything in any order: no illegal state is reached, and coming back equals never having left."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from questionnaire.half_filled import mark_of
from questionnaire.models import Assessment, Report
from questionnaire.steps import STEPS
from tests.asking.documents import simplest
from tests.asking.visitors import Visit, owner, posted_of, secret_of

pytestmark = pytest.mark.django_db

SLUGS = tuple(step.slug for step in STEPS)
OF_ONE_SHOWING = re.compile(r'name="(?:csrfmiddlewaretoken|page)" value="\w+"|nonce="[^"]+"|data-seconds="\d+"')
PAGES = ("task-list", "check-answers", "answers-document")
Posted = dict[str, list[str]]


def versions() -> dict[str, list[Posted]]:
    """For each step some ways of answering it: two valid ones where there is more than one, an empty and a wrong one."""
    document = simplest()
    first = posted_of(document)
    document["place"]["name"] = "Otherton"
    document["rationale"]["objectives"] = ["quality", "experience", "access"]
    document["care-model"]["budget"] = "pooled"
    second = posted_of({name: part for name, part in document.items() if name != "priorities"})
    order = enumerate(document["rationale"]["objectives"], start=1)
    second["priorities"] = {f"{aim}--place": [str(place)] for place, aim in order}
    second["pace"] = {"people": ["small-team"]}
    second["governance"] = {"own_risks": ["The lead may leave."]}
    wrong = {"name": ["x" * 200], "case_for_change": ["x" * 5_000], "start-day": ["40"], "own_risks": ["x" * 5_000]}
    return {slug: [*(found[slug] for found in (first, second) if slug in found), {}, wrong] for slug in SLUGS}


class OpenTab:
    """A step as it is open in a tab: what its hidden fields remember and what its fields show."""

    def __init__(self, visit: Visit, slug: str):
        self.slug, self.query = slug, ""
        response = visit.get("step", step=slug)
        self.is_there = response.status_code == 200
        page = BeautifulSoup(response.content, "html.parser")
        names = ("seen", "kept", "page", "turn")
        self.remembers = {name: box["value"] for name in names if (box := page.find("input", {"name": name}))}

    def typed(self, posted: Posted, *, turn: int) -> dict[str, Any]:
        return {**posted, **self.remembers, "turn": str(turn)}


class Walk(RuleBasedStateMachine):
    """One browser that never leaves, and others that come back by the link; a model of what must be stored."""

    @initialize()
    def start(self):
        self.visit = owner()
        self.secret = secret_of(self.visit.assessment)
        self.ways = versions()
        self.saved: dict[str, Posted] = {}
        self.reports = 0
        self.is_finished = False
        self.turn = 0
        self.tabs = [OpenTab(self.visit, "place")]

    def tab(self, data) -> OpenTab:
        return data.draw(st.sampled_from(self.tabs), label="tab")

    def posted(self, data, slug: str) -> Posted:
        return data.draw(st.sampled_from(self.ways[slug]), label="answers")

    @rule(slug=st.sampled_from(SLUGS))
    def open_a_tab(self, slug):
        self.tabs = [*self.tabs[-3:], OpenTab(self.visit, slug)]

    @rule(data=st.data())
    def type_and_leave(self, data):
        """The script sends what was typed; it is answered, and no answer changes."""
        tab, self.turn = self.tab(data), self.turn + 1
        typed = tab.typed(self.posted(data, tab.slug), turn=self.turn)

        response = self.visit.post("half-filled", typed, step=tab.slug)

        assert response.json()["told"] in ("kept", "refused")

    @rule(data=st.data(), button=st.sampled_from(["continue", "save-for-later", "save-and-stay"]))
    def save(self, data, button):
        tab, self.turn = self.tab(data), self.turn + 1
        posted = self.posted(data, tab.slug)
        was = self.saved.get(tab.slug)

        response = self.visit.post("step", tab.typed(posted, turn=self.turn) | {button: "yes"}, step=tab.slug)

        assert response.status_code in (302, 409, 422)
        now = self.row().data.get(tab.slug)
        if now != was:
            assert response.status_code == 302
            assert tab.remembers["seen"] == mark_of(was)
            assert not self.is_finished
            self.saved[tab.slug] = now
        if response.status_code == 422:
            assert "There is a problem" in response.content.decode()
        if response.status_code == 409 and not self.is_finished:
            self.settle(tab, response, data.draw(st.sampled_from(["mine", "theirs", "chosen"]), label="settled"))

    def settle(self, tab: OpenTab, response, choice: str) -> None:
        """Choose on the page that shows both versions; an open choice is asked for again."""
        form = BeautifulSoup(response.content, "html.parser").select_one("form[novalidate]")
        posted: Posted = {}
        for box in form.select("input[type=hidden]"):
            posted.setdefault(box["name"], []).append(box["value"])
        was = self.saved.get(tab.slug)

        settled = self.visit.post("step", {**posted, "settle": choice}, step=tab.slug)

        assert settled.status_code in (302, 422)
        now = self.row().data.get(tab.slug)
        assert now == was or (choice != "theirs" and settled.status_code == 302)
        if now is not None:
            self.saved[tab.slug] = now

    @rule()
    def resume_through_the_link(self):
        """Another browser opens the link and goes on; everything looks to it as to the one that never left."""
        elsewhere = Visit(self.visit.assessment)
        elsewhere.browser.get(f"/link/{self.secret}/")

        for name in PAGES:
            assert looks(elsewhere.get(name)) == looks(self.visit.get(name))
        for slug in SLUGS:
            there, here = (one.get("step", step=slug) for one in (elsewhere, self.visit))
            assert (there.status_code, looks(there)) == (here.status_code, looks(here))
        self.visit = elsewhere

    @rule()
    def submit(self):
        response = self.visit.post("finish")

        assert response.status_code in (302, 422)
        if response.status_code == 302 and not self.is_finished:
            self.is_finished, self.reports = True, self.reports + 1

    @precondition(lambda self: self.is_finished)
    @rule()
    def reopen(self):
        self.visit.post("reopen")
        self.is_finished = False

    @invariant()
    def what_is_stored_is_what_was_saved(self):
        row = self.row()
        assert row.data == self.saved
        assert row.is_finished == self.is_finished
        assert Report.objects.filter(assessment=row).count() == self.reports
        for slug, kept in row.half_filled.items():
            assert kept["posted"] != row.data.get(slug, {})

    @invariant()
    def every_page_opens(self):
        assert {self.visit.get(name).status_code for name in PAGES} == {200}

    def row(self) -> Assessment:
        return Assessment.objects.get(pk=self.visit.assessment.pk)


def looks(response) -> str:
    """A page without what differs each time that it is shown."""
    return OF_ONE_SHOWING.sub("", response.content.decode())


def test_whatever_is_done_nothing_is_lost_and_coming_back_equals_never_having_left():
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
