"""Random streams, simulated shares and partners against worked examples that were computed outside the method."""

import random

import numpy as np
import pytest

from questionnaire.appraisal import robustness, value
from questionnaire.appraisal.tally import Tally
from questionnaire.appraisal.value import HALF_WIDTHS, Node, Score, ValueTree
from tests.appraisal.published import case, exactly

GRADES = {"high": "strong", "moderate": "moderate", "low": "weak", "very_low": "none"}
DRAWS = 10_000


@pytest.mark.parametrize("index", range(3))
def test_robustness_has_its_published_level(index):
    inputs, expected, _ = case("P-WORDS")
    row = inputs["rows"][index]
    partners = {
        "partners": row["first_rank_partners"],
        "led_alone": row["share_of_partners_led_alone"],
    }

    found = robustness.level(
        row["first_rank_around"],
        row["best_other_around"],
        tied=row["tied_at_stated_weights"],
        **{name: share for name, share in partners.items() if share is not None},
    )

    assert found == expected["levels"][index]


@pytest.mark.parametrize("index", range(3))
def test_random_streams_have_their_published_keys_and_numbers(index):
    inputs, expected, _ = case("P-STREAMS")
    label = "|".join([inputs["engine"], str(inputs["seed"]), *inputs["labels"][index]])

    key, numbers = robustness.stream_key(label), robustness.uniforms(label, 3).tolist()

    plain = random.Random(key)  # noqa: S311
    assert str(key) == expected["keys"][index]
    assert numbers == expected["first_three"][index]
    assert [plain.random() for _ in range(3)] == numbers


def simulated_first_shares(points, scores, spread):
    names = [f"aim-{index}" for index in range(len(points))]
    weights = value.normalised(dict(zip(names, map(float, points), strict=True)))
    rows = {option: dict(zip(names, row, strict=True)) for option, row in zip("AB", scores, strict=True)}
    tree = ValueTree((Node("aims", 1.0, weights),))
    found = robustness.simulate(tree, rows, seed=1, draws=DRAWS, spread=spread)
    return [found.first(option) for option in "AB"]


def test_weights_around_the_stated_ones_give_the_published_first_shares():
    inputs, expected, tolerance = case("P-AROUND-2")
    scores = [[exactly(score) for score in row] for row in inputs["scores"]]

    found = simulated_first_shares(inputs["points"], scores, inputs["relative_spread"])

    assert found == pytest.approx(expected["first_rank"], abs=tolerance["monte_carlo_10000"])


def test_uncertain_scores_at_stated_weights_give_the_published_first_shares():
    inputs, expected, tolerance = case("P-NOISE")
    scores = [
        [Score.around(float(point), HALF_WIDTHS[GRADES[grade]]) for point, grade in zip(row, grades, strict=True)]
        for row, grades in zip(inputs["scores"], inputs["evidence"], strict=True)
    ]

    found = simulated_first_shares(inputs["points"], scores, 0.0)

    assert found == pytest.approx(expected["first_rank"], abs=tolerance["monte_carlo_10000"])


def test_given_samples_give_the_published_places_and_wins():
    inputs, expected, tolerance = case("P-SMAA-samples")
    tally = tallied(inputs["options"], np.array(inputs["weights"]), np.array(inputs["scores"]))

    assert list(tally.places().values()) == [
        pytest.approx(row, abs=tolerance["abs"]) for row in expected["rank_acceptability"]
    ]
    for (name, row), published in zip(tally.wins().items(), expected["pairwise"], strict=True):
        wanted = dict(zip(inputs["options"], published, strict=True))
        assert {**row, name: 0.5} == pytest.approx(wanted, abs=tolerance["abs"])


def tallied(options, weights, scores):
    tally = Tally(options)
    tally.add(np.einsum("dj,dij->id", weights, scores), {str(j): column for j, column in enumerate(weights.T)})
    return tally


def test_given_samples_give_the_published_central_weights_and_confidence_factors():
    inputs, expected, tolerance = case("P-SMAA-samples")
    options, weights, scores = inputs["options"], np.array(inputs["weights"]), np.array(inputs["scores"])

    central = tallied(options, weights, scores).central()

    for place, option in enumerate(options):
        if expected["central_weights"][place] is None:
            assert central[option] is None
            continue
        own = list(central[option].values())
        again = tallied(options, np.array([own] * len(scores)), scores)
        assert own == pytest.approx(expected["central_weights"][place], abs=tolerance["abs"])
        assert again.places()[option][0] == pytest.approx(expected["confidence_factors"][place], abs=tolerance["abs"])


def test_two_partners_have_their_published_weights_totals_and_leaders():
    inputs, expected, tolerance = case("P-PARTNERS-2")
    aims, options = inputs["objectives"], inputs["options"]
    scores = {
        name: dict(zip(aims, map(exactly, row), strict=True))
        for name, row in zip(options, inputs["scores"], strict=True)
    }

    partners = [value.normalised(dict(zip(aims, points, strict=True))) for points in inputs["partner_points"]]
    group = value.group_weights(partners)
    own = [value.totals(weights, scores) for weights in partners]

    assert [list(weights.values()) for weights in partners] == [pytest.approx(w) for w in expected["partner_weights"]]
    assert [group[aim] for aim in aims] == pytest.approx(expected["group_weights"], abs=tolerance["abs"])
    assert [list(found.values()) for found in own] == [pytest.approx(t) for t in expected["partner_totals"]]
    assert [value.tie_groups(found)[0] for found in own] == expected["partner_leaders"]
    assert list(value.totals(group, scores).values()) == pytest.approx(expected["group_totals"], abs=tolerance["abs"])
