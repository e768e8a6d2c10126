"""What check answers says that an answer cannot change, it cannot: each is changed or taken away, and all appraised anew."""

import pytest

from questionnaire.answers import Answers
from questionnaire.appraisal.appraise import appraise
from questionnaire.comparison import reach
from questionnaire.document import form_for, read_stored, stored_from
from questionnaire.reach import FOLLOWS, WORDS, reach_of
from questionnaire.steps import STEPS, read_along_route
from tests.asking.documents import example
from tests.browser.answered import EVERYTHING

DOCUMENTS = {"everything": EVERYTHING, **{slug: example(slug) for slug in ("salford", "stockport", "wolverhampton")}}
WEAK_ENOUGH = {"words": {"nothing"}, "follows": {"nothing", "follows"}}


def appraised(catalogue, pages):
    return appraise(catalogue, read_along_route(read_stored(pages, catalogue).document), draws=0)


def without(pages, step, names):
    return {**pages, step: {name: values for name, values in pages[step].items() if name not in names}}


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("kind", ["words", "follows"])
def test_taking_all_such_answers_away_reaches_no_further_than_is_said(catalogue, document, kind):
    pages = stored_from(DOCUMENTS[document], catalogue)
    before = appraised(catalogue, pages)

    after = pages
    for step, posted in pages.items():
        after = without(after, step, {name for name in posted if reach_of(step, part_of_day(name)) == kind})

    assert after != pages or kind == "follows"
    assert reach(before, appraised(catalogue, after)) in WEAK_ENOUGH[kind]


def part_of_day(name):
    return name.removesuffix("-day").removesuffix("-month").removesuffix("-year")


@pytest.mark.parametrize(("step", "field"), [(step, field) for step in WORDS for field in sorted(WORDS[step])])
def test_every_question_of_the_list_is_asked(catalogue, step, field):
    forms = {one.slug: form_for(one, catalogue, Answers(objectives=("integration",)), {}) for one in STEPS}

    assert any(name.split("--")[-1] == field for name in forms[step].fields)


@pytest.mark.parametrize(
    ("step", "field", "expected"),
    [
        ("place", "name", "words"),
        ("priorities", "integration--measure", "words"),
        ("priorities", "integration--points", "ranking"),
        ("care-model", "holder", "ranking"),
        ("pace", "boards", "follows"),
        ("place", "population", "follows"),
        ("readiness", "data", "ranking"),
    ],
)
def test_how_far_an_answer_can_reach(step, field, expected):
    assert reach_of(step, field) == expected


def test_every_step_of_the_list_is_on_the_route():
    assert {step.slug for step in STEPS} >= FOLLOWS | set(WORDS)
