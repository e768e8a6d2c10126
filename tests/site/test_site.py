"""The site around the wizard: its pages, its health, its headers, and its start."""

import os
import re
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse

from questionnaire.examples import EXAMPLES
from questionnaire.report.method import method_numbers

pytestmark = pytest.mark.django_db

PAGES = ["home", "method", "accessibility", "privacy", "help", "open-link", "start", "start-from-document"]


@pytest.fixture
def no_edition(monkeypatch):
    """A site whose catalogue nobody has published yet."""
    for module in ("portal.views", "questionnaire.views"):
        monkeypatch.setattr(f"{module}.current_edition", lambda: None)


@pytest.mark.parametrize("name", PAGES)
def test_public_pages_open_for_anybody(client, name):
    assert client.get(reverse(name)).status_code == 200


def test_the_home_page_links_every_example(client):
    page = client.get(reverse("home")).content.decode()

    assert all(reverse("example", kwargs={"slug": example.slug}) in page for example in EXAMPLES)


@pytest.mark.parametrize("name", ["home", "method"])
def test_pages_open_when_no_edition_is_published(client, no_edition, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_starting_without_an_edition_says_so(client, no_edition, method):
    response = getattr(client, method)(reverse("start"))

    assert response.status_code == 503
    assert "edition" in response.content.decode()


def test_the_site_is_alive_without_a_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(reverse("livez"))

    assert response.status_code == 200


def test_the_site_is_ready_with_an_edition(client):
    assert client.get(reverse("readyz")).status_code == 200


def test_the_site_is_not_ready_without_an_edition(client, no_edition):
    response = client.get(reverse("readyz"))

    assert response.status_code == 503
    assert "load_catalogue" in response.json()["faults"][0]


@pytest.mark.parametrize(
    "path", ["/", "/start/", "/nowhere/", "/assessments/00000000-0000-0000-0000-000000000000/", "/livez"]
)
def test_every_response_carries_a_strict_policy(client, path):
    response = client.get(path)

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_cookies_are_bound_to_this_host(client):
    client.post(reverse("start"))

    assert client.cookies
    assert all(name.startswith("__Host-") for name in client.cookies)
    assert all(cookie["secure"] and cookie["httponly"] for cookie in client.cookies.values())


def test_what_is_not_there_gets_a_page_that_helps(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert reverse("home") in response.content.decode()


@override_settings(DEBUG=False)
def test_a_failure_gets_a_page_that_needs_no_database(client, monkeypatch):
    monkeypatch.setattr("portal.views.current_edition", fail)
    client.raise_request_exception = False

    response = client.get(reverse("home"))

    assert response.status_code == 500
    assert "<h1" in response.content.decode()


def fail():
    raise RuntimeError("A fault for this test.")


def test_a_post_without_its_token_is_refused_with_a_page_that_helps(client):
    client.handler.enforce_csrf_checks = True

    response = client.post(reverse("start"))

    assert response.status_code == 403
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SECRET_KEY": "short"}, "Set SECRET_KEY"),
        ({"ALLOWED_HOSTS": ","}, "Set ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "Set ALLOWED_HOSTS"),
        ({"DEBUG": "maybe"}, "Set DEBUG to on or off"),
        ({"DEBUG": "on", "ALLOWED_HOSTS": "portal.example"}, "DEBUG=on"),
        ({"PORTAL_HTTPS": "off", "ALLOWED_HOSTS": "portal.example"}, "PORTAL_HTTPS=off"),
        ({"DRAFTS_KEPT_DAYS": "29"}, "Set DRAFTS_KEPT_DAYS to a number of days from 30 on"),
        ({"DRAFTS_KEPT_DAYS": "a year"}, "Set DRAFTS_KEPT_DAYS"),
        ({"CONTACT_EMAIL": "ask at the desk"}, "Set CONTACT_EMAIL"),
        ({"DATABASE_URL": "nonsense://x"}, "Set DATABASE_URL"),
    ],
)
def test_bad_configuration_stops_the_start_with_a_sentence(environment, sentence):
    good = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "localhost", "PATH": os.environ["PATH"]}

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env=good | environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert sentence in done.stderr


def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_framework_is_the_one_we_chose():
    import django

    assert django.VERSION[:2] == (5, 2)
    assert django.VERSION >= (5, 2, 19)


def test_the_method_page_tells_the_numbers_that_are_computed_with(client):
    told = words_of(client.get(reverse("method")))

    numbers = method_numbers()
    for number in (f"{numbers['draws']:,}", f"{numbers['likely']}% and {numbers['very_likely']}%", numbers["engine"]):
        assert number in told


def test_the_small_example_of_the_method_adds_up(client):
    told = words_of(client.get(reverse("method")))

    products = re.findall(r"(\d+)% of (\d+) (?:=|is) (\d+(?:\.\d+)?)", told)
    halves = re.findall(r"half of ([\d.]+) is (\d+(?:\.\d+)?)", told)
    sums = re.findall(r"((?:[\d.]+ \+ )+[\d.]+) = (\d+(?:\.\d+)?)", told)

    assert (len(products), len(halves), len(sums)) == (7, 4, 4)
    assert all(int(weight) * int(score) / 100 == float(part) for weight, score, part in products)
    assert all(float(whole) / 2 == float(half) for whole, half in halves)
    assert all(sum(map(float, parts.split(" + "))) == float(total) for parts, total in sums)


def words_of(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())
