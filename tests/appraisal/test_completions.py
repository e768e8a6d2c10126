"""What can still lead while answers are missing, against trying every answer out."""

import itertools

import pytest

from questionnaire.appraisal.appraise import appraise
from tests.appraisal.trying_out import (
    OPTIONS,
    answered,
    can_lead,
    leaders,
    random_catalogue,
    tried_out,
    with_poor_pairs,
)
from tests.builders import AIMS, catalogue_of, settled_answers

MISSING = [
    ("lead",),
    ("holder", "joining"),
    ("scope_kind", "budget"),
    ("services",),
    ("scope_kind", "services", "gp_participation"),
    ("lead", "gp_participation", "holder", "budget", "joining"),
]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("missing", MISSING, ids=" ".join)
def test_what_can_lead_is_what_leads_for_some_answer(missing, seed):
    catalogue = random_catalogue(seed)

    found = can_lead(catalogue, answered(dict.fromkeys(missing)))

    assert found == tried_out(catalogue, missing)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("missing", MISSING[:5], ids=" ".join)
def test_nothing_that_leads_for_some_answer_is_forgotten_where_stages_gate_each_other(missing, seed):
    catalogue = with_poor_pairs(seed)

    found = can_lead(catalogue, answered(dict.fromkeys(missing)))

    for stage, slugs in tried_out(catalogue, missing, draws=40).items():
        assert found[stage] >= slugs


def test_the_random_catalogues_leave_something_to_overturn():
    missing = answered(dict.fromkeys(("lead", "holder", "joining")))
    several = [can_lead(with_poor_pairs(seed), missing) for seed in range(6)]

    for stage in ("care", "organisational", "form"):
        assert any(len(found[stage]) > 1 for found in several)


@pytest.mark.parametrize("seed", range(4))
def test_without_priorities_whatever_leads_for_some_weighting_can_lead(seed):
    catalogue = random_catalogue(seed)
    tenths = [points for points in itertools.product(range(0, 101, 10), repeat=3) if sum(points) == 100]

    found = can_lead(catalogue, settled_answers(priorities=dict.fromkeys(AIMS)))

    every = [
        leaders(catalogue, settled_answers(priorities=dict(zip(AIMS, points, strict=True))))["care"]
        for points in tenths
    ]
    assert found["care"] >= set.union(*every)


def test_an_option_that_leads_for_no_weighting_cannot_lead():
    catalogue = catalogue_of(fits={("mcp", aim): 2 for aim in AIMS}, ratings={("mcp", "lead", "joint"): 1})

    found = can_lead(catalogue, settled_answers(priorities=dict.fromkeys(AIMS)))

    assert found["care"] == {"mcp"}


@pytest.mark.parametrize("seed", range(6))
def test_with_nothing_missing_exactly_the_leaders_can_lead(seed):
    found = appraise(random_catalogue(seed), answered({}), draws=0)

    assert found.can_lead == {stage.stage: (stage.leader,) for stage in found.stages()}
    assert found.provisional is False


def test_services_that_no_option_speaks_of_are_an_answer_like_any_other():
    """Without a service of its core in scope neither model reaches today's arrangements."""
    catalogue = catalogue_of(options=OPTIONS, ratings={("pacs", "lead", "joint"): 1})
    served = {aim: {"points": 50, "today": "partly"} for aim in AIMS}

    found = can_lead(catalogue, settled_answers(priorities=served, place={"services": None}))

    outside = leaders(catalogue, settled_answers(priorities=served, place={"services": ["voluntary-sector"]}))
    assert outside["care"] == {"current-arrangements"}
    assert found["care"] == {"mcp", "pacs", "current-arrangements"}


def test_a_first_stage_that_an_answer_leaves_unsettled_gates_nothing():
    """With a joint lead the two care models tie, so that today's row of the table gates stage 2, and ico may lead."""
    catalogue = catalogue_of(
        share=0.7,
        fits={("mcp", "quality"): 2, ("ico", "quality"): 3},
        ratings={("pacs", "lead", "joint"): 1},
        goes_with={("mcp", "ico"): 0, ("pacs", "ico"): 0},
    )
    even = {aim: {"points": 50} for aim in AIMS}

    found = can_lead(catalogue, settled_answers(priorities=even, place={"lead": None}))

    joint = leaders(catalogue, settled_answers(priorities=even, place={"lead": "joint"}))
    assert joint["organisational"] == {"ico"}
    assert found["organisational"] == {"acp", "ico"}
