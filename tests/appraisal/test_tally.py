"""Counting draws: who comes first, every place, wins, and the mean weights of those who lead, ties shared."""

import numpy as np
import pytest

from questionnaire.appraisal.tally import Tally, tie_spans

OPTIONS = ["acp", "mcp", "pacs"]
NEAR = 1e-9
"""Values that are this near are level."""


def tallied(*draws, weights=None, influence=None, options=OPTIONS):
    """A tally of these draws, each with a value for every option."""
    tally = Tally(options)
    tally.add(np.array(draws, dtype=float).T, weights or {}, influence)
    return tally


def only_firsts(*draws, influence=None, options=OPTIONS):
    tally = Tally(options)
    tally.add_firsts(np.array(draws, dtype=float).T, influence or {})
    return tally


@pytest.mark.parametrize(
    ("draw", "acp", "mcp", "pacs"),
    [
        ((3, 2, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1)),
        ((1, 3, 2), (0, 0, 1), (1, 0, 0), (0, 1, 0)),
        ((2, 2, 1), (1 / 2, 1 / 2, 0), (1 / 2, 1 / 2, 0), (0, 0, 1)),
        ((1, 2, 2), (0, 0, 1), (1 / 2, 1 / 2, 0), (1 / 2, 1 / 2, 0)),
        ((2, 1, 1), (1, 0, 0), (0, 1 / 2, 1 / 2), (0, 1 / 2, 1 / 2)),
        ((1, 1, 1), (1 / 3, 1 / 3, 1 / 3), (1 / 3, 1 / 3, 1 / 3), (1 / 3, 1 / 3, 1 / 3)),
        ((0, NEAR, -1), (1 / 2, 1 / 2, 0), (1 / 2, 1 / 2, 0), (0, 0, 1)),
        ((0, 3 * NEAR, -1), (0, 1, 0), (1, 0, 0), (0, 0, 1)),
        ((0, NEAR, 2 * NEAR), (1 / 3, 1 / 3, 1 / 3), (1 / 3, 1 / 3, 1 / 3), (1 / 3, 1 / 3, 1 / 3)),
    ],
)
def test_options_that_are_level_share_the_places_they_span(draw, acp, mcp, pacs):
    found = tallied(draw)

    places = {"acp": acp, "mcp": mcp, "pacs": pacs}
    assert found.places() == {name: pytest.approx(shares) for name, shares in places.items()}
    assert found.firsts() == {name: pytest.approx(shares[0]) for name, shares in places.items()}
    assert only_firsts(draw).firsts() == found.firsts()


def test_a_tie_in_one_draw_leaves_the_other_draws_as_they_are():
    draws = (3, 2, 1), (2, 2, 1), (1, 2, 3), (1, 2, 3)

    found = tallied(*draws)

    assert found.places() == {"acp": (0.375, 0.125, 0.5), "mcp": (0.125, 0.875, 0.0), "pacs": (0.5, 0.0, 0.5)}
    assert only_firsts(*draws).firsts() == found.firsts() == {"acp": 0.375, "mcp": 0.125, "pacs": 0.5}


def test_each_two_options_share_every_draw_between_them_ties_by_halves():
    found = tallied((3, 2, 1), (2, 2, 1), (1, 2, 3), (1, 2, 3)).wins()

    assert found == {
        "acp": {"mcp": 0.375, "pacs": 0.5},
        "mcp": {"acp": 0.625, "pacs": 0.5},
        "pacs": {"acp": 0.5, "mcp": 0.5},
    }


def test_blocks_add_up_to_what_all_draws_come_to_at_once():
    draws = [(3.0, 2, 1), (2, 2, 1), (1, 2, 3), (1, 1, 1)]
    weights = {"quality": np.array([0.1, 0.2, 0.3, 0.4])}
    apart = Tally(OPTIONS)

    for number, draw in enumerate(draws):
        apart.add(np.array([draw]).T, {"quality": weights["quality"][[number]]})

    together = tallied(*draws, weights=weights)
    assert (apart.draws, apart.places(), apart.wins()) == (4, together.places(), together.wins())
    assert apart.central() == together.central()


def test_weights_and_influence_are_the_means_over_the_draws_that_an_option_leads():
    weights, influence = {"quality": np.array([0.2, 0.6])}, {"council": np.array([0.1, 0.9])}

    found = tallied((3, 2, 1), (2, 2, 1), weights=weights, influence=influence)

    assert found.central() == {
        "acp": {"quality": pytest.approx((0.2 + 0.6 / 2) / 1.5)},
        "mcp": {"quality": pytest.approx(0.6)},
        "pacs": None,
    }
    assert found.influence() == {
        "acp": {"council": pytest.approx((0.1 + 0.9 / 2) / 1.5)},
        "mcp": {"council": pytest.approx(0.9)},
        "pacs": None,
    }


def test_influence_is_counted_too_where_only_first_places_are():
    found = only_firsts((3, 2, 1), (1, 2, 3), influence={"council": np.array([0.25, 0.75])})

    assert found.influence() == {"acp": {"council": 0.25}, "mcp": None, "pacs": {"council": 0.75}}


def test_without_anybodys_influence_there_is_none_to_tell():
    assert tallied((3, 2, 1)).influence() == {}


def test_means_are_told_to_twelve_decimals_in_order_of_name():
    weights = {"quality": np.array([2 / 3]), "access": np.array([1 / 3])}

    (mean, *_) = tallied((3, 2, 1), weights=weights).central().values()

    assert list(mean.items()) == [("access", 0.333333333333), ("quality", 0.666666666667)]


@pytest.mark.parametrize(
    ("ordered", "begins", "ends"),
    [
        ((9, 5, 1), (0, 1, 2), (0, 1, 2)),
        ((9, 9, 1), (0, 0, 2), (1, 1, 2)),
        ((9, 1, 1), (0, 1, 1), (0, 2, 2)),
        ((9, 9, 9), (0, 0, 0), (2, 2, 2)),
    ],
)
def test_a_tie_group_spans_the_places_of_those_that_are_level(ordered, begins, ends):
    found = tie_spans(np.array([ordered, (9, 9, 1)], dtype=float))

    assert (tuple(found[0][0]), tuple(found[1][0])) == (begins, ends)


def test_one_option_is_always_first():
    found = tallied((1,), (2,), options=["mcp"])

    assert (found.places(), found.wins()) == ({"mcp": (1.0,)}, {"mcp": {}})
    assert only_firsts((1,), (2,), options=["mcp"]).firsts() == {"mcp": 1.0}
