"""The first plan: what is called for, when, and what decides the end."""

import itertools

import pytest

from models_catalogue.vocabulary import FACTS, ROUTES
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

    assert found.critical_path == ("convene", "case", "go-live")
    assert {one.slug for one in found.milestones if one.is_critical} == {"convene", "case", "go-live"}


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

    assert (found.weeks_fast, found.weeks_typical, found.weeks_slow) == (7, 12, 28)


def test_a_plan_without_go_live_lasts_as_long_as_its_longest_work():
    found = planned(milestone("short", weeks=3), milestone("long", weeks=5))

    assert (found.weeks_typical, found.critical_path) == (5, ("long",))


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

    assert found.quick_wins == ("joint-posts", "heads-of-agreement")
    assert set(by_slug(found)) == {"heads-of-agreement", "go-live"}


def test_a_plan_with_a_start_ends_on_a_day():
    found = planned(start="2027-01-04")

    assert (found.starts_on, found.ends_on) == ("2027-01-04", "2027-03-29")


@pytest.mark.parametrize(
    ("dates", "missed"),
    [
        ({"start": "2027-01-04", "target": "2027-03-15"}, 2),
        ({"start": "2027-01-04", "target": "2027-03-29"}, 0),
        ({"start": "2027-01-04", "target": "2028-01-01"}, 0),
        ({"start": "2027-01-04"}, None),
        ({"target": "2027-03-15"}, None),
    ],
)
def test_a_target_is_missed_by_the_weeks_that_do_not_fit_on_typical_durations(dates, missed):
    found = planned(**dates)

    assert found.misses_target_by == missed


CALLERS = [({"facts": {fact: True}}) for fact in FACTS] + [{"routes": [route]} for route in ROUTES]


def plans_of(shipped):
    forms = [option.slug for option in shipped.stage("form")]
    for form, caller in itertools.product(forms, [{}, *CALLERS]):
        yield by_slug(make_plan(shipped, settled_answers(), caller.get("facts", {}), form, caller.get("routes", [])))


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ("contract-signature", "agree-baseline"),
        ("contract-signature", "legal-procurement-and-vat-advice"),
        ("alliance-agreement-signed", "agree-baseline"),
        ("alliance-agreement-signed", "legal-procurement-and-vat-advice"),
        ("section-75-agreement-signed", "agree-baseline"),
        ("section-75-agreement-signed", "legal-procurement-and-vat-advice"),
        ("contract-signature", "approval-to-proceed"),
        ("direct-award-c", "approval-to-proceed"),
        ("most-suitable-provider-award", "approval-to-proceed"),
        ("competitive-award", "approval-to-proceed"),
        ("cqc-registration-complete", "estates-and-digital-ready"),
        ("approval-to-proceed", "scrutiny-and-consultation"),
        ("go-live", "contract-signature"),
        ("go-live", "data-sharing-in-place"),
    ],
)
def test_nothing_is_signed_awarded_or_started_before_what_it_rests_on(shipped, later, earlier):
    both = [plan for plan in plans_of(shipped) if later in plan and earlier in plan]

    too_early = [plan for plan in both if plan[later].starts_week < plan[earlier].ends_week]

    assert both
    assert too_early == []
