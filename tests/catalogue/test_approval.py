"""Two people: which changes need somebody besides their last editor."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User

from models_catalogue.approval import AnotherPersonNeeded, DraftChanged, alone, approve, digest, publish_by
from models_catalogue.changes import Change
from models_catalogue.editions import draft
from models_catalogue.history import recorded
from models_catalogue.models import Edition, RiskTrigger, Theme

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
ROW = Change("themes", "care", "changed")


@pytest.mark.parametrize(
    ("editor", "people", "waits"),
    [
        ("ann", {"ann"}, True),
        ("ann", {"ben"}, False),
        ("ann", {"ann", "ben"}, False),
        (None, {"ann"}, False),
    ],
)
def test_a_change_waits_while_only_its_last_editor_stands_for_it(editor, people, waits):
    editors = {("themes", "care"): editor} if editor else {}

    assert bool(alone([ROW], editors, people)) is waits


def change_a_theme(name: str = "New name") -> None:
    user, _ = User.objects.get_or_create(username="ann")
    theme = Theme.objects.first()
    with recorded(user=user, reason="Clearer."):
        theme.name = name
        theme.save()


def publish_now(person: str, **given) -> Edition:
    return publish_by(person, **{"seen": digest(draft()), "note": "Renamed.", "at": NOON, **given})


@pytest.mark.django_db
def test_the_last_editor_alone_is_refused_with_the_rows():
    change_a_theme()

    with pytest.raises(AnotherPersonNeeded) as refusal:
        publish_now("ann")

    assert [(change.table, change.row) for change in refusal.value.changes] == [("themes", Theme.objects.first().slug)]
    assert Edition.objects.count() == 1


@pytest.mark.django_db
def test_a_change_inside_a_row_counts_as_a_change_of_the_row():
    user = User.objects.create(username="ann")
    trigger = RiskTrigger.objects.first()
    with recorded(user=user, reason="Too low."):
        trigger.below = 5 if trigger.below != 5 else 4
        trigger.save()

    with pytest.raises(AnotherPersonNeeded) as refusal:
        publish_now("ann")

    assert [change.row for change in refusal.value.changes] == [trigger.risk.slug]


@pytest.mark.django_db
def test_somebody_else_publishes_or_approves_first():
    change_a_theme()
    publish_now("ben")
    change_a_theme("Yet another name")
    approve(digest(draft()), by="ben", at=NOON)

    assert publish_now("ann").number == 3


@pytest.mark.django_db
def test_an_approval_of_a_draft_that_changed_meanwhile_does_not_count():
    change_a_theme()
    approve(digest(draft()), by="ben", at=NOON)
    change_a_theme("Yet another name")

    with pytest.raises(AnotherPersonNeeded):
        publish_now("ann")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "act", [lambda seen: approve(seen, by="ben", at=NOON), lambda seen: publish_now("ben", seen=seen)]
)
def test_what_changed_after_it_was_read_is_neither_approved_nor_published(act):
    seen = digest(draft())
    change_a_theme()

    with pytest.raises(DraftChanged):
        act(seen)

    assert Edition.objects.count() == 1


@pytest.mark.django_db
def test_a_setting_lets_one_person_do_both(settings):
    settings.ONE_PERSON_PUBLISHING = True
    change_a_theme()

    assert publish_now("ann").number == 2
