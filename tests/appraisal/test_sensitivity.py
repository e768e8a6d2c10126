"""What it would take for another option to lead, on examples small enough to add up by hand."""

import pytest

from questionnaire.appraisal import sensitivity
from questionnaire.appraisal.sensitivity import BreakEven, Contest, Sensitivity, Shift, Stretch
from questionnaire.appraisal.value import Node, Score, ValueTree

ROWS = {
    "mcp": {"access": 80, "quality": 20, "holder": 60, "lead": 50},
    "pacs": {"access": 40, "quality": 60, "holder": 50, "lead": 40},
}
"""MCP is 8 points ahead on the aims and 10 on the circumstances: 55.5 to 46.5, half and half."""
AIMS = Node("aims", 0.5, {"access": 0.6, "quality": 0.4})
CIRCUMSTANCES = Node("circumstances", 0.5, {"holder": 0.5, "lead": 0.5})
TREE = ValueTree((AIMS, CIRCUMSTANCES))


def scores(rows, half_width=0):
    return {
        option: {name: Score.around(point, half_width) for name, point in row.items()} for option, row in rows.items()
    }


def with_cell(option, name, point):
    return {**ROWS, option: {**ROWS[option], name: point}}


def on_aims(**weights):
    return ValueTree((Node("aims", 1.0, weights),))


def of(tree=TREE, rows=ROWS, points=None, half_width=0):
    return sensitivity.sensitivity(tree, scores(rows, half_width), points)


def near(number):
    return pytest.approx(number, abs=1e-9)


def test_a_lead_is_said_with_its_size_and_with_what_the_answers_that_name_a_model_supply():
    found = of()

    assert (found.status, found.leaders, found.runners_up) == ("OK", ("mcp",), ("pacs",))
    assert found.lead == near(9.0)
    assert found.on_model == near(2.5)


@pytest.mark.parametrize("question", ["holder", "budget", "joining", "gp_participation"])
def test_four_circumstances_all_but_name_a_model(question):
    tree = ValueTree((AIMS, Node("circumstances", 0.5, {question: 0.5, "lead": 0.5})))
    rows = {option: {**row, question: row["holder"]} for option, row in ROWS.items()}

    assert of(tree, rows).on_model == near(2.5)


def test_every_aim_has_the_weight_at_which_the_rival_draws_level_with_the_share_held():
    access, quality = of().break_evens

    assert (access.objective, access.status, access.weight) == ("access", "OK", 0.6)
    assert (access.lower, access.lower_to, access.lower_points) == (near(0.375), ("pacs",), near(40))
    assert (access.upper, access.upper_to, access.upper_points) == (None, (), None)
    assert access.smallest_change == near(0.225)
    assert (quality.lower, quality.upper, quality.upper_to) == (None, near(0.625), ("pacs",))
    assert quality.upper_points == near(500 / 3)


def test_the_places_own_points_are_what_a_break_even_is_said_in():
    access, quality = of(points={"access": 30, "quality": 20, "cost": 90}).break_evens

    assert access.lower_points == near(12)
    assert quality.upper_points == near(50)


def test_an_aim_that_is_all_there_is_has_no_break_even():
    (found,) = of(on_aims(access=1.0)).break_evens

    assert found == BreakEven("access", "SOLE_OBJECTIVE", 1.0)
    assert found.smallest_change is None


def test_where_options_tie_nothing_but_the_sweep_is_known():
    rows = {"mcp": ROWS["mcp"], "twin": ROWS["mcp"]}

    found = of(TREE, rows)

    assert found == Sensitivity("TIED_NOW", ("mcp", "twin"), sweep=(Stretch(0, 1, ("mcp", "twin")),))


def test_where_options_tie_each_part_says_so():
    mirrored = {"access": 20, "quality": 80, "holder": 60, "lead": 50}
    even = ValueTree((Node("aims", 0.5, {"access": 0.5, "quality": 0.5}), CIRCUMSTANCES))
    contest = Contest.of(even, scores({"mcp": ROWS["mcp"], "pacs": mirrored}))

    assert {row.status for row in sensitivity.break_evens(contest)} == {"TIED_NOW"}
    assert sensitivity.share_break_even(contest) is None
    assert sensitivity.shifts(contest) == sensitivity.score_changes(contest) == ()


def test_an_option_without_a_rival_leads_without_a_lead():
    found = of(TREE, {"mcp": ROWS["mcp"]})

    assert found == Sensitivity("OK", ("mcp",), sweep=(Stretch(0, 1, ("mcp",)),))
    assert sensitivity.score_changes(Contest.of(TREE, scores({"mcp": ROWS["mcp"]}))) == ()


def test_with_circumstances_alone_there_is_no_weight_of_the_place_to_move():
    found = of(ValueTree((Node("circumstances", 1.0, CIRCUMSTANCES.weights),)))

    assert found.lead == near(10)
    assert (found.break_evens, found.shifts, found.share, found.sweep) == ((), (), None, ())
    assert found.leads_on_aims_alone == ()
    assert found.score_changes


def test_the_share_of_the_circumstances_has_its_own_break_even():
    rows = {**ROWS, "pacs": {**ROWS["pacs"], "holder": 60, "lead": 58}}

    found = of(TREE, rows)

    assert found.share.objective == "share"
    assert (found.share.lower, found.share.upper, found.share.upper_to) == (None, near(2 / 3), ("pacs",))
    assert found.sweep == (Stretch(0, near(2 / 3), ("mcp",)), Stretch(near(2 / 3), 1, ("pacs",)))
    assert found.leads_on_aims_alone == ("mcp",)


@pytest.mark.parametrize(
    ("at_0", "at_1", "stretches"),
    [
        ({"a": 60, "b": 50, "c": 0}, {"a": 0, "b": 50, "c": 100}, [(0, 1 / 6, "a"), (1 / 6, 0.5, "b"), (0.5, 1, "c")]),
        ({"a": 60, "b": 40, "c": 0}, {"a": 0, "b": 20, "c": 60}, [(0, 0.5, "a"), (0.5, 1, "c")]),
        ({"a": 50, "b": 50}, {"a": 0, "b": 100}, [(0, 1, "b")]),
        ({"a": 60, "b": 50}, {"a": 50, "b": 50}, [(0, 1, "a")]),
        ({"a": 60, "b": 60}, {"a": 50, "b": 50}, [(0, 1, "ab")]),
        ({"c": 60, "a": 20, "b": 20}, {"c": 20, "a": 60, "b": 60}, [(0, 0.5, "c"), (0.5, 1, "ab")]),
    ],
)
def test_the_lead_passes_on_where_values_cross(at_0, at_1, stretches):
    found = sensitivity.leaders_along(at_0, at_1)

    assert found == tuple(Stretch(near(start), near(end), tuple(leaders)) for start, end, leaders in stretches)


def test_the_least_weight_to_move_goes_from_the_leaders_best_aim_to_the_rivals():
    (found,) = of().shifts

    assert (found.rival, found.onto) == ("pacs", "quality")
    assert found.size == near(9 / 40)
    assert found.taken == (("access", near(9 / 40)),)


def test_weight_is_taken_from_one_aim_after_the_other_until_the_lead_is_closed():
    rows = {"mcp": {"a": 60, "b": 30, "c": 0}, "pacs": {"a": 0, "b": 0, "c": 60}}

    (found,) = of(on_aims(a=0.3, b=0.4, c=0.3), rows).shifts

    assert found.taken == (("a", near(0.1)),)
    (more,) = of(on_aims(a=0.1, b=0.8, c=0.1), rows).shifts
    assert more.taken == (("a", near(0.1)), ("b", near(12 / 90)))


def test_a_lead_of_less_than_a_point_is_closed_too():
    rows = {"mcp": {"a": 80, "b": 20}, "pacs": {"a": 79.75, "b": 20.25}}

    (found,) = of(on_aims(a=0.7, b=0.3), rows).shifts

    assert found.size == near(0.2)


def test_no_weighting_puts_a_rival_level_that_is_nowhere_better():
    rows = {**ROWS, "pacs": {**ROWS["pacs"], "quality": 20}}

    assert of(TREE, rows).shifts == ()


def test_a_change_that_reaches_the_end_of_the_scale_is_not_listed():
    rows = {"mcp": {"a": 100}, "pacs": {"a": 40}, "aco": {"a": 0}}

    found = of(on_aims(a=1.0), rows).score_changes

    assert [(one.option, one.becomes) for one in found] == [("mcp", 40)]
    assert of(on_aims(a=1.0), {"mcp": {"a": 60}, "aco": {"a": 0}}).score_changes[0].option == "aco"


@pytest.mark.parametrize(("half_width", "is_in_range"), [(9, False), (10, True), (11, True)])
def test_a_change_is_in_range_when_the_scores_range_reaches_it(half_width, is_in_range):
    found = of(on_aims(a=1.0), {"mcp": {"a": 50}, "pacs": {"a": 40}}, half_width=half_width).score_changes

    assert [(one.option, one.becomes) for one in found] == [("mcp", 40), ("pacs", 50)]
    assert [one.is_in_range for one in found] == [is_in_range] * 2


def test_the_nearest_break_even_is_the_one_with_the_least_way_to_go_and_then_the_first_by_id():
    rows = (
        BreakEven("quality", "OK", 0.4),
        BreakEven("cost", "OK", 0.5, upper=0.75, lower=0.125),
        BreakEven("equity", "OK", 0.5, lower=0.25),
        BreakEven("access", "OK", 0.25, upper=0.75),
    )

    assert [row.smallest_change for row in rows] == [None, 0.25, 0.25, 0.5]
    assert Sensitivity("OK", ("mcp",), break_evens=rows).nearest.objective == "cost"
    assert Sensitivity("OK", ("mcp",), break_evens=rows[::-1]).nearest.objective == "cost"
    assert Sensitivity("OK", ("mcp",), break_evens=rows[:1]).nearest is None


def test_the_smallest_shift_is_the_least_weight_and_then_the_first_rival():
    shifts = tuple(
        Shift(rival, size, "a", ()) for rival, size in (("pacs", 0.3), ("ico", 0.2), ("aco", 0.2), ("acp", 0.4))
    )

    assert Sensitivity("OK", ("mcp",), shifts=shifts).smallest_shift == shifts[2]
    assert Sensitivity("OK", ("mcp",)).smallest_shift is None


def test_a_sweep_begins_with_who_leads_on_aims_alone():
    sweep = (Stretch(0, 0.5, ("mcp",)), Stretch(0.5, 1, ("pacs",)))

    assert Sensitivity("OK", ("mcp",), sweep=sweep).leads_on_aims_alone == ("mcp",)
