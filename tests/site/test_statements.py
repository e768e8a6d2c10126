"""What the site says of itself is true: its accessibility statement, whom to contact, its cookies, and its error pages."""

import json
from datetime import date, timedelta
from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import OperationalError
from django.test import override_settings
from django.urls import reverse

from portal.views import AXE_VERSION, TESTED_ON
from questionnaire.models import Link
from tests.asking.visitors import owner, secret_of

pytestmark = pytest.mark.django_db
NAMES_A_CONTACT = ["help", "privacy", "accessibility"]


def main_of(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser").main


def test_the_accessibility_statement_names_the_engine_that_the_tests_use():
    locked = json.loads((settings.BASE_DIR / "package.json").read_text(encoding="utf-8"))

    assert locked["devDependencies"]["axe-core"] == AXE_VERSION


def test_the_accessibility_statement_is_not_older_than_a_year():
    assert date.today() - date.fromisoformat(TESTED_ON) <= timedelta(days=365)


@pytest.mark.parametrize(
    "needed", ["partially compliant", "disproportionate burden", "equalityadvisoryservice.com", "Regulations 2018"]
)
def test_the_accessibility_statement_has_what_the_regulations_ask_for(client, needed):
    assert needed in str(main_of(client.get(reverse("accessibility"))))


@pytest.mark.parametrize("name", NAMES_A_CONTACT)
def test_a_contact_that_was_set_is_named(client, name):
    with override_settings(RUN_BY="Exampleton Council", CONTACT_EMAIL="portal@exampleton.example"):
        page = main_of(client.get(reverse(name)))

    assert page.find("a", href="mailto:portal@exampleton.example")
    assert "Exampleton Council" in page.text


@pytest.mark.parametrize("name", NAMES_A_CONTACT)
def test_no_contact_is_made_up(client, name):
    page = main_of(client.get(reverse(name)))

    assert not page.find("a", href=lambda address: address and address.startswith("mailto:"))
    assert "the organisation that gave you this address" in page.text


def test_reading_sets_no_cookie_and_the_privacy_page_names_every_one_that_is_set(client):
    named = {row.th.text for row in main_of(client.get(reverse("privacy"))).select("tbody tr")}
    client.get(reverse("home"))
    before = set(client.cookies)

    client.get(reverse("start"))
    client.post(reverse("start"))

    assert before == set()
    assert {name.removeprefix("__Host-") for name in client.cookies} == named


def no_answer():
    raise OperationalError("The database does not answer, for this test.")


def test_a_database_that_does_not_answer_gets_a_page_that_needs_none_and_says_when_to_try_again(client, monkeypatch):
    monkeypatch.setattr("portal.views.current_edition", no_answer)
    client.raise_request_exception = False

    response = client.get(reverse("home"))

    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert response["Retry-After"].isdigit()
    assert main_of(response).find("a", href=reverse("home"))


def test_the_home_page_leads_to_an_example_a_start_and_a_way_back(client):
    links = {link["href"] for link in main_of(client.get(reverse("home")))("a")}

    assert {reverse("start"), reverse("open-link"), reverse("example", kwargs={"slug": "stockport"})} <= links


@pytest.mark.parametrize(
    ("role", "leads_to"),
    [(Link.Role.OWNER, "follow-link"), (Link.Role.READER, "follow-link"), (Link.Role.PUBLIC, "public-report")],
)
def test_a_pasted_link_leads_where_it_would_when_clicked(client, role, leads_to):
    secret = secret_of(owner().assessment, role)
    address = reverse(leads_to, kwargs={"secret": secret})

    response = client.post(reverse("open-link"), {"link": f" https://portal.example{address} "})

    assert (response.status_code, response.url) == (302, address)


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", "Paste your link."), ("https://portal.example/link/nobodys/", "This link opens nothing here.")],
)
def test_a_link_that_opens_nothing_is_refused_with_a_sentence(client, typed, told):
    response = client.post(reverse("open-link"), {"link": typed})

    assert response.status_code == 422
    assert told in response.content.decode()
