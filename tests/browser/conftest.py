"""What the browser tests share: one site on a port of its own, one Chromium, and a watch over all that pages do."""

import fcntl
import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

HEADLESS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
GUNICORN = ("--threads=8", "--graceful-timeout=5", "--log-level=error", "--no-control-socket")
PATIENCE = 90_000


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Site:
    """The site as a process with a database of its own, so that two requests at once meet as they would in real life.

    A live server in this process would answer every request on one shared connection, and a test after it would find
    the catalogue flushed.
    """

    database: Path
    address: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": "127.0.0.1",
            "PORTAL_HTTPS": "off",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "REPORTS_DIR": str(self.database.with_name("reports")),
        }

    def manage(self, *arguments: str, **environment: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        options = {"cwd": settings.BASE_DIR, "env": self.environment | environment, "text": True}
        return subprocess.run(command, **options, check=True, stdout=subprocess.PIPE).stdout

    @contextmanager
    def served(self) -> Iterator["Site"]:
        """Served by as many threads as a browser opens connections, on a socket that is ours before it starts."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "gunicorn",
                    "tests.browser.served",
                    "--bind",
                    f"fd://{server.fileno()}",
                    *GUNICORN,
                ],
                cwd=settings.BASE_DIR,
                env=self.environment,
                pass_fds=[server.fileno()],
            )
        try:
            yield Site(self.database, f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id) -> Iterator[Site]:
    with site_of_its_own(tmp_path_factory, worker_id) as served:
        yield served


@contextmanager
def site_of_its_own(tmp_path_factory, worker_id) -> Iterator[Site]:
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    database = tmp_path_factory.mktemp("site") / "portal.sqlite3"
    shutil.copy(loaded_database(shared), database)
    with Site(database).served() as served:
        yield served


def loaded_database(folder: Path) -> Path:
    """A database with the catalogue and the worked examples; the first worker that comes makes it for all."""
    made = folder / "loaded.sqlite3"
    with (folder / "loaded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            half_made = folder / "loading.sqlite3"
            Site(half_made).manage("migrate", "--verbosity", "0")
            Site(half_made).manage("load_catalogue")
            half_made.rename(made)
    return made


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Closed when these tests end: while it runs, Django takes this thread for an asynchronous one."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        with playwright.chromium.launch(executable_path=path, args=HEADLESS) as browser:
            yield browser


@dataclass
class Watch:
    """Notes whatever a page should not do: complain in the console, fail, or ask another origin for anything."""

    address: str
    expected: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("console", self.hear)
        context.on("weberror", lambda error: self.notes.append(f"error: {error.error}"))
        context.on("request", self.see_request)
        context.on("requestfailed", self.see_failure)
        context.on("response", self.see_response)

    def hear(self, message) -> None:
        """A refused page is told in the console too; whether it may be refused is for `see_response`."""
        is_status = message.text.startswith("Failed to load resource: the server responded with a status of")
        if message.type in ("error", "warning") and not is_status:
            self.notes.append(f"console {message.type}: {message.text} ({message.location['url']})")

    def see_request(self, request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:", "blob:")):
            self.notes.append(f"another origin: {request.url}")

    def see_failure(self, request) -> None:
        """What a browser drops because its visitor went on has not failed."""
        if request.failure != "net::ERR_ABORTED":
            self.notes.append(f"failed: {request.url} {request.failure}")

    def see_response(self, response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= 400 and not (is_page and response.status in self.expected):
            self.notes.append(f"{response.status}: {response.url}")

    def told(self) -> list[str]:
        told, self.notes = self.notes, []
        return told


@pytest.fixture
def watch(site) -> Watch:
    return Watch(site.address)


@pytest.fixture
def visitor(chromium, site, watch) -> Iterator[Callable[..., Page]]:
    """Somebody with a browser of their own, watched; what the watch noted fails the test."""
    contexts = []

    def make(**options) -> Page:
        page = page_of(chromium, site, watch, **options)
        contexts.append(page.context)
        return page

    yield make
    for context in contexts:
        context.close()
    assert watch.told() == []


def page_of(chromium: Browser, site: Site, watch: Watch, **options) -> Page:
    context = chromium.new_context(base_url=site.address, locale="en-GB", **options)
    context.set_default_timeout(PATIENCE)
    watch.over(context)
    return context.new_page()


@pytest.fixture
def page(visitor) -> Page:
    return visitor()
