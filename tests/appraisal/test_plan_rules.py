"""The rules that every plan of the shipped catalogue keeps, whichever milestones are called for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models_catalogue.vocabulary import GO_LIVE
from questionnaire.appraisal.plan import is_called, make_plan, plan_of
from tests.appraisal.shipped_answers import rows_of
from tests.builders import settled_answers

ANSWERS = settled_answers(pace={"start": "2027-01-04", "target": "2028-03-27"})
MILESTONES = sorted(row["slug"] for row in rows_of("60-plan.yaml", "milestone"))
SIGNATURES = (
    "contract-signature",
    "alliance-agreement-signed",
    "section-75-agreement-signed",
    "joint-committee-established",
    "network-contract-variation",
    "general-practice-subcontract",
)
AWARDS = ("direct-award-c", "most-suitable-provider-award", "competitive-award")
NO_SIGNATURE_BEFORE = [
    (signature, earlier)
    for signature in SIGNATURES
    for earlier in ("agree-baseline", "legal-procurement-and-vat-advice", "engage-people-and-staff")
]
PRICE_IS_CLOSED = [
    ("contract-signature", earlier)
    for earlier in (
        "provider-business-case",
        "nhs-england-review",
        "direct-award-a-or-b",
        "light-touch-tender",
        *AWARDS,
    )
]
NO_INTENTION_NOTICE_BEFORE = [
    (award, earlier) for award in AWARDS for earlier in ("approval-to-proceed", "legal-procurement-and-vat-advice")
]
RULES = [
    *NO_SIGNATURE_BEFORE,
    *PRICE_IS_CLOSED,
    *NO_INTENTION_NOTICE_BEFORE,
    ("options-appraisal", "engage-people-and-staff"),
    ("options-appraisal", "agree-baseline"),
    ("approval-to-proceed", "scrutiny-and-consultation"),
    ("approval-to-proceed", "impact-assessments"),
    ("approval-to-proceed", "early-talk-with-nhs-england"),
    ("cqc-registration-complete", "approval-to-proceed"),
    ("cqc-registration-complete", "staff-transfer-consultation"),
    ("cqc-registration-complete", "estates-and-digital-ready"),
    ("award-publication", "contract-signature"),
    ("go-no-go", "cqc-registration-complete"),
    ("go-no-go", "data-sharing-in-place"),
    ("go-no-go", "indemnity-confirmed"),
    *((GO_LIVE, signature) for signature in SIGNATURES if signature != "general-practice-subcontract"),
    ("first-benefits-review", GO_LIVE),
    ("impact-review", GO_LIVE),
]
"""What comes later, and what has to be done before it starts."""


def too_early(shipped, called, rules):
    found = {one.slug: one for one in plan_of(shipped.milestones, set(called), ANSWERS).milestones}
    return [
        (later, earlier)
        for later, earlier in rules
        if later in found and earlier in found and found[later].starts_week < found[earlier].ends_week
    ]


@pytest.mark.parametrize(("later", "earlier"), RULES)
def test_a_rule_holds_even_where_nothing_between_the_two_is_called_for(shipped, later, earlier):
    assert too_early(shipped, {later, earlier}, RULES) == []


@pytest.mark.parametrize("between", MILESTONES)
def test_every_rule_holds_with_any_one_milestone_between(shipped, between):
    for later, earlier in RULES:
        assert too_early(shipped, {later, earlier, between}, RULES) == []


@pytest.mark.parametrize("left_out", MILESTONES)
def test_every_rule_holds_whichever_milestone_is_not_called_for(shipped, left_out):
    assert too_early(shipped, {*MILESTONES} - {left_out}, RULES) == []


@given(called=st.sets(st.sampled_from(MILESTONES)))
def test_every_rule_holds_for_any_combination_of_milestones(shipped, called):
    assert too_early(shipped, called, RULES) == []


def all_before(slug, needs):
    found, waiting = set(), list(needs[slug])
    while waiting:
        found.add(one := waiting.pop())
        waiting.extend(set(needs[one]) - found)
    return found


@given(called=st.sets(st.sampled_from(MILESTONES)))
def test_what_is_not_called_for_hands_on_what_it_waits_for(shipped, called):
    """This is why the rules hold for every combination: leaving a milestone out parts no other two."""
    whole = {one.slug: one.needs for one in shipped.milestones}

    found = {one.slug: one.needs for one in plan_of(shipped.milestones, called, ANSWERS).milestones}

    assert {slug: all_before(slug, found) for slug in found} == {
        slug: all_before(slug, whole) & set(found) for slug in found
    }


@given(called=st.sets(st.sampled_from(MILESTONES)))
def test_the_paces_are_in_order_and_every_end_is_the_latest_of_what_it_waits_for_and_its_own_weeks(shipped, called):
    weeks = {one.slug: one.typical_weeks for one in shipped.milestones}

    plan = plan_of(shipped.milestones, called, ANSWERS)

    ends = {one.slug: one.ends_week for one in plan.milestones}
    assert plan.fast.weeks <= plan.typical.weeks <= plan.slow.weeks
    for one in plan.milestones:
        assert one.ends_week_fast <= one.ends_week <= one.ends_week_slow
        assert one.ends_week == max((ends[need] for need in one.needs), default=0) + weeks[one.slug]


@pytest.mark.parametrize("column", ["slug", "typical_weeks", "name", "owner", "reference"])
def test_the_plan_does_not_depend_on_the_order_of_the_catalogue(shipped, column):
    rows = sorted(shipped.milestones, key=lambda row: getattr(row, column), reverse=True)
    shuffled = replace(shipped, milestones=tuple(replace(row, needs=tuple(reversed(row.needs))) for row in rows))
    called = ({"new-legal-entity": True, "substantial-change": True}, "lead-provider-contract", ["competitive"])

    assert make_plan(shuffled, ANSWERS, *called) == make_plan(shipped, ANSWERS, *called)


@pytest.mark.parametrize("fact", ["footprint-changing", "national-approval-needed"])
def test_a_body_that_may_not_last_is_asked_after(shipped, fact):
    (check,) = (one for one in shipped.milestones if one.slug == "successor-body-check")

    assert is_called(check, {fact: True}, None, set())
    assert not is_called(check, {fact: False}, None, set())


def test_quick_wins_are_there_in_every_plan_and_the_first_of_them_need_nobodys_permission(shipped):
    permission = {one.slug: one.permission for one in shipped.milestones}

    found = make_plan(shipped, settled_answers(), {}, None, ())

    needing = [bool(permission[slug]) for slug in found.quick_wins]
    assert needing == sorted(needing)
    assert needing.count(False) >= 3


def test_every_duration_says_whether_it_is_sourced_or_an_estimate_and_why(shipped):
    silent = [one.slug for one in shipped.milestones if one.basis not in ("sourced", "estimate") or not one.basis_note]

    assert silent == []
