"""Freezing the draft, publishing it, and the database's refusal to change what is published."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from models_catalogue.catalogue import Catalogue
from models_catalogue.completeness import problems
from models_catalogue.editions import EditionNotReady, NothingChanged, catalogue_of, current_edition, draft, publish
from models_catalogue.models import Edition, Fit, Objective, Option, Rating, Risk, Theme, Vehicle

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def publish_now(note: str = "Themes renamed.") -> Edition:
    return publish(note=note, at=NOON, by="editor")


def rename_a_theme() -> None:
    Theme.objects.filter(pk=Theme.objects.first().pk).update(name="Another name")


def written_again(row, **given):
    """A new row that says what `row` says, but for what is given."""
    sources = list(row.sources.all())[::-1]
    row.pk = row.id = None
    for name, value in given.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    row.sources.set(sources)
    return row


def written_again_in_place(row) -> None:
    sources = list(row.sources.all())[::-1]
    row.delete()
    row.save(force_insert=True)
    row.sources.set(sources)


def queries_of_a_draft() -> int:
    with CaptureQueriesContext(connection) as captured:
        draft()
    return len(captured)


def test_the_fixtures_lack_nothing_that_an_edition_must_have(catalogue):
    assert [str(problem) for problem in problems(catalogue) if problem.blocks] == []


def test_publishing_makes_the_next_edition(catalogue_db):
    rename_a_theme()

    edition = publish_now()

    assert (edition.number, edition.published_at, edition.published_by) == (catalogue_db.number + 1, NOON, "editor")
    assert current_edition() == edition


def test_an_edition_reads_back_as_the_draft_that_it_froze():
    rename_a_theme()

    edition = publish_now()

    assert Catalogue.from_json(edition.content) == draft()
    assert catalogue_of(edition.pk) == draft()


def test_an_edition_keeps_what_it_said_when_the_draft_moves_on(catalogue_db, catalogue):
    rename_a_theme()

    assert catalogue_of(catalogue_db.pk) == catalogue


def test_an_incomplete_draft_is_refused_with_what_is_missing():
    Vehicle.objects.filter(option__slug="mcp").delete()
    Fit.objects.filter(option__slug="mcp", objective__slug="access").delete()

    with pytest.raises(EditionNotReady) as refusal:
        publish_now()

    assert {"option mcp", "mcp / access"} <= {problem.where for problem in refusal.value.problems}
    assert Edition.objects.count() == 1


def test_a_draft_that_says_the_same_is_refused():
    with pytest.raises(NothingChanged):
        publish_now()

    assert Edition.objects.count() == 1


def test_equal_content_gives_equal_bytes_whatever_the_order_of_writing():
    before = draft().canonical()
    fit = Fit.objects.filter(sources__isnull=False).first()

    written_again_in_place(fit)

    assert draft().canonical() == before


def test_loading_the_fixtures_again_changes_nothing():
    before = draft().canonical()

    call_command("loaddata", *map(str, sorted(settings.FIXTURES.glob("catalogue/*.yaml"))), verbosity=0)

    assert draft().canonical() == before


def test_the_queries_of_a_draft_do_not_grow_with_its_rows():
    before = queries_of_a_draft()

    option = written_again(Option.objects.get(slug="mcp"), slug="another")
    written_again(Vehicle.objects.get(option__slug="mcp"), option=option)
    written_again(Risk.objects.first(), slug="another")
    written_again(Objective.objects.first(), slug="another")
    for rating in Rating.objects.filter(option__slug="mcp"):
        written_again(rating, option=option)

    assert queries_of_a_draft() == before


@pytest.mark.parametrize(
    "act", [lambda: Edition.objects.update(note="Other"), lambda: Edition.objects.first().delete()]
)
def test_the_database_refuses_to_change_or_delete_an_edition(act):
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        act()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE models_catalogue_edition SET content = '{}'", "DELETE FROM models_catalogue_edition"],
)
def test_the_database_refuses_it_in_plain_sql_too(statement):
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
