"""kill -9 at random moments: what was acknowledged is there, what was not is there whole or not at all."""

import random
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from http.client import HTTPException
from itertools import count, cycle

import pytest

from questionnaire.half_filled import mark_of
from tests.asking.documents import simplest
from tests.faults.browsers import Answer, Owner, somebody_starts
from tests.faults.sites import Site

MOST_ACTS = 8
"""So many acts at most are acknowledged between a start and the next kill: two rounds of saving, finishing, reopening."""


@dataclass(frozen=True)
class State:
    """All that a walk changes: the answers, and the name of the place in each report."""

    answers: Mapping[str, Mapping[str, list[str]]]
    reports: tuple[str, ...]
    is_finished: bool

    @classmethod
    def of(cls, owner: Owner) -> "State":
        ((status,),) = owner.rows("SELECT status FROM questionnaire_assessment WHERE {mine}")
        reports = owner.reports()
        assert [revision for revision, _ in reports] == list(range(1, len(reports) + 1))
        return cls(owner.stored(), tuple(name for _, name in reports), status == "finished")

    def saved(self, step: str, changed: Mapping[str, list[str]]) -> "State":
        return replace(self, answers={**self.answers, step: {**self.answers[step], **changed}})

    def finished(self) -> "State":
        return replace(self, is_finished=True, reports=(*self.reports, self.answers["place"]["name"][0]))


@dataclass
class Walk:
    """Somebody who saves, finishes and reopens for ever; `likely` is what the act under way would lead to."""

    owner: Owner
    acknowledged: State
    likely: State

    def __post_init__(self) -> None:
        self.numbers = count()
        self.kinds = cycle(("place", "rationale", "finish"))
        self.acts = 0
        self.seconds = {"place": 0.1, "rationale": 0.1, "finish": 0.5, "reopen": 0.1}
        self.kind = "place"

    def until_the_site_is_gone(self) -> None:
        with suppress(OSError, HTTPException):
            while True:
                self.act()

    def act(self) -> None:
        self.kind = "reopen" if self.acknowledged.is_finished else next(self.kinds)
        self.likely, send = self.coming(self.kind)
        began = time.monotonic()
        assert send().status == 302
        self.seconds[self.kind] = time.monotonic() - began
        self.acknowledged = self.likely
        self.acts += 1

    def coming(self, kind: str) -> tuple[State, Callable[[], Answer]]:
        now = self.acknowledged
        if kind == "reopen":
            return replace(now, is_finished=False), partial(self.owner.post, "reopen/")
        if kind == "finish":
            return now.finished(), partial(self.owner.post, "finish/")
        field = {"place": "name", "rationale": "case_for_change"}[kind]
        after = now.saved(kind, {field: [f"Written {next(self.numbers)}"]})
        return after, partial(self.owner.save, kind, after.answers[kind], mark_of(now.answers[kind]))


@pytest.mark.parametrize("kills", [10, pytest.param(100, marks=pytest.mark.long)])
def test_a_killed_server_has_kept_all_that_it_acknowledged(own_site, kills):
    chance = random.Random(kills)  # noqa: S311 - which moments does not matter, and the same ones are easier to study
    own_site.start()
    owner = somebody_starts(own_site, simplest())
    walk = Walk(owner, State.of(owner), State.of(owner))

    for _ in range(kills):
        walk_until_killed(walk, own_site, chance)
        own_site.start()

        found = State.of(owner)
        assert own_site.database.faults() == []
        assert found in (walk.acknowledged, walk.likely)
        walk.acknowledged = walk.likely = found


def walk_until_killed(walk: Walk, site: Site, chance: random.Random) -> None:
    """Kill in the middle of some act, more often towards its end, when it is written down."""
    last = walk.acts + chance.randint(1, MOST_ACTS)
    with ThreadPoolExecutor(1) as people:
        walking = people.submit(walk.until_the_site_is_gone)
        while walk.acts < last and not walking.done():
            time.sleep(0.001)
        time.sleep(walk.seconds[walk.kind] * chance.triangular(0, 1.2, 1))
        site.kill()
        walking.result()
