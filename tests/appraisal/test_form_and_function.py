"""Form follows function: what goes with what, what the form lifts and meets, and whether any new form is needed."""

from dataclasses import replace

import pytest

from models_catalogue.catalogue import Compatibility
from questionnaire.answers import Answers
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.form_and_function import Demand, Lifted, form_test, verdict
from tests.builders import catalogue_of, option, requirement, row, settled_answers

CRITERIA = ("one-budget", "one-employer", "speed")
ACP_LEADS = {("acp", "quality"): 3}


def pair(level: int) -> Compatibility:
    return row(Compatibility, upper="acp", lower="no-new-form", level=level)


def lifted(today: int | None, then: int | None) -> Lifted:
    return Lifted("one-budget", "one-budget", today, then)


def judged(*, leader="alliance-agreement", answers=None, fits=None, **catalogue):
    fits = {**ACP_LEADS, (leader, "speed"): 3, **(fits or {})}
    content = catalogue_of(criteria=CRITERIA, fits=fits, **catalogue)
    given = answers or settled_answers()
    found = appraise(content, given, draws=0)
    return form_test(content, given, found.care, found.organisational, found.form)


@pytest.mark.parametrize(
    ("leader", "today", "is_ruled_out", "lifts", "expected"),
    [
        (None, pair(2), False, [], "no form"),
        ("no-new-form", pair(2), False, [], "none needed"),
        ("no-new-form", pair(1), False, [lifted(-1, 3)], "none needed"),
        ("alliance-agreement", pair(2), True, [], "needed"),
        ("alliance-agreement", None, False, [lifted(-1, 3)], "cannot tell"),
        ("alliance-agreement", pair(0), False, [], "needed"),
        ("alliance-agreement", pair(0), False, [lifted(-1, 3)], "needed"),
        ("alliance-agreement", pair(1), False, [], "not needed"),
        ("alliance-agreement", pair(2), False, [], "not needed"),
        ("alliance-agreement", pair(1), False, [lifted(-1, 0), lifted(None, None)], "not needed"),
        ("alliance-agreement", pair(1), False, [lifted(-1, 0), lifted(-1, 1)], "helps"),
        ("alliance-agreement", pair(2), False, [lifted(-1, 3)], "helps"),
    ],
)
def test_whether_a_new_form_is_needed(leader, today, is_ruled_out, lifts, expected):
    assert verdict(leader, today, is_ruled_out, lifts) == expected


@pytest.mark.parametrize(
    ("today", "then", "deed"),
    [
        (-1, 3, "does"),
        (-1, 2, "does"),
        (-1, 1, "in part"),
        (-1, 0, "does not"),
        (-1, -1, "does not"),
        (1, 1, "no more than today"),
        (3, 2, "no more than today"),
        (2, 3, "does"),
        (3, 0, "does not"),
        (None, 2, "does"),
        (-1, None, "not judged"),
        (None, None, "not judged"),
    ],
)
def test_what_a_form_would_do_about_a_limit_of_todays(today, then, deed):
    assert lifted(today, then).deed == deed


@pytest.mark.parametrize(
    ("required", "level", "of_form", "meets"),
    [
        (3, 3, 0, "in place"),
        (3, 2.5, 2, "open"),
        (3, 2, 3, "with the form"),
        (3, None, 4, "with the form"),
        (3, None, 2, "open"),
        (3, 0, 0, "open"),
    ],
)
def test_what_of_a_models_demand_a_form_meets(required, level, of_form, meets):
    assert Demand("data", required, level, of_form).meets == meets


def test_each_limit_is_measured_by_its_criterion_in_both_forms():
    answers = settled_answers(form={"limits": ["move-money-to-community", "one-contract", "a-new-word"]})

    found = judged(answers=answers, fits={("no-new-form", "one-budget"): -1, ("alliance-agreement", "one-budget"): 2})

    assert found.lifted == (
        Lifted("move-money-to-community", "one-budget", -1, 2),
        Lifted("one-contract", None, None, None),
        Lifted("a-new-word", None, None, None),
    )
    assert found.verdict == "helps"


def test_no_change_of_form_comes_out_where_todays_form_comes_first():
    found = judged(leader="no-new-form")

    assert found.verdict == "none needed"


def test_a_form_that_today_cannot_stand_in_for_is_needed():
    found = judged(goes_with={("acp", "no-new-form"): 0})

    assert found.verdict == "needed"
    assert found.today == pair(0)


def test_a_form_is_needed_where_the_place_rules_todays_out():
    found = judged(answers=settled_answers(form={"ruled_out": {"no-new-form": "It has failed twice."}}))

    assert found.verdict == "needed"


def test_the_leaders_of_neighbouring_stages_are_judged_in_pairs():
    found = judged(fits={("mcp", "quality"): 3}, goes_with={("mcp", "acp"): 1})

    assert [(one.upper, one.lower, one.level) for one in found.pairs] == [
        ("mcp", "acp", 1),
        ("acp", "alliance-agreement", 2),
    ]


@pytest.mark.parametrize(
    ("goes", "natural"),
    [
        ({}, ()),
        ({"alliance-agreement": 1}, ("no-new-form",)),
        ({"alliance-agreement": 1, "no-new-form": 1}, ()),
        ({"no-new-form": 1}, ()),
    ],
)
def test_forms_that_go_with_the_model_better_than_the_one_that_leads_are_named(goes, natural):
    found = judged(goes_with={("acp", form): level for form, level in goes.items()})

    assert found.natural == natural
    assert found.goes == {"alliance-agreement": 2, "no-new-form": 2} | goes


def test_a_form_that_is_ruled_out_is_not_named_as_going_better():
    answers = settled_answers(form={"ruled_out": {"no-new-form": "It has failed twice."}})

    assert judged(answers=answers, goes_with={("acp", "alliance-agreement"): 1}).natural == ()


def test_a_single_pathway_stands_in_for_the_care_model():
    found = judged(answers=settled_answers(place={"scope_kind": "pathway"}))

    assert [(one.upper, one.lower) for one in found.pairs] == [("single-pathway", "acp"), ("acp", "alliance-agreement")]


def test_keeping_todays_organisations_asks_for_no_judgement_on_the_care_model():
    found = judged(fits={("acp", "quality"): -1, ("ico", "quality"): -1, ("current-organisation", "quality"): 3})

    assert "current-organisation" not in [one.lower for one in found.pairs]


@pytest.mark.parametrize(("formality", "is_agreement"), [(2, True), (3, True), (4, False), (5, False)])
def test_up_to_a_formality_a_form_is_an_agreement(formality, is_agreement):
    forms = [option("no-new-form", "form"), option("alliance-agreement", "form", formality=formality)]

    found = judged(options={"form": forms})

    assert found.is_agreement is is_agreement


def test_the_highest_demand_of_the_models_is_set_beside_the_forms():
    requirements = (
        requirement("mcp", "governance", 2),
        requirement("acp", "governance", 4),
        requirement("acp", "data", 3),
        requirement("alliance-agreement", "governance", 4),
        requirement("alliance-agreement", "council", 5),
    )

    found = judged(
        fits={("mcp", "quality"): 3}, requirements=requirements, answers=settled_answers(readiness={"data": 2})
    )

    assert found.demands == (Demand("governance", 4, None, 4), Demand("data", 3, 2, 0))


def test_where_every_form_is_ruled_out_there_is_no_form_to_test():
    reasons = {"no-new-form": "No.", "alliance-agreement": "Nor that."}

    found = judged(answers=settled_answers(form={"ruled_out": reasons, "limits": ["one-budget"]}))

    assert found.verdict == "no form"
    assert [one.deed for one in found.lifted] == ["not judged"]
    assert not found.is_agreement


def test_a_place_that_has_answered_nothing_is_tested_all_the_same():
    found = judged(answers=Answers())

    assert (found.lifted, found.demands) == ((), ())


def test_a_pair_that_nobody_judged_is_not_told():
    content = catalogue_of(criteria=CRITERIA, fits={**ACP_LEADS, ("alliance-agreement", "speed"): 3})
    content = replace(content, compatibilities=())
    found = appraise(content, settled_answers(), draws=0)

    test = form_test(content, settled_answers(), found.care, found.organisational, found.form)

    assert (test.pairs, test.today, test.verdict) == ((), None, "cannot tell")
