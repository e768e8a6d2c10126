"""What can still lead while answers are missing, against trying every answer out."""

import itertools

import numpy as np
import pytest

from questionnaire.appraisal import completions
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.completions import Missing, pareto
from questionnaire.appraisal.robustness import uniforms
from tests.appraisal.trying_out import (
    OPTIONS,
    answered,
    can_lead,
    leaders,
    random_catalogue,
    tried_out,
    with_poor_pairs,
)
from tests.builders import AIMS, catalogue_of, fit, option, settled_answers

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


NO_LEAD = settled_answers(place={"lead": None})
"""One answer is missing, so that completions are tried."""


@pytest.mark.parametrize("question", ["scope_kind", "lead", "services", "footprint"])
@pytest.mark.parametrize(("said", "is_missing"), [(None, True), ("not-sure", False)])
def test_not_sure_is_an_answer_and_nothing_is_missing_then(question, said, is_missing):
    found = Missing.of(settled_answers(place={question: said}))

    assert (question in found.circumstances or found.footprint) is is_missing
    assert found.priorities is False


def test_settled_answers_lack_nothing():
    found = Missing.of(settled_answers())

    assert (found.circumstances, found.footprint, found.priorities) == ((), False, False)


def test_a_model_that_is_ruled_out_whatever_is_answered_cannot_lead():
    catalogue = catalogue_of(fits={("mcp", aim): 3 for aim in AIMS})
    answers = settled_answers(place={"lead": None}, care_model={"ruled_out": {"mcp": "Practices voted against it."}})

    assert can_lead(catalogue, answers)["care"] == {"pacs"}


def test_care_home_support_cannot_lead_where_it_is_an_addition():
    catalogue = catalogue_of(
        options={"care": ("mcp", "ehch", "current-arrangements")}, fits={("ehch", aim): 3 for aim in AIMS}
    )

    assert can_lead(catalogue, NO_LEAD)["care"] == {"mcp"}


def test_what_can_lead_is_read_by_design_and_not_by_what_was_shown():
    weak = {("mcp", aim): fit("mcp", aim, 3, "weak") for aim in AIMS}

    assert can_lead(catalogue_of(fits=weak), NO_LEAD)["care"] == {"mcp"}


def test_of_forms_that_tie_only_the_one_that_is_named_can_lead():
    forms = [option("alliance-agreement", "form", formality=2), option("no-new-form", "form", formality=1)]

    assert can_lead(catalogue_of(options={"form": forms}), NO_LEAD)["form"] == {"no-new-form"}


def test_without_priorities_every_commissioning_arrangement_that_serves_an_aim_best_can_lead():
    catalogue = catalogue_of(fits={("separate-commissioning", "quality"): 3, ("pooled-budget", "integration"): 3})

    found = can_lead(catalogue, settled_answers(priorities=dict.fromkeys(AIMS)))

    assert found["commissioning"] == {"separate-commissioning", "pooled-budget"}


def test_where_no_aims_are_chosen_any_of_the_catalogues_could_be():
    catalogue = catalogue_of(share=0.1, fits={("mcp", "quality"): 3, ("pacs", "integration"): 3})
    answers = settled_answers(rationale={"objectives": None}, priorities=dict.fromkeys(AIMS))

    assert can_lead(catalogue, answers)["care"] >= {"mcp", "pacs"}


def test_missing_priorities_are_tried_at_the_corners_and_at_2_000_fixed_draws():
    """An option that serves one aim wholly and no other has that aim's weight for its fit."""
    models = tuple(option(slug) for slug in ("mcp", "pacs", "acute-care-collaboration"))
    serves = dict(zip((one.slug for one in models), AIMS, strict=True))
    fits = {(one.slug, aim): 3 if serves[one.slug] == aim else -1 for one in models for aim in AIMS}
    catalogue = catalogue_of(options={"care": models}, fits=fits)

    found = completions._fits(catalogue, models, settled_answers(), Missing((), footprint=False, weights={}))

    drawn = np.column_stack([-np.log1p(-uniforms(f"mcda-1|0|w|{aim}", 2_000)) for aim in AIMS])
    assert found.shape == (2_003, 3)
    assert found[:3].tolist() == (100 * np.eye(3)).tolist()
    assert found[3:] == pytest.approx(100 * drawn / drawn.sum(axis=1, keepdims=True))


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([[1, 1], [2, 2]], [[2, 2]]),
        ([[1, 1], [1, 1]], [[1, 1]]),
        ([[0, 3], [2, 0], [0, 0], [2, 0]], [[0, 3], [2, 0]]),
        ([[5, 0, 0], [1, 1, 1], [0, 1, 1]], [[5, 0, 0], [1, 1, 1]]),
    ],
)
def test_margins_that_others_beat_or_equal_throughout_are_dropped(rows, kept):
    assert pareto(np.array(rows, dtype=float)).tolist() == kept


@pytest.mark.parametrize(("scope_kind", "can"), [(None, {"acp", "ico"}), ("whole-population", {"acp"})])
def test_while_the_scope_is_open_what_goes_with_a_single_pathway_alone_can_lead_too(scope_kind, can):
    poor = {(upper, "ico"): 0 for upper in ("mcp", "pacs", "current-arrangements")}
    catalogue = catalogue_of(fits={("ico", "quality"): 3}, goes_with=poor)
    answers = settled_answers(place={"scope_kind": scope_kind, "lead": None})

    assert can_lead(catalogue, answers)["organisational"] == can
