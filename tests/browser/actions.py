"""What a visitor does on a page: starting, answering by hand, walking the route, finishing."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from questionnaire.steps import STEPS

FINISH = "Finish and make the report"
ROUTE = tuple(step.slug for step in STEPS)
NEEDS_ANSWERS = ("priorities", "care-model", "procurement", "readiness", "money")
"""The steps on which every choice has to be made (of procurement only the first part), if only by “not sure”."""


def words(text: str) -> str:
    return " ".join(text.split())


def address(name: str, page: Page, **more: str) -> str:
    """An address of the assessment that a page is about."""
    return reverse(name, kwargs={"public_id": assessment_of(page), **more})


def assessment_of(page: Page) -> str:
    return re.search(r"/assessments/([0-9a-f-]{36})/", page.url)[1]


def click(button: Locator) -> None:
    """Click what leads to another page, or to the same one anew, and wait for it."""
    with button.page.expect_navigation():
        button.click()


def press(page: Page, name: str) -> None:
    click(page.get_by_role("button", name=name))


def start(page: Page) -> None:
    page.goto("/")
    click(page.get_by_role("main").get_by_role("button", name="Start an assessment"))
    press(page, "Start now")


def start_with(page: Page, document: Mapping[str, Any]) -> str:
    """Start from an answers document; returns the public id of the assessment."""
    page.goto(reverse("start-from-document"))
    page.get_by_label("Answers document").fill(json.dumps(document))
    press(page, "Start with these answers")
    return assessment_of(page)


def walk(page: Page, document: Mapping[str, Any]) -> None:
    """From the first step to check answers, saying what the document says and “not sure” where more is needed."""
    for slug in ROUTE:
        expect(page).to_have_url(re.compile(f"/steps/{slug}/$"))
        answer(page, dict(posted(slug, document.get(slug, {}))))
        if slug in NEEDS_ANSWERS:
            answer_not_sure(page.locator(".portal-section").first if slug == "procurement" else page.locator("form"))
        press(page, "Save and continue")
    assert urlsplit(page.url).path == address("check-answers", page)


def finish(page: Page) -> None:
    """Finish, and go on to the report."""
    page.goto(address("check-answers", page))
    press(page, FINISH)
    click(page.get_by_role("button", name="Read the report"))


def answer(page: Page, given: Mapping[str, list[str]]) -> None:
    """Type and choose, as a hand would, what a browser is to post."""
    for name, values in given.items():
        field = page.locator(f'[name="{name}"]')
        if field.first.get_attribute("type") in ("radio", "checkbox"):
            for value in values:
                page.locator(f'[name="{name}"][value="{value}"]').check()
        else:
            field.fill(values[0])


def answer_not_sure(part: Locator) -> None:
    """Choose “not sure” wherever nothing is chosen yet."""
    for choice in part.locator('[type="radio"][value="not-sure"]').all():
        group = choice.get_attribute("name")
        if part.locator(f'[name="{group}"]:checked').count() == 0:
            choice.check()


def posted(slug: str, fragment: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The names and values of a step's fields that say what its part of an answers document says."""
    if slug == "place":
        yield from _flat("", fragment | {"partners": _lines_by_kind(fragment.get("partners", []))})
    elif slug == "legal":
        in_use = fragment.get("in_use", {})
        yield from _flat("", {"in_use": list(in_use), "until": in_use})
    else:
        yield from _flat("", fragment)


def _flat(before: str, nested: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name, value in nested.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{before}{name}--", value)
        else:
            yield before + name, [str(one) for one in (value if isinstance(value, list) else [value])]


def _lines_by_kind(partners: list[dict[str, str]]) -> dict[str, str]:
    lines: dict[str, str] = {}
    for partner in partners:
        lines[partner["type"]] = "\n".join(filter(None, [lines.get(partner["type"]), partner["name"]]))
    return lines


def place(name: str) -> dict[str, list[str]]:
    """The least that the first step takes."""
    return {
        "name": [name],
        "footprint": ["place"],
        "scope_kind": ["whole-population"],
        "services": ["general-practice"],
        "lead": ["joint"],
    }


def conflict_on_place(page: Page, *, mine: str, theirs: str) -> None:
    """Save the first step in another tab while it is open in this one, then in this one."""
    page.goto(address("step", page, step="place"))
    answer(page, place(mine))
    with another_tab(page) as other:
        answer(other, place(theirs))
        press(other, "Save and continue")
    press(page, "Save and continue")


@contextmanager
def another_tab(page: Page) -> Iterator[Page]:
    """The same page a second time in the same browser."""
    other = page.context.new_page()
    other.goto(page.url)
    yield other
    other.close()
