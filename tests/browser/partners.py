"""The pages of partners who contribute, and of owners who ask them, in every state: names with the way to each."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from playwright.sync_api import Page

from questionnaire.steps import CONTRIBUTION
from tests.asking.visitors import OWN_VIEW
from tests.browser.actions import another_tab, answer, finish, press, start_with
from tests.browser.answered import EVERYTHING, SALFORD

if TYPE_CHECKING:
    from tests.browser.tour import Tour

OWN_PAGES = tuple(step.slug for step in CONTRIBUTION)
POINTS = {f"{aim}--points": ["50"] for aim in SALFORD["priorities"]}
OWN_ANSWERS: dict[str, dict[str, Any]] = {**OWN_VIEW, "priorities": POINTS}


def invite(page: Page, partner: str) -> str:
    """Make a contributor link on the links page that is open; its address."""
    page.locator('[name="chosen"][value^="another"]').check()
    page.get_by_label("Name of the other partner").fill(partner)
    press(page, "Make a contributor link")
    return page.locator("#new-link").input_value()


def come_as_partner(page: Page, document: dict[str, Any]) -> str:
    """Start from a document, invite a partner and open its link; the public id of the assessment."""
    public_id = start_with(page, document)
    page.goto(reverse("links", kwargs={"public_id": public_id}))
    page.goto(invite(page, "The trust"))
    return public_id


def say_all(page: Page) -> None:
    """From a partner's first page to its last look."""
    page.get_by_role("button", name="Begin").click()
    for slug in OWN_PAGES:
        page.wait_for_url(f"**/steps/{slug}/")
        answer(page, OWN_ANSWERS[slug])
        press(page, "Save and continue")


def links_with_partners(tour: "Tour") -> None:
    public_id = come_as_partner(tour.page, EVERYTHING)
    say_all(tour.page)
    tour.open("links", public_id=public_id)
    invite(tour.page, "Another trust")
    tour.open("links", public_id=public_id)


def new_contributor_link(tour: "Tour") -> None:
    tour.open("links", public_id=start_with(tour.page, EVERYTHING))
    invite(tour.page, "The trust")


def invited_wrongly(tour: "Tour") -> None:
    tour.open("links", public_id=tour.full)
    press(tour.page, "Make a contributor link")


def leaving_out(tour: "Tour") -> None:
    new_contributor_link(tour)
    tour.page.get_by_role("link", name="Leave out").click()


def check_answers_with_partners(tour: "Tour") -> None:
    tour.open("check-answers", public_id=come_as_partner(tour.page, EVERYTHING))


def begun(tour: "Tour") -> None:
    come_as_partner(tour.page, EVERYTHING)


def without_aims(tour: "Tour") -> None:
    come_as_partner(tour.page, {"place": EVERYTHING["place"]})


def after_finishing(tour: "Tour") -> None:
    public_id = come_as_partner(tour.page, EVERYTHING)
    where = tour.page.url
    tour.open("check-answers", public_id=public_id)
    finish(tour.page)
    tour.page.goto(where)


def said(tour: "Tour") -> None:
    begun(tour)
    say_all(tour.page)


def nothing_said(tour: "Tour") -> None:
    begun(tour)
    tour.page.goto(f"{tour.page.url}check/")


def own_page(slug: str):
    def go(tour: "Tour") -> None:
        begun(tour)
        tour.page.goto(f"{tour.page.url}steps/{slug}/")

    return go


def wrong_page(slug: str):
    def go(tour: "Tour") -> None:
        own_page(slug)(tour)
        press(tour.page, "Save and continue")

    return go


def own_conflict(tour: "Tour") -> None:
    own_page("organisation")(tour)
    answer(tour.page, {"interest": ["yes"]})
    with another_tab(tour.page) as other:
        answer(other, {"interest": ["no"]})
        press(other, "Save and continue")
    press(tour.page, "Save and continue")


def own_save_too_late(tour: "Tour") -> None:
    public_id = come_as_partner(tour.page, EVERYTHING)
    tour.page.goto(f"{tour.page.url}steps/organisation/")
    answer(tour.page, {"interest": ["yes"]})
    with another_tab(tour.page) as other:
        other.goto(reverse("check-answers", kwargs={"public_id": public_id}))
        finish(other)
    press(tour.page, "Save and continue")


def report_with_partners(tour: "Tour") -> None:
    public_id = come_as_partner(tour.page, EVERYTHING | {"place": EVERYTHING["place"] | {"name": "Partnerton"}})
    say_all(tour.page)
    tour.open("check-answers", public_id=public_id)
    finish(tour.page)


PARTNER_PAGES = {
    "links, with partners": links_with_partners,
    "links, a new contributor one": new_contributor_link,
    "links, inviting with errors": invited_wrongly,
    "leave out": leaving_out,
    "check answers, with partners": check_answers_with_partners,
    "report with partners": report_with_partners,
    "own view": begun,
    "own view, without aims": without_aims,
    "own view, after finishing": after_finishing,
    "own view checked": nothing_said,
    "own view checked, all said": said,
    "own view saved too late": own_save_too_late,
    "own organisation, in conflict": own_conflict,
    **{f"own {slug}, empty": own_page(slug) for slug in OWN_PAGES},
    **{f"own {slug}, with errors": wrong_page(slug) for slug in OWN_PAGES},
}
