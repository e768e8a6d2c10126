"""One assessment reached twice: from another browser, from two tabs, and by two clicks at once."""

import re
from collections.abc import Callable
from functools import partial

from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from tests.asking.documents import simplest
from tests.browser.actions import FINISH, address, answer, conflict_on_place, place, press, start, start_with


def test_a_private_link_opens_the_answers_in_another_browser_and_nothing_opens_them_without_it(visitor, watch):
    mine, elsewhere, strangers = visitor(), visitor(), visitor()
    watch.expected = {404}
    start_with(mine, simplest())

    mine.goto(address("links", mine))
    press(mine, "Make an owner link")
    link = mine.get_by_label("Copy it now").input_value()

    elsewhere.goto(link)
    assert elsewhere.url.endswith(address("task-list", mine))
    elsewhere.goto(address("step", mine, step="place"))
    expect(elsewhere.get_by_label("What is the place called?")).to_have_value("Exampleton")
    assert strangers.goto(address("task-list", mine)).status == 404
    assert strangers.goto(address("step", mine, step="place")).status == 404


def test_a_link_that_was_ended_opens_nothing_any_more(visitor, watch):
    mine, elsewhere = visitor(), visitor()
    watch.expected = {404}
    start_with(mine, simplest())
    mine.goto(address("links", mine))
    press(mine, "Make an owner link")
    elsewhere.goto(mine.get_by_label("Copy it now").input_value())

    press(mine, "End")

    assert elsewhere.reload().status == 404


def test_of_two_tabs_on_one_step_the_later_sees_both_answers_and_chooses(page, watch):
    watch.expected = {409}
    start(page)

    conflict_on_place(page, mine="Typed later", theirs="Saved first")

    differing = page.get_by_role("group", name="What is the place called?")
    assert differing.locator(".nhsuk-hint").all_inner_texts() == ["Typed later", "Saved first"]

    differing.get_by_label("Yours").check()
    press(page, "Save what I chose")
    page.goto(address("step", page, step="place"))
    expect(page.get_by_label("What is the place called?")).to_have_value("Typed later")


def test_the_same_answers_saved_from_two_tabs_are_no_conflict(page):
    start(page)

    conflict_on_place(page, mine="Exampleton", theirs="Exampleton")

    expect(page).to_have_url(re.compile("/steps/rationale/$"))


def test_a_double_click_on_save_saves_one_step(page):
    start(page)
    answer(page, place("Exampleton"))

    assert posts_of_a_slow_double_click(page, "Save and continue") == 1

    expect(page).to_have_url(re.compile("/steps/rationale/$"))
    page.goto(address("task-list", page))
    expect(page.get_by_text("1 of 10 pages are done")).to_be_visible()


def test_a_double_click_on_finish_makes_one_report(page):
    public_id = start_with(page, simplest())
    page.goto(address("check-answers", page))

    assert posts_of_a_slow_double_click(page, FINISH) == 1

    expect(page).to_have_url(re.compile("/made/1/$"))
    assert reports_of(page, public_id) == 1


def test_finishing_twice_at_once_without_javascript_makes_one_report(visitor):
    page = visitor(java_script_enabled=False)
    public_id = start_with(page, simplest())
    page.goto(address("check-answers", page))

    for click in clicks_on(page, FINISH):
        with page.expect_request(lambda request: request.method == "POST"):
            click()

    expect(page).to_have_url(re.compile("/made/1/$"))
    assert reports_of(page, public_id) == 1


def posts_of_a_slow_double_click(page: Page, name: str) -> int:
    """How many posts leave the page when the answer to the first click is still to come at the second."""
    held: list[Route] = []
    page.route("**/*", lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    for click in clicks_on(page, name):
        click()
        page.wait_for_timeout(200)
    for route in held:
        route.continue_()
    return len(held)


def clicks_on(page: Page, name: str) -> list[Callable[[], None]]:
    """Two clicks that, unlike Playwright's own, do not wait for what they lead to."""
    button = page.get_by_role("button", name=name)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    return [partial(page.mouse.click, box["x"] + 9, box["y"] + 9)] * 2


def reports_of(page: Page, public_id: str) -> int:
    page.goto(reverse("task-list", kwargs={"public_id": public_id}))
    return page.get_by_role("complementary").get_by_role("link", name=re.compile("^Report ")).count()
