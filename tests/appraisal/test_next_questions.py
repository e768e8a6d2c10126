"""Which open question matters most: each is tried over the same completions, and a completion is what an appraisal finds."""

from dataclasses import replace

import numpy as np
import pytest

from questionnaire.answers import Answers, CareModel
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.completions import Missing
from questionnaire.appraisal.next_questions import COMPLETIONS, Trial, _spread, next_questions
from questionnaire.replay import answers_of
from tests.appraisal.shipped_answers import SHAPES, document
from tests.appraisal.trying_out import answered, with_poor_pairs
from tests.builders import catalogue_of, gate, settled_answers, with_priorities

TURNED_BY_LEAD = {("mcp", "lead", "general-practice"): 2, ("pacs", "lead", "joint"): 2}


def told(catalogue, answers):
    return {found.question: found for found in next_questions(catalogue, answers)}


def test_nothing_is_asked_where_nothing_is_open():
    assert next_questions(catalogue_of(ratings=TURNED_BY_LEAD), settled_answers()) == ()


def test_a_question_that_decides_every_time_is_told_with_its_step():
    (found,) = next_questions(catalogue_of(ratings=TURNED_BY_LEAD), answered({"lead": None}))

    assert (found.question, found.step, found.share) == ("lead", "place", 1.0)


def test_a_question_that_decides_nothing_is_not_told():
    assert next_questions(catalogue_of(), answered({"lead": None})) == ()


def test_the_question_that_decides_more_often_comes_first():
    ratings = {
        ("mcp", "lead", "general-practice"): 2,
        ("pacs", "lead", "joint"): 2,
        ("pacs", "gp_participation", "not-part"): 1,
    }
    answers = settled_answers(place={"lead": None}, care_model={"gp_participation": None})

    found = next_questions(catalogue_of(ratings=ratings), answers)

    assert [one.question for one in found] == ["lead"]
    assert found[0].share == 1.0


def test_a_question_whose_answer_only_matters_with_another_decides_some_of_the_times():
    ratings = {("pacs", "lead", "joint"): 1, ("mcp", "holder", "acute-trust"): 2}
    answers = settled_answers(place={"lead": None}, care_model={"holder": None})

    found = told(catalogue_of(ratings=ratings), answers)

    assert 0.4 < found["holder"].share < 0.6
    assert 0.4 < found["lead"].share < 0.6


def test_the_footprint_is_told_where_a_gate_asks_for_it():
    catalogue = catalogue_of(fits={("pacs", "quality"): 3}, gates=(gate("pacs", "needs_footprint", "system"),))

    (found,) = next_questions(catalogue, settled_answers(place={"footprint": None}))

    assert (found.question, found.step) == ("footprint", "place")


@pytest.mark.parametrize(
    ("answers", "step"),
    [
        (with_priorities({"quality": None, "emergency": None}), "priorities"),
        (
            settled_answers(
                rationale={"objectives": []}, priorities=dict.fromkeys(("integration", "quality", "emergency"))
            ),
            "rationale",
        ),
    ],
    ids=["points are missing", "aims are missing"],
)
def test_priorities_are_asked_for_where_they_are_missing(answers, step):
    catalogue = catalogue_of(aims=("quality", "emergency"), fits={("pacs", "quality"): 3, ("mcp", "emergency"): 3})

    assert told(catalogue, answers)["priorities"].step == step


def test_an_option_that_does_not_go_with_the_care_model_makes_its_question_matter():
    catalogue = catalogue_of(ratings=TURNED_BY_LEAD, fits={("ico", "quality"): 3}, goes_with={("mcp", "ico"): 0})
    trial = Trial(catalogue, answered({"lead": None}), Missing.of(answered({"lead": None})))
    answers = trial.values["lead"]

    outcomes = {
        answer: trial.leaders({"lead": np.full(COMPLETIONS, number)})[0] for number, answer in enumerate(answers)
    }

    named = {
        answer: (trial.care.options[care].slug, trial.organisational.options[organisational].slug)
        for answer, (care, organisational) in outcomes.items()
    }
    assert named == {"general-practice": ("mcp", "acp"), "joint": ("pacs", "ico")}


@pytest.mark.parametrize("shape", SHAPES)
def test_each_completion_has_the_leaders_that_a_whole_appraisal_finds(shipped, shape):
    whole = answers_of(document(shape))
    open_ones = replace(
        whole, care_model=CareModel(), place=replace(whole.place, lead=None, footprint=None, scope_kind=None)
    )
    trial = Trial(shipped, open_ones, Missing.of(open_ones))
    chance = np.random.default_rng(7)

    for _ in range(25):
        picked = {question: int(chance.integers(trial.size(question))) for question in trial.questions()}
        leaders = trial.leaders({name: np.full(COMPLETIONS, number) for name, number in picked.items()})[0]
        answers = open_ones
        for question, number in picked.items():
            answers = answers.but(question, trial.values[question][number])

        found = appraise(shipped, answers, draws=0, care_level="ROBUST")

        assert trial.organisational.options[leaders[1]].slug == found.organisational.leader
        if found.care is None:
            assert leaders[0] == -1
        elif len(found.care.leaders) == 1:
            assert trial.care.options[leaders[0]].slug == found.care.leader


def test_before_anything_is_answered_what_is_joined_up_matters_most(shipped):
    found = next_questions(shipped, Answers())

    assert found[0].question == "scope_kind"
    assert [one.share for one in found] == sorted((one.share for one in found), reverse=True)
    assert all(0 < one.share <= 1 for one in found)


@pytest.mark.parametrize("seed", range(4))
def test_each_completion_of_a_small_catalogue_has_the_leaders_that_a_whole_appraisal_finds(seed):
    catalogue = with_poor_pairs(seed)
    open_ones = answered(
        dict.fromkeys(("scope_kind", "lead", "gp_participation", "holder", "budget", "joining", "services"))
    )
    trial = Trial(catalogue, open_ones, Missing.of(open_ones))
    chance = np.random.default_rng(seed)

    for _ in range(20):
        picked = {question: int(chance.integers(trial.size(question))) for question in trial.questions()}
        leaders = trial.leaders({name: np.full(COMPLETIONS, number) for name, number in picked.items()})[0]
        answers = open_ones
        for question, number in picked.items():
            answers = answers.but(question, trial.values[question][number])

        found = appraise(catalogue, answers, draws=0, care_level="ROBUST")

        told = (
            trial.organisational.options[leaders[1]].slug,
            trial.care.options[leaders[0]].slug if leaders[0] >= 0 else None,
        )
        assert told == (found.organisational.leader, found.leader("care"))


def test_a_question_about_arrangements_is_asked_by_the_step_on_the_care_model():
    catalogue = catalogue_of(ratings={("mcp", "holder", "acute-trust"): 2, ("pacs", "holder", "separate-contracts"): 2})

    (found,) = next_questions(catalogue, settled_answers(care_model={"holder": None}))

    assert (found.question, found.step, found.share) == ("holder", "care-model", 1.0)


def test_a_question_that_moves_only_how_organisations_join_matters_too():
    catalogue = catalogue_of(ratings={("acp", "joining", "shared-decisions"): 2, ("ico", "joining", "merge"): 2})

    (found,) = next_questions(catalogue, settled_answers(care_model={"joining": None}))

    assert (found.question, found.share) == ("joining", 1.0)


def test_the_tried_sets_of_services_reach_from_none_to_all():
    sets = [(str(number),) for number in range(20)]

    found = _spread(sets)

    assert (len(found), found[0], found[-1]) == (8, sets[0], sets[-1])
    assert _spread(sets[:3]) == sets[:3]
