"""Sites that fault tests may spoil, on SQLite and on PostgreSQL."""

import os

import pytest

from tests.faults.databases import PostgresDatabase, SqliteFile
from tests.faults.sites import Site

BOTH = (
    pytest.param("sqlite", marks=pytest.mark.xdist_group("faults on SQLite")),
    pytest.param("postgres", marks=[pytest.mark.xdist_group("faults on PostgreSQL"), pytest.mark.postgres]),
)
"""One worker each under --dist loadgroup, so that each database is prepared once."""


def empty_database(kind: str, folder) -> SqliteFile | PostgresDatabase:
    if kind == "sqlite":
        return SqliteFile(folder / "prepared.sqlite3")
    server = os.environ.get("TEST_POSTGRES_URL")
    if not server:
        pytest.skip("TEST_POSTGRES_URL is not set; script/test sets it where PostgreSQL is installed.")
    return PostgresDatabase.new(server)


@pytest.fixture(scope="session", params=BOTH)
def prepared(request, tmp_path_factory):
    """A database with the catalogue published. It is copied, never used."""
    folder = tmp_path_factory.mktemp("prepared")
    database = empty_database(request.param, folder)
    Site(database, folder / "log").run("-m", "tests.faults.prepare")
    yield database
    database.drop()


@pytest.fixture(scope="session")
def shared_site(prepared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    found = Site(prepared.copy(folder), folder / "log")
    found.start()
    yield found
    found.end()


@pytest.fixture
def site(shared_site) -> Site:
    """A site for tests that leave it standing. What its workers wrote meanwhile is shown when the test fails."""
    before = shared_site.log.stat().st_size
    yield shared_site
    print(shared_site.log.read_bytes()[before:].decode())


@pytest.fixture
def own_site(prepared, tmp_path) -> Site:
    """A site for one test, not yet started."""
    found = Site(prepared.copy(tmp_path), tmp_path / "log")
    yield found
    found.end()
    print(found.log.read_text())
