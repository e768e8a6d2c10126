"""Values, gates and readiness against worked examples that were computed outside the method."""

from fractions import Fraction

import pytest

from questionnaire.appraisal import readiness, value
from questionnaire.appraisal.stage import appraise_stage
from tests.appraisal.published import case, scores_of
from tests.builders import catalogue_of, gate, option, requirement, settled_answers


@pytest.fixture(params=["P-ADD-3x3", "P-ADD-tie"])
def additive(request):
    inputs, expected, tolerance = case(request.param)
    return value.normalised(inputs["points"]), scores_of(inputs), expected, tolerance["abs"]


def test_an_additive_example_has_its_published_weights_and_totals(additive):
    weights, scores, expected, tolerance = additive

    found = value.totals(weights, scores)

    assert weights == pytest.approx(expected["weights"], abs=tolerance)
    assert found == pytest.approx(expected["totals"], abs=tolerance)


def test_an_additive_example_has_its_published_ranks(additive):
    weights, scores, expected, _ = additive

    found = value.totals(weights, scores)

    assert value.ranks(found) == expected["ranks"]
    assert value.midranks(found) == expected["midranks"]


def test_an_additive_example_has_its_published_contributions(additive):
    weights, scores, expected, tolerance = additive

    found = {name: value.contributions(weights, row) for name, row in scores.items()}

    for name, parts in expected["contributions"].items():
        assert found[name] == pytest.approx(parts, abs=tolerance)


def test_an_additive_example_prints_as_published(additive):
    weights, scores, expected, _ = additive

    found = {name: value.rounded_parts(value.contributions(weights, row), 1) for name, row in scores.items()}

    assert found == {name: shown["parts"] for name, shown in expected["display_1dp"].items()}


def test_an_additive_example_has_its_published_lead(additive):
    weights, scores, expected, tolerance = additive
    lead = expected["leader_minus_runner_up"]

    found = value.difference(weights, scores[lead["leader"]], scores[lead["runner_up"]])

    assert found == pytest.approx(lead["parts"], abs=tolerance)
    assert value.total(found) == pytest.approx(lead["total"], abs=tolerance)


def test_an_additive_example_has_its_published_dominance(additive):
    weights, scores, expected, _ = additive
    pairs = [(one, other) for one in scores for other in scores if one != other]

    plain = [[a, b] for a, b in pairs if value.dominates(weights, scores[a], scores[b])]
    blocks = value.in_order_of_weight(weights)
    in_order = [[a, b] for a, b in pairs if value.rank_order_dominates(blocks, scores[a], scores[b])]

    assert plain == expected["dominates"]
    assert in_order == expected["rank_order_dominates"]


@pytest.mark.parametrize("name", ["P-ROC-4", "P-ROC-ties"])
def test_rank_order_centroid_weights_are_the_published_ones(name):
    inputs, expected, tolerance = case(name)

    found = value.rank_order_centroid(inputs["ranks"])

    assert found == pytest.approx(expected["weights"], abs=tolerance["abs"])


def test_rank_order_centroid_weights_without_ties_are_exact_fractions():
    inputs, expected, tolerance = case("P-ROC-4")

    found = value.rank_order_centroid(inputs["ranks"])

    assert found == pytest.approx([float(Fraction(text)) for text in expected["exact"]], abs=tolerance["abs"])


def test_points_become_the_published_weights():
    inputs, expected, tolerance = case("P-W-1")

    found = value.normalised(dict(enumerate(inputs["points"])))

    assert list(found.values()) == pytest.approx(expected["weights"], abs=tolerance["abs"])


def test_a_missing_score_counts_as_50_and_lowers_coverage():
    inputs, expected, tolerance = case("P-MISSING")
    weights, scores = value.normalised(inputs["points"]), scores_of(inputs)

    totals = value.totals(weights, scores)
    coverage = {name: value.coverage(weights, row) for name, row in scores.items()}

    assert totals == pytest.approx(expected["totals"], abs=tolerance["abs"])
    assert coverage == pytest.approx(expected["coverage"], abs=tolerance["abs"])
    assert value.ranks(totals) == expected["ranks"]


@pytest.mark.parametrize(("bound", "end"), [("lowest_possible", "low"), ("highest_possible", "high")])
def test_a_missing_score_leaves_the_published_range_open(bound, end):
    inputs, expected, tolerance = case("P-MISSING")
    weights = value.normalised(inputs["points"])

    found = {
        name: sum(weight * getattr(row[aim], end) for aim, weight in weights.items())
        for name, row in scores_of(inputs).items()
    }

    assert found == pytest.approx(expected[bound], abs=tolerance["abs"])


@pytest.fixture
def gated():
    """Three forms worth 70, 65 and 60 points; A fails a gate, and whether B passes its gate is not known."""
    inputs, expected, _ = case("P-GATES")
    fits = {"A": (2, 2, 1), "B": (2, 1, 1), "C": (2, 1, 0)}
    catalogue = catalogue_of(
        criteria=("x", "y", "z"),
        options={"form": [option(name, "form") for name in inputs["options"]]},
        fits={(name, aim): fit for name, row in fits.items() for aim, fit in zip("xyz", row, strict=True)},
        gates=(gate("A", "needs_footprint", "system", slug="g1"), gate("B", "needs_partner", "council", slug="g2")),
    )
    answers = settled_answers(form={"criteria": {"x": 60, "y": 20, "z": 20}}, place={"partners": None})
    return appraise_stage("form", catalogue, answers, None, seed=1, draws=0), inputs, expected


def test_gates_have_their_published_status_and_reasons(gated):
    found, inputs, expected = gated

    status = {one.slug: one.status.replace("-", "_") for one in found.options}
    reasons = {one.slug: [f"{met.gate}: {met.answer}" for met in one.reasons] for one in found.options}

    assert {one.slug: one.value for one in found.options} == pytest.approx(inputs["totals"])
    assert status == expected["status"]
    assert reasons == expected["reasons"]


def test_gates_leave_the_published_leader_and_the_value_lost_to_them(gated):
    found, _, expected = gated

    ranks = {one.slug: one.rank for one in found.options if one.rank is not None}

    assert sorted(ranks) == sorted(expected["eligible"])
    assert ranks == expected["ranks_among_eligible"]
    assert list(found.leaders) == expected["leaders"]
    assert found.best_open == expected["best_open"]
    assert found.best_ruled_out == expected["best_ruled_out"]
    assert found.value_lost_to_gates == pytest.approx(expected["value_lost_to_gates"])


@pytest.mark.parametrize("name", ["A", "B"])
def test_readiness_has_its_published_gaps_and_band(name):
    inputs, expected, _ = case("P-READY")
    rows = [requirement(name, dimension, level) for dimension, level in inputs["requirements"][name].items()]

    found = readiness.assess(readiness.needs(rows, inputs["levels"], ()))

    assert {key: getattr(found, key) for key in expected[name]} == expected[name] | {"unknown": ()}
