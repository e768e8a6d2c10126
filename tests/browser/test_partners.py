"""A partner's way in a browser: by keyboard alone, without JavaScript, with half of a page filled in, and at a shared desk."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.actions import address, answer, press, start_with
from tests.browser.answered import EVERYTHING
from tests.browser.partners import OWN_ANSWERS, OWN_PAGES, come_as_partner, invite, say_all
from tests.browser.test_keyboard import SAVE, choose_value, fields_of, follow, tab_to


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_an_owner_asks_a_partner_who_answers_in_another_browser_and_is_in(visitor, scripts):
    owner, partner = visitor(java_script_enabled=scripts), visitor(java_script_enabled=scripts)
    start_with(owner, EVERYTHING)
    owner.goto(address("links", owner))

    partner.goto(invite(owner, "The trust"))
    say_all(partner)
    owner.goto(address("links", owner))

    expect(partner.get_by_role("heading", level=1)).to_have_text("Thank you: your view is in")
    expect(owner.get_by_role("row", name="The trust").first).to_contain_text("In")


def test_a_partner_says_its_view_with_a_keyboard_alone(page):
    come_as_partner(page, EVERYTHING)

    follow(page, "main a[role=button]", "Enter", "/steps/organisation/")
    for slug, following in zip(OWN_PAGES, ["/steps/priorities/", "/steps/readiness/", "/check/"], strict=True):
        for name, kind in fields_of(page):
            given = OWN_ANSWERS[slug].get(name)
            if given and kind == "radio":
                choose_value(page, name, given[0])
            elif given:
                tab_to(page, f'[name="{name}"]', given[0])
        follow(page, SAVE, "Enter", following)

    expect(page).to_have_title(re.compile("Thank you: your view is in"))


def test_what_a_partner_types_is_kept_as_it_goes_and_shown_when_the_page_is_opened_again(page):
    come_as_partner(page, EVERYTHING)
    page.get_by_role("link", name="How ready the place is").click()
    page.wait_for_url("**/steps/readiness/")

    page.locator('[name="data"][value="3"]').check()
    expect(page.locator('[data-told="kept"]')).to_be_visible()
    page.reload()

    expect(page.locator('[name="data"][value="3"]')).to_be_checked()


def test_a_partner_sees_what_its_points_say_while_typing(page):
    come_as_partner(page, EVERYTHING)
    page.goto(f"{page.url}steps/priorities/")

    answer(page, OWN_ANSWERS["priorities"])

    expect(page.locator("#echo")).to_contain_text("50 points")


def test_two_versions_of_a_partners_page_are_shown_and_one_is_chosen(page, watch):
    watch.expected = {409}
    come_as_partner(page, EVERYTHING)
    page.goto(f"{page.url}steps/organisation/")
    other = page.context.new_page()
    other.goto(page.url)
    answer(other, {"interest": ["no"]})
    press(other, "Save and continue")
    answer(page, {"interest": ["yes"]})
    press(page, "Save and continue")

    press(page, "Keep all of mine")

    page.goto(page.url.replace("/priorities/", "/organisation/"))
    expect(page.locator('[name="interest"][value="yes"]')).to_be_checked()


def test_an_owner_who_opens_a_partners_link_in_the_same_browser_stays_an_owner(page):
    public_id = come_as_partner(page, EVERYTHING)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your view for Salford")

    page.goto(f"/assessments/{public_id}/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Salford")


def test_an_owner_makes_another_link_and_leaves_a_partner_out(page):
    public_id = come_as_partner(page, EVERYTHING)
    page.goto(f"/assessments/{public_id}/links/")

    press(page, "Make another link for The trust; the one it has ends")
    page.goto(page.locator("#new-link").input_value())
    expect(page.get_by_role("heading", level=1)).to_have_text("Your view for Salford")
    page.goto(f"/assessments/{public_id}/links/")
    page.get_by_role("link", name="Leave out The trust").click()
    press(page, "Leave it out")

    expect(page.get_by_role("row", name="The trust")).to_have_count(0)
