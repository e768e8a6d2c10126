"""An unfinished assessment goes when nobody has touched it for long, and never before."""

from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from questionnaire import operations
from questionnaire.models import Assessment, Contribution, Link
from tests.asking.visitors import owner, secret_of

pytestmark = pytest.mark.django_db
LONG = settings.DRAFTS_KEPT_FOR + timedelta(minutes=1)
NOT_SO_LONG = settings.DRAFTS_KEPT_FOR - timedelta(days=1)


def left_alone(visit, *, since: timedelta) -> None:
    """Make it as if the visitor was here last that long ago."""
    moment = timezone.now() - since
    Assessment.objects.filter(pk=visit.assessment.pk).update(changed_at=moment)
    Link.objects.filter(assessment=visit.assessment).update(last_used_at=moment)


def deleted(*options: str) -> str:
    out = StringIO()
    call_command("delete_left_alone", *options, stdout=out)
    return out.getvalue().strip()


def test_what_nobody_finished_goes_with_its_links_after_its_time():
    visit = owner()
    left_alone(visit, since=LONG)

    assert deleted() == "1 deleted."
    assert not Assessment.objects.exists()
    assert not Link.objects.exists()
    assert visit.get("task-list").status_code == 404


def test_before_its_time_it_stays():
    visit = owner()
    left_alone(visit, since=NOT_SO_LONG)

    assert deleted() == "0 deleted."
    assert visit.get("task-list").status_code == 200


def test_opening_it_by_a_link_keeps_it():
    visit = owner()
    left_alone(visit, since=LONG)

    visit.browser.get(reverse("follow-link", kwargs={"secret": secret_of(visit.assessment)}))

    assert deleted() == "0 deleted."


def test_what_a_partner_has_said_since_keeps_it():
    visit = owner()
    left_alone(visit, since=LONG)

    Contribution.objects.create(
        assessment=visit.assessment, partner="The council", invited_at=timezone.now(), changed_at=timezone.now()
    )

    assert deleted() == "0 deleted."


def test_a_link_that_was_never_opened_does_not_keep_it():
    visit = owner()
    secret_of(visit.assessment)
    left_alone(visit, since=LONG)

    assert deleted() == "1 deleted."


def test_a_finished_one_stays_and_so_does_one_that_was_opened_again():
    finished, reopened = owner(), owner()
    for visit in (finished, reopened):
        visit.answer_all()
        visit.finish()
    operations.reopen(reopened.assessment, at=timezone.now())
    for visit in (finished, reopened):
        left_alone(visit, since=LONG)

    assert deleted() == "0 deleted."
    assert Assessment.objects.count() == 2


def test_what_somebody_changes_while_others_are_deleted_stays(monkeypatch):
    first, second = owner(), owner()
    for visit in (first, second):
        left_alone(visit, since=LONG)
    delete = Assessment.delete

    def delete_while_the_other_is_changed(row):
        Assessment.objects.exclude(pk=row.pk).update(changed_at=timezone.now())
        return delete(row)

    monkeypatch.setattr(Assessment, "delete", delete_while_the_other_is_changed)

    assert operations.delete_left_alone(at=timezone.now()) == 1
    assert Assessment.objects.count() == 1


def test_a_dry_run_only_counts():
    left_alone(owner(), since=LONG)

    assert deleted("--dry-run") == "1 would be deleted."
    assert Assessment.objects.count() == 1


def test_the_privacy_page_says_how_long_it_is_kept(client):
    page = client.get(reverse("privacy")).content.decode()

    assert f"for {settings.DRAFTS_KEPT_FOR.days} days" in page
