"""What all tests share: the catalogue, loaded and published once for the whole run, and the cast."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import override_settings, setup_databases, teardown_databases

from models_catalogue.catalogue import Catalogue
from models_catalogue.editions import catalogue_of, publish
from models_catalogue.guard import lift_guard, raise_guard
from models_catalogue.history import record_first_versions
from models_catalogue.models import Edition
from questionnaire.leading import worked_out

BLOCKER = pytest.StashKey()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker, pytestconfig):
    """Every test finds the catalogue loaded and edition 1 published; what it changes is rolled back.

    The test database is made whatever was collected: left to itself, the plugin makes none for a run without database
    marks, and the fixtures below would then read the real one.
    """
    pytestconfig.stash[BLOCKER] = django_db_blocker
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        load_catalogue()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def catalogue_db(django_db_setup, django_db_blocker) -> Edition:
    """The edition that is published from the fixtures."""
    with django_db_blocker.unblock():
        return Edition.objects.get()


@pytest.fixture(scope="session")
def catalogue(catalogue_db) -> Catalogue:
    """The content of that edition, for tests that need no database."""
    return Catalogue.from_json(catalogue_db.content)


def load_catalogue() -> None:
    call_command("loaddata", *map(str, sorted(settings.FIXTURES.glob("catalogue/*.yaml"))), verbosity=0)
    publish(note="For the tests.", at=datetime(2026, 11, 22, 12, tzinfo=UTC), by="editor")
    record_first_versions("As shipped.")


@pytest.fixture(scope="session", autouse=True)
def _reports_are_kept_apart(tmp_path_factory):
    """PDFs that tests make lie in a folder of the run, not beside those of this machine's site."""
    reports = settings.STORAGES["reports"]
    folder = tmp_path_factory.mktemp("reports")
    apart = reports | {"OPTIONS": reports["OPTIONS"] | {"location": folder}}
    with override_settings(STORAGES={**settings.STORAGES, "reports": apart}):
        yield


@pytest.fixture(autouse=True)
def _editions_are_read_anew():
    """A rolled-back edition's key is given again, to an edition with other content."""
    yield
    catalogue_of.cache_clear()
    worked_out.cache_clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test outside a transaction ends by flushing the database: lift the guard for it, then load everything anew."""
    if not flushes(item):
        return (yield)
    with item.config.stash[BLOCKER].unblock():
        lift_guard(connection)
    result = yield
    if nextitem is not None:
        with item.config.stash[BLOCKER].unblock():
            call_command("flush", interactive=False, verbosity=0)  # again, because this one counts keys anew
            raise_guard(connection)
            load_catalogue()
    return result


def flushes(item) -> bool:
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction")) or bool(
        {"transactional_db", "live_server"} & set(item.fixturenames)
    )


class SecureClient(Client):
    """Speaks HTTPS, as the site does in production."""

    def generic(self, *args, **options):
        return super().generic(*args, **{**options, "secure": True})


@pytest.fixture
def client() -> Client:
    """A stranger."""
    return SecureClient()


@pytest.fixture
def editor(db) -> Client:
    """Somebody signed in who may do everything with the catalogue."""
    return signed_in(User.objects.create(username="editor", is_staff=True, is_superuser=True))


def signed_in(user: User) -> Client:
    client = SecureClient()
    client.force_login(user)
    return client
