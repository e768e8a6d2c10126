"""A whole edition as one file: out of one installation, into another, and the same edition there."""

import hashlib
import json
from datetime import UTC, datetime
from io import StringIO

import msgspec
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from models_catalogue.edition_files import NotAnEditionFile, edition_file, import_edition, read_edition_file
from models_catalogue.editions import draft, publish
from models_catalogue.guard import lift_guard, raise_guard
from models_catalogue.history import history_of, recorded
from models_catalogue.models import (
    AssuranceHeading,
    CircumstanceAnswer,
    Edition,
    Fit,
    Objective,
    Option,
    Rating,
    Risk,
    Source,
    Theme,
    Vehicle,
)
from models_catalogue.thawing import in_order, thaw
from tests.catalogue.large import enlarged

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def file(catalogue_db) -> str:
    return edition_file(catalogue_db)


def empty_the_database() -> None:
    lift_guard(connection)
    Edition.objects.all().delete()
    for model in reversed(in_order()):
        model.objects.all().delete()
    raise_guard(connection)


def changed(file: str, change) -> str:
    """The file with its content changed, and a hash that fits."""
    opening = json.loads(file)
    change(opening["content"])
    text = msgspec.json.encode(opening["content"], order="sorted")
    return json.dumps({**opening, "sha256": hashlib.sha256(text).hexdigest()})


def first(content: dict, table: str, **named) -> dict:
    return next(row for row in content[table] if all(row[name] == value for name, value in named.items()))


def test_two_exports_of_an_edition_are_the_same_bytes(catalogue_db, file):
    again = edition_file(Edition.objects.get(pk=catalogue_db.pk))

    assert again == file


def test_a_file_says_which_edition_it_is_and_one_fact_a_line(catalogue_db, file):
    assert json.loads(file)["number"] == catalogue_db.number
    assert json.loads(file)["sha256"] == catalogue_db.sha256
    assert json.loads(file)["note"] == catalogue_db.note
    assert json.loads(file)["published_at"].startswith("2026-11-22")
    assert '\n        "label": ' in file
    assert catalogue_db.published_by not in file.split('"content"')[0]


def test_an_edition_is_the_same_edition_on_another_installation(catalogue_db, file):
    empty_the_database()

    import_edition(read_edition_file(file))
    edition = publish(note="From elsewhere.", at=NOON)

    assert (edition.number, edition.sha256, edition.content) == (1, catalogue_db.sha256, catalogue_db.content)


def test_importing_what_the_draft_says_already_touches_nothing(file):
    before = {model: list(model.objects.order_by("pk").values()) for model in in_order()}

    assert import_edition(read_edition_file(file)) == ()
    assert {model: list(model.objects.order_by("pk").values()) for model in in_order()} == before


def disturb() -> None:
    """A draft that differs from the shipped one in every way that a row can."""
    Theme.objects.filter(slug="joined-up").update(name="Another name")
    Vehicle.objects.filter(option__slug="mcp").delete()
    Fit.objects.filter(option__slug="pacs").delete()
    Option.objects.create(
        slug="another", stage="form", name="Another", short_name="A", plain="A", what="A", formality=1
    )
    Objective.objects.filter(slug="access").update(position=99, theme=Theme.objects.get(slug="joined-up"))
    Risk.objects.first().sources.clear()
    answer = CircumstanceAnswer.objects.create(
        circumstance=CircumstanceAnswer.objects.first().circumstance, slug="another", label="Another"
    )
    Rating.objects.create(option=Option.objects.get(slug="mcp"), answer=answer, rating=1, rationale="Why not.")
    one, other = AssuranceHeading.objects.filter(number__in=(1, 2))
    for heading, slug in ((one, "in-between"), (other, "decision-sought"), (one, other.slug)):
        AssuranceHeading.objects.filter(pk=heading.pk).update(slug=slug)


def test_an_import_puts_back_whatever_differs(catalogue_db, file):
    AssuranceHeading.objects.filter(number=1).update(slug="x")
    AssuranceHeading.objects.filter(number=2).update(slug="y")
    disturb()

    told = import_edition(read_edition_file(file))

    assert draft().canonical().decode() == catalogue_db.content
    assert {change.table for change in told} >= {"themes", "options", "fits", "objectives", "circumstances", "ratings"}


def test_rows_that_stay_keep_who_reviewed_them_and_how_their_links_are(file):
    Source.objects.filter(number=7).update(title="Another title", link_fault="404")
    Theme.objects.filter(slug="joined-up").update(name="Another name")
    risk = Risk.objects.first()
    Risk.objects.filter(pk=risk.pk).update(name="Another", reviewed_by="An editor")
    kept = list(Theme.objects.order_by("pk").values_list("pk", flat=True))

    import_edition(read_edition_file(file))

    assert Source.objects.get(number=7).link_fault == "404"
    assert Risk.objects.get(pk=risk.pk).reviewed_by == "An editor"
    assert list(Theme.objects.order_by("pk").values_list("pk", flat=True)) == kept


def unknown_option(content):
    first(content, "fits", option="mcp")["option"] = "nobody"


def out_of_scale(content):
    first(content, "fits", option="mcp")["fit"] = 7


def wrong_day(content):
    first(content, "flexibilities", slug="vat")["as_at"] = "last week"


def day_written_otherwise(content):
    first(content, "flexibilities", slug="vat")["as_at"] = "20260101"


def slug_with_blanks(content):
    first(content, "themes", slug="joined-up")["slug"] = "joined up"


def twice(content):
    content["themes"].append(content["themes"][0])


def of_a_newer_portal(content):
    first(content, "options", slug="mcp")["colour"] = "blue"


def another_table(content):
    content["weather"] = []


def no_number(content):
    first(content, "sources", number=7)["number"] = "seven"


def check_before_source(content):
    first(content, "flexibilities", slug="vat")["checked_at"] = "1999-01-01"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (unknown_option, "option names nobody"),
        (out_of_scale, "fit"),
        (wrong_day, "as_at is not a day"),
        (day_written_otherwise, "vat"),
        (slug_with_blanks, "slug"),
        (twice, "there 2 times"),
        (of_a_newer_portal, "options.colour is not known"),
        (another_table, "weather is not known"),
        (no_number, "number"),
        (check_before_source, "checked_after_source"),
    ],
)
def test_a_file_that_cannot_become_rows_is_refused_by_name_and_changes_nothing(file, change, fault):
    Theme.objects.filter(slug="joined-up").update(name="Another name")
    before = draft().canonical()

    with pytest.raises(NotAnEditionFile, match=fault):
        import_edition(read_edition_file(changed(file, change)))

    assert draft().canonical() == before


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda file: file.replace('"note": "', '"note": "Not ', 1), None),
        (lambda file: file.replace("Multispecialty", "Multi-specialty", 1), "sha256"),
        (lambda file: file[:1000], "not the file"),
        (lambda file: "[]", "not the file"),
        (lambda file: "", "not the file"),
        (lambda file: file.replace("edition-1", "edition-2", 1), "format"),
        (lambda file: file.replace('"number"', '"by": "me", "number"', 1), "not the file"),
    ],
)
def test_a_file_that_was_spoilt_is_refused(file, spoil, fault):
    if fault is None:
        assert read_edition_file(spoil(file)).note.startswith("Not ")
    else:
        with pytest.raises(NotAnEditionFile, match=fault):
            read_edition_file(spoil(file))


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(NotAnEditionFile):
        read_edition_file(b"\xff\xfe{}")


def test_the_commands_carry_an_edition_from_one_to_the_other(tmp_path, catalogue_db):
    out, said = StringIO(), StringIO()
    call_command("export_edition", 1, stdout=out)
    (tmp_path / "edition.json").write_text(out.getvalue(), encoding="utf-8")
    Theme.objects.filter(slug="joined-up").update(name="Another name")

    call_command("import_edition", tmp_path / "edition.json", stdout=said)

    assert out.getvalue() == edition_file(catalogue_db)
    assert "themes: 1 changed" in said.getvalue()
    assert draft().canonical().decode() == catalogue_db.content


@pytest.mark.parametrize(
    ("options", "reason"), [([], "Edition 1 from edition.json."), (["--reason", " To share. "], "To share.")]
)
def test_an_import_is_told_in_the_history_of_what_it_changed(tmp_path, file, options, reason):
    (tmp_path / "edition.json").write_text(file, encoding="utf-8")
    theme = Theme.objects.get(slug="joined-up")
    with recorded(user=None, reason="Clearer."):
        theme.name = "Another name"
        theme.save()

    call_command("import_edition", tmp_path / "edition.json", *options, stdout=StringIO())

    assert [(entry.by, entry.reason) for entry in history_of(theme)][:1] == [("", reason)]
    assert [entry.reason for entry in history_of(Theme.objects.exclude(pk=theme.pk).first())] == ["As shipped."]


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (("export_edition", "7"), "no edition 7"),
        (("import_edition", "/nowhere/edition.json"), "cannot be read"),
        (("import_edition", __file__), "was not imported"),
    ],
)
def test_a_command_that_cannot_says_why(command, error):
    with pytest.raises(CommandError, match=error):
        call_command(*command)


@pytest.mark.long
def test_an_edition_of_200_options_and_100_objectives_publishes_with_as_many_queries_as_the_shipped_one(catalogue):
    Theme.objects.filter(slug=catalogue.themes[0].slug).update(name="Another name")
    with CaptureQueriesContext(connection) as small:
        publish(note="As large as it is.", at=NOON)
    thaw(enlarged(catalogue, options=200, objectives=100))

    with CaptureQueriesContext(connection) as large:
        edition = publish(note="A large one.", at=NOON)

    assert len(json.loads(edition.content)["options"]) == 200
    assert len(large) <= len(small)
