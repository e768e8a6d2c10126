"""Turning points in the words of the pages: alike ones told together, each with the field that it speaks of."""

import json

import pytest
from django.conf import settings as site

from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.turning_points import TurningPoint
from questionnaire.document import form_for
from questionnaire.report.content import names_of
from questionnaire.report.spoken import spoken_answers
from questionnaire.report.turns import barred, turns
from questionnaire.steps import read_along_route, step_called


@pytest.fixture(scope="module")
def salford():
    return json.loads((site.FIXTURES / "examples" / "salford.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answers(salford):
    return read_along_route({step: given for step, given in salford.items() if step != "seed"})


def point(path, now, becomes, leaders=("mcp",), step="care-model", stage="care"):
    return TurningPoint(stage, step, path, now, becomes, leaders)


def labels(catalogue, answers, step, field):
    return form_for(step_called(step), catalogue, answers).fields[field].labels


def test_answers_with_the_same_leaders_are_told_together_and_others_apart(catalogue, answers):
    seen = labels(catalogue, answers, "care-model", "budget")
    points = (
        point(("budget",), "pooled", "separate"),
        point(("budget",), "pooled", "aligned", ("pacs",)),
        point(("budget",), "pooled", "whole-population"),
    )

    first, second = turns(catalogue, answers, points)["care"]

    assert (first.becomes, first.now) == ((seen["separate"], seen["whole-population"]), seen["pooled"])
    assert second.becomes == (seen["aligned"],)
    assert [option.slug for option in (*first.leaders, *second.leaders)] == ["mcp", "pacs"]


def test_stages_are_told_apart(catalogue, answers):
    points = (
        point(("budget",), None, "separate"),
        point(("budget",), None, "separate", ("acp",), stage="organisational"),
    )

    found = turns(catalogue, answers, points)

    assert {stage: len(every) for stage, every in found.items()} == {"care": 1, "organisational": 1}


@pytest.mark.parametrize(
    ("step", "path", "now", "becomes", "kind", "field"),
    [
        ("place", ("services", "care-homes"), True, False, "list", "services"),
        ("place", ("groups", "children"), False, True, "list", "groups"),
        ("place", ("partners", "council"), True, False, "partner", "partners--council"),
        ("care-model", ("ruled_out", "pacs"), "No.", None, "ruled-out", "ruled_out--pacs"),
        ("readiness", ("data",), 1, 4, "choice", "data"),
        ("readiness", ("data",), 1.5, 4, "choice", "data"),
        ("place", ("footprint",), None, "system", "choice", "footprint"),
    ],
)
def test_each_kind_of_answer_finds_its_field(catalogue, answers, step, path, now, becomes, kind, field):
    (turn,) = turns(catalogue, answers, (point(path, now, becomes, step=step),))["care"]

    assert (turn.kind, turn.step, turn.field) == (kind, step, field)
    assert turn.question
    assert turn.is_in is (now is True)


def test_a_level_is_told_in_its_own_words(catalogue, answers):
    (turn,) = turns(catalogue, answers, (point(("data",), 1, 4, step="readiness"),))["care"]

    assert turn.now == f"1. {catalogue.dimension['data'].levels[1]}"
    assert turn.becomes == (f"4. {catalogue.dimension['data'].levels[4]}",)


def test_not_sure_is_an_answer_and_none_is_not(catalogue, answers):
    unsure = answers.and_also("care-model", {"holder": "not-sure"})
    points = (point(("holder",), None, "acute-trust"), point(("budget",), None, "pooled"))

    told = {turn.field: turn.is_answered for turn in turns(catalogue, unsure, points)["care"]}

    assert told == {"holder": True, "budget": False}


def test_every_turning_point_of_the_examples_can_be_told(catalogue, answers):
    found = appraise(catalogue, answers, draws=50)

    told = turns(catalogue, answers, found.turning_points)

    assert sum(len(turn.becomes) for every in told.values() for turn in every) == len(found.turning_points)
    assert all(
        (turn.question and "" not in turn.becomes) or turn.kind != "choice" for every in told.values() for turn in every
    )


def test_a_barred_option_is_told_with_every_gate_that_bars_it(catalogue, answers):
    found = appraise(catalogue, answers, draws=0)

    (devolution,) = barred(catalogue, found.blocked)["commissioning"]

    assert devolution.option.slug == "devolution-agreement"
    assert devolution.ahead > 0
    assert devolution.because
    assert devolution.opens


def test_no_name_is_taken_by_two_kinds_of_rows(catalogue):
    rows = (*catalogue.objectives, *catalogue.circumstances, *catalogue.options)

    assert len(names_of(catalogue)) == len(rows)


def test_the_annex_says_every_answer_in_the_words_of_its_page(catalogue, answers, salford):
    document = {step: given for step, given in salford.items() if step != "seed"}

    found = {step.slug: step for step in spoken_answers(catalogue, answers, document)}

    assert set(found) == {step for step, given in document.items() if given}
    holder = next(one for one in found["care-model"].answers if one.field == "holder")
    assert holder.question == catalogue.circumstance["holder"].question
    assert holder.lines == (catalogue.answer_label("holder", salford["care-model"]["holder"]),)
