"""The history of rows: what one save records, and how it is told."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from reversion.models import Revision, Version

from models_catalogue.history import (
    ReasonMissing,
    history_of,
    last_editors,
    note,
    record_first_versions,
    recorded,
)
from models_catalogue.models import Fit, Option, Risk, Source, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    return User.objects.create(username="ann")


def told(row) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The history in short: who, why, and what happened to which row."""
    return [(entry.by, entry.reason, [(c.kind, c.table) for c in entry.changes]) for entry in history_of(row)]


def test_a_row_begins_with_what_was_shipped():
    theme = Theme.objects.first()

    assert told(theme) == [("", "As shipped.", [("added", "theme")])]
    assert record_first_versions("Again.") == 0


def test_loading_the_catalogue_again_writes_no_version_of_what_has_one():
    before = Version.objects.count()

    call_command("load_catalogue")

    assert Version.objects.count() == before > 1000


def test_a_change_is_told_field_by_field_with_who_and_why(ann):
    theme = Theme.objects.first()
    old = theme.name

    with recorded(user=ann, reason=" Clearer. "):
        theme.name = "New name"
        theme.save()

    newest = history_of(theme)[0]
    (change,) = newest.changes
    assert (newest.by, newest.reason, change.kind) == ("ann", "Clearer.", "changed")
    assert [(f.name, f.old_in_words, f.new_in_words) for f in change.fields] == [("name", old, "New name")]


def test_sources_are_told_by_their_numbers(ann):
    fit = Fit.objects.filter(sources__isnull=False).first()
    source = Source.objects.exclude(pk__in=fit.sources.all()).first()

    with recorded(user=ann, reason="Another source."):
        fit.sources.set([source])

    ((change,),) = [history_of(fit)[0].changes]
    assert [(f.name, f.new) for f in change.fields] == [("sources", (str(source.number),))]


def test_a_child_is_part_of_its_parents_history(ann):
    option = Option.objects.get(slug="mcp")

    with recorded(user=ann, reason="Not needed."):
        option.requirements.first().delete()

    assert told(option)[0] == ("ann", "Not needed.", [("removed", "requirement")])


def test_one_save_of_many_rows_is_one_revision(ann):
    before = Revision.objects.count()
    risk = Risk.objects.filter(trigger_dimensions__isnull=False).first()

    with recorded(user=ann, reason="Tidier."):
        risk.name = "Another name"
        risk.save()
        risk.trigger_dimensions.first().delete()
        Theme.objects.create(slug="new", name="New")

    assert Revision.objects.count() == before + 1


def test_rows_written_in_bulk_are_noted_by_hand(ann):
    fits = list(Fit.objects.prefetch_related("sources")[:2])

    with recorded(user=ann, reason="Both."):
        Fit.objects.filter(pk__in=[fit.pk for fit in fits]).update(evidence="Other.")
        for fit in fits:
            fit.evidence = "Other."
        note(fits)

    assert [told(fit)[0][:2] for fit in fits] == [("ann", "Both.")] * 2


@pytest.mark.parametrize("reason", ["", " \n"])
def test_nothing_is_written_without_a_reason(ann, reason):
    with pytest.raises(ReasonMissing), recorded(user=ann, reason=reason):
        Theme.objects.update(name="Never")

    assert not Theme.objects.filter(name="Never").exists()


def test_a_failed_save_leaves_no_history(ann):
    fit = Fit.objects.first()

    with pytest.raises(ZeroDivisionError):
        delete_and_fail(ann, fit)

    assert told(Fit.objects.get(pk=fit.pk)) == [("", "As shipped.", [("added", "fit")])]


def delete_and_fail(user, row) -> None:
    with recorded(user=user, reason="Fails."):
        Fit.objects.filter(pk=row.pk).delete()
        raise ZeroDivisionError


def test_who_saved_a_row_without_changing_it_is_not_its_last_editor(ann):
    theme = Theme.objects.first()
    ben = User.objects.create(username="ben")
    with recorded(user=ann, reason="Clearer."):
        theme.name = "New name"
        theme.save()

    with recorded(user=ben, reason="Looked at it."):
        theme.save()

    assert last_editors(Theme) == {theme.slug: "ann"}


def test_who_deleted_a_row_is_its_last_editor(ann):
    fit = Fit.objects.get(option__slug="mcp", objective__slug="access")

    with recorded(user=ann, reason="Wrong."):
        fit.delete()

    assert last_editors(Fit) == {"mcp / access": "ann"}


def test_who_moves_a_row_is_the_last_editor_of_the_order_of_its_table(ann):
    theme = Theme.objects.first()

    with recorded(user=ann, reason="Last in the list."):
        theme.position = 99
        theme.save()

    assert last_editors(Theme) == {"": "ann", theme.slug: "ann"}
