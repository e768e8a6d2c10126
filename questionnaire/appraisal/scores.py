"""How the catalogue's judgements and a place's answers become scores from 0 to 100, in two readings.

*By design* reads what a model is meant to do; *shown only* reads no more than evidence graded strong or moderate supports.
"""

from typing import Literal

from models_catalogue.catalogue import Catalogue, Fit, Option
from models_catalogue.vocabulary import BASELINES, CIRCUMSTANCES
from questionnaire.answers import TODAY_SCORES, Answers
from questionnaire.appraisal.value import HALF_WIDTHS, UNKNOWN, Score

Reading = Literal["design", "shown"]

NEUTRAL = 25.0
"""The score of a design fit of 0."""
NEUTRAL_MATCH, CIRCUMSTANCE_HALF_WIDTH = 50.0, 10.0
TODAY_STATED_HALF_WIDTH, TODAY_ASSUMED_HALF_WIDTH = 5.0, 20.0


def design_points(fit: int) -> float:
    """A fit from -1 to 3 as points from 0 to 100."""
    return 25.0 * (fit + 1)


def aim_score(fit: Fit, reading: Reading) -> Score:
    """The score of a fit in one of the two readings, with a range as wide as its evidence is weak."""
    if reading == "design":
        return Score.around(design_points(fit.fit), HALF_WIDTHS[fit.grade])
    return shown_score(fit)


def shown_score(fit: Fit) -> Score:
    """No more than has been shown: without strong or moderate evidence, neutral, and anywhere up to the design score."""
    design = design_points(fit.fit)
    shown = {"+": design, "+/-": (NEUTRAL + design) / 2, "0": NEUTRAL, "-": 0.0}
    if fit.grade in ("strong", "moderate") and fit.direction in shown:
        return Score.around(shown[fit.direction], HALF_WIDTHS[fit.grade])
    return Score(NEUTRAL, 0.0, max(NEUTRAL, design))


def today_score(answers: Answers, aim: str) -> Score:
    """How well today's arrangements serve an aim, as the place says it; a little, widely, where it has not said."""
    priority = answers.priorities.get(aim)
    if priority is None or priority.today is None:
        return Score.around(TODAY_SCORES["a-little"], TODAY_ASSUMED_HALF_WIDTH)
    return Score.around(TODAY_SCORES[priority.today], TODAY_STATED_HALF_WIDTH)


def aim_scores(catalogue: Catalogue, option: Option, answers: Answers, reading: Reading) -> dict[str, Score]:
    """An option's score on each of the place's aims."""
    if option.slug in (BASELINES["care"], BASELINES["organisational"]):
        return {aim: today_score(answers, aim) for aim in answers.aims()}
    return {aim: _fit_score(catalogue, option, aim, reading) for aim in answers.aims()}


def criterion_scores(catalogue: Catalogue, option: Option, reading: Reading) -> dict[str, Score]:
    """An organisational form's score on each form criterion."""
    return {c.slug: _fit_score(catalogue, option, c.slug, reading) for c in catalogue.criteria()}


def _fit_score(catalogue: Catalogue, option: Option, objective: str, reading: Reading) -> Score:
    fit = catalogue.fit.get((option.slug, objective))
    return UNKNOWN if fit is None else aim_score(fit, reading)


def circumstance_scores(catalogue: Catalogue, option: Option, answers: Answers) -> dict[str, Score]:
    """How an option suits each circumstance."""
    return {slug: circumstance_score(catalogue, option, slug, answers) for slug in CIRCUMSTANCES}


def circumstance_score(catalogue: Catalogue, option: Option, slug: str, answers: Answers) -> Score:
    """How an option suits the answer to one circumstance; today's arrangements are neutral."""
    if option.slug in BASELINES.values():
        return Score.around(NEUTRAL_MATCH, CIRCUMSTANCE_HALF_WIDTH)
    if slug == "services":
        return services_score(option, answers)
    answer = answers.circumstance(slug)
    rating = catalogue.rating.get((option.slug, slug, answer)) if answer else None
    return UNKNOWN if rating is None else Score.around(25.0 * (rating.rating + 2), CIRCUMSTANCE_HALF_WIDTH)


def services_score(option: Option, answers: Answers) -> Score:
    """100 x the share of the option's core services that is in scope; services beyond the core cost nothing."""
    services = answers.place.services
    if services is None:
        return UNKNOWN
    core = option.core_services
    point = 100.0 * len(set(core) & set(services)) / len(core) if core else 50.0
    return Score.around(point, CIRCUMSTANCE_HALF_WIDTH)
