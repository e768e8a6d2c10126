"""The score matrix: what it shows, what it saves, and what it refuses."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from reversion.models import Revision

from models_catalogue.editions import draft
from models_catalogue.history import history_of
from models_catalogue.models import Fit, Objective, Option
from tests.catalogue.admin_pages import WHY, address, errors_of, page, posted, somebody_who_may

pytestmark = pytest.mark.django_db

MATRIX = "admin:models_catalogue_fit_matrix"


def matrix(stage: str = "care") -> str:
    return f"{reverse(MATRIX)}?stage={stage}"


def a_fit(option: str = "mcp", objective: str = "access") -> Fit:
    return Fit.objects.get(option__slug=option, objective__slug=objective)


def another_score(fit: Fit) -> int:
    return 0 if fit.fit else 1


def cell(fit: Fit, typed: object) -> dict[str, object]:
    """What one cell posts: what it showed, and what was typed over it."""
    prefix = f"{fit.option.slug}--{fit.objective.slug}"
    return {f"{prefix}-shown": fit.fit, f"{prefix}-fit": typed}


@pytest.mark.parametrize(
    ("stage", "kind"), [("care", "aim"), ("organisational", "aim"), ("commissioning", "aim"), ("form", "criterion")]
)
def test_a_stage_is_shown_against_its_objectives(editor, stage, kind):
    table = page(editor.get(matrix(stage))).select_one("table.matrix")

    assert len(table.select("tbody tr")) == Objective.objects.filter(kind=kind).count()
    assert len(table.select('input[type="number"]')) == (
        Fit.objects.filter(option__stage=stage, objective__kind=kind).count()
    )


def test_a_cell_tells_its_evidence_in_words_and_its_score_as_a_class(editor):
    fit = a_fit()

    found = page(editor.get(matrix())).select_one("#cell-mcp--access")

    assert f"Evidence: {fit.get_grade_display().lower()}" in found.text
    assert f"fit-{fit.fit}" in found["class"]


def test_a_pair_without_a_score_offers_to_add_one(editor):
    fit = a_fit()
    fit.delete()

    found = page(editor.get(matrix())).select_one("#cell-mcp--access a")

    assert found["href"] == f"{address(Fit, 'add')}?option={fit.option_id}&objective={fit.objective_id}"


def test_saving_the_matrix_untouched_changes_nothing(editor):
    before = draft()

    response = editor.post(matrix(), posted(editor.get(matrix())))

    assert response.status_code == 302
    assert draft() == before
    assert not Revision.objects.exclude(user=None).exists()


def test_changed_cells_are_saved_under_one_reason_each_with_its_history(editor):
    fits = [a_fit(), a_fit(option="pacs")]
    scores = [another_score(fit) for fit in fits]

    response = editor.post(matrix(), cell(fits[0], scores[0]) | cell(fits[1], scores[1]) | WHY)

    assert response.url == matrix()
    assert [a_fit().fit, a_fit(option="pacs").fit] == scores
    assert [told(fit) for fit in fits] == [
        ("editor", "For the test.", [("fit", fit.fit, score)]) for fit, score in zip(fits, scores, strict=True)
    ]
    assert Revision.objects.exclude(user=None).count() == 1


def told(fit: Fit) -> tuple[str, str, list[tuple[str, object, object]]]:
    """The newest of a fit's history."""
    newest = history_of(fit)[0]
    (change,) = newest.changes
    return newest.by, newest.reason, [(field.name, field.old, field.new) for field in change.fields]


@pytest.mark.parametrize("reason", ["", " \n "])
def test_changed_cells_without_a_reason_are_kept_on_the_page_and_not_saved(editor, reason):
    fit = a_fit()

    response = editor.post(matrix(), cell(fit, another_score(fit)) | {"reason_for_change": reason})

    assert "Say why you make this change." in errors_of(response)
    assert page(response).select_one('.matrix-faults a[href="#id_reason_for_change"]')
    assert posted(response)["mcp--access-fit"] == [str(another_score(fit))]
    assert a_fit().fit == fit.fit


def test_a_reason_is_kept_when_a_score_is_wrong(editor):
    response = editor.post(matrix(), cell(a_fit(), "9") | WHY)

    assert posted(response)["reason_for_change"] == ["For the test."]


def test_a_double_click_on_save_is_one_change(editor):
    fit = a_fit()
    typed = cell(fit, another_score(fit)) | WHY

    first, second = editor.post(matrix(), typed), editor.post(matrix(), typed)

    assert (first.status_code, second.status_code) == (302, 302)
    assert len(history_of(fit)) == 2


def test_two_editors_who_type_the_same_score_agree(editor):
    fit = a_fit()
    typed = cell(fit, another_score(fit)) | WHY
    other = somebody_who_may("change_fit")

    editor.post(matrix(), typed)
    response = other.post(matrix(), typed)

    assert response.status_code == 302
    assert told(fit)[0] == "editor"


def test_a_cell_is_coloured_by_what_stands_in_it_and_tells_what_is_saved(editor):
    fit = a_fit()

    found = page(editor.post(matrix(), cell(fit, -1))).select_one("#cell-mcp--access")

    assert "fit--1" in found["class"]
    assert f"{fit.fit} is saved" in found.text


@pytest.mark.parametrize("typed", ["-2", "4", "1.5", "good", ""])
def test_a_score_out_of_range_saves_nothing_and_keeps_what_was_typed(editor, typed):
    wrong, right = a_fit(), a_fit(option="pacs")

    response = editor.post(matrix(), cell(wrong, typed) | cell(right, another_score(right)))

    assert "Type a whole number from -1 to 3." in errors_of(response)
    assert a_fit(option="pacs").fit == right.fit
    kept = posted(response)
    assert kept["mcp--access-fit"] == [typed]
    assert kept["pacs--access-fit"] == [str(another_score(right))]


def test_a_cell_that_another_editor_changed_is_refused_with_both_scores(editor):
    fit = a_fit()
    Fit.objects.filter(pk=fit.pk).update(fit=2 if fit.fit != 2 else 3)
    theirs = a_fit().fit

    response = editor.post(matrix(), cell(fit, -1))

    assert f"Somebody changed this to {theirs} meanwhile; you typed -1." in errors_of(response)
    assert a_fit().fit == theirs


def test_saving_again_after_the_warning_keeps_what_was_typed(editor):
    fit = a_fit()
    Fit.objects.filter(pk=fit.pk).update(fit=2 if fit.fit != 2 else 3)
    warned = editor.post(matrix(), cell(fit, -1))

    editor.post(matrix(), posted(warned) | WHY)

    assert a_fit().fit == -1


def test_a_cell_left_alone_keeps_what_another_editor_saved(editor):
    mine, theirs = a_fit(), a_fit(option="pacs")
    opened = posted(editor.get(matrix()))
    Fit.objects.filter(pk=theirs.pk).update(fit=another_score(theirs))

    refused = editor.post(matrix(), opened | cell(mine, "9"))
    editor.post(matrix(), posted(refused) | cell(mine, another_score(mine)) | WHY)

    assert a_fit().fit == another_score(mine)
    assert a_fit(option="pacs").fit == another_score(theirs)


def test_a_score_deleted_meanwhile_is_told(editor):
    fit = a_fit()
    typed = cell(fit, another_score(fit))
    fit.delete()

    response = editor.post(matrix(), typed)

    assert f"Somebody deleted this score meanwhile; you typed {another_score(fit)}." in errors_of(response)


@pytest.mark.parametrize("permissions", [[], ["view_fit"], ["add_fit", "delete_fit"], ["change_option"]])
def test_the_matrix_is_only_for_those_who_may_change_fits(permissions):
    visitor, fit = somebody_who_may(*permissions), a_fit()

    assert visitor.get(matrix()).status_code == 403
    assert visitor.post(matrix(), cell(fit, another_score(fit))).status_code == 403
    assert a_fit().fit == fit.fit


def test_those_who_may_change_fits_may_use_the_matrix():
    visitor, fit = somebody_who_may("change_fit"), a_fit()

    assert visitor.get(matrix()).status_code == 200
    visitor.post(matrix(), cell(fit, another_score(fit)) | WHY)
    assert a_fit().fit == another_score(fit)


@pytest.mark.parametrize("stage", ["care", "form"])
def test_the_matrix_opens_in_few_queries(editor, stage, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        editor.get(matrix(stage))


def test_the_queries_of_the_matrix_do_not_grow_with_it(editor):
    def queries(ask) -> int:
        with CaptureQueriesContext(connection) as captured:
            ask()
        return len(captured)

    def change_all():
        fits = Fit.objects.filter(option__stage="care").select_related("option", "objective")
        typed = [cell(fit, another_score(fit)) for fit in fits]
        return lambda: editor.post(matrix(), {name: value for each in typed for name, value in each.items()} | WHY)

    large = queries(lambda: editor.get(matrix())), queries(change_all())
    Fit.objects.exclude(option__slug="mcp", objective__slug="access").delete()
    Option.objects.filter(stage="care").exclude(slug="mcp").delete()
    editor.get(matrix())  # what the save left to be said is said, and no longer in the session
    small = queries(lambda: editor.get(matrix())), queries(change_all())

    assert large == small
