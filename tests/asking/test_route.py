"""The route: one table, read along its order."""

import pytest

from questionnaire.steps import QUESTIONS, STEPS, counted, read_along_route, step_called
from tests.asking.documents import simplest


def test_every_question_has_a_step_and_every_step_a_question():
    assert {step.question for step in STEPS} == set(QUESTIONS)


def test_no_address_is_used_twice():
    slugs = [step.slug for step in STEPS]

    assert len(slugs) == len(set(slugs))


def test_a_step_needs_only_a_step_that_comes_before_it():
    order = {step.slug: place for place, step in enumerate(STEPS)}

    assert all(order[step.needs] < order[step.slug] for step in STEPS if step.needs)


def test_an_unknown_step_is_none():
    assert step_called("no-such-step") is None


def test_priorities_of_a_place_that_took_back_its_objectives_are_forgotten():
    given = simplest() | {"rationale": {"case_for_change": "We no longer know."}}

    answers = read_along_route(given)

    assert answers.priorities == {}
    assert "priorities" not in answers.given


def test_the_priority_of_an_objective_no_longer_chosen_does_not_count():
    given = simplest()
    given["rationale"]["objectives"] = ["integration", "quality", "prevention"]

    answers = read_along_route(given)

    assert answers.points() == {"integration": 100, "quality": 60, "prevention": None}
    assert set(counted(given)["priorities"]) == {"integration", "quality"}


def test_priorities_without_a_choice_of_objectives_speak_for_the_objectives_they_name():
    answers = read_along_route({"priorities": {"quality": 80, "access": 20}})

    assert answers.points() == {"quality": 80, "access": 20}


@pytest.mark.parametrize("slug", ["holder", "budget", "joining", "gp_participation"])
def test_not_sure_is_an_answer_without_a_value(slug):
    given = simplest()
    given["care-model"][slug] = "not-sure"

    answers = read_along_route(given)

    assert answers.circumstance(slug) is None
    assert slug in answers.unsure
