"""Editions in the admin: reading them, and publishing the next."""

import json
from datetime import date

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from models_catalogue.models import Caution, Edition, Fit, Rating, Source, Theme, Vehicle
from tests.catalogue.admin_pages import address, change_page, errors_of, page, posted, somebody_who_may

pytestmark = pytest.mark.django_db

PUBLISH = "admin:models_catalogue_edition_publish"


def publish(editor, **typed):
    return editor.post(reverse(PUBLISH), {**posted(editor.get(reverse(PUBLISH))), "note": "Renamed.", **typed})


def rename_a_theme() -> None:
    Theme.objects.filter(slug=Theme.objects.first().slug).update(name="Another name")


def test_an_edition_offers_nothing_that_would_change_it(editor, catalogue_db):
    shown = page(editor.get(change_page(catalogue_db)))

    assert not shown.select('#content input:not([type="hidden"]), #content textarea, .deletelink')
    assert editor.get(address(Edition, "add")).status_code == 403
    assert editor.get(address(Edition, "delete", catalogue_db.pk)).status_code == 403
    assert editor.post(change_page(catalogue_db), {"note": "Other"}).status_code == 403


def test_an_edition_is_downloaded_as_the_bytes_that_were_hashed(editor, catalogue_db):
    link = page(editor.get(change_page(catalogue_db))).select_one(".field-download a")

    response = editor.get(link["href"])

    assert response.content == catalogue_db.content.encode()
    assert response["Content-Disposition"] == f'attachment; filename="edition-{catalogue_db.number}.json"'
    assert json.loads(response.content)["options"]


def test_the_publish_page_shows_what_changed_since_the_newest_edition(editor, catalogue):
    Fit.objects.filter(option__slug="mcp", objective__slug="access").update(fit=-1)

    shown = page(editor.get(reverse(PUBLISH))).select_one("#content").get_text(" ", strip=True)

    assert f"mcp / access changed fit: from {catalogue.fit['mcp', 'access'].fit} to -1" in shown


def test_publishing_makes_the_next_edition(editor, catalogue_db):
    rename_a_theme()

    response = publish(editor)

    edition = Edition.objects.newest_first().first()
    assert response.url == change_page(edition)
    assert (edition.number, edition.note, edition.published_by) == (catalogue_db.number + 1, "Renamed.", "editor")


def test_pressing_publish_twice_makes_one_edition(editor):
    rename_a_theme()
    typed = {**posted(editor.get(reverse(PUBLISH))), "note": "Renamed."}

    editor.post(reverse(PUBLISH), typed)
    second = editor.post(reverse(PUBLISH), typed)

    assert "Nothing has changed since edition 2." in errors_of(second)
    assert Edition.objects.count() == 2


def test_an_edition_needs_a_note(editor):
    rename_a_theme()

    assert "Say what is new in this edition, and why." in errors_of(publish(editor, note=" "))
    assert Edition.objects.count() == 1


def test_an_incomplete_draft_is_not_published_and_what_is_missing_is_named(editor):
    Vehicle.objects.filter(option__slug="mcp").delete()

    response = publish(editor)

    blocking = [item.text for item in page(response).select(".blocking li")]
    assert blocking == ["option mcp: does not say what carries it today"]
    assert "cannot be published" in errors_of(response)
    assert posted(response)["note"] == ["Renamed."]
    assert Edition.objects.count() == 1


def of_care(**which) -> QuerySet[Fit]:
    return Fit.objects.filter(option__stage="care", **which)


def move_together() -> None:
    """Every care model is as good for the second aim as it is for the first."""
    for fit in of_care(objective__slug="access").select_related("option"):
        of_care(option=fit.option, objective__slug="quality").update(fit=fit.fit)


def leave_unsourced() -> None:
    caution = Caution.objects.first()
    caution.sources.clear()
    Caution.objects.filter(pk=caution.pk).update(editorial=False)


def break_a_link() -> None:
    Source.objects.filter(pk=Source.objects.exclude(url="").first().pk).update(
        link_fault="404 Not Found", link_checked_on=date(2026, 11, 1)
    )


@pytest.mark.parametrize(
    ("spoil", "part", "said"),
    [
        (lambda: Vehicle.objects.filter(option__slug="mcp").delete(), "blocking", "option mcp: does not say"),
        (leave_unsourced, "blocking", "has neither a source nor the mark"),
        (lambda: of_care(objective__slug="access").update(fit=1), "warnings", "tells none of them apart"),
        (move_together, "warnings", "move together"),
        (lambda: of_care(option__slug="pacs").update(fit=-1), "warnings", "option pacs: "),
        (lambda: Rating.objects.filter(answer__slug="pooled").update(rating=0), "warnings", "changes nothing"),
        (break_a_link, "reminders", "could not be reached when last tried (404 Not Found)"),
        (lambda: Caution.objects.update(review_due=date(2020, 1, 1)), "reminders", "was due for review on 2020-01-01"),
    ],
    ids=["missing", "unsourced", "all alike", "moving together", "never leading", "unreachable", "link", "overdue"],
)
def test_every_kind_of_check_is_listed_before_publishing(editor, spoil, part, said):
    before = listed(editor, part)

    spoil()

    assert any(said in line for line in listed(editor, part) - before)


def listed(visitor, part: str) -> set[str]:
    return {item.text for item in page(visitor.get(reverse(PUBLISH))).select(f".{part} li")}


def test_a_draft_that_changed_after_the_page_was_read_is_not_published(editor):
    rename_a_theme()
    typed = {**posted(editor.get(reverse(PUBLISH))), "note": "Renamed."}
    Theme.objects.update(name="Yet another name")

    response = editor.post(reverse(PUBLISH), typed)

    assert "The draft has changed since you opened this page." in errors_of(response)
    assert Edition.objects.count() == 1
    assert editor.post(reverse(PUBLISH), posted(response)).status_code == 302


@pytest.mark.parametrize("permissions", [[], ["view_edition"], ["change_fit", "change_edition"]])
def test_publishing_is_only_for_those_who_may_add_editions(permissions):
    visitor = somebody_who_may(*permissions)
    rename_a_theme()

    assert visitor.get(reverse(PUBLISH)).status_code == 403
    assert visitor.post(reverse(PUBLISH), {"note": "Mine."}).status_code == 403
    assert Edition.objects.count() == 1


def test_those_who_may_add_editions_may_publish():
    rename_a_theme()

    publish(somebody_who_may("add_edition"))

    assert Edition.objects.count() == 2
