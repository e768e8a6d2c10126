"""What always holds of a stage and of the whole (method.md, 5): gates, readiness, and the same bytes everywhere."""

import math
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models_catalogue.vocabulary import DIMENSIONS
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.stage import appraise_stage
from tests.appraisal.problems import problems
from tests.builders import AIMS, catalogue_of, fit, gate, requirement, settled_answers

MODELS = ("mcp", "pacs", "acute-care-collaboration")
OPTIONS = {"care": (*MODELS, "current-arrangements")}
GRADES = ("strong", "moderate", "weak", "contested", "none")
LEVELS = st.fixed_dictionaries(dict.fromkeys(DIMENSIONS[:4], st.integers(0, 5) | st.just("not-sure")))
FITS = st.fixed_dictionaries(
    {(model, aim): st.builds(fit, *map(st.just, (model, aim)), st.integers(-1, 3)) for model in MODELS for aim in AIMS}
)
NEEDS = st.lists(
    st.builds(
        requirement,
        st.sampled_from(MODELS),
        st.sampled_from(DIMENSIONS[:4]),
        st.integers(0, 5),
        st.sampled_from(("must", "should")),
    ),
    max_size=6,
    unique_by=lambda row: (row.option, row.dimension),
).map(tuple)
SHUFFLED = ("options", "fits", "ratings", "compatibilities", "objectives", "circumstances")
OPEN, SHUT = "whole-population", "pathway"
GATES = st.fixed_dictionaries(
    {
        model: st.builds(
            gate,
            st.just(model),
            st.just("needs_scope"),
            st.sampled_from((OPEN, SHUT)),
            otherwise=st.sampled_from(("fail", "fixable")),
        )
        for model in MODELS
    }
).map(lambda found: tuple(found.values()))


def staged(answers=None, **content):
    catalogue = catalogue_of(options=OPTIONS, **content)
    return appraise_stage("care", catalogue, answers or settled_answers(), None, seed=1, draws=20)


def told(found, *fields):
    return {one.slug: tuple(getattr(one, field) for field in fields) for one in found.options}


@given(FITS, FITS, GATES, NEEDS, LEVELS)
def test_18_no_score_ever_changes_a_status(fits, others, gates, needs, levels):
    """Invariant 18."""
    answers = settled_answers(readiness=levels)

    found, again = (staged(answers, fits=given, gates=gates, requirements=needs) for given in (fits, others))

    assert told(again, "status", "reasons") == told(found, "status", "reasons")


@given(FITS, GATES, st.sampled_from(MODELS))
def test_18_opening_a_gate_moves_no_other_option(fits, gates, model):
    """Invariant 18."""
    opened = tuple(replace(one, values=(OPEN,)) if one.option == model else one for one in gates)

    found, again = (told(staged(fits=fits, gates=given), "status") for given in (gates, opened))

    assert again.pop(model) == ("open",)
    assert again == {slug: status for slug, status in found.items() if slug != model}


@given(FITS, GATES)
def test_18_the_leader_is_never_ruled_out(fits, gates):
    """Invariant 18."""
    found = staged(fits=fits, gates=gates)

    assert found.leader is not None
    assert all(found.option(slug).status != "ruled-out" for slug in (*found.leaders, *found.shown_leaders))


@given(FITS, NEEDS, LEVELS, LEVELS)
def test_19_readiness_never_changes_value(fits, needs, levels, others):
    """Invariant 19."""
    content = {"fits": fits, "requirements": needs}

    found, again = (staged(settled_answers(readiness=given), **content) for given in (levels, others))

    fields = ("value", "fit", "match", "shown_only", "rank", "shown_rank", "contributions")
    assert told(again, *fields) == told(found, *fields)
    assert again.firmness.simulations == found.firmness.simulations
    assert again.firmness.sensitivity == found.firmness.sensitivity


@given(FITS, FITS, NEEDS, LEVELS)
def test_19_value_never_changes_readiness(fits, others, needs, levels):
    """Invariant 19."""
    answers = settled_answers(readiness=levels)

    found, again = (staged(answers, fits=given, requirements=needs) for given in (fits, others))

    assert told(again, "readiness") == told(found, "readiness")


@given(FITS, st.randoms(use_true_random=False))
def test_1_the_order_of_rows_and_answers_changes_no_result(fits, chance):
    """Invariant 1."""
    catalogue = catalogue_of(options=OPTIONS, fits=fits)
    rows = {name: chance.sample(getattr(catalogue, name), len(getattr(catalogue, name))) for name in SHUFFLED}
    aims = chance.sample(AIMS, len(AIMS))
    priorities = {aim: {"points": 20 + 10 * AIMS.index(aim)} for aim in AIMS}

    found, again = (
        appraise_stage("care", content, settled_answers(**steps, priorities=priorities), None, seed=1, draws=20)
        for content, steps in (
            (catalogue, {}),
            (
                replace(catalogue, **{name: tuple(row) for name, row in rows.items()}),
                {"rationale": {"objectives": aims}},
            ),
        )
    )

    fields = ("value", "shown_only", "rank", "rank_of_all", "status")
    assert told(again, *fields) == told(found, *fields)
    assert (again.leaders, again.firmness) == (found.leaders, found.firmness)


@given(FITS, st.sampled_from(GRADES), st.sampled_from(GRADES))
def test_21_other_grades_of_evidence_change_no_total_and_no_rank(fits, grade, other):
    """Invariant 21."""
    graded = ({cell: replace(row, grade=one) for cell, row in fits.items()} for one in (grade, other))

    found, again = (staged(fits=given) for given in graded)

    assert told(again, "value", "rank") == told(found, "value", "rank")


@given(problems())
def test_20_another_seed_moves_shares_by_no_more_than_chance(problem):
    """Invariant 20."""
    draws = 1_000

    found, again = (problem.simulated(seed=seed, draws=draws) for seed in (1, 2))

    five_standard_errors = 5 * math.sqrt(2) * 0.5 / math.sqrt(draws)
    for option, places in found.places.items():
        assert places == pytest.approx(again.places[option], abs=five_standard_errors)


def test_20_appraising_twice_gives_the_same_bytes_whatever_was_appraised_between(shipped):
    """Invariant 20."""
    first = msgspec.json.encode(appraise(shipped, settled_answers(), draws=50))

    appraise(shipped, settled_answers(place={"lead": "council"}), seed=2, draws=50)
    again = msgspec.json.encode(appraise(shipped, settled_answers(), draws=50))

    assert again == first
