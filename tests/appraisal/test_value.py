"""The additive value model."""

import math

import pytest

from questionnaire.appraisal.value import (
    UNKNOWN,
    Node,
    Rejected,
    Score,
    ValueTree,
    contributions,
    coverage,
    dominates,
    group_weights,
    in_order_of_weight,
    midranks,
    normalised,
    range_dominates,
    rank_order_dominates,
    ranks,
    rounded_parts,
    tie_groups,
    total,
    totals,
)


def points(**scores):
    return {name: Score.around(score, 0.0) for name, score in scores.items()}


@pytest.mark.parametrize("wrong", [-1, 100.5, math.nan, math.inf])
def test_points_outside_0_to_100_are_rejected(wrong):
    with pytest.raises(Rejected) as rejected:
        normalised({"access": 50, "quality": wrong})

    assert rejected.value.code == "POINTS_OUT_OF_RANGE"
    assert str(rejected.value) == f"Points must be from 0 to 100; quality has {wrong}."


@pytest.mark.parametrize("nothing", [{}, {"access": 0, "quality": 0}])
def test_points_that_are_all_zero_give_no_weights(nothing):
    with pytest.raises(Rejected) as rejected:
        normalised(nothing)

    assert rejected.value.code == "NO_WEIGHTS"


@pytest.mark.parametrize("wrong", [-0.1, 101, math.nan, -math.inf])
def test_scores_outside_0_to_100_are_rejected(wrong):
    with pytest.raises(Rejected) as rejected:
        Score.around(wrong, 5)

    assert rejected.value.code == "SCORE_OUT_OF_RANGE"


@pytest.mark.parametrize(("point", "half_width", "ends"), [(50, 20, (30, 70)), (5, 20, (0, 25)), (90, 40, (50, 100))])
def test_the_range_of_a_score_stays_inside_the_scale(point, half_width, ends):
    found = Score.around(point, half_width)

    assert (found.low, found.point, found.high) == (ends[0], point, ends[1])


def test_a_score_that_is_not_known_is_50_and_could_be_anything():
    found = contributions({"access": 0.4}, {"access": UNKNOWN})

    assert found == {"access": 20}
    assert (UNKNOWN.low, UNKNOWN.high, UNKNOWN.is_known) == (0, 100, False)


def test_the_weights_of_a_tree_are_shares_of_the_whole_value():
    tree = ValueTree((Node("aims", 0.7, {"access": 0.4, "quality": 0.6}), Node("circumstances", 0.3, {"lead": 1.0})))

    found = tree.weights()

    assert found == pytest.approx({"access": 0.28, "quality": 0.42, "lead": 0.3})


@pytest.mark.parametrize("name", ["aims", "criteria"])
def test_a_place_weighs_its_aims_or_the_form_criteria_and_never_the_circumstances(name):
    own, circumstances = Node(name, 0.5, {"access": 1.0}), Node("circumstances", 0.5, {"lead": 1.0})

    tree = ValueTree((circumstances, own))

    assert tree.stated() == own
    assert tree.restated({"access": 0.2}).nodes == (circumstances, Node(name, 0.5, {"access": 0.2}))
    assert ValueTree((circumstances,)).stated() is None


def test_a_total_does_not_depend_on_the_order_of_its_parts():
    parts = {"a": 0.1, "b": 1e17, "c": 0.2, "d": -1e17}

    found = total(dict(reversed(parts.items())))

    assert found == total(parts) == pytest.approx(0.3)


def test_neighbours_within_the_tolerance_are_one_tie_group_in_id_order():
    values = {"a": 50.0, "b": 50.0 + 0.9e-9, "c": 50.0 - 0.9e-9, "d": 49.9}

    found = tie_groups(values)

    assert found == [["a", "b", "c"], ["d"]]


def test_a_difference_as_large_as_the_tolerance_is_a_tie_and_a_larger_one_is_not():
    assert tie_groups({"a": 1e-9, "b": 0.0, "c": -2e-9}) == [["a", "b"], ["c"]]


def test_tied_options_share_a_rank_and_the_places_they_span():
    values = {"a": 70.0, "b": 80.0, "c": 70.0, "d": 60.0}

    competition, middle = ranks(values), midranks(values)

    assert competition == {"b": 1, "a": 2, "c": 2, "d": 4}
    assert middle == {"b": 1, "a": 2.5, "c": 2.5, "d": 4}


@pytest.mark.parametrize(
    ("parts", "digits", "printed"),
    [
        ({"a": 10.4, "b": 10.4, "c": 10.4}, 0, {"a": 11, "b": 10, "c": 10}),
        ({"a": 10.2, "b": 10.7, "c": 10.6}, 0, {"a": 10, "b": 11, "c": 11}),
        ({"a": 0.25, "b": 0.25}, 0, {"a": 1, "b": 0}),
        ({"a": 1.04, "b": 1.04, "c": 1.04}, 1, {"a": 1.1, "b": 1.0, "c": 1.0}),
        ({"a": 1.01, "b": 2.08}, 1, {"a": 1.0, "b": 2.1}),
        ({"a": -2.5, "b": 25.0, "c": -15.0}, 0, {"a": -2, "b": 25, "c": -15}),
    ],
)
def test_printed_parts_add_up_to_the_printed_total(parts, digits, printed):
    found = rounded_parts(parts, digits)

    assert found == pytest.approx(printed)
    assert sum(found.values()) == pytest.approx(math.floor(sum(parts.values()) * 10**digits + 0.5) / 10**digits)


def test_parts_are_printed_as_whole_numbers_unless_decimals_are_asked_for():
    assert rounded_parts({"a": 10.4, "b": 10.2}) == {"a": 11, "b": 10}


def test_an_objective_that_a_partner_does_not_name_has_no_weight_with_it():
    assert group_weights([{"access": 1.0}, {"quality": 1.0}]) == {"access": 0.5, "quality": 0.5}


def test_every_partner_has_a_say_or_none_has():
    with pytest.raises(ValueError, match="longer"):
        group_weights([{"access": 1.0}, {"access": 1.0}], [1.0])


def test_partners_weights_are_averaged_by_their_say():
    partners = [{"access": 1.0, "quality": 0.0}, {"access": 0.2, "quality": 0.8}]

    equal, unequal = group_weights(partners), group_weights(partners, [3, 1])

    assert equal == pytest.approx({"access": 0.6, "quality": 0.4})
    assert unequal == pytest.approx({"access": 0.8, "quality": 0.2})


def test_the_group_total_is_the_mean_of_the_partners_totals():
    partners = [{"access": 1.0, "quality": 0.0}, {"access": 0.2, "quality": 0.8}]
    scores = {"mcp": points(access=80, quality=30)}

    found = totals(group_weights(partners), scores)["mcp"]

    own = [totals(weights, scores)["mcp"] for weights in partners]
    assert found == pytest.approx(sum(own) / 2)


def test_coverage_is_the_share_of_the_weight_that_stands_on_known_scores():
    weights = {"access": 1.0, "quality": 3.0}

    half_known = coverage(weights, {"access": UNKNOWN, **points(quality=20)})

    assert half_known == pytest.approx(0.75)
    assert coverage({}, {}) == 1


@pytest.mark.parametrize(
    ("one", "other", "is_dominated"),
    [
        ({"a": 60, "b": 40}, {"a": 60, "b": 30}, True),
        ({"a": 60, "b": 40}, {"a": 60, "b": 40}, False),
        ({"a": 60, "b": 40}, {"a": 10, "b": 41}, False),
        ({"a": 0, "b": 40}, {"a": 1e-9, "b": 30}, True),
        ({"a": 1e-9, "b": 40}, {"a": 0, "b": 40}, False),
    ],
)
def test_one_option_dominates_another_by_being_nowhere_worse_and_somewhere_better(one, other, is_dominated):
    found = dominates("ab", points(**one), points(**other))

    assert found is is_dominated


def test_one_option_dominates_by_range_when_its_worst_is_no_worse_than_the_others_best():
    one = {"a": Score.around(60, 10), "b": Score.around(90, 5)}
    other = {"a": Score.around(40, 10), "b": Score.around(70, 10)}

    assert range_dominates("ab", one, other)
    assert not range_dominates("ab", other, one)
    assert not range_dominates("ab", {**one, "a": Score.around(55, 10)}, other)


@pytest.mark.parametrize(
    ("one", "other", "is_dominated"),
    [
        ({"a": 0, "b": 50}, {"a": 1e-9, "b": 20}, True),
        ({"a": 0, "b": 50}, {"a": 2e-9, "b": 20}, False),
        ({"a": 1e-9, "b": 50}, {"a": 0, "b": 50}, False),
    ],
)
def test_a_difference_as_small_as_a_tie_makes_and_breaks_no_dominance_by_range(one, other, is_dominated):
    assert range_dominates("ab", points(**one), points(**other)) is is_dominated


def test_rank_order_dominance_reads_running_sums_only_at_the_end_of_equal_weights():
    one, other = points(a=20, b=80), points(a=40, b=50)

    tied = rank_order_dominates(in_order_of_weight({"a": 0.5, "b": 0.5}), one, other)
    a_first = rank_order_dominates(in_order_of_weight({"a": 0.6, "b": 0.4}), one, other)

    assert tied
    assert not a_first


@pytest.mark.parametrize(
    ("weights", "one", "other", "is_dominated"),
    [
        ({"a": 0.6, "b": 0.4}, {"a": 40, "b": 80}, {"a": 40, "b": 50}, True),
        ({"a": 0.6, "b": 0.4}, {"a": 40, "b": 80}, {"a": 40, "b": 80}, False),
        ({"a": 0.6, "b": 0.4}, {"a": 60, "b": 30}, {"a": 40, "b": 50}, True),
        ({"a": 0.6, "b": 0.4}, {"a": 60, "b": 29}, {"a": 40, "b": 50}, False),
        ({"a": 0.6, "b": 0.4}, {"a": 0, "b": 80}, {"a": 1e-9, "b": 50}, True),
        ({"a": 0.6, "b": 0.4}, {"a": 1e-9, "b": 0}, {"a": 0, "b": 0}, False),
        ({"a": 0.500_000_01, "b": 0.499_999_99}, {"a": 20, "b": 80}, {"a": 40, "b": 50}, False),
    ],
)
def test_an_option_dominates_in_order_when_no_running_sum_is_behind_and_one_is_ahead(weights, one, other, is_dominated):
    assert rank_order_dominates(weights, points(**one), points(**other)) is is_dominated
