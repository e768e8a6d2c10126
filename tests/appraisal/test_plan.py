"""The first plan: what is called for, when, what decides the end, and what the target asks for."""

import pytest

from questionnaire.appraisal.plan import make_plan
from tests.builders import catalogue_of, milestone, settled_answers

GRAPH = (
    milestone("convene", weeks=(2, 4, 6)),
    milestone("case", "convene", weeks=(3, 6, 9)),
    milestone("talk", "convene", weeks=(1, 1, 1), always=False, facts=("new-legal-entity",)),
    milestone("award", "talk", weeks=(1, 3, 20)),
    milestone("go-live", "case", "award", weeks=(2, 2, 2)),
    milestone("review", "go-live", weeks=(26, 26, 26)),
)
"""Convene 4, then the case 6 beside the award 3, then go-live 2: twelve weeks. The talk is not always called for."""


def planned(*rows, facts=None, form=None, routes=(), **pace):
    return make_plan(catalogue_of(milestones=rows or GRAPH), settled_answers(pace=pace), facts or {}, form, routes)


def by_slug(plan):
    return {one.slug: one for one in plan.milestones}


def test_work_begins_when_all_that_it_needs_has_ended():
    found = by_slug(planned())

    assert {slug: (one.starts_week, one.ends_week) for slug, one in found.items()} == {
        "convene": (0, 4),
        "case": (4, 10),
        "award": (4, 7),
        "go-live": (10, 12),
        "review": (12, 38),
    }


def test_the_critical_path_is_the_chain_that_decides_go_live():
    found = planned()

    assert found.typical.critical_path == ("convene", "case", "go-live")
    assert {one.slug for one in found.milestones if one.is_critical} == {"convene", "case", "go-live"}


def test_work_beside_the_critical_path_is_critical_too_when_it_takes_as_long():
    found = planned(
        milestone("a", weeks=4),
        milestone("b", weeks=4),
        milestone("go-live", "a", "b", weeks=1),
        milestone("c", weeks=5),
    )

    assert found.typical.critical_path == ("a", "go-live")
    assert {one.slug for one in found.milestones if one.is_critical} == {"a", "b", "go-live"}


def test_slack_is_what_a_piece_of_work_may_slip():
    found = by_slug(planned())

    assert {slug: one.slack_weeks for slug, one in found.items()} == {
        "convene": 0,
        "case": 0,
        "award": 3,
        "go-live": 0,
        "review": 0,
    }


def test_weeks_are_counted_to_go_live_on_fast_typical_and_slow_durations():
    found = planned()

    assert (found.fast.weeks, found.typical.weeks, found.slow.weeks) == (7, 12, 28)


def test_a_plan_without_go_live_lasts_as_long_as_its_longest_work():
    found = planned(milestone("short", weeks=3), milestone("long", weeks=5))

    assert (found.typical.weeks, found.typical.critical_path) == (5, ("long",))


def test_a_milestone_that_nobody_called_for_is_passed_through_to_what_it_needs():
    found = by_slug(planned())

    assert "talk" not in found
    assert found["award"].needs == ("convene",)


def test_a_milestone_that_a_fact_calls_for_stands_in_the_way():
    found = by_slug(planned(facts={"new-legal-entity": True}))

    assert found["award"].needs == ("talk",)
    assert found["award"].starts_week == 5


@pytest.mark.parametrize(
    ("calls", "called", "is_called"),
    [
        ({"facts": ("vat-open",)}, {"facts": {"vat-open": True}}, True),
        ({"facts": ("vat-open",)}, {"facts": {"vat-open": False}}, False),
        ({"facts": ("vat-open",)}, {"facts": {"vat-open": None}}, False),
        ({"forms": ("merger",)}, {"form": "merger"}, True),
        ({"forms": ("merger",)}, {"form": "federation"}, False),
        ({"routes": ("competitive",)}, {"routes": ["light-touch", "competitive"]}, True),
        ({"routes": ("competitive",)}, {"routes": ["light-touch"]}, False),
    ],
)
def test_a_milestone_is_called_for_by_a_fact_a_form_or_a_route(calls, called, is_called):
    work = milestone("work", always=False, **calls)

    found = planned(work, milestone("go-live", "work"), **called)

    assert ("work" in by_slug(found)) is is_called


def test_a_quick_win_stands_apart_unless_something_waits_for_it():
    rows = (
        milestone("joint-posts", quick_win=True),
        milestone("heads-of-agreement", quick_win=True),
        milestone("go-live", "heads-of-agreement"),
    )

    found = planned(*rows)

    assert found.quick_wins == ("heads-of-agreement", "joint-posts")
    assert set(by_slug(found)) == {"heads-of-agreement", "go-live"}


def test_quick_wins_that_need_no_permission_come_first_and_of_those_the_quickest():
    rows = (
        milestone("grant", weeks=1, quick_win=True, permission="the council"),
        milestone("slow", weeks=8, quick_win=True),
        milestone("quick", weeks=2, quick_win=True),
    )

    assert planned(*rows).quick_wins == ("quick", "slow", "grant")


def test_a_plan_with_a_start_ends_on_a_day():
    found = planned(start="2027-01-04")

    assert (found.starts_on, found.typical.ends_on) == ("2027-01-04", "2027-03-29")
    assert (found.fast.ends_on, found.slow.ends_on) == ("2027-02-22", "2027-07-19")


@pytest.mark.parametrize(
    ("dates", "missed"),
    [
        ({"start": "2027-01-04", "target": "2027-03-15"}, 2),
        ({"start": "2027-01-04", "target": "2027-03-28"}, 1),
        ({"start": "2027-01-04", "target": "2027-03-29"}, 0),
        ({"start": "2027-01-04", "target": "2028-01-01"}, 0),
        ({"start": "2027-01-04"}, None),
        ({"target": "2027-03-15"}, None),
    ],
)
def test_a_target_is_missed_by_the_weeks_that_do_not_fit_on_typical_durations(dates, missed):
    found = planned(**dates)

    assert found.typical.misses_target_by == missed


def test_each_pace_has_its_own_critical_path():
    found = planned()

    assert found.fast.critical_path == ("convene", "case", "go-live")
    assert found.slow.critical_path == ("convene", "award", "go-live")


@pytest.mark.parametrize(
    ("target", "misses"),
    [("2027-03-15", (0, 2, 18)), ("2027-03-29", (0, 0, 16)), ("2027-02-15", (1, 6, 22)), ("2027-07-19", (0, 0, 0))],
)
def test_each_pace_says_whether_it_holds_the_target(target, misses):
    found = planned(start="2027-01-04", target=target)

    assert tuple(getattr(found, pace).misses_target_by for pace in ("fast", "typical", "slow")) == misses


def test_a_missed_target_is_laid_to_the_critical_path_longest_first():
    assert planned().longest_first == ("case", "convene", "go-live")


def test_the_plan_is_laid_back_from_the_target():
    found = by_slug(planned(target="2027-03-29"))

    assert {slug: (one.must_start_by, one.must_end_by) for slug, one in found.items()} == {
        "convene": ("2027-01-04", "2027-02-01"),
        "case": ("2027-02-01", "2027-03-15"),
        "award": ("2027-02-22", "2027-03-15"),
        "go-live": ("2027-03-15", "2027-03-29"),
        "review": (None, None),
    }


def test_the_latest_day_to_start_is_the_target_less_the_typical_weeks():
    assert planned(target="2027-03-29").start_by == "2027-01-04"
    assert planned(start="2027-01-04").start_by is None


@pytest.mark.parametrize(
    ("target", "late"),
    [
        ("2027-03-29", ()),
        ("2027-03-28", ("convene", "case", "go-live")),
        ("2027-03-08", ("convene", "case", "go-live")),
        ("2027-03-07", ("convene", "award", "case", "go-live")),
    ],
)
def test_what_does_not_fit_is_what_would_have_to_start_before_it_can(target, late):
    """Three weeks of slack let the award fit until the target is missed by more than three weeks."""
    found = planned(start="2027-01-04", target=target)

    assert found.does_not_fit == late


def test_without_both_dates_nothing_can_be_said_to_fit_or_not():
    for dates in ({}, {"start": "2027-01-04"}, {"target": "2027-03-29"}):
        assert {one.fits for one in planned(**dates).milestones} == {None}


def test_a_milestone_has_its_earliest_and_its_latest_end_as_days():
    found = by_slug(planned(start="2027-01-04"))["award"]

    assert (found.starts_on, found.ends_on) == ("2027-02-01", "2027-02-22")
    assert (found.ends_on_fast, found.ends_on_slow) == ("2027-01-25", "2027-07-05")


def test_a_meeting_is_set_beside_the_weeks_in_which_the_plan_asks_for_a_decision():
    rows = (
        milestone("case", weeks=4),
        milestone("approval-to-proceed", "case", weeks=2),
        milestone("go-live", "approval-to-proceed"),
    )
    boards = ["Council, 31 January 2027", "Trust, 1 February 2027", "ICB, 15 Feb 2027", "GPs, 2027-02-16", "Someday"]

    found = planned(*rows, start="2027-01-04", boards=boards)

    assert [one.comes for one in found.meetings] == ["too early", "in time", "in time", "later", None]
