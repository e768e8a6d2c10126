"""Trying the addresses of sources, against a server of our own on this machine."""

import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from django.core.management import call_command

from models_catalogue.completeness import link_problems
from models_catalogue.editions import draft
from models_catalogue.links import NAME, PAUSE_SECONDS, fault_of, tried
from models_catalogue.management.commands import check_links
from models_catalogue.models import Source


class Site(BaseHTTPRequestHandler):
    """Answers by path; `asked` remembers method, path and the name of who asked."""

    asked: list[tuple[str, str, str]] = []
    moves = {"/moved": "/there", "/to-file": "file:///etc/passwd", "/to-ftp": "ftp://127.0.0.1/x", "/round": "/round"}
    statuses = {"/there": 200, "/gone": 410, "/missing": 404, "/broken": 500}

    def do_GET(self):
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        if self.path == "/slow":
            time.sleep(1)
        if self.path in self.moves:
            self.send_response(302)
            self.send_header("Location", self.moves[self.path])
        else:
            only_get = self.path == "/only-get" and self.command == "HEAD"
            self.send_response(405 if only_get else self.statuses.get(self.path, 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_HEAD(self):
        self.do_GET()

    def log_message(self, *args):
        pass


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/there", "/moved", "/only-get"])
def test_an_address_that_can_be_followed_has_no_fault(site, path):
    assert fault_of(f"{site}{path}") == ""


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/gone", "410"),
        ("/missing", "404"),
        ("/broken", "500"),
        ("/to-file", "file:///etc/passwd"),
        ("/to-ftp", "leads to ftp:"),
        ("/round", "302"),
    ],
)
def test_what_goes_wrong_is_told_in_a_few_words(site, path, fault):
    assert fault in fault_of(f"{site}{path}")


def test_a_site_that_keeps_silent_is_given_up(site):
    assert fault_of(f"{site}/slow", timeout=0.2) == "no answer in time"


def test_nobody_at_home_is_a_fault():
    assert "refused" in fault_of("http://127.0.0.1:9/")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)", "http://", "a b"])
def test_what_is_no_web_address_is_never_tried(address):
    assert fault_of(address) == "not a web address"


def test_pages_are_asked_for_by_head_and_by_name(site):
    fault_of(f"{site}/there")

    assert Site.asked == [("HEAD", "/there", NAME)]


def test_there_is_a_pause_between_two_addresses_of_one_host():
    waits: list[float] = []
    addresses = ["https://a.example/1", "https://a.example/2", "https://b.example/", "https://a.example/3"]

    found = list(tried(addresses, wait=waits.append, try_one=lambda address: ""))

    assert [address for address, _ in found] == addresses
    assert waits == [PAUSE_SECONDS]


@pytest.fixture
def trying(monkeypatch):
    """The command with every address answered alike."""
    monkeypatch.setattr(check_links.time, "sleep", lambda seconds: None)

    def answered(fault: str) -> None:
        monkeypatch.setattr(check_links, "tried", lambda addresses, wait: ((url, fault) for url in addresses))

    return answered


@pytest.mark.django_db
def test_what_failed_is_kept_with_the_draft_and_never_frozen(trying):
    before, out = draft(), StringIO()
    trying("404 Not Found")

    call_command("check_links", most=2, stdout=out)

    failed = Source.objects.exclude(link_fault="")
    assert failed.count() == 2
    assert "2 tried, 2 failed." in out.getvalue()
    assert len(link_problems(Source.objects.all())) == 2
    assert draft() == before


@pytest.mark.django_db
def test_an_address_that_works_again_loses_its_fault(trying):
    Source.objects.filter(number=7).update(link_fault="404", link_checked_on=date(2020, 1, 1))
    Source.objects.exclude(number=7).update(url="")
    trying("")

    call_command("check_links", stdout=StringIO())

    assert Source.objects.get(number=7).link_fault == ""
    assert Source.objects.get(number=7).link_checked_on > date(2020, 1, 1)


@pytest.mark.django_db
def test_what_was_tried_lately_is_left_alone(trying):
    out = StringIO()
    trying("")
    call_command("check_links", stdout=StringIO())

    call_command("check_links", stdout=out)

    assert "0 tried" in out.getvalue()
