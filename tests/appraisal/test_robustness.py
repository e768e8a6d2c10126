"""Simulation and the words for how firm a lead is."""

import numpy as np
import pytest

from questionnaire.appraisal import robustness
from questionnaire.appraisal.robustness import (
    Way,
    front_group,
    level,
    percent,
    simulate,
    simulate_ways,
    uniforms,
    weaker,
)
from questionnaire.appraisal.tally import Tally
from questionnaire.appraisal.value import UNKNOWN, Node, Score, ValueTree

TREE = ValueTree((Node("aims", 1.0, {"access": 0.5, "quality": 0.5}),))


def exactly(**scores):
    return {name: Score.around(point, 0) for name, point in scores.items()}


@pytest.mark.parametrize(
    ("first", "other", "given", "found"),
    [
        (0.95, 0.05, {"tied": True}, "NOT_SETTLED"),
        (0.90, 0.10, {}, "VERY_ROBUST"),
        (0.895, 0.105, {}, "VERY_ROBUST"),
        (0.894, 0.106, {}, "ROBUST"),
        (0.95, 0.05, {"partners": 0.90}, "VERY_ROBUST"),
        (0.95, 0.05, {"partners": 0.89}, "ROBUST"),
        (0.95, 0.05, {"led_alone": 0.5}, "ROBUST"),
        (0.66, 0.34, {}, "ROBUST"),
        (0.65, 0.35, {}, "LEANING"),
        (0.95, 0.05, {"partners": 0.66}, "ROBUST"),
        (0.95, 0.05, {"partners": 0.65}, "LEANING"),
        (0.50, 0.45, {}, "LEANING"),
        (0.49, 0.30, {}, "NOT_SETTLED"),
        (0.45, 0.46, {}, "NOT_SETTLED"),
    ],
)
def test_the_first_level_whose_bounds_are_reached_is_taken(first, other, given, found):
    assert level(first, other, **{"tied": False} | given) == found


def test_shares_are_compared_as_whole_percentages():
    """Method 3.12: round before comparing; half a per cent apart is level, and 50 of 100 is ahead."""
    found = level(0.496, 0.504, tied=False)

    assert found == "LEANING"


@pytest.mark.parametrize(("share", "whole"), [(0.655, 66), (0.6549, 65), (0.895, 90), (0.0, 0), (1.0, 100)])
def test_a_share_is_rounded_half_up(share, whole):
    assert percent(share) == whole


def test_the_weaker_of_two_levels_is_the_one_that_claims_less():
    assert weaker("ROBUST", "LEANING") == "LEANING"
    assert weaker("LEANING", "NOT_SETTLED") == "NOT_SETTLED"
    assert weaker("NOT_SETTLED", "VERY_ROBUST") == "NOT_SETTLED"


def test_unless_told_otherwise_10_000_draws_vary_each_weight_by_up_to_half():
    found = simulate(TREE, {"mcp": exactly(access=60, quality=70)}, seed=1)

    assert (found.draws, found.spread) == (10_000, 0.5)


@pytest.mark.parametrize(
    ("first", "draws", "is_often"), [(0.01, 10_000, True), (0.0099, 10_000, False), (1.0, 99, False)]
)
def test_central_weights_are_worth_printing_from_100_first_places_on(first, draws, is_often):
    simulation = robustness.Simulation(draws, spread=0.5, seed=1, firsts={"mcp": first})

    assert simulation.is_often_first("mcp") is is_often


def test_an_option_that_dominates_without_doubt_always_comes_first():
    scores = {"mcp": exactly(access=60, quality=70), "pacs": exactly(access=50, quality=70)}

    found = simulate(TREE, scores, seed=1, draws=300)

    assert found.places == {"mcp": (1, 0), "pacs": (0, 1)}
    assert found.wins == {"mcp": {"pacs": 1}, "pacs": {"mcp": 0}}


def test_three_options_that_tie_in_every_draw_share_all_places():
    scores = {name: exactly(access=40, quality=40) for name in ("a", "b", "c")}

    found = simulate(TREE, scores, seed=1, draws=50)

    for places in found.places.values():
        assert places == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert found.wins["a"] == {"b": 0.5, "c": 0.5}


def test_weights_are_varied_by_the_numbers_of_their_streams():
    raw = {aim: 0.5 * (1 + 0.5 * (2 * uniforms(f"mcda-1|9|w|{aim}", 50) - 1)) for aim in ("access", "quality")}

    found = robustness._node_weights(TREE.nodes[0], 9, 50, Way("around", 0.5), uniforms)

    whole = raw["access"] + raw["quality"]
    assert found["access"] == pytest.approx(raw["access"] / whole, abs=1e-12)
    assert found["quality"] == pytest.approx(raw["quality"] / whole, abs=1e-12)


def test_scores_are_varied_by_the_stream_of_their_option_and_objective():
    scores = {"mcp": {"access": UNKNOWN}, "pacs": {"access": UNKNOWN}}

    found = simulate(ValueTree((Node("aims", 1.0, {"access": 1.0}),)), scores, seed=9, draws=200)

    drawn = {option: uniforms(f"mcda-1|9|s|{option}|access", 200) for option in scores}
    assert found.first("mcp") == pytest.approx((drawn["mcp"] > drawn["pacs"]).mean())


@pytest.mark.parametrize("spread", [0.25, 0.5])
def test_a_weight_stays_within_its_spread_of_the_stated_one(spread):
    node = Node("aims", 1.0, {"access": 0.5, "quality": 0.5})

    found = robustness._node_weights(node, 1, 2_000, Way("around", spread), uniforms)

    ratios = found["access"] / found["quality"]
    assert (1 - spread) / (1 + spread) <= ratios.min() < 0.7
    assert 1.4 < ratios.max() <= (1 + spread) / (1 - spread)


def test_the_shares_of_the_nodes_stay_as_they_are():
    tree = ValueTree((Node("aims", 0.7, {"access": 0.4, "quality": 0.6}), Node("circumstances", 0.3, {"lead": 1.0})))

    found = robustness._drawn_weights(tree, 1, 200, Way("around", 0.5), uniforms)

    assert found["access"] + found["quality"] == pytest.approx(np.full(200, 0.7))
    assert found["lead"] == pytest.approx(np.full(200, 0.3))


def test_only_drawing_around_the_stated_weights_varies_the_circumstances_too():
    tree = ValueTree((Node("aims", 0.5, {"access": 1.0}), Node("circumstances", 0.5, {"holder": 0.55, "lead": 0.45})))
    scores = {"mcp": exactly(access=50, holder=60, lead=50), "pacs": exactly(access=50, holder=50, lead=60)}
    ways = [Way("around", 0.5), Way("none"), Way("stated"), Way("partners", partners={"council": {"access": 1.0}})]

    around, *others = (found.first("pacs") for found in simulate_ways(tree, scores, ways, seed=1, draws=500))

    assert 0 < around < 1
    assert others == [0, 0, 0]
    assert 0 < simulate(tree, scores, seed=1, draws=500).first("pacs") < 1


def test_partners_influence_is_varied_by_the_numbers_of_their_streams():
    partners = {"council": {"access": 1.0}, "trust": {"access": 0.5, "quality": 0.5}}
    council, trust = (-np.log1p(-uniforms(f"mcda-1|9|k|{name}", 50)) for name in partners)

    (found,) = simulate_ways(
        TREE, {"mcp": exactly(access=1, quality=2)}, [Way("partners", partners=partners)], seed=9, draws=50
    )

    share = (council / (council + trust)).mean()
    assert found.influence["mcp"] == pytest.approx({"council": share, "trust": 1 - share})
    assert found.central["mcp"] == pytest.approx({"access": share + (1 - share) / 2, "quality": (1 - share) / 2})


def test_confidence_is_found_from_as_many_draws_as_are_asked_for():
    scores = {option: {"access": UNKNOWN} for option in ("mcp", "pacs")}
    central = {"mcp": {"access": 1.0}, "pacs": None}

    found = robustness.confidence_factors(scores, central, seed=1, draws=1)

    assert found["mcp"] in (0, 1)
    assert found["pacs"] is None


@pytest.mark.parametrize("values", [(1e-9, 0.0), (0.0, 1e-9)])
def test_values_as_near_as_a_tie_share_places_and_wins(values):
    tally = Tally(["mcp", "pacs"])

    tally.add(np.array([values]).T, {})

    assert tally.places() == {"mcp": (0.5, 0.5), "pacs": (0.5, 0.5)}
    assert tally.wins() == {"mcp": {"pacs": 0.5}, "pacs": {"mcp": 0.5}}


def test_the_weights_of_a_draw_count_for_each_leader_by_its_share_of_the_first_place():
    tally = Tally(["mcp", "pacs"])

    tally.add(np.array([[50.0, 60.0], [50.0, 40.0]]), {"access": np.array([0.2, 0.8])})

    assert tally.central() == {"mcp": {"access": pytest.approx(0.6)}, "pacs": {"access": pytest.approx(0.2)}}


def test_a_known_score_is_drawn_from_a_triangle_around_its_point():
    score = Score(90, 70, 100)

    drawn = robustness.draw_scores(score, "any", 50_000)

    assert drawn.min() >= 70
    assert drawn.max() <= 100
    assert drawn.mean() == pytest.approx((70 + 90 + 100) / 3, abs=0.15)
    assert (drawn < 90).mean() == pytest.approx((90 - 70) / (100 - 70), abs=0.01)


def test_an_unknown_score_is_drawn_evenly_from_the_whole_scale():
    drawn = robustness.draw_scores(UNKNOWN, "any", 50_000)

    assert (drawn < 10).mean() == pytest.approx(0.1, abs=0.01)
    assert (drawn > 90).mean() == pytest.approx(0.1, abs=0.01)


def test_a_score_without_a_range_is_never_varied():
    drawn = robustness.draw_scores(Score(40, 40, 40), "any", 10)

    assert drawn.tolist() == [40.0] * 10


def test_streams_of_other_names_are_other_numbers_and_longer_ones_begin_alike():
    short, long, other = uniforms("w|access", 3), uniforms("w|access", 6), uniforms("w|quality", 3)

    assert long[:3].tolist() == short.tolist()
    assert other.tolist() != short.tolist()


def test_the_front_group_is_the_leader_and_whatever_it_does_not_likely_beat():
    wins = {"b": {"a": 0.654, "c": 0.66, "d": 0.5}}
    simulation = robustness.Simulation(draws=100, spread=0.5, seed=1, firsts={}, wins=wins)

    found = front_group(simulation, "b")

    assert found == ("a", "b", "d")


def test_counting_only_who_comes_first_gives_the_same_shares_and_no_other_places():
    tree = ValueTree((Node("aims", 1.0, {"quality": 0.5, "emergency": 0.5}),))
    tied = {"quality": Score.around(50, 0), "emergency": Score.around(50, 0)}
    scores = {"mcp": tied, "pacs": tied, "acp": {"quality": Score.around(60, 20), "emergency": Score.around(40, 20)}}

    whole, only = simulate_ways(
        tree, scores, [Way("around", 0.5), Way("around", 0.5, only_first=True)], seed=1, draws=999
    )

    assert only.firsts == whole.firsts == {option: places[0] for option, places in whole.places.items()}
    assert (only.places, only.wins, only.central) == ({}, {}, {})


def test_kept_draws_are_the_draws():
    tree = ValueTree((Node("aims", 1.0, {"quality": 1.0}),))
    scores = {option: {"quality": Score.around(50, 20)} for option in ("mcp", "pacs")}
    ways = [Way("stated")]

    kept = robustness.kept_scores()
    found = [simulate_ways(tree, scores, ways, seed=1, draws=99, drawn_scores=kept) for _ in range(2)]

    assert found[0] == found[1] == simulate_ways(tree, scores, ways, seed=1, draws=99)


def test_scores_are_drawn_by_whoever_is_asked_to_keep_them():
    scores = {
        "mcp": {"access": Score.around(50, 30), "quality": Score.around(50, 30)},
        "pacs": exactly(access=79, quality=79),
    }

    def highest(score, label, draws):
        return np.full(draws, score.high)

    drawn = simulate(TREE, scores, seed=1, draws=5, drawn_scores=highest)
    factors = robustness.confidence_factors(scores, {"mcp": {"access": 1.0}}, seed=1, draws=5, drawn_scores=highest)

    assert drawn.firsts == {"mcp": 1, "pacs": 0}
    assert factors == {"mcp": 1}


def test_exponentials_divided_by_their_sum_are_spread_evenly_over_all_balances():
    one, other, third = (robustness.exponentials(name, 20_000) for name in ("one", "other", "third"))

    share = one / (one + other + third)

    assert one.min() >= 0
    assert share.mean() == pytest.approx(1 / 3, abs=0.01)
    assert (share > 0.5).mean() == pytest.approx(1 / 4, abs=0.01)
    assert (share > 0.9).mean() == pytest.approx(1 / 100, abs=0.005)
