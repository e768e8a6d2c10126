"""How judgements become scores, in the two readings."""

import pytest

from questionnaire.appraisal.scores import (
    aim_score,
    aim_scores,
    circumstance_scores,
    services_score,
    shown_score,
    today_score,
)
from questionnaire.appraisal.value import UNKNOWN, Score
from tests.builders import catalogue_of, fit, option, settled_answers, with_priorities


@pytest.mark.parametrize(("judged", "points"), [(-1, 0), (0, 25), (1, 50), (2, 75), (3, 100)])
def test_a_fit_is_25_points_a_step_from_works_against(judged, points):
    found = aim_score(fit("mcp", "quality", judged), "design")

    assert found.point == points


@pytest.mark.parametrize(
    ("grade", "half_width"), [("strong", 5), ("moderate", 10), ("weak", 20), ("contested", 30), ("none", 40)]
)
def test_weaker_evidence_widens_the_range_and_never_lowers_the_score(grade, half_width):
    found = aim_score(fit("mcp", "quality", 1, grade), "design")

    assert found == Score(50, 50 - half_width, 50 + half_width)


@pytest.mark.parametrize(
    ("judged", "grade", "direction", "shown"),
    [
        (3, "strong", "+", Score(100, 95, 100)),
        (2, "moderate", "+", Score(75, 65, 85)),
        (3, "strong", "+/-", Score(62.5, 57.5, 67.5)),
        (1, "moderate", "+/-", Score(37.5, 27.5, 47.5)),
        (3, "moderate", "0", Score(25, 15, 35)),
        (3, "strong", "-", Score(0, 0, 5)),
        (3, "moderate", "?", Score(25, 0, 100)),
        (2, "weak", "+", Score(25, 0, 75)),
        (2, "contested", "-", Score(25, 0, 75)),
        (1, "none", "?", Score(25, 0, 50)),
    ],
)
def test_the_shown_reading_takes_no_more_than_has_been_shown(judged, grade, direction, shown):
    found = shown_score(fit("mcp", "quality", judged, grade, direction))

    assert found == shown


def test_an_aim_that_nobody_scored_is_unknown_in_both_readings():
    catalogue = catalogue_of(aims=("quality",))
    answers = with_priorities({"quality": 50, "access": 50})

    found = [aim_scores(catalogue, catalogue.option["mcp"], answers, reading) for reading in ("design", "shown")]

    assert [row["access"] for row in found] == [UNKNOWN, UNKNOWN]
    assert [row["quality"].is_known for row in found] == [True, True]


@pytest.mark.parametrize(
    ("said", "point"), [("not-at-all", 0), ("a-little", 25), ("partly", 50), ("well", 75), ("fully", 100)]
)
def test_today_scores_what_the_place_says_within_5_points(said, point):
    answers = with_priorities({"quality": {"points": 10, "today": said}})

    found = today_score(answers, "quality")

    assert found == Score.around(point, 5)


@pytest.mark.parametrize("said", [None, "not-sure"])
def test_today_counts_as_a_little_within_20_points_where_the_place_has_not_said(said):
    answers = with_priorities({"quality": {"points": 10, "today": said}})

    found = today_score(answers, "quality")

    assert found == Score(25, 5, 45)


@pytest.mark.parametrize("reading", ["design", "shown"])
def test_todays_arrangements_are_scored_by_the_place_and_not_by_the_catalogue(reading):
    catalogue = catalogue_of(fits={("current-arrangements", "quality"): 3})
    answers = with_priorities({"quality": {"points": 10, "today": "partly"}})

    found = aim_scores(catalogue, catalogue.option["current-arrangements"], answers, reading)

    assert found == {"quality": Score(50, 45, 55)}


@pytest.mark.parametrize(
    ("rated", "score"),
    [(-2, Score(0, 0, 10)), (-1, Score(25, 15, 35)), (0, Score(50, 40, 60)), (2, Score(100, 90, 100))],
)
def test_a_rating_is_25_points_a_step_within_10_points(rated, score):
    catalogue = catalogue_of(ratings={("mcp", "lead", "joint"): rated})

    found = circumstance_scores(catalogue, catalogue.option["mcp"], settled_answers(place={"lead": "joint"}))

    assert found["lead"] == score


@pytest.mark.parametrize("said", [None, "not-sure"])
def test_a_circumstance_without_an_answer_is_unknown(said):
    catalogue = catalogue_of()

    found = circumstance_scores(catalogue, catalogue.option["mcp"], settled_answers(place={"lead": said}))

    assert found["lead"] == UNKNOWN


def test_circumstances_are_neutral_for_todays_arrangements_whatever_was_answered():
    catalogue = catalogue_of()

    found = circumstance_scores(
        catalogue, catalogue.option["current-arrangements"], settled_answers(place={"lead": None})
    )

    assert set(found.values()) == {Score(50, 40, 60)}


@pytest.mark.parametrize(
    ("core", "services", "point"),
    [
        (("general-practice", "mental-health"), ["general-practice"], 50),
        (("general-practice", "mental-health"), ["general-practice", "mental-health", "care-homes"], 100),
        (("general-practice", "mental-health"), ["care-homes"], 0),
        ((), ["care-homes"], 50),
    ],
)
def test_services_score_the_share_of_the_core_that_is_in_scope(core, services, point):
    found = services_score(option("mcp", core_services=core), settled_answers(place={"services": services}))

    assert found == Score.around(point, 10)


def test_services_that_were_not_given_are_unknown():
    found = services_score(option("mcp", core_services=("care-homes",)), settled_answers(place={"services": None}))

    assert found == UNKNOWN
