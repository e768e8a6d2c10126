"""Which models can still lead: the same as in the whole appraisal, told on the pages after question 1."""

import pytest
from bs4 import BeautifulSoup

from questionnaire.appraisal.appraise import appraise
from questionnaire.leading import in_front, worked_out
from questionnaire.steps import STEPS, read_along_route
from tests.asking.documents import example, simplest
from tests.asking.visitors import owner, posted_of

DECIDING = ("place", "rationale", "priorities", "care-model")
TOLD_ON = [step.slug for step in STEPS if step.question > 1]
QUIET_ON = [step.slug for step in STEPS if step.question <= 1]


def part(document, *steps):
    return {step: document[step] for step in steps}


@pytest.mark.parametrize(
    "document",
    [
        part(simplest(), "place"),
        part(simplest(), "place", "rationale"),
        part(simplest(), *DECIDING),
        part(example("salford"), "place", "care-model"),
        part(example("salford"), *DECIDING),
        {"place": simplest()["place"] | {"scope_kind": "pathway"}},
        simplest() | {"care-model": dict.fromkeys(simplest()["care-model"], "not-sure")},
    ],
    ids=["place", "place and aims", "simplest", "no aims", "salford", "single pathway", "not sure of anything"],
)
def test_the_line_names_the_leaders_of_the_whole_appraisal(catalogue, document):
    answers = read_along_route(document)
    whole = appraise(catalogue, answers, seed=1)

    found = in_front(catalogue, answers, seed=1)

    for stage in found.stages:
        short = [catalogue.option[slug].short_name for slug in whole.can_lead[stage.stage]]
        assert list(stage.can_lead) == short
        assert stage.leaders[:1] == tuple(
            catalogue.option[slug].short_name for slug in [whole.leader(stage.stage)] if slug
        )


@pytest.mark.parametrize(("steps", "open_questions"), [(("place",), 5), (("place", "care-model"), 1), (DECIDING, 0)])
def test_the_line_counts_the_questions_that_are_still_open(catalogue, steps, open_questions):
    found = in_front(catalogue, read_along_route(part(simplest(), *steps)), seed=1)

    assert found.open_questions == open_questions


def line_on(visit, name, **more):
    return BeautifulSoup(visit.get(name, **more).content, "html.parser").select_one(".portal-lead-line")


@pytest.mark.django_db
@pytest.mark.parametrize("step", TOLD_ON)
def test_every_page_after_question_1_tells_which_models_can_still_lead(step):
    visit = owner()
    visit.answer_all()

    line = line_on(visit, "step", step=step)

    assert line.find("a", href=visit.address("provisional"))


@pytest.mark.django_db
@pytest.mark.parametrize("step", QUIET_ON)
def test_no_page_up_to_question_1_tells_it(step):
    visit = owner()
    visit.answer_all()

    assert line_on(visit, "step", step=step) is None


@pytest.mark.django_db
def test_nothing_is_told_while_nothing_of_the_place_is_known():
    visit = owner()
    visit.save("care-model", posted_of(simplest())["care-model"])

    assert line_on(visit, "step", step="legal") is None
    assert line_on(visit, "task-list") is None


@pytest.mark.django_db
def test_a_page_with_the_line_needs_at_most_six_queries(django_assert_max_num_queries):
    visit = owner()
    visit.answer_all()
    worked_out.cache_clear()

    with django_assert_max_num_queries(6):
        visit.get("step", step="legal")


@pytest.mark.django_db
def test_the_line_is_worked_out_once_until_an_answer_that_decides_it_changes():
    visit = owner()
    visit.answer_all()
    worked_out.cache_clear()

    visit.get("step", step="legal")
    visit.save("pace", {"people": ["small-team"]})
    visit.get("step", step="money")
    visit.save("care-model", posted_of(simplest())["care-model"] | {"holder": ["acute-trust"]})
    visit.get("step", step="money")

    assert worked_out.cache_info().misses == 2


@pytest.mark.django_db
def test_saving_a_step_works_nothing_out():
    visit = owner()
    visit.answer_all()
    worked_out.cache_clear()

    visit.save("care-model", posted_of(simplest())["care-model"] | {"holder": ["acute-trust"]})

    assert worked_out.cache_info().misses == 0
