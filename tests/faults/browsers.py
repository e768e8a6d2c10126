"""Just enough of a browser, and of several people who click in the same moment."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from threading import Barrier
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from tests.faults.sites import Site

T = TypeVar("T")
SECRET_LINK = re.compile(r"/link/[\w-]{40,}/")
PUBLIC_ID = re.compile(r"/assessments/([0-9a-f-]{36})/")


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str


@dataclass
class Browser:
    """Keeps cookies, sends the form token with every post, follows no redirects."""

    site: Site
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, typed: Mapping[str, Any]) -> Answer:
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self._ask("POST", path, urlencode({**typed, **token}, doseq=True))

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return Answer(response.status, response.headers.get("Location", ""), text)


@dataclass
class Owner:
    """Somebody who may change an assessment, in a browser of their own."""

    browser: Browser
    public_id: str

    def path(self, page: str = "") -> str:
        return f"/assessments/{self.public_id}/{page}"

    def get(self, page: str = "") -> Answer:
        return self.browser.get(self.path(page))

    def post(self, page: str, typed: Mapping[str, Any] | None = None) -> Answer:
        return self.browser.post(self.path(page), typed or {})

    def save(self, step: str, answers: Mapping[str, Any], seen: str) -> Answer:
        return self.post(f"steps/{step}/", {**answers, "seen": seen})

    def joined_by(self, count: int) -> list["Owner"]:
        """As many more owners, each of whom followed a link of their own browser."""
        (link,) = set(SECRET_LINK.findall(self.post("links/", {"role": "owner"}).text))
        others = [Owner(Browser(self.browser.site), self.public_id) for _ in range(count)]
        for other in others:
            assert other.browser.get(link).status == 302
            assert other.get("steps/place/").status == 200
        return others

    def stored(self) -> dict[str, Any] | None:
        """The answers as they stand in the database, if the assessment is still there."""
        found = self.rows("SELECT data FROM questionnaire_assessment WHERE {mine}")
        return next((json.loads(data) if isinstance(data, str) else data for (data,) in found), None)

    def reports(self) -> list[tuple[int, str]]:
        """Revision and name of the place of every report in the database."""
        of_this = "SELECT id FROM questionnaire_assessment WHERE {mine}"
        reports = f"SELECT revision, place_name FROM questionnaire_report WHERE assessment_id IN ({of_this})"  # noqa: S608
        return sorted(self.rows(reports))

    def newest_document(self) -> str:
        """The answers that the newest report was made from."""
        of_this = "SELECT id FROM questionnaire_assessment WHERE {mine}"
        found = self.rows(
            f"SELECT document FROM questionnaire_report WHERE assessment_id IN ({of_this}) ORDER BY revision DESC"  # noqa: S608
        )
        return found[0][0]

    def pdf(self) -> dict[str, Any]:
        """The row about the PDF of the newest report: its slot, its tries, and its name."""
        of_this = "SELECT id FROM questionnaire_assessment WHERE {mine}"
        reports = f"SELECT MAX(id) FROM questionnaire_report WHERE assessment_id IN ({of_this})"  # noqa: S608
        columns = ("slot", "tries", "name")
        found = self.rows(f"SELECT {', '.join(columns)} FROM questionnaire_reportpdf WHERE report_id IN ({reports})")  # noqa: S608
        return dict(zip(columns, found[0], strict=True)) if found else dict.fromkeys(columns)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database says; {mine} stands for the condition that finds the assessment."""
        mine = f"public_id = '{UUID(self.public_id).hex}'"
        return self.browser.site.database.rows(query.format(mine=mine))


def somebody_starts(site: Site, document: Mapping[str, Any] | None = None) -> Owner:
    """A new assessment, empty or with the answers of a document."""
    browser = Browser(site)
    path, typed = ("/start/document/", {"document": json.dumps(document)}) if document else ("/start/", {})
    browser.get(path)
    started = browser.post(path, typed)
    assert started.status == 302, started.text
    owner = Owner(browser, PUBLIC_ID.search(started.location)[1])
    owner.get("steps/place/")
    return owner


def at_once(acts: Sequence[Callable[[], T]]) -> list[T]:
    """What each act returned, in order; all of them begin in the same moment."""
    barrier = Barrier(len(acts))

    def begin(act: Callable[[], T]) -> T:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(begin, acts))
