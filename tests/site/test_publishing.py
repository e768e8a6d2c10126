"""What a draft would change, as a publisher sees it before publishing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from models_catalogue.models import Edition, Fit
from questionnaire.examples import EXAMPLES
from questionnaire.models import Rehearsal
from questionnaire.operations import freeze_example
from questionnaire.rehearsal import SILENCE, rehearse
from questionnaire.trying import begin
from tests.conftest import signed_in

IMPACT = "/admin/models_catalogue/edition/impact/"
PUBLISH = "/admin/models_catalogue/edition/publish/"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """The states of the draft for which a process would have been started."""
    found: list[str] = []
    monkeypatch.setattr("portal.publishing.rehearse_apart", found.append)
    return found


def run_it() -> None:
    rehearsal = Rehearsal.objects.get()
    with ThreadPoolExecutor(1, initializer=begin, initargs=(rehearsal.content,)) as pool:
        rehearse(rehearsal, pool, clock=timezone.now)


def freeze_examples(edition: Edition) -> None:
    for found in EXAMPLES:
        freeze_example(found.slug, found.document(), edition, at=NOW)


def test_a_stranger_is_sent_to_the_login_and_a_mere_editor_is_refused(client):
    somebody = signed_in(User.objects.create(username="somebody", is_staff=True))

    assert client.get(IMPACT).status_code == 302
    assert somebody.get(IMPACT).status_code == 403


def test_looking_starts_nothing(editor, asked):
    assert editor.get(IMPACT).status_code == 200
    assert not Rehearsal.objects.exists()
    assert asked == []


def test_a_double_click_starts_one_process(editor, asked):
    editor.post(IMPACT)
    editor.post(IMPACT)

    assert asked == [Rehearsal.objects.get().digest]


def test_a_stopped_rehearsal_can_go_on(editor, asked):
    editor.post(IMPACT)
    Rehearsal.objects.update(moved_on_at=timezone.now() - 2 * SILENCE)

    assert b"has stopped" in editor.get(IMPACT).content
    editor.post(IMPACT)

    assert len(asked) == 2


def test_the_reports_that_would_change_are_listed_in_words(editor, asked, catalogue_db):
    freeze_examples(catalogue_db)
    Fit.objects.filter(option__stage="care").exclude(option__slug="acute-care-collaboration").update(fit=-1)
    editor.post(IMPACT)
    run_it()

    text = editor.get(IMPACT).content.decode()

    assert "Worked example salford" in text
    assert "leader, care model" in text
    assert "would become acute-care-collaboration" in text
    assert "Done." in text


def test_a_draft_that_changes_nothing_says_so(editor, asked, catalogue_db):
    freeze_examples(catalogue_db)
    editor.post(IMPACT)
    run_it()

    assert "<p>None.</p>" in editor.get(IMPACT).content.decode()


def test_more_reports_need_no_more_queries(editor, asked, catalogue_db):
    Fit.objects.filter(option__stage="care").update(fit=-1)
    freeze_example("salford", EXAMPLES[1].document(), catalogue_db, at=NOW)
    editor.post(IMPACT)
    run_it()
    with CaptureQueriesContext(connection) as with_one:
        editor.get(IMPACT)
    freeze_examples(catalogue_db)
    Rehearsal.objects.all().delete()
    editor.post(IMPACT)
    run_it()

    with CaptureQueriesContext(connection) as with_three:
        editor.get(IMPACT)

    assert len(with_three) == len(with_one)


def test_a_publisher_approves_the_draft_that_was_read(editor):
    seen = editor.get(PUBLISH).context["digest"]

    editor.post(f"{PUBLISH}approve/", {"digest": seen})

    assert "Approved by editor" in editor.get(PUBLISH).content.decode()


def test_another_draft_is_not_approved(editor):
    editor.post(f"{PUBLISH}approve/", {"digest": "0" * 64})

    assert "Approved by" not in editor.get(PUBLISH).content.decode()
