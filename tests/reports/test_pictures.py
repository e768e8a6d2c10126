"""The geometry of the pictures: what lies where, whatever is drawn; no database, no markup."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire.report.charts.bar_grid import Shares, bar_grid
from questionnaire.report.charts.break_evens import Turning, break_evens
from questionnaire.report.charts.evidence_map import GRADES, Shown, evidence_map
from questionnaire.report.charts.gantt import Task, gantt, marks_to
from questionnaire.report.charts.labels import around, labels_at
from questionnaire.report.charts.lines import WIDTH, width_of, wrapped
from questionnaire.report.charts.readiness_gaps import Asked, readiness_gaps
from questionnaire.report.charts.risk_matrix import Placed, risk_matrix
from questionnaire.report.charts.rows import NAMES, Scale, rows_of
from questionnaire.report.charts.value_bars import Parts, value_bars
from questionnaire.report.charts.value_readiness import Standing, value_readiness

LONG = "An accountable organisation for everyone who lives in a place whose name takes a whole line of a hundred and twenty"
NAMES_OF_ANY_KIND = st.text(min_size=1, max_size=120)
STATUSES = ("open", "conditional", "ruled-out")


@settings(deadline=None)
@given(NAMES_OF_ANY_KIND, st.floats(40, 300))
def test_a_name_is_wrapped_into_lines_that_fit_and_nothing_of_it_is_lost(name, width):
    lines = wrapped(name, width)

    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(name.split())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 100, ("",)),
        ("MCP", 100, ("MCP",)),
        ("Better care for all", 80, ("Better care", "for all")),
        ("aaaaaaaaaa", 40, ("aaaaa", "aaaaa")),
        ("e\u0301" * 5, 40, ("e\u0301" * 5,)),
    ],
)
def test_a_line_is_broken_between_words_and_in_a_word_only_when_it_must(text, width, lines):
    assert wrapped(text, width) == lines


@settings(deadline=None)
@given(st.lists(NAMES_OF_ANY_KIND, max_size=14))
def test_rows_follow_one_another_and_hold_their_names(names):
    rows = rows_of(names)

    assert all(one.bottom == other.top for one, other in pairwise(rows))
    assert all(len(row.lines) * 17 <= row.height for row in rows)
    assert all(width_of(line) <= NAMES for row in rows for line in row.lines)


@pytest.mark.parametrize(("number", "place"), [(0, 10), (50, 110), (100, 210)])
def test_a_scale_runs_from_its_start_over_its_length(number, place):
    assert Scale(100, 10, 200)(number) == place


POINTS = st.lists(st.tuples(st.floats(92, 616), st.floats(20, 190)), min_size=1, max_size=14)


@settings(deadline=None)
@given(POINTS, NAMES_OF_ANY_KIND)
def test_labels_never_meet_one_another_a_point_or_an_edge(points, name):
    labels = labels_at(points, [wrapped(name, 250)] * len(points), left=92, right=636, top=2)

    boxes = [label.box for label in labels]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert not any(box.meets(around(*point)) for box in boxes for point in points)
    assert all(box.left >= 92 and box.right <= 636 and box.top >= 2 for box in boxes)


@pytest.mark.parametrize(
    ("aims", "circumstances", "ends"), [(0, 0, (0, 0)), (100, 0, (215, 215)), (20, 20, (43, 86)), (0, 40, (0, 86))]
)
def test_the_parts_of_a_value_stand_end_to_end(aims, circumstances, ends):
    picture = value_bars([Parts("MCP", aims, circumstances)])

    stack = picture.stacks[0]
    start = picture.scale(0)
    assert (stack.aims.end - start, stack.circumstances.end - start) == pytest.approx(ends)
    assert stack.circumstances.start == stack.aims.end


def test_options_at_one_place_share_a_mark_unless_their_gates_differ():
    tied = [Standing(f"Option {number}", 50, 3, 6, "open") for number in range(13)]

    picture = value_readiness([*tied, Standing("Barred", 50, 3, 6, "ruled-out")])

    assert [mark.status for mark in picture.marks] == ["open", "ruled-out"]
    assert " ".join(picture.marks[0].label.lines) == ", ".join(one.name for one in tied)
    assert picture.marks[0].y != picture.marks[1].y


@pytest.mark.parametrize(
    ("met", "required", "place"), [(0, 8, 132), (4, 8, 88), (8, 8, 44), (0, 0, 18)], ids=["none", "half", "all", "no"]
)
def test_readiness_is_the_share_of_requirements_met_and_none_asked_stands_apart(met, required, place):
    picture = value_readiness([Standing("MCP", 50, met, required, "open")])

    assert picture.marks[0].y == place


STANDINGS = st.lists(
    st.builds(
        Standing,
        NAMES_OF_ANY_KIND,
        st.floats(0, 100),
        st.integers(0, 9),
        st.sampled_from([0, 9]),
        st.sampled_from(STATUSES),
    ),
    max_size=14,
)


@settings(deadline=None)
@given(STANDINGS)
def test_every_option_stands_in_the_picture_of_value_and_readiness(standings):
    picture = value_readiness(standings)

    boxes = [mark.label.box for mark in picture.marks]
    assert all(box.left >= 0 and box.right <= WIDTH and box.bottom <= picture.bottom for box in boxes)
    assert len({(mark.x, mark.y) for mark in picture.marks}) == len(picture.marks)


@pytest.mark.parametrize("size", [1, 2, 14])
def test_bars_of_a_grid_are_as_high_as_their_shares_and_stay_inside_it(size):
    given = [Shares(f"{number} {LONG}", tuple(place / size for place in range(size))) for number in range(size)]

    picture = bar_grid(given, [LONG] * size)

    cells = [cell for line in picture.lines for cell in line.cells]
    assert all(cell.top >= line.row.top for line in picture.lines for cell in line.cells)
    assert all(cell.top + cell.height == pytest.approx(line.foot) for line in picture.lines for cell in line.cells)
    assert all(cell.height == pytest.approx(32 * cell.share / picture.most, abs=0.06) for cell in cells)
    assert picture.columns[-1].right <= WIDTH + 1


@pytest.mark.parametrize(
    ("lower", "upper", "stays"),
    [(0.1, 0.6, (194.6, 337.6)), (None, 0.6, (166, 337.6)), (0.1, None, (194.6, 452)), (0.0, 1.0, (166, 452))],
)
def test_the_leader_stays_first_between_the_break_evens_or_as_far_as_a_weight_goes(lower, upper, stays):
    picture = break_evens([Turning("Quality", 0.3, lower, upper)])

    found = picture.stretches[0]
    assert (found.stays.start, found.stays.end) == stays
    assert found.now == 251.8


def test_a_weight_that_no_rival_draws_level_at_is_named_and_not_drawn():
    picture = break_evens([Turning("Quality", 0.3, None, None), Turning("Access", 0.7, None, 0.9)])

    assert [found.turning.name for found in picture.stretches] == ["Access"]
    assert [turning.name for turning in picture.without] == ["Quality"]


@pytest.mark.parametrize(
    ("level", "asked", "gap", "missing"),
    [
        (2, ((3, False), (4, True)), 2, 86),
        (5, ((3, True),), 0, 0),
        (None, ((3, True),), None, 129),
        (2.5, ((3, True),), 0.5, 21.5),
    ],
)
def test_what_is_missing_runs_from_the_level_to_the_highest_requirement(level, asked, gap, missing):
    picture = readiness_gaps([Asked("Data", level, asked)])

    assert picture.bars[0].asked.gap == gap
    assert picture.bars[0].missing.length == pytest.approx(missing, abs=0.2)


def test_a_level_that_somebody_must_reach_is_a_must():
    picture = readiness_gaps([Asked("Data", 2, ((3, False), (3, True), (2, False)))])

    assert [one.is_must for one in picture.bars[0].requirements] == [False, True]


@pytest.mark.parametrize(("fit", "filled"), [(-1, 0), (0, 0), (1, 1), (3, 3)])
@pytest.mark.parametrize("grade", GRADES)
def test_an_aim_stands_in_the_column_of_its_grade_with_as_many_filled_dots_as_its_fit(fit, filled, grade):
    picture = evidence_map([Shown("Quality", fit, grade, "+")])

    entry = picture.entries[0]
    column = picture.left + GRADES.index(grade) * picture.column
    assert [is_filled for _, is_filled in entry.dots].count(True) == filled
    assert all(column < x < column + picture.column for x, _ in entry.dots)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=60))
def test_every_risk_stands_in_the_cell_of_its_likelihood_and_impact_and_fits(places):
    risks = [Placed(f"R{number:02}", *place) for number, place in enumerate(places)]

    picture = risk_matrix(risks)

    found = [
        (reference, cell.likelihood, cell.impact)
        for cell in picture.cells
        for reference in " ".join(cell.lines).split(", ")
        if reference
    ]
    assert sorted(found) == [(risk.reference, risk.likelihood, risk.impact) for risk in risks]
    assert all(len(cell.lines) * 17 <= cell.height for cell in picture.cells)


WEEKS = st.floats(0, 260)


@settings(deadline=None)
@given(st.lists(st.tuples(WEEKS, WEEKS, WEEKS, WEEKS), max_size=14))
def test_bars_and_ranges_of_a_plan_stay_on_its_scale(weeks):
    tasks = [Task(LONG, *sorted(pair[:2]), *sorted(pair[2:]), is_critical=False) for pair in weeks]

    picture = gantt(tasks)

    assert all(bar.typical.start >= 430 and bar.ends.end <= 942.2 for bar in picture.bars)
    assert all(bar.typical.length >= 3 and bar.typical.end <= picture.width for bar in picture.bars)


@pytest.mark.parametrize(
    ("last", "marks"),
    [
        (0, (0,)),
        (12, (0,)),
        (30, (0, 13, 26)),
        (130, (0, 13, 26, 39, 52, 65, 78, 91, 104, 117, 130)),
        (182, (0, 26, 52, 78, 104, 130, 156, 182)),
    ],
)
def test_a_plan_names_quarters_that_stand_apart(last, marks):
    assert marks_to(last) == marks


@pytest.mark.parametrize(
    "draw", [value_bars, value_readiness, break_evens, readiness_gaps, evidence_map, risk_matrix, gantt]
)
def test_nothing_to_draw_is_no_error(draw):
    assert draw([]).bottom > 0
