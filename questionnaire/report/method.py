"""The numbers of the method, from the modules that compute with them, for the pages that explain it."""

from typing import Any

from questionnaire.appraisal import completions, firmness, levels, next_questions, robustness, scores, value
from questionnaire.appraisal.appraise import METHOD_VERSION
from questionnaire.appraisal.award import TABLE
from questionnaire.appraisal.readiness import MUST_GAP_THAT_GATES


def method_numbers() -> dict[str, Any]:
    """Every constant that a reader is told; shares as they are compared, in whole percentages."""
    return {
        "version": METHOD_VERSION,
        "engine": robustness.ENGINE,
        "draws": robustness.DRAWS,
        "spread": robustness.SPREAD,
        "narrow": firmness.NARROW,
        "likely": robustness.LIKELY,
        "very_likely": robustness.VERY_LIKELY,
        "ahead": robustness.AHEAD,
        "half_widths": value.HALF_WIDTHS,
        "circumstance_half_width": scores.CIRCUMSTANCE_HALF_WIDTH,
        "today_stated": scores.TODAY_STATED_HALF_WIDTH,
        "today_assumed": scores.TODAY_ASSUMED_HALF_WIDTH,
        "unknown": value.UNKNOWN_POINT,
        "tie": value.TIE,
        "enough_coverage": levels.ENOUGH_COVERAGE,
        "small_lead": levels.SMALL_LEAD,
        "near_weight": levels.NEAR_WEIGHT,
        "must_gap": MUST_GAP_THAT_GATES,
        "often_first": robustness.ENOUGH_FIRSTS,
        "weightings": completions.WEIGHTINGS,
        "completions": next_questions.COMPLETIONS,
        "award_rules": TABLE,
    }
