"""Sensitivity and agreement against worked examples that were computed outside the method, and against other libraries."""

import numpy as np
import pytest
from pymcdm.methods import WSM
from scipy.stats import friedmanchisquare

from questionnaire.appraisal import consensus, robustness, sensitivity, value
from questionnaire.appraisal.consensus import Partner
from questionnaire.appraisal.robustness import Way
from questionnaire.appraisal.value import Node, Score, ValueTree
from tests.appraisal.published import case, exactly, scores_of

DRAWS = 10_000


def on_aims(weights):
    return ValueTree((Node("aims", 1.0, weights),))


@pytest.fixture
def published():
    inputs, expected, tolerance = case("P-SENS-3x3")
    tree = on_aims(value.normalised(inputs["points"]))
    return sensitivity.sensitivity(tree, scores_of(inputs), inputs["points"]), expected, tolerance["abs"]


def near(number, tolerance):
    return number if number is None else pytest.approx(number, abs=tolerance)


def test_break_even_weights_are_the_published_ones(published):
    found, expected, tolerance = published

    assert list(found.leaders) == [expected["leader"]]
    for row in found.break_evens:
        wanted = expected["break_even"][row.objective]
        assert row.status == wanted["status"]
        assert (list(row.lower_to), list(row.upper_to)) == (wanted["lower_to"], wanted["upper_to"])
        for name in ("weight", "lower", "upper", "lower_points", "upper_points", "smallest_change"):
            assert getattr(row, name) == near(wanted[name], tolerance), (row.objective, name)


def test_shifts_of_weight_are_the_published_ones(published):
    found, expected, tolerance = published

    sizes = {shift.rival: shift.size for shift in found.shifts}

    assert sizes == pytest.approx(expected["weight_shift_to_draw_level"], abs=tolerance)


def test_score_changes_are_the_published_ones_in_their_order(published):
    found, expected, tolerance = published

    assert len(found.score_changes) == expected["number_of_feasible_single_score_changes"]
    for change, wanted in zip(found.score_changes, expected["smallest_score_changes"], strict=True):
        assert (change.option, change.objective) == (wanted["option"], wanted["objective"])
        assert list(change.new_leaders) == wanted["new_leader"]
        assert [change.score, change.becomes, change.change] == pytest.approx(
            [wanted["from"], wanted["to"], wanted["change"]], abs=tolerance
        )


@pytest.mark.parametrize("name", ["P-KW-proofwiki", "P-KW-package", "P-KW-ties"])
def test_agreement_of_rankings_is_the_published_one(name):
    inputs, expected, tolerance = case(name)

    found = consensus.kendalls_w([dict(enumerate(row)) for row in inputs["ratings"]])

    assert found == pytest.approx(expected["w"], abs=tolerance["abs"])


@pytest.mark.parametrize("name", ["P-KW-proofwiki", "P-KW-package", "P-KW-ties"])
def test_agreement_of_rankings_is_what_scipy_finds(name):
    ratings = np.array(case(name)[0]["ratings"])

    found = consensus.kendalls_w([dict(enumerate(row)) for row in ratings.tolist()])

    count, size = ratings.shape
    assert found == pytest.approx(friedmanchisquare(*ratings.T).statistic / (count * (size - 1)))


def test_readiness_ratings_agree_as_published():
    inputs, expected, _ = case("P-AGREE")

    found = consensus.ratings(inputs["levels"])

    assert (found.median, list(found.window)) == (expected["median"], expected["window"])
    assert (found.outside, found.allowed) == (expected["outside"], expected["allowed"])
    assert found.is_agreement is (expected["agreement"] == "agreement")


@pytest.mark.filterwarnings("ignore:Alternatives with indices")
@pytest.mark.parametrize("name", ["P-ADD-3x3", "P-ADD-tie"])
def test_totals_are_what_pymcdm_finds(name):
    inputs, _, tolerance = case(name)
    matrix = [[float(row[aim]) for aim in inputs["objectives"]] for row in inputs["scores"].values()]
    weights = value.normalised(inputs["points"])

    def unchanged(column, cost=False):
        return column

    theirs = WSM(unchanged)(
        np.array(matrix), np.array([weights[a] for a in inputs["objectives"]]), np.ones(len(weights))
    )
    found = value.totals(weights, scores_of(inputs))

    assert list(found.values()) == pytest.approx(list(theirs), abs=tolerance["abs"])


def without_preference(rows, draws=DRAWS):
    aims = [f"aim-{index}" for index in range(len(rows[0]))]
    tree = on_aims(dict.fromkeys(aims, 1 / len(aims)))
    scores = {name: dict(zip(aims, map(exactly, row), strict=True)) for name, row in zip("ABC", rows, strict=False)}
    return robustness.simulate_ways(tree, scores, [Way("none")], seed=1, draws=draws)[0]


@pytest.mark.parametrize("draws", [10_000, 100_000])
def test_without_preferences_three_options_have_their_exact_areas(draws):
    inputs, expected, tolerance = case("P-SMAA-exact-3x3")
    allowed = tolerance[f"monte_carlo_{draws}"]

    found = without_preference(list(inputs["scores"]), draws)

    for option, places, central in zip(
        inputs["options"], expected["rank_acceptability"], expected["central_weights"], strict=True
    ):
        assert found.places[option] == pytest.approx(places, abs=allowed["acceptability"])
        if found.is_often_first(option):
            assert list(found.central[option].values()) == pytest.approx(central, abs=allowed["central_weights"])


@pytest.mark.parametrize("draws", [10_000, 100_000])
@pytest.mark.parametrize("name", ["P-PAIR-2", "P-PAIR-3"])
def test_without_preferences_two_options_have_their_exact_shares(name, draws):
    inputs, expected, tolerance = case(name)

    found = without_preference(inputs["scores"], draws)

    shares = [found.first(option) for option in inputs["options"]]
    assert shares == pytest.approx(expected["first_rank"], abs=tolerance[f"monte_carlo_{draws}"])


def measured(rows):
    """The published measurements as even ranges, scaled from the worst to the best of each criterion, not clipped."""
    matrix = np.array(rows, dtype=float)
    worst, best = matrix.min(axis=0), matrix.max(axis=0)
    half = np.column_stack([np.full(len(matrix), 0.5), 0.1 * abs(matrix[:, 1]), np.full(len(matrix), 10.0)])
    half = np.column_stack([half, np.full(len(matrix), 0.5)])
    low, point, high = (100 * (end - worst) / (best - worst) for end in (matrix - half, matrix, matrix + half))
    return {
        f"alternative-{i}": {f"criterion-{j}": Score(point[i, j], low[i, j], high[i, j], False) for j in range(4)}
        for i in range(len(matrix))
    }


def test_the_first_published_simulation_has_its_shares_and_confidence_factors():
    inputs, expected, tolerance = case("P-PUB-SMAA-1998")
    scores = measured(inputs["measurements"])
    tree = on_aims({f"criterion-{j}": 0.25 for j in range(4)})

    found = robustness.simulate_ways(tree, scores, [Way("none")], seed=1, draws=DRAWS)[0]
    factors = robustness.confidence_factors(scores, found.central, seed=1, draws=DRAWS)

    shares = [100 * found.first(option) for option in sorted(scores)]
    assert shares == pytest.approx(expected["first_rank_percent"], abs=tolerance["first_rank_points"])
    for option, wanted in zip(sorted(scores), expected["confidence_factor_percent"], strict=True):
        if wanted is not None:
            assert 100 * factors[option] == pytest.approx(wanted, abs=tolerance["confidence_points"])


@pytest.fixture
def two_partners():
    inputs, expected, tolerance = case("P-PARTNERS-2")
    aims = inputs["objectives"]
    points = [dict(zip(aims, row, strict=True)) for row in inputs["partner_points"]]
    group = consensus.group([Partner(name, row) for name, row in zip("pq", points, strict=True)], aims)
    scores = {
        name: dict(zip(aims, map(exactly, row), strict=True))
        for name, row in zip(inputs["options"], inputs["scores"], strict=True)
    }
    return group, scores, expected, tolerance


def test_two_partners_agree_as_little_as_published(two_partners):
    group, scores, expected, tolerance = two_partners

    found = consensus.consensus(on_aims(group.mean), scores, group.weights, "A")

    assert [list(own.leaders) for own in found.partners.values()] == expected["partner_leaders"]
    assert found.w_options == pytest.approx(expected["kendall_w_options"], abs=tolerance["abs"])
    assert found.w_aims == pytest.approx(expected["kendall_w_objectives"], abs=tolerance["abs"])
    assert found.distances["p", "q"] == pytest.approx(expected["weight_distance"][0][1], abs=tolerance["abs"])


def test_two_partners_pass_the_lead_on_at_the_published_influence(two_partners):
    group, scores, expected, tolerance = two_partners

    found = consensus.consensus(on_aims(group.mean), scores, group.weights, "A").by_influence

    for stretch, wanted in zip(found, expected["leader_by_share_of_first_partner"], strict=True):
        assert list(stretch.leaders) == wanted["leader"]
        assert [stretch.start, stretch.end] == pytest.approx([wanted["from"], wanted["to"]], abs=tolerance["abs"])


def test_any_balance_between_two_partners_gives_the_published_shares(two_partners):
    group, scores, expected, tolerance = two_partners
    way = Way("partners", partners=group.weights)

    found = robustness.simulate_ways(on_aims(group.mean), scores, [way], seed=1, draws=DRAWS)[0]

    allowed = tolerance["monte_carlo_10000"]
    assert list(found.places.values()) == [
        pytest.approx(row, abs=allowed["acceptability"]) for row in expected["rank_acceptability"]
    ]
    for option, central, influence in zip(
        scores, expected["central_weights"], expected["central_partner_shares"], strict=True
    ):
        assert list(found.central[option].values()) == pytest.approx(central, abs=allowed["central_weights"])
        assert list(found.influence[option].values()) == pytest.approx(influence, abs=allowed["central_weights"])
