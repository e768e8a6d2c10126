"""The award and the plan in a public version: told where nothing that is kept back could make them others."""

from dataclasses import replace
from itertools import product

import pytest

from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.award import routes
from questionnaire.kept_back import is_told, withheld
from questionnaire.replay import answers_of
from questionnaire.report.told_regardless import LEFT_OUT, POSSIBLE, told_award, told_plan
from tests.reports.frank import finished, frank, full_and_public

pytestmark = pytest.mark.django_db

BUYING = {"buying": "health", "continuity": "continuing", "only_provider": "no", "patient_choice": "no"}
RESTING_ON_KEPT = BUYING | {"likely_providers_known": "yes"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, ["take-advice"]),
        ({"buying": "nothing"}, ["no-award"]),
        ({"buying": "social-care"}, ["light-touch"]),
        (BUYING | {"only_provider": "yes"}, ["direct-award-a"]),
        (BUYING, ["take-advice"]),
        (RESTING_ON_KEPT, [LEFT_OUT]),
        (RESTING_ON_KEPT | {"bundles": "yes"}, ["most-suitable-provider"]),
        (BUYING | {"buying": "mixed", "patient_choice": "yes"}, ["direct-award-b", "light-touch"]),
    ],
)
def test_an_award_is_told_where_nothing_kept_back_could_name_another(catalogue, given, told):
    found = told_award(catalogue, answers_of({"procurement": given}).procurement)

    assert [route.slug for route in found] == told
    assert all(is_told("procurement", question) for route in found for question in route.missing)


def test_an_award_that_is_told_is_the_one_of_the_full_version_whatever_was_kept_back(catalogue):
    choices = {"buying": ("health", "mixed"), "continuity": ("new", "continuing"), "bundles": ("yes", "no")}
    others = {"only_provider": "no", "patient_choice": "no", "likely_providers_known": "yes", "character_changes": "no"}
    untrue = []

    for values in product(*choices.values()):
        given = answers_of({"procurement": others | dict(zip(choices, values, strict=True))}).procurement
        told = [route.slug for route in told_award(catalogue, given)]
        for said in product((None, 0.0, 400_000.0, 10.0**9), (None, 0.0, 10.0**9), (None, True, False)):
            full = routes(catalogue, replace(given, **dict(zip(POSSIBLE, said, strict=True))))
            if told not in ([LEFT_OUT], [route.slug for route in full]):
                untrue.append((values, said))

    assert untrue == []


def test_a_plan_that_an_untold_award_would_move_is_left_out(catalogue):
    moved = answers_of(withheld(frank(procurement=RESTING_ON_KEPT), catalogue))
    settled = answers_of(withheld(frank(), catalogue))

    assert told_plan(catalogue, moved, appraise(catalogue, moved, draws=0)) is None
    assert told_plan(catalogue, settled, appraise(catalogue, settled, draws=0)) is not None


def test_work_that_something_kept_back_calls_for_is_in_no_public_plan(catalogue):
    answers = answers_of(withheld(frank(), catalogue))

    plan = told_plan(catalogue, answers, appraise(catalogue, answers, draws=0))

    assert "general-practice-subcontract" not in {planned.slug for planned in plan.milestones}
    assert "go-live" in {planned.slug for planned in plan.milestones}


def test_a_report_without_a_told_route_says_so_and_shows_no_date_of_the_plan():
    _, public = full_and_public(finished(frank(procurement=RESTING_ON_KEPT)))

    assert public.select_one("#part-5").find_parent("section").select(".report-left-out")
    assert public.select(".t-milestones, .t-milestones-dated") == []
