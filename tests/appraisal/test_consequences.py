"""What follows from the leaders: what is recommended, and the warnings."""

from questionnaire.appraisal.appraise import appraise
from tests.builders import AIMS, catalogue_of, gate, option, settled_answers, stop_rule, with_priorities


def appraised(catalogue, answers=None):
    return appraise(catalogue, answers or settled_answers(), draws=0)


def test_todays_arrangements_are_never_among_what_is_recommended():
    answers = settled_answers(priorities={aim: {"points": 50, "today": "fully"} for aim in AIMS})

    found = appraised(catalogue_of(), answers)

    assert found.recommended() == {"pooled-budget", "alliance-agreement"}


def test_what_is_recommended_decides_warnings_and_law():
    rule = stop_rule(["baseline-weak"], ["vat-open"], ["ico"])
    answers = settled_answers(governance={"facts": {"baseline-weak": "yes", "vat-open": "yes"}})

    led_by = {
        slug: appraised(catalogue_of(fits={(slug, "quality"): 3}, stop_rules=(rule,)), answers)
        for slug in ("acp", "ico")
    }

    assert [warning.code for warning in led_by["ico"].warnings if warning.stop] == ["stop"]
    assert [warning.code for warning in led_by["acp"].warnings if warning.stop] == []


def test_a_leader_below_its_usual_population_is_a_caution_and_no_gate():
    small = option("mcp", population_minimum=30_000, population_note="Often 30,000 or more.")
    catalogue = catalogue_of(options={"care": [small, "current-arrangements"]}, fits={("mcp", "quality"): 3})

    found = appraised(catalogue, with_priorities({"quality": 50}, place={"population": 29_999}))

    assert [(warning.code, warning.stop) for warning in found.warnings] == [("population-below-mcp", False)]
    assert found.care.option("mcp").status == "open"


def test_a_leader_with_conditions_is_warned_about():
    asked = gate("mcp", "needs_scope", "pathway", otherwise="fixable", because="Too wide.")
    catalogue = catalogue_of(fits={("mcp", "quality"): 3}, gates=(asked,))

    found = appraised(catalogue)

    assert ("leader-conditional-care", "Too wide.") in {(one.code, one.because) for one in found.warnings}
