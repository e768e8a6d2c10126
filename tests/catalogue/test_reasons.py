"""Reasons and history in the admin: no page writes without a reason, and every row tells who, when, why and what."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from reversion.models import Revision

from models_catalogue.history import history_of, recorded
from models_catalogue.models import Caution, Fit, Option, Theme
from tests.catalogue.admin_pages import (
    WHY,
    address,
    change_page,
    errors_of,
    page,
    posted,
    save,
    somebody_who_may,
)

pytestmark = pytest.mark.django_db

NO_REASON = "Say why you make this change."


@pytest.fixture
def caution() -> Caution:
    """A row that nothing else stands on."""
    return Caution.objects.first()


def add(visitor, **typed):
    return visitor.post(address(Theme, "add"), {"slug": "new", "name": "New", "position": "9", **typed})


def delete(visitor, row, **typed):
    return visitor.post(address(type(row), "delete", row.pk), {"post": "yes", **typed})


def delete_selected(visitor, *rows, **typed):
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    return visitor.post(address(type(rows[0]), "changelist"), {**chosen, **typed})


@pytest.mark.parametrize("reason", [{}, {"reason_for_change": ""}, {"reason_for_change": " \n"}])
@pytest.mark.parametrize(
    "act",
    [
        lambda visitor, row, reason: add(visitor, **reason),
        lambda visitor, row, reason: save(visitor, row, **{"text": "Other.", "reason_for_change": "", **reason}),
        lambda visitor, row, reason: delete(visitor, row, **reason),
        lambda visitor, row, reason: delete_selected(visitor, row, post="yes", **reason),
    ],
    ids=["add", "change", "delete", "delete selected"],
)
def test_no_page_writes_without_a_reason(editor, caution, act, reason):
    response = act(editor, caution, reason)

    assert response.status_code == 200
    assert NO_REASON in errors_of(response)
    assert page(response).title.text.startswith("Error:")
    assert Caution.objects.get(pk=caution.pk).text == caution.text
    assert not Theme.objects.filter(slug="new").exists()
    assert not Revision.objects.exclude(user=None).exists()


def test_nothing_typed_is_lost_when_the_reason_is_missing(editor):
    option = Option.objects.get(slug="mcp")

    response = save(editor, option, **{"name": "Typed", "variants-0-name": "Typed too", "reason_for_change": ""})

    assert posted(response)["name"] == ["Typed"]
    assert posted(response)["variants-0-name"] == ["Typed too"]


def test_a_reason_is_kept_when_something_else_is_wrong(editor, caution):
    response = save(editor, caution, text="")

    assert posted(response)["reason_for_change"] == ["For the test."]


def test_a_deletion_is_not_called_wrong_before_it_is_confirmed(editor, caution):
    asked = editor.get(address(Caution, "delete", caution.pk)), delete_selected(editor, caution)

    assert [errors_of(response) for response in asked] == ["", ""]


def test_confirming_again_with_a_reason_deletes_what_was_selected(editor, caution):
    other = Caution.objects.last()
    refused = delete_selected(editor, caution, other, post="yes")

    response = editor.post(address(Caution, "changelist"), posted(refused) | WHY)

    assert response.status_code == 302
    assert not Caution.objects.filter(pk__in=[caution.pk, other.pk]).exists()
    assert Revision.objects.exclude(user=None).get().comment == "For the test."


def test_a_deletion_is_recorded_with_who_and_why(editor, caution):
    response = delete(editor, caution, **WHY)

    newest = history_of(caution)[0]
    assert response.status_code == 302
    assert (newest.by, newest.reason, newest.changes[0].kind) == ("editor", "For the test.", "removed")


def test_a_double_click_on_save_is_told_once(editor, caution):
    typed = {**posted(editor.get(change_page(caution))), **WHY, "text": "Other."}

    answers = [editor.post(change_page(caution), typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [entry.by for entry in history_of(caution)] == ["editor", ""]


def test_a_double_click_on_delete_is_told_once(editor, caution):
    answers = [delete(editor, caution, **WHY) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [change.kind for entry in history_of(caution) for change in entry.changes] == ["removed", "added"]


def test_a_page_with_children_is_one_change_of_its_row(editor):
    option = Option.objects.get(slug="mcp")

    save(editor, option, **{"name": "New name", "variants-0-name": "New variant", "reason_for_change": "Clearer."})

    newest = history_of(option)[0]
    assert (newest.by, newest.reason) == ("editor", "Clearer.")
    assert {(change.table, change.fields[0].new) for change in newest.changes} == {
        ("option", "New name"),
        ("variant", "New variant"),
    }


def test_a_child_that_is_removed_on_its_parents_page_is_told_there(editor):
    option = Option.objects.get(slug="mcp")

    save(editor, option, **{"variants-0-DELETE": "on"})

    assert [(change.kind, change.table) for change in history_of(option)[0].changes] == [("removed", "variant")]


def text_of(response) -> str:
    return page(response).select_one("#content").get_text(" ", strip=True)


def test_the_history_page_tells_who_when_why_and_from_what_to_what(editor):
    theme = Theme.objects.first()
    save(editor, theme, name="New name", reason_for_change="Clearer.")

    told = text_of(editor.get(address(Theme, "history", theme.pk)))

    newest = history_of(theme)[0]
    assert f"{newest.at.day} " in told
    assert f"editor Clearer. Theme New name changed name: from {theme.name} to New name" in told
    assert "a program As shipped." in told


def test_a_row_says_who_last_changed_it(editor):
    theme = Theme.objects.first()

    before = text_of(editor.get(change_page(theme)))
    save(editor, theme, name="New name", reason_for_change="Clearer.")
    after = text_of(editor.get(change_page(theme)))

    assert "Last changed by a program" in before
    assert "Last changed by editor" in after
    assert "Clearer." in after


def test_the_recent_actions_list_what_was_touched_and_tell_no_history_of_their_own(editor):
    save(editor, Theme.objects.first(), name="New name")

    assert "New name" in text_of(editor.get(reverse("admin:index")))
    assert LogEntry.objects.get().get_change_message() == ""


def test_who_may_only_look_sees_the_history_and_is_asked_for_nothing():
    visitor, theme = somebody_who_may("view_theme"), Theme.objects.first()

    shown = page(visitor.get(change_page(theme)))

    assert not shown.select('[name="reason_for_change"]')
    assert visitor.get(address(Theme, "history", theme.pk)).status_code == 200
    assert visitor.post(change_page(theme), {"name": "Mine", **WHY}).status_code == 403
    assert delete(visitor, theme, **WHY).status_code == 403
    assert Theme.objects.get(pk=theme.pk).name == theme.name


def test_who_may_not_look_at_a_table_does_not_see_its_histories():
    visitor = somebody_who_may("view_option")

    assert visitor.get(address(Theme, "history", Theme.objects.first().pk)).status_code == 403


def test_a_row_that_is_not_there_has_no_history_page(editor):
    response = editor.get(address(Theme, "history", 0))

    assert response.status_code == 302


def test_a_longer_history_needs_no_more_queries(editor):
    option = Option.objects.get(slug="mcp")
    ann = User.objects.create(username="ann")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            editor.get(address(Option, "history", option.pk))
        return len(captured)

    def change(name: str) -> None:
        with recorded(user=ann, reason="Clearer."):
            option.name = name
            option.save()

    change("First name")
    short = queries()
    for name in ("Second name", "Third name", "Fourth name"):
        change(name)

    assert queries() == short <= 18


def test_a_row_that_is_added_in_a_little_window_needs_a_reason_too(editor):
    fit = Fit.objects.first()
    Fit.objects.filter(pk=fit.pk).delete()
    typed = {"option": fit.option_id, "objective": fit.objective_id, "fit": "1", "grade": "none", "direction": "?"}

    response = editor.post(f"{address(Fit, 'add')}?_popup=1", {**typed, "rationale": "Argued.", "_popup": "1"})

    assert NO_REASON in errors_of(response)
    assert not Fit.objects.filter(option=fit.option_id, objective=fit.objective_id).exists()
