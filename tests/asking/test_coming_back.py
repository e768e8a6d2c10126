"""When a session ends: what was typed comes along while the private link is asked for, and the same page opens after it."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from questionnaire import access
from questionnaire.half_filled import NOTHING
from questionnaire.models import Assessment
from tests.asking.documents import simplest
from tests.asking.visitors import Visit, owner, posted_of, stranger

pytestmark = pytest.mark.django_db

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def place(name: str) -> dict:
    return posted_of(simplest())["place"] | {"name": [name]}


def sent_again(response, visit: Visit, link: str):
    """Paste a link into the page that asks for one."""
    form = page(response).select_one("form[novalidate]")
    posted: dict[str, list[str]] = {}
    for box in form.select("input[name]"):
        posted.setdefault(box["name"], []).append(box.get("value", ""))
    return visit.browser.post(form["action"], posted | {"link": [link]})


def link_to(visit: Visit, role: str = "owner") -> str:
    _, secret = access.make_link(visit.assessment, role, at=timezone.now())
    return f"https://testserver{reverse('follow-link', kwargs={'secret': secret})}"


@pytest.fixture
def signed_out():
    """An owner who has answered the first page, and whose session has ended since."""
    visit = owner()
    visit.save("place", place("Exampleton"))
    visit.browser.cookies.clear()
    return visit


def test_what_was_typed_is_in_the_page_again_after_the_link_and_not_saved_yet(signed_out):
    refused = signed_out.save("place", place("Otherton"))

    response = sent_again(refused, signed_out, link_to(signed_out))

    assert refused.status_code == 404
    opened = page(signed_out.browser.get(response.url))
    assert opened.find("input", {"id": "id_name"})["value"] == "Otherton"
    assert Assessment.objects.get().data["place"]["name"] == ["Exampleton"]


def test_the_page_that_came_back_can_be_saved(signed_out):
    refused = signed_out.save("place", place("Otherton"))
    response = sent_again(refused, signed_out, link_to(signed_out))
    opened = page(signed_out.browser.get(response.url))
    remembered = {
        name: opened.select_one(f"form[novalidate] [name={name}]")["value"] for name in ("seen", "kept", "page")
    }

    signed_out.browser.post(signed_out.address("step", step="place"), place("Otherton") | remembered)

    assert Assessment.objects.get().data["place"]["name"] == ["Otherton"]
    assert Assessment.objects.get().half_filled == {}


def test_answers_that_others_saved_meanwhile_are_shown_beside(signed_out):
    refused = signed_out.save("place", place("Otherton"), seen=NOTHING)

    response = sent_again(refused, signed_out, link_to(signed_out))

    versions = page(signed_out.browser.get(response.url))
    assert {"Otherton", "Exampleton"} == {hint.text.strip() for hint in versions.select(".nhsuk-hint")}


def test_opening_a_page_without_a_grant_leads_through_the_link_to_the_same_page(signed_out):
    asked = signed_out.get("step", step="place")

    response = sent_again(asked, signed_out, link_to(signed_out))

    assert asked.status_code == 404
    assert response.url == signed_out.address("step", step="place")
    assert Assessment.objects.get().half_filled == {}


@pytest.mark.parametrize("link", ["", "nonsense", "https://testserver/link/made-up/", "https://[", "\x00"])
def test_a_link_that_opens_nothing_is_refused_and_the_text_stays(signed_out, link):
    refused = signed_out.save("place", place("Otherton"))

    response = sent_again(refused, signed_out, link)

    assert response.status_code == 422
    assert page(response).find("input", {"name": "name"})["value"] == "Otherton"
    assert page(response).title.text.strip().startswith("Error: ")


def test_only_an_owners_link_of_this_assessment_opens_the_page(signed_out):
    refused = signed_out.save("place", place("Otherton"))

    links = [link_to(signed_out, "reader"), link_to(owner())]

    assert [sent_again(refused, signed_out, link).status_code for link in links] == [422, 422]


def test_a_stranger_cannot_tell_an_assessment_that_is_there_from_one_that_is_not():
    visit = stranger(owner().assessment)

    there = page(visit.get("step", step="place")).select_one("main")
    not_there = page(visit.browser.get(reverse("step", kwargs={"public_id": UNKNOWN, "step": "place"}))).select_one(
        "main"
    )

    addresses = [main.select_one("form")["action"].replace(UNKNOWN, "") for main in (there, not_there)]
    assert addresses[0].replace(str(visit.assessment.public_id), "") == addresses[1]
    assert there.text == not_there.text


def test_a_form_without_a_token_saves_nothing_and_shows_what_was_typed():
    visit = owner()
    untrusting = Client(enforce_csrf_checks=True)
    untrusting.cookies = visit.browser.cookies

    response = untrusting.post(visit.address("step", step="place"), place("Otherton"), secure=True)

    assert response.status_code == 403
    assert page(response).find("input", {"name": "name"})["value"] == "Otherton"
    assert not page(response).find("input", {"name": "link"})  # this browser may still open it
    assert Assessment.objects.get().half_filled == {}


def test_a_session_says_how_long_it_lasts_and_lasts_longer_when_asked():
    visit = owner()
    session = visit.browser.session
    session[access.UNTIL_KEY] = int((timezone.now() + timedelta(seconds=90)).timestamp())
    session.save()

    before = visit.browser.get(reverse("session")).json()["seconds"]
    after = visit.browser.post(reverse("session")).json()["seconds"]

    assert 0 < before <= 90
    assert after > 60_000


def test_a_session_without_grants_is_not_made(client):
    assert client.post(reverse("session")).json() == {"seconds": 0}
    assert not client.cookies


NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(("hours", "is_longer"), [(0.5, False), (2, True)])
def test_a_session_that_is_used_lasts_longer_but_is_not_written_at_every_turn(hours, is_longer):
    session = owner().browser.session
    access.stay(session, at=NOON)
    until = session[access.UNTIL_KEY]

    access.stay_while_used(session, at=NOON + timedelta(hours=hours))

    assert (session[access.UNTIL_KEY] > until) is is_longer


def test_a_page_says_when_its_session_ends():
    dialog = page(owner().get("step", step="place")).select_one("dialog")

    assert 60_000 < int(dialog["data-seconds"]) <= 72_000


def test_who_has_no_link_to_come_back_by_is_told(client):
    client.post(reverse("start"))
    visit = Visit(Assessment.objects.get(), client)
    before = visit.get("task-list").content.decode()

    visit.post("links", {"role": "owner"})

    assert "Make a private link" in before
    assert "Make a private link" not in visit.get("task-list").content.decode()


def test_who_came_by_a_link_has_a_way_back():
    assert "Make a private link" not in owner().get("task-list").content.decode()
