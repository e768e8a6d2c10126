"""How firm a stage is, as the whole appraisal puts it together: ways of drawing, the second reading, and what is left out."""

import pytest

from questionnaire.answers import Contribution
from questionnaire.appraisal import firmness as firmness_module
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.robustness import LEVELS, percent
from tests.builders import catalogue_of, fit, gate, settled_answers, with_partners, with_priorities

DRAWS = 500
CLEAR = catalogue_of(
    fits={
        ("pacs", "quality"): fit("pacs", "quality", 3, "strong"),
        ("mcp", "quality"): fit("mcp", "quality", 0, "strong"),
    }
)


def firmness(catalogue=CLEAR, answers=None, stage="care", **options):
    found = appraise(catalogue, answers or settled_answers(), **{"draws": DRAWS, **options})
    return getattr(found, stage).firmness


def test_nothing_is_said_without_draws():
    assert firmness(draws=0) is None


def test_nothing_is_said_where_nothing_is_weighed():
    answers = settled_answers(
        rationale={"objectives": []}, priorities=dict.fromkeys(("integration", "quality", "emergency"))
    )

    assert firmness(answers=answers, stage="commissioning") is None


def test_nothing_is_said_where_nothing_passes():
    closed = tuple(gate(slug, "needs_scope", "pathway") for slug in ("no-new-form", "alliance-agreement"))

    found = appraise(catalogue_of(gates=closed), settled_answers(), draws=DRAWS)

    assert (found.form.leader, found.form.firmness, found.form.level, found.form.front) == (None, None, None, ())


def test_half_the_spread_of_weights_leaves_no_more_doubt():
    catalogue = catalogue_of(aims=("quality", "emergency"), fits={("pacs", "quality"): 3, ("mcp", "emergency"): 3})
    answers = with_priorities({"quality": 60, "emergency": 50})

    found = firmness(catalogue, answers).simulations

    assert (found.around.spread, found.narrow.spread, found.stated.spread) == (0.5, 0.25, 0)
    assert found.narrow.draws == found.around.draws == DRAWS


def test_the_second_reading_is_drawn_from_what_has_been_shown():
    catalogue = catalogue_of(fits={("pacs", aim): fit("pacs", aim, 3, "weak") for aim in ("quality", "emergency")})

    found = firmness(catalogue)

    assert found.simulations.around.first("pacs") > found.simulations.shown.first("pacs")


def test_any_weights_are_tried_only_of_what_the_place_weighs():
    without_aims = settled_answers(
        rationale={"objectives": []}, priorities=dict.fromkeys(("integration", "quality", "emergency"))
    )

    assert firmness().simulations.anyhow is not None
    assert firmness(answers=without_aims).simulations.anyhow is None
    assert firmness(answers=without_aims).simulations.confidence == {}


def test_confidence_factors_are_given_for_options_that_are_first_often_enough():
    found = firmness()

    often = {slug for slug in found.simulations.anyhow.firsts if found.simulations.anyhow.is_often_first(slug)}
    assert set(found.simulations.confidence) == often
    assert all(0 <= share <= 1 for share in found.simulations.confidence.values())


def test_only_options_that_may_lead_are_drawn():
    catalogue = catalogue_of(gates=(gate("mcp", "needs_scope", "pathway"),))

    found = firmness(catalogue)

    assert set(found.simulations.around.places) == {"pacs", "current-arrangements"}
    assert "mcp" not in {rival for shift in found.sensitivity.shifts for rival in [shift.rival]}


def test_a_ruled_out_option_of_a_higher_value_is_the_caveats_number():
    catalogue = catalogue_of(fits={("pacs", "quality"): 3}, gates=(gate("pacs", "needs_scope", "pathway"),))

    found = appraise(catalogue, settled_answers(), draws=DRAWS).care

    (caveat,) = [one for one in found.firmness.statement.caveats if one.kind == "ruled-out-is-higher"]
    assert caveat.options == ("pacs",)
    assert caveat.number == pytest.approx(found.value_lost_to_gates)


def test_swing_points_of_the_break_even_stand_beside_the_places_own_points():
    catalogue = catalogue_of(aims=("quality", "emergency"), fits={("pacs", "quality"): 3, ("mcp", "emergency"): 2})
    answers = with_priorities({"quality": 80, "emergency": 40})

    found = firmness(catalogue, answers).sensitivity

    (row,) = [one for one in found.break_evens if one.objective == "emergency"]
    assert row.upper_points == pytest.approx(80 * row.upper / (1 - row.upper))


def test_own_points_for_every_form_criterion_are_told_as_points_and_equal_weights_are_not():
    fits = {("no-new-form", "speed"): 3, ("alliance-agreement", "autonomy"): 2}
    own = settled_answers(form={"criteria": {"speed": 30, "autonomy": 20}})

    stated = firmness(catalogue_of(fits=fits), own, "form").sensitivity
    equal = firmness(catalogue_of(fits=fits), settled_answers(), "form").sensitivity

    by_objective = {row.objective: row for row in stated.break_evens}
    assert by_objective["autonomy"].upper_points == pytest.approx(
        30 * by_objective["autonomy"].upper / (1 - by_objective["autonomy"].upper)
    )
    assert {row.weight for row in equal.break_evens} == {0.5}


def test_the_level_is_of_the_draws_around_the_stated_weights():
    found = firmness()

    share = percent(found.simulations.around.first("pacs"))
    assert found.statement.level in LEVELS
    assert percent(found.statement.around) == share


def test_today_is_compared_where_today_is_an_option():
    appraisal = appraise(CLEAR, settled_answers(), draws=DRAWS)

    assert (
        appraisal.care.firmness.beats_today
        == appraisal.care.firmness.simulations.around.wins["pacs"]["current-arrangements"]
    )
    assert appraisal.form.firmness.beats_today is None


def test_where_only_first_places_are_told_nothing_else_is_counted():
    council = Contribution("council", {"integration": 10, "quality": 0, "emergency": 90})

    found = firmness(answers=with_partners(settled_answers(), council)).simulations

    assert all(found.around.places.values())
    assert all(found.anyhow.places.values())
    assert (found.narrow.places, found.stated.places, found.partners.places) == ({}, {}, {})


def test_any_weights_leave_more_open_than_weights_around_the_stated_ones():
    catalogue = catalogue_of(aims=("quality", "emergency"), fits={("pacs", "quality"): 3, ("mcp", "emergency"): 3})
    answers = with_priorities({"quality": 90, "emergency": 30})

    found = firmness(catalogue, answers).simulations

    assert found.anyhow.first("pacs") < found.around.first("pacs")
    assert found.anyhow.spread == 0


def test_of_very_many_options_the_foremost_have_confidence_factors(monkeypatch):
    monkeypatch.setattr(firmness_module, "MOST_CONFIDENCE_FACTORS", 1)

    found = firmness().simulations

    assert list(found.confidence) == [max(found.anyhow.firsts, key=lambda slug: found.anyhow.firsts[slug])]


def test_an_option_that_is_ruled_out_and_level_is_no_caveat():
    catalogue = catalogue_of(gates=(gate("pacs", "needs_scope", "pathway"),))

    found = firmness(catalogue)

    assert "ruled-out-is-higher" not in {caveat.kind for caveat in found.statement.caveats}


def test_another_option_that_leads_for_some_balance_between_partners_matters():
    fits = {("pacs", "quality"): 3, ("mcp", "quality"): 0, ("mcp", "emergency"): 3, ("pacs", "emergency"): 0}
    answers = with_priorities({"quality": 100, "emergency": 45})
    council = Contribution("council", {"quality": 45, "emergency": 100})

    found = firmness(catalogue_of(aims=("quality", "emergency"), fits=fits), with_partners(answers, council))

    assert "balance-matters" in found.consensus.matters
