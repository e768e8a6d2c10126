"""Every other answer: where it is given, what it changes from and to, and what reads it."""

import pytest

from models_catalogue.catalogue import Term
from models_catalogue.vocabulary import DIMENSIONS, GROUPS, SERVICES
from questionnaire.answers import TODAY_SCORES
from questionnaire.appraisal.alternatives import alternatives
from tests.builders import ANSWERS, catalogue_of, row, settled_answers

KINDS = ("council", "nhs-trust")
CATALOGUE = catalogue_of(terms=tuple(row(Term, vocabulary="partner-type", slug=kind) for kind in KINDS))
"""Two kinds of partner, of which the settled answers name the first."""
SETTLED = settled_answers()


def found(answers=SETTLED):
    return list(alternatives(CATALOGUE, answers))


def at(*path, answers=SETTLED):
    return [other for other in found(answers) if other.path == path]


@pytest.mark.parametrize(
    ("path", "step", "now", "becomes", "touches"),
    [
        (("footprint",), "place", "place", ["neighbourhood", "system", "several-systems"], ("gates",)),
        (("scope_kind",), "place", "whole-population", ["population-group", "pathway"], ("scores", "gates")),
        (("groups", GROUPS[0]), "place", False, [True], ("gates",)),
        (("services", "general-practice"), "place", True, [False], ("scores", "gates")),
        (("services", "mental-health"), "place", False, [True], ("scores", "gates")),
        (("lead",), "place", "joint", ["general-practice"], ("scores",)),
        (("partners", "council"), "place", True, [False], ("gates",)),
        (("partners", "nhs-trust"), "place", False, [True], ("gates",)),
        (("quality", "today"), "priorities", None, list(TODAY_SCORES), ("today",)),
        (("gp_participation",), "care-model", "partly-integrated", ["not-part"], ("scores",)),
        (("holder",), "care-model", "separate-contracts", ["acute-trust"], ("scores",)),
        (("budget",), "care-model", "pooled", ["separate"], ("scores",)),
        (("joining",), "care-model", "shared-decisions", ["merge"], ("scores",)),
        (("data",), "readiness", None, [0, 1, 2, 3, 4, 5], ("gates",)),
    ],
)
def test_a_question_has_every_other_answer_with_its_step_and_what_reads_it(path, step, now, becomes, touches):
    others = at(*path)

    assert [other.becomes for other in others] == becomes
    assert {(other.step, other.now, other.touches) for other in others} == {(step, now, touches)}


def test_the_order_is_that_of_the_route():
    answers = settled_answers(care_model={"ruled_out": {"pacs": "No."}}, form={"ruled_out": {"merger": "No."}})

    order = list(dict.fromkeys((other.step, other.question) for other in found(answers)))

    assert order == [
        *(("place", question) for question in ("footprint", "scope_kind", "groups", "services", "lead", "partners")),
        *(("priorities", aim) for aim in answers.aims()),
        *(("care-model", question) for question in ("gp_participation", "holder", "budget", "joining", "ruled_out")),
        *(("readiness", dimension) for dimension in DIMENSIONS),
        ("form", "ruled_out"),
    ]


@pytest.mark.parametrize("question", [question for question in ANSWERS if question != "services"])
def test_another_answer_takes_the_place_of_the_one_that_was_given(question):
    others = at(question)

    assert [other.answers for other in others] == [SETTLED.but(question, other.becomes) for other in others]


@pytest.mark.parametrize(
    ("question", "chosen", "member", "then"),
    [
        ("groups", ["high-need"], "older-people", ("high-need", "older-people")),
        ("groups", ["older-people", "high-need"], "older-people", ("high-need",)),
        ("groups", ["older-people"], "older-people", ()),
        ("services", ["care-homes"], "general-practice", ("care-homes", "general-practice")),
        ("services", ["care-homes", "general-practice"], "care-homes", ("general-practice",)),
    ],
)
def test_a_list_has_one_member_more_or_less(question, chosen, member, then):
    answers = settled_answers(place={question: chosen})

    (other,) = at(question, member, answers=answers)

    assert getattr(other.answers.place, question) == then
    assert (other.now, other.becomes) == (member in chosen, member not in chosen)


def test_every_group_and_every_service_is_tried():
    assert [other.path[1] for other in found() if other.question == "groups"] == list(GROUPS)
    assert [other.path[1] for other in found() if other.question == "services"] == list(SERVICES)


def test_a_kind_of_partner_that_has_none_gets_one_and_one_that_has_some_loses_them_all():
    council, trust = ({"name": name, "type": kind} for name, kind in (("Sampleton", "council"), ("A", "nhs-trust")))
    answers = settled_answers(place={"partners": [council, trust, {**council, "name": "Other"}]})

    (without,) = at("partners", "council", answers=answers)
    (added,) = at("partners", "nhs-trust")

    assert [partner.type for partner in without.answers.place.partners] == ["nhs-trust"]
    assert [partner.type for partner in added.answers.place.partners] == ["council", "nhs-trust"]


def test_how_well_today_serves_an_aim_is_changed_for_that_aim_alone_and_its_points_stay():
    answers = settled_answers(priorities={"quality": {"points": 70, "today": "partly"}})

    others = at("quality", "today", answers=answers)

    assert [other.becomes for other in others] == ["not-at-all", "a-little", "well", "fully"]
    assert {other.now for other in others} == {"partly"}
    for other in others:
        said = {aim: (given.points, given.today) for aim, given in other.answers.priorities.items()}
        assert said == {"integration": (50, None), "quality": (70, other.becomes), "emergency": (50, None)}


def test_an_aim_without_points_has_none_when_today_is_rated():
    answers = settled_answers(priorities=dict.fromkeys(("integration", "quality", "emergency")))

    (other, *_) = at("quality", "today", answers=answers)

    assert (other.answers.priorities["quality"].points, other.answers.priorities["quality"].today) == (
        None,
        "not-at-all",
    )


def test_a_level_of_readiness_is_changed_and_the_others_stay():
    answers = settled_answers(readiness={"data": 3, "council": 1})

    others = at("data", answers=answers)

    assert [other.answers.readiness for other in others] == [{"data": level, "council": 1} for level in (0, 1, 2, 4, 5)]
    assert {other.now for other in others} == {3}


@pytest.mark.parametrize(("step", "field"), [("care-model", "care_model"), ("form", "form")])
def test_a_reason_that_rules_something_out_can_be_taken_back_one_at_a_time(step, field):
    said = {"mcp": "Too small.", "ico": "Too large."}
    answers = settled_answers(**{field: {"ruled_out": said}})

    others = [other for other in found(answers) if other.question == "ruled_out"]

    assert [(other.step, other.path, other.now, other.becomes, other.touches) for other in others] == [
        (step, ("ruled_out", option), reason, None, ("gates",)) for option, reason in said.items()
    ]
    assert [getattr(other.answers, field).ruled_out for other in others] == [
        {"ico": "Too large."},
        {"mcp": "Too small."},
    ]
