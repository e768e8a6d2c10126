"""Nothing typed is lost: kept while it is typed, when the tab is closed, without a connection, and across two tabs."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.asking.documents import simplest
from tests.browser.actions import ROUTE, address, another_tab, answer, click, place, press, start, start_with

NAME = "What is the place called?"


def kept(page: Page) -> None:
    """Wait until the site has kept what is typed."""
    expect(page.locator('[data-told="kept"]')).to_be_visible()


def test_what_is_typed_is_there_when_the_page_is_opened_again(page):
    start(page)
    page.get_by_label(NAME).fill("Half a name")
    kept(page)

    page.reload()

    expect(page.get_by_label(NAME)).to_have_value("Half a name")
    expect(page.get_by_text("You left this page half filled")).to_be_visible()
    press(page, "Clear what was not saved")
    expect(page.get_by_label(NAME)).to_have_value("")


def test_what_is_typed_in_the_last_moment_is_there_after_the_tab_is_closed(page):
    start(page)
    with another_tab(page) as other:
        other.get_by_label(NAME).fill("Typed and closed")
        other.close(run_before_unload=True)

    page.wait_for_timeout(1_000)
    page.reload()

    expect(page.get_by_label(NAME)).to_have_value("Typed and closed")


def test_the_back_link_loses_nothing(page):
    start_with(page, simplest())
    page.goto(address("step", page, step="rationale"))
    page.get_by_label("Why is a new care model needed?").fill("Half a case")

    click(page.get_by_role("link", name="Back", exact=True))
    page.go_back()

    expect(page.get_by_label("Why is a new care model needed?")).to_have_value("Half a case")


def test_without_a_connection_it_is_told_and_kept_when_the_connection_is_back(page, watch):
    start(page)
    page.context.set_offline(True)
    page.get_by_label(NAME).fill("Typed in a tunnel")
    expect(page.get_by_text("No connection.")).to_be_visible()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_label(NAME)).to_have_value("Typed in a tunnel")

    page.context.set_offline(False)

    kept(page)
    page.reload()
    expect(page.get_by_label(NAME)).to_have_value("Typed in a tunnel")
    watch.notes = [note for note in watch.notes if "ERR_INTERNET_DISCONNECTED" not in note]


def test_of_two_tabs_the_second_is_told_that_it_is_not_kept(page, watch):
    watch.expected = {422}
    start(page)
    with another_tab(page) as other:
        page.get_by_label(NAME).fill("First")
        kept(page)
        other.get_by_label(NAME).fill("Second")

        expect(other.get_by_text("Somebody else has this page open")).to_be_visible()
        answer(other, place("Second"))
        press(other, "Save and continue")

    page.reload()
    expect(page.get_by_label(NAME)).to_have_value("Second")
    page.get_by_role("link", name="Compare both and choose").click()
    press(page, "Keep all of mine")
    assert page.title().startswith("Error: ")  # the first tab had only a name
    expect(page.get_by_label(NAME)).to_have_value("First")


def test_a_saved_page_is_not_called_half_filled(page):
    start(page)
    answer(page, place("Exampleton"))
    kept(page)
    press(page, "Save and continue")

    page.go_back()

    expect(page.get_by_label(NAME)).to_have_value("Exampleton")
    expect(page.get_by_text("You left this page half filled")).to_have_count(0)


@pytest.mark.parametrize("choice", ["Keep all of mine", "Keep all of theirs", "Save what I chose"])
def test_of_two_versions_one_is_chosen_without_javascript(visitor, watch, choice):
    page = visitor(java_script_enabled=False)
    watch.expected = {409}
    start(page)
    answer(page, place("Mine"))
    with another_tab(page) as other:
        answer(other, place("Theirs"))
        press(other, "Save and continue")
    press(page, "Save and continue")

    page.get_by_role("radio", name="Theirs").check()
    press(page, choice)

    expect(page).to_have_url(re.compile("/steps/rationale/$"))
    page.goto(address("step", page, step="place"))
    expect(page.get_by_label(NAME)).to_have_value("Mine" if choice == "Keep all of mine" else "Theirs")
    expect(page.get_by_text("half filled")).to_have_count(0)


@pytest.mark.parametrize("slug", ROUTE)
def test_every_page_is_kept_by_the_script(page, slug):
    start_with(page, simplest())
    page.goto(address("step", page, step=slug))
    field = page.locator(
        "main form input[type=text]:visible, main form textarea:visible, main form input[type=radio], main form input[type=checkbox]"
    ).first

    field.check() if field.get_attribute("type") in ("radio", "checkbox") else field.fill("77")

    kept(page)


def test_a_session_that_ends_soon_is_told_and_lasts_longer_by_a_click(page):
    page.clock.install()
    start(page)
    page.get_by_label(NAME).fill("Typed before")
    page.route(
        "**/session/",
        lambda route: route.fulfill(json={"seconds": 100}) if route.request.method == "GET" else route.continue_(),
    )

    page.clock.fast_forward("19:59:00")

    warning = page.get_by_role("dialog", name="You will soon be signed out")
    expect(warning).to_be_visible()
    expect(warning.get_by_role("button", name="Stay signed in")).to_be_focused()
    page.keyboard.press("Enter")
    expect(warning).to_be_hidden()
    expect(page.get_by_label(NAME)).to_have_value("Typed before")


def test_a_session_that_lasts_longer_through_another_tab_is_not_called_ending(page):
    page.clock.install()
    start(page)

    with page.expect_response("**/session/"):
        page.clock.fast_forward("19:59:00")

    expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_after_a_session_has_ended_the_same_page_comes_back_with_the_same_text(visitor, watch, javascript):
    page = visitor(java_script_enabled=javascript)
    watch.expected = {404}
    start_with(page, simplest())
    page.goto(address("links", page))
    press(page, "Make an owner link")
    link = page.get_by_label("Copy it now").input_value()
    page.goto(address("step", page, step="place"))
    page.context.clear_cookies(name="sessionid")
    page.get_by_label(NAME).fill("Typed too late")
    if javascript:
        expect(page.get_by_text("no longer signed in")).to_be_visible()

    press(page, "Save and continue")
    page.get_by_label("Your private link").fill(link)
    press(page, "Continue")

    expect(page).to_have_url(re.compile("/steps/place/$"))
    expect(page.get_by_label(NAME)).to_have_value("Typed too late")
    watch.notes = [note for note in watch.notes if "/half-filled/" not in note]
