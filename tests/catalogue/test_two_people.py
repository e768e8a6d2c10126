"""Two people, from one end of the admin to the other: who edits there cannot be alone in publishing it."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from models_catalogue.models import Caution, Edition, Fit, Option, Source, Theme
from models_catalogue.rights import EDITORS, PUBLISHERS
from tests.catalogue.admin_pages import WHY, address, errors_of, page, posted, save
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db

PUBLISH = "admin:models_catalogue_edition_publish"
MATRIX = "/admin/models_catalogue/fit/matrix/?stage=care"


def member(name: str, *groups: str):
    user = User.objects.create(username=name, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return signed_in(user)


@pytest.fixture
def ann():
    """Edits and publishes."""
    return member("ann", EDITORS, PUBLISHERS)


@pytest.fixture
def ben():
    """Publishes only."""
    return member("ben", PUBLISHERS)


def publish(visitor):
    return visitor.post(reverse(PUBLISH), {**posted(visitor.get(reverse(PUBLISH))), "note": "Renamed."})


def approve(visitor):
    seen = visitor.get(reverse(PUBLISH)).context["digest"]
    return visitor.post(reverse("admin:models_catalogue_edition_approve"), {"digest": seen})


def change_in_matrix(visitor):
    fit = Fit.objects.get(option__slug="mcp", objective__slug="access")
    score = 0 if fit.fit else 1
    return visitor.post(MATRIX, {"mcp--access-shown": fit.fit, "mcp--access-fit": score, **WHY})


def rename(visitor):
    return save(visitor, Theme.objects.first(), name="New name")


def delete_a_caution(visitor):
    return visitor.post(address(Caution, "delete", Caution.objects.last().pk), {"post": "yes", **WHY})


def delete_selected(visitor):
    chosen = {"action": "delete_selected", "_selected_action": [Caution.objects.last().pk], "post": "yes"}
    return visitor.post(address(Caution, "changelist"), {**chosen, **WHY})


def add_a_source(visitor):
    typed = {"number": "9999", "publisher": "A", "title": "B", "date": "2026", "url": "https://example.org/b"}
    return visitor.post(address(Source, "add"), {**typed, **WHY})


def rename_a_vehicle(visitor):
    return save(visitor, Option.objects.get(slug="mcp"), **{"vehicle-0-words": "Other words."})


def reorder(visitor):
    first = Theme.objects.first()
    return save(visitor, first, position=str(Theme.objects.last().position + 1))


@pytest.mark.parametrize(
    ("edit", "row"),
    [
        (rename, "themes care-quality"),
        (change_in_matrix, "fits mcp / access"),
        (delete_a_caution, "cautions "),
        (delete_selected, "cautions "),
        (add_a_source, "sources 9999"),
        (rename_a_vehicle, "options mcp"),
        (reorder, "themes (their order)"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_who_edits_in_the_admin_does_not_publish_it_alone(ann, ben, edit, row):
    assert edit(ann).status_code == 302

    refused = publish(ann)

    assert "Another person has to approve" in errors_of(refused)
    assert any(item.text.startswith(row) for item in page(refused).select(".waiting li"))
    assert Edition.objects.count() == 1
    assert publish(ben).status_code == 302
    assert Edition.objects.newest_first().first().published_by == "ben"


def test_an_own_approval_does_not_count_and_anothers_does(ann, ben):
    rename(ann)
    approve(ann)
    alone = publish(ann)
    approve(ben)

    publish(ann)

    assert "Another person has to approve" in errors_of(alone)
    assert Edition.objects.newest_first().first().published_by == "ann"


def test_an_approval_does_not_hold_for_what_is_edited_after_it(ann, ben):
    rename(ann)
    approve(ben)
    change_in_matrix(ann)

    assert "Another person has to approve" in errors_of(publish(ann))
    assert Edition.objects.count() == 1


def test_what_somebody_else_edited_over_it_is_theirs(ann):
    rename(ann)
    other = member("cat", EDITORS)
    save(other, Theme.objects.first(), name="Newer name")

    assert publish(ann).status_code == 302


def test_a_change_that_was_taken_back_keeps_nobody_waiting(ann):
    theme = Theme.objects.first()
    rename(ann)
    save(ann, theme, name=theme.name)
    save(member("cat", EDITORS), Theme.objects.last(), name="Newer name")

    assert publish(ann).status_code == 302


def test_a_double_click_on_publish_makes_one_edition(ann, ben):
    rename(ann)
    typed = {**posted(ben.get(reverse(PUBLISH))), "note": "Renamed."}

    ben.post(reverse(PUBLISH), typed)
    second = ben.post(reverse(PUBLISH), typed)

    assert Edition.objects.count() == 2
    assert "Nothing has changed since edition 2." in errors_of(second)


def test_who_only_edits_may_neither_approve_nor_publish(ann):
    rename(ann)
    editor = member("cat", EDITORS)

    assert approve_blindly(editor).status_code == 403
    assert editor.post(reverse(PUBLISH), {"note": "Mine."}).status_code == 403
    assert Edition.objects.count() == 1


def approve_blindly(visitor):
    return visitor.post(reverse("admin:models_catalogue_edition_approve"), {"digest": "0" * 64})


def test_who_only_publishes_may_change_no_row(ben):
    theme = Theme.objects.first()

    assert rename_blindly(ben, theme).status_code == 403
    assert ben.post(MATRIX, WHY).status_code == 403
    assert Theme.objects.get(pk=theme.pk).name == theme.name


def rename_blindly(visitor, theme):
    return visitor.post(address(Theme, "change", theme.pk), {"name": "Mine", "position": "1", **WHY})
