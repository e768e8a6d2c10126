"""What scores that were typed would do to the worked examples, shown beside the matrix before anything is saved."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.models import Revision

from models_catalogue.editions import draft
from models_catalogue.models import Fit, Vehicle
from models_catalogue.score_matrix import with_scores
from questionnaire.appraisal.appraise import appraise
from questionnaire.example_effects import ExampleEffect, Reading, StageReadings, example_effects
from questionnaire.examples import EXAMPLES
from questionnaire.replay import answers_of
from tests.catalogue.admin_pages import WHY, errors_of, page, posted, somebody_who_may

EFFECT = "/admin/models_catalogue/fit/matrix/effect/?stage=care"
MATRIX = "/admin/models_catalogue/fit/matrix/?stage=care"

pytestmark = pytest.mark.django_db


def cells(**typed: object) -> dict[str, object]:
    """What was typed into the cells of some care models, all of them on access."""
    found = {fit.option.slug: fit for fit in Fit.objects.filter(objective__slug="access").select_related("option")}
    posts = [{f"{slug}--access-shown": found[slug].fit, f"{slug}--access-fit": score} for slug, score in typed.items()]
    return {name: value for each in posts for name, value in each.items()}


def effects(response) -> str:
    return page(response).select_one(".matrix-effect").get_text(" ", strip=True)


def test_the_effect_is_what_the_examples_lead_to_with_the_typed_scores(editor):
    content = draft()
    pacs = Fit.objects.select_related("option", "objective").filter(option__slug="pacs")
    changed = [(fit, -1) for fit in pacs]

    found = example_effects(content, with_scores(content, changed))

    after = {fit.option: fit.fit for fit in with_scores(content, changed).fits if fit.option in ("pacs", "mcp")}
    assert after["pacs"] == -1
    assert [effect.place for effect in found] == [example.place for example in EXAMPLES]
    salford = found[1].stages[0]
    assert salford.name == "Care model"
    assert salford.before == reading_of(content, EXAMPLES[1])
    assert salford.after == reading_of(with_scores(content, changed), EXAMPLES[1])
    assert salford.has_other_leaders


def reading_of(catalogue, example) -> Reading:
    """The first stage of an example, read straight from its appraisal."""
    document = example.document()
    care = appraise(catalogue, answers_of(document), seed=document.get("seed", 1)).care
    (leader,) = care.leaders
    names = catalogue.option
    return Reading(
        (names[leader].name,), care.level, care.option(leader).value, care.lead.points, names[care.lead.over].name
    )


def test_equal_scores_have_no_effect():
    content = draft()

    found = example_effects(content, with_scores(content, []))

    assert [effect.is_none for effect in found] == [True, True, True]


def test_showing_the_effect_keeps_all_that_was_typed_and_saves_nothing(editor):
    before = draft()

    response = editor.post(EFFECT, cells(mcp=-1, pacs=0) | WHY)

    kept = posted(response)
    assert (kept["mcp--access-fit"], kept["pacs--access-fit"]) == (["-1"], ["0"])
    assert kept["reason_for_change"] == ["For the test."]
    assert "Scores typed and not yet saved: 2." in effects(response)
    assert all(example.place in effects(response) for example in EXAMPLES)
    assert draft() == before
    assert not Revision.objects.exclude(user=None).exists()


def test_what_was_tried_can_then_be_saved(editor):
    tried = editor.post(EFFECT, cells(mcp=-1))

    editor.post(MATRIX, posted(tried) | WHY)

    assert Fit.objects.get(option__slug="mcp", objective__slug="access").fit == -1


def test_trying_needs_no_reason(editor):
    assert errors_of(editor.post(EFFECT, cells(mcp=-1))).strip() == ""


def test_a_page_on_which_nothing_was_typed_says_that_nothing_changes(editor):
    response = editor.post(EFFECT, posted(editor.get(MATRIX)))

    assert "Nothing: every score is as it is saved." in effects(response)


def test_a_wrong_score_is_told_instead_of_an_effect(editor):
    response = editor.post(EFFECT, cells(mcp=9))

    assert "Type a whole number from -1 to 3." in errors_of(response)
    assert not page(response).select(".matrix-effect")


def test_a_score_that_somebody_changed_meanwhile_is_told_instead_of_an_effect(editor):
    typed = cells(mcp=-1)
    Fit.objects.filter(option__slug="mcp", objective__slug="access").update(fit=3)

    response = editor.post(EFFECT, typed)

    assert "Somebody changed this to 3 meanwhile; you typed -1." in errors_of(response)
    assert not page(response).select(".matrix-effect")


def test_a_draft_that_lacks_something_has_no_effect_yet_and_says_what_is_missing(editor):
    Vehicle.objects.filter(option__slug="mcp").delete()

    response = editor.post(EFFECT, cells(mcp=-1))

    assert "option mcp: does not say what carries it today" in effects(response)


def test_an_effect_that_was_only_looked_up_leads_back_to_the_matrix(editor):
    assert editor.get(EFFECT).url == MATRIX


def test_the_effect_is_only_for_those_who_may_change_scores(client):
    viewer = somebody_who_may("view_fit")

    assert client.post(EFFECT, cells(mcp=-1)).status_code == 302
    assert viewer.post(EFFECT, cells(mcp=-1)).status_code == 403


def test_more_typed_scores_need_no_more_queries(editor):
    def queries(typed) -> int:
        with CaptureQueriesContext(connection) as captured:
            editor.post(EFFECT, typed)
        return len(captured)

    editor.post(EFFECT, cells(mcp=-1))

    assert queries(cells(mcp=-1)) == queries(cells(mcp=-1, pacs=-1, ehch=-1))


@pytest.mark.parametrize(
    ("before", "after", "changed", "other_leaders"),
    [
        (Reading(("A",)), Reading(("A",)), False, False),
        (Reading(("A",), "LEANING"), Reading(("A",), "ROBUST"), True, False),
        (Reading(("A",)), Reading(("A", "B")), True, True),
        (Reading(()), Reading(("A",)), True, True),
    ],
)
def test_when_a_stage_counts_as_changed(before, after, changed, other_leaders):
    stage = StageReadings("Care model", before, after)

    assert (stage.is_changed, stage.has_other_leaders) == (changed, other_leaders)


def test_an_example_that_the_draft_cannot_appraise_says_why(catalogue):
    without = replace(catalogue, objectives=tuple(found for found in catalogue.objectives if found.kind != "aim"))

    (first, *_) = example_effects(catalogue, without)

    assert first == ExampleEffect("Stockport", fault=first.fault)
    assert "There is no aim" in first.fault


def test_an_example_tells_what_changes_apart_from_what_stays():
    moved = StageReadings("Care model", Reading(("A",)), Reading(("B",)))
    same = StageReadings("Who commissions", Reading(("C",)), Reading(("C",)))

    found = ExampleEffect("Sampleton", (moved, same), "shown", "shown")

    assert (found.changed, found.unchanged, found.is_none) == ((moved,), (same,), False)
    assert not ExampleEffect("Sampleton", (same,), "shown", "not shown").is_none
    assert ExampleEffect("Sampleton", (same,), "shown", "shown").is_none
