"""Swing points: those that follow from an order alone, and what points say when one move is put beside another."""

import pytest

from questionnaire.appraisal.swings import Comparison, Share, against_order, compared, echo, points_from_places
from questionnaire.appraisal.value import rank_order_centroid


@pytest.mark.parametrize(
    ("places", "points"),
    [
        ({}, {}),
        ({"a": 1}, {"a": 100}),
        ({"a": 1, "b": 2}, {"a": 100, "b": 100 / 3}),
        ({"a": 1, "b": 2, "c": 3}, {"a": 100, "b": 100 * 5 / 11, "c": 100 * 2 / 11}),
        ({"a": 2, "b": 1}, {"a": 100 / 3, "b": 100}),
        ({"a": 1, "b": 1}, {"a": 100, "b": 100}),
        ({"a": 1, "b": 1, "c": 3}, {"a": 100, "b": 100, "c": 100 * 2 / 8}),
    ],
)
def test_an_order_becomes_points(places, points):
    assert points_from_places(places) == pytest.approx(points)


@pytest.mark.parametrize("places", [(1, 2, 4), (3, 7, 9), (1, 5, 12)])
def test_of_places_only_their_order_counts(places):
    found = points_from_places(dict(zip("abc", places, strict=True)))

    assert found == points_from_places({"a": 1, "b": 2, "c": 3})


def test_the_shares_of_an_order_are_the_published_weights():
    """The weights for four ranks: Barron and Barrett 1996."""
    found = echo(points_from_places({"a": 1, "b": 2, "c": 3, "d": 4}))

    assert [one.share for one in found.shares] == pytest.approx(rank_order_centroid([1, 2, 3, 4]))
    assert [round(one.share, 4) for one in found.shares] == [0.5208, 0.2708, 0.1458, 0.0625]


@pytest.mark.parametrize(
    ("ratio", "worth", "times"),
    [
        (1, "the same", 1),
        (1.1, "a little more", 1),
        (1.5, "times", 1.5),
        (1.6, "about times", 1.5),
        (1.8, "about times", 2),
        (2, "times", 2),
        (2.5, "times", 2.5),
        (10, "times", 10),
        (10.1, "far more", 10),
    ],
)
def test_what_one_move_is_worth_beside_another(ratio, worth, times):
    assert compared("a", "b", ratio) == Comparison("a", "b", worth, times)


def test_the_first_is_put_beside_the_second_the_middle_and_the_last():
    found = echo({"d": 10, "b": 50, "a": 100, "c": 25, "e": 5})

    assert [(one.more, one.less) for one in found.comparisons] == [("a", "b"), ("a", "d"), ("a", "e")]


@pytest.mark.parametrize("points", [{}, {"a": None}, {"a": 100}, {"a": 0, "b": 0}, {"a": 40, "b": None}])
def test_fewer_than_two_moves_of_worth_are_put_beside_nothing(points):
    assert echo(points).comparisons == ()


def test_what_is_worth_nothing_and_what_has_no_points_are_told_apart():
    found = echo({"a": 100, "b": 0, "c": None})

    assert found.shares == (Share("a", 100, 1), Share("b", 0, 0))
    assert (found.worthless, found.waiting) == (("b",), ("c",))


@pytest.mark.parametrize(
    ("points", "places", "found"),
    [
        ({"a": 100, "b": 50}, {"a": 1, "b": 2}, []),
        ({"a": 50, "b": 100}, {"a": 1, "b": 2}, [("b", "a")]),
        ({"a": 50, "b": 100}, {"a": 1, "b": 1}, []),
        ({"a": 50, "b": 50}, {"a": 1, "b": 2}, []),
        ({"a": 100, "b": 20, "c": 60}, {"c": 3, "b": 2, "a": 1}, [("c", "b")]),
        ({"a": 50}, {"a": 1, "b": 2}, []),
        ({"a": 50, "b": 100}, {}, []),
    ],
)
def test_points_that_go_against_the_order_are_told(points, places, found):
    assert against_order(points, places) == found


@pytest.mark.parametrize(("points", "has_full"), [({"a": 100}, True), ({"a": 90}, False), ({}, False)])
def test_the_first_move_should_have_all_the_points(points, has_full):
    assert echo(points).has_full is has_full
