"""Several partners: who is in, whose leader the group's is, how far they agree, and when disagreement matters."""

import math

import pytest

from questionnaire.appraisal import consensus
from questionnaire.appraisal.consensus import OwnResult, Partner
from questionnaire.appraisal.sensitivity import Stretch
from questionnaire.appraisal.value import Node, Rejected, Score, ValueTree

COUNCIL, TRUST = {"access": 0.8, "quality": 0.2}, {"access": 0.2, "quality": 0.8}
SCORES = {
    option: {aim: Score.around(point, 0) for aim, point in row.items()}
    for option, row in {"mcp": {"access": 80, "quality": 20}, "pacs": {"access": 30, "quality": 70}}.items()
}
TREE = ValueTree((Node("aims", 1.0, {"access": 0.5, "quality": 0.5}),))


def compared(weights, **given):
    return consensus.consensus(TREE, SCORES, weights, "mcp", **given)


def leading(*leaders):
    return OwnResult({}, {}, leaders)


def test_partners_who_left_something_out_are_not_yet_in_and_count_for_nothing():
    partners = [
        Partner("trust", {"access": 20.0, "quality": 80.0}),
        Partner("council", {"access": 80.0, "quality": 20.0}, say=3.0),
        Partner("practices", {"access": 100.0, "quality": None}),
        Partner("charity", {"access": 100.0}),
    ]

    found = consensus.group(partners, ["access", "quality"])

    assert found.weights == {"council": COUNCIL, "trust": TRUST}
    assert list(found.weights) == ["council", "trust"]
    assert found.not_yet_in == ("charity", "practices")
    assert found.mean == pytest.approx({"access": 0.65, "quality": 0.35})


def test_partners_have_an_equal_say_unless_another_is_given():
    partners = [Partner("council", COUNCIL, say=1.0), Partner("trust", TRUST)]

    assert consensus.group(partners, ["access", "quality"]).mean == pytest.approx({"access": 0.5, "quality": 0.5})


def test_with_nobody_in_there_are_no_weights():
    found = consensus.group([Partner("council", {})], ["access"])

    assert (found.weights, found.not_yet_in, found.mean) == ({}, ("council",), {})


@pytest.mark.parametrize("say", [0.0, -1.0, math.inf, math.nan])
def test_a_say_must_be_more_than_nothing(say):
    with pytest.raises(Rejected) as rejected:
        consensus.group([Partner("council", COUNCIL, say)], ["access"])

    assert rejected.value.code == "SAY_OUT_OF_RANGE"


def test_no_partner_is_counted_twice():
    with pytest.raises(Rejected) as rejected:
        consensus.group([Partner("council", COUNCIL), Partner("council", TRUST)], ["access"])

    assert rejected.value.code == "DUPLICATE_ID"


def test_two_partners_who_want_the_opposite_disagree_in_every_way():
    found = compared({"trust": TRUST, "council": COUNCIL}, balance={"mcp": 0.7, "pacs": 0.3})

    assert {name: own.leaders for name, own in found.partners.items()} == {"council": ("mcp",), "trust": ("pacs",)}
    assert found.partners["council"].totals == pytest.approx({"mcp": 68, "pacs": 38})
    assert found.partners["council"].ranks == {"mcp": 1, "pacs": 2}
    assert found.led_alone == 0.5
    assert (found.w_options, found.w_aims) == (0, 0)
    assert (found.w_options_word, found.w_aims_word) == (None, None)
    assert found.distances == {("council", "trust"): pytest.approx(0.6)}
    assert found.spreads == (("access", pytest.approx(0.6)), ("quality", pytest.approx(0.6)))
    assert found.matters == ("leaders-differ", "rankings-differ", "balance-matters")


def test_for_two_partners_the_influence_is_named_at_which_the_lead_passes_on():
    found = compared({"trust": TRUST, "council": COUNCIL})

    half = pytest.approx(0.5)
    assert found.by_influence == (Stretch(0, half, ("pacs",)), Stretch(half, 1, ("mcp",)))


def test_three_partners_get_words_and_no_single_balance():
    found = compared({"council": COUNCIL, "practices": COUNCIL, "trust": TRUST})

    assert found.led_alone == pytest.approx(2 / 3)
    assert (found.w_options, found.w_aims) == (pytest.approx(1 / 9), pytest.approx(1 / 9))
    assert (found.w_options_word, found.w_aims_word) == ("little", "little")
    assert len(found.distances) == 3
    assert found.by_influence == ()


def test_one_partner_agrees_with_itself():
    found = compared({"council": COUNCIL})

    assert (found.led_alone, found.w_options, found.w_aims) == (1, None, None)
    assert (found.distances, found.spreads, found.by_influence, found.matters) == ({}, (), (), ())


def test_aims_that_no_partner_weighs_are_ranked_by_none():
    rows = {"council": {"access": 1.0, "cost": 0.0}, "trust": {"access": 0.5, "quality": 0.5}}

    assert consensus.active(rows) == ["access", "quality"]


def test_an_aim_that_one_partner_does_not_weigh_is_that_partners_last():
    weights = {"council": {"access": 0.6, "quality": 0.4}, "trust": {"access": 1.0}}

    assert compared(weights).w_aims == pytest.approx(1)


def test_no_ranking_at_all_has_no_agreement():
    assert consensus.kendalls_w([]) is None


@pytest.mark.parametrize(
    ("w", "word"),
    [
        (1.0, "strong"),
        (0.7, "strong"),
        (0.7 - 1e-10, "strong"),
        (0.69, "moderate"),
        (0.5, "moderate"),
        (0.49, "weak"),
        (0.3, "weak"),
        (0.29, "little"),
        (0.0, "little"),
        (None, None),
    ],
)
def test_agreement_of_three_or_more_has_a_word(w, word):
    assert consensus.agreement_word(w, 3) == word


def test_agreement_of_two_has_no_word():
    assert consensus.agreement_word(1.0, 2) is None


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ({"access": 1.0}, {"quality": 1.0}, 1.0),
        ({"access": 1.0}, {"access": 0.5, "quality": 0.5}, 0.5),
        ({"access": 0.5, "quality": 0.5}, {"access": 1.0}, 0.5),
        (COUNCIL, COUNCIL, 0.0),
    ],
)
def test_distance_is_the_share_of_the_weight_that_would_have_to_move(one, other, distance):
    assert consensus.weight_distance(one, other) == pytest.approx(distance)


def test_the_three_aims_that_lie_widest_apart_are_named_widest_first_and_then_by_id():
    rows = {
        "council": {"access": 0.5, "cost": 0.2, "equity": 0.3},
        "trust": {"access": 0.1, "cost": 0.4, "quality": 0.5},
    }

    found = consensus.widest_spreads(rows)

    assert found == (("quality", 0.5), ("access", pytest.approx(0.4)), ("equity", pytest.approx(0.3)))


def test_aims_that_lie_as_wide_apart_but_for_rounding_are_named_by_id():
    rows = {"council": {"b": 0.1 + 0.2, "a": 0.3}, "trust": {"b": 0.0, "a": 0.0}}

    assert [aim for aim, _ in consensus.widest_spreads(rows)] == ["a", "b"]


@pytest.mark.parametrize(
    ("own", "w_options", "balance", "expected"),
    [
        ([("mcp",), ("mcp",)], 1.0, {"mcp": 1.0}, ()),
        ([("mcp",), ("mcp", "pacs")], 1.0, {"mcp": 1.0}, ("leaders-differ",)),
        ([("mcp",), ("mcp",)], 0.5, {}, ()),
        ([("mcp",), ("mcp",)], 0.5 - 1e-10, {}, ()),
        ([("mcp",), ("mcp",)], 0.49, {}, ("rankings-differ",)),
        ([("mcp",), ("mcp",)], 0.0, {}, ("rankings-differ",)),
        ([("mcp",), ("mcp",)], None, {}, ()),
        ([("mcp",), ("mcp",)], 1.0, {"mcp": 0.85, "pacs": 0.094, "aco": 0.056}, ()),
        ([("mcp",), ("mcp",)], 1.0, {"mcp": 0.85, "pacs": 0.095, "aco": 0.055}, ("balance-matters",)),
        ([("mcp",), ("mcp",)], 1.0, {"mcp": 0.9, "pacs": 0.0, "aco": 0.1}, ("balance-matters",)),
    ],
)
def test_disagreement_matters_only_where_it_could_change_what_is_recommended(own, w_options, balance, expected):
    assert consensus.why_it_matters([leading(*one) for one in own], w_options, "mcp", balance) == expected


@pytest.mark.parametrize(
    ("levels", "median", "window", "outside", "is_agreement"),
    [
        ([0, 0, 0], 0, (0, 2), 0, True),
        ([5, 5, 5], 5, (3, 5), 0, True),
        ([3, None, 3], 3, (1, 3), 0, True),
        ([2, 3, 4], 3, (2, 4), 0, True),
        ([1, 2, 3, 4], 2.5, (1, 3), 1, False),
        ([0, 1, 5], 1, (0, 2), 1, False),
        ([1, 2, 2, 3, 5], 2, (1, 3), 1, True),
        ([0, 1, 2, 3, 5], 2, (0, 2), 2, False),
        ([0, 0, 0, 5, 5], 0, (0, 2), 2, False),
        ([0, 0, 3, 5, 5], 3, (3, 5), 2, False),
        ([4], 4, (2, 4), 0, True),
    ],
)
def test_ratings_agree_when_nearly_all_lie_in_three_levels_around_the_median(
    levels, median, window, outside, is_agreement
):
    found = consensus.ratings(levels)

    assert (found.median, found.window, found.outside) == (median, window, outside)
    assert found.is_agreement is is_agreement


@pytest.mark.parametrize("levels", [[], [None]])
def test_nobodys_ratings_are_no_ratings(levels):
    assert consensus.ratings(levels) is None


@pytest.mark.parametrize(
    ("raters", "allowed"),
    [(1, 0), (4, 0), (5, 1), (7, 1), (8, 2), (10, 2), (11, 3), (13, 3), (14, 4), (16, 4), (17, 5), (25, 7)],
)
def test_as_many_ratings_may_lie_outside_as_in_the_manuals_table(raters, allowed):
    assert consensus.most_outside(raters) == allowed
