"""Builders: the simplest catalogue and answers that the method takes; a test shows only what matters to it."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from models_catalogue import catalogue as rows
from models_catalogue.catalogue import Catalogue
from models_catalogue.vocabulary import BASELINES, CIRCUMSTANCES, DIMENSIONS, FACTS, SERVICES, SINGLE_PATHWAY
from questionnaire.answers import Answers, Contribution, read_document

AIMS = ("integration", "quality", "emergency")
CRITERIA = ("speed", "autonomy")
OPTIONS = {
    "care": ("mcp", "pacs", "current-arrangements"),
    "organisational": ("acp", "ico", "current-organisation"),
    "commissioning": ("separate-commissioning", "pooled-budget"),
    "form": ("no-new-form", "alliance-agreement"),
}
ANSWERS = {
    "scope_kind": ("whole-population", "population-group", "pathway"),
    "lead": ("general-practice", "joint"),
    "gp_participation": ("not-part", "partly-integrated"),
    "holder": ("acute-trust", "separate-contracts"),
    "budget": ("separate", "pooled"),
    "joining": ("shared-decisions", "merge"),
    "services": SERVICES,
}


def row(cls: type, **given: Any) -> Any:
    """A row of the catalogue with every column that was not given left empty."""
    return cls(**_nothing(cls) | given)


@lru_cache
def _nothing(cls: type) -> dict[str, Any]:
    return {name: _empty(kind) for name, kind in get_type_hints(cls).items()}


def _empty(kind: Any) -> Any:
    """Nothing, as a column's type allows it: the first word of a closed list, an empty value, or None."""
    origin = get_origin(kind)
    if origin is Literal:
        return get_args(kind)[0]
    return origin() if origin is tuple else kind() if isinstance(kind, type) else None


def option(slug: str, stage: str = "care", **given: Any) -> rows.Option:
    defaults = {"formality": 1, "vehicle": row(rows.Vehicle, status="in_force")}
    return row(rows.Option, slug=slug, stage=stage, name=slug, **defaults | given)


def fit(option: str, objective: str, fit: int = 1, grade: str = "moderate", direction: str = "+") -> rows.Fit:
    return row(rows.Fit, option=option, objective=objective, fit=fit, grade=grade, direction=direction)


def rating(option: str, circumstance: str, answer: str, rating: int = 0) -> rows.Rating:
    return row(rows.Rating, option=option, circumstance=circumstance, answer=answer, rating=rating)


def requirement(option: str, dimension: str, level: int, strength: str = "should", **given: Any) -> rows.Requirement:
    return row(rows.Requirement, option=option, dimension=dimension, level=level, strength=strength, **given)


def gate(option: str, kind: str, *values: str, otherwise: str = "fail", **given: Any) -> rows.Gate:
    slug = given.pop("slug", f"{option}-{kind}")
    return row(rows.Gate, slug=slug, option=option, kind=kind, values=values, otherwise=otherwise, **given)


def milestone(slug: str, *needs: str, weeks: Any = 1, always: bool = True, **given: Any) -> rows.Milestone:
    """`weeks` is one number, or (fast, typical, slow)."""
    fast, typical, slow = weeks if isinstance(weeks, tuple) else (weeks, weeks, weeks)
    durations = {"fast_weeks": float(fast), "typical_weeks": float(typical), "slow_weeks": float(slow)}
    return row(rows.Milestone, slug=slug, reference=slug, needs=needs, always=always, **durations, **given)


def risk(slug: str, likelihood: int = 2, impact: int = 3, *, bites_all: bool = True, **given: Any) -> rows.Risk:
    columns = {"likelihood": likelihood, "impact": impact, "bites_all": bites_all}
    return row(rows.Risk, slug=slug, reference=slug, **columns, **given)


def stop_rule(causes: Iterable[str], exposures: Iterable[str], bites: Iterable[str]) -> rows.StopRule:
    columns = {"cause_facts": tuple(causes), "exposure_facts": tuple(exposures), "bites": tuple(bites)}
    return row(rows.StopRule, slug="stop", **columns)


def flexibility(slug: str, status: str = "in_force", **given: Any) -> rows.Flexibility:
    dates = {"as_at": "2026-01-01", "checked_at": "2026-02-01"}
    return row(rows.Flexibility, slug=slug, reference=slug, status=status, **dates | given)


def intervention(slug: str, grade: str = "moderate", **given: Any) -> rows.Intervention:
    defaults = {"direction": "+", "groups": ("older-people",), "aims": AIMS[:1], "services": ("community-health",)}
    return row(rows.Intervention, slug=slug, grade=grade, **defaults | given)


def with_partners(answers: Answers, *contributions: Contribution, agreed: bool = False) -> Answers:
    return replace(answers, contributions=contributions, agreed=agreed)


def catalogue_of(
    *,
    aims: Iterable[str] = AIMS,
    criteria: Iterable[str] = CRITERIA,
    options: Mapping[str, Iterable[str | rows.Option]] | None = None,
    fits: Mapping[tuple[str, str], int | rows.Fit] | None = None,
    ratings: Mapping[tuple[str, str, str], int] | None = None,
    goes_with: Mapping[tuple[str, str], int] | None = None,
    answers: Mapping[str, Iterable[str]] | None = None,
    share: float = 0.5,
    **tables: tuple,
) -> Catalogue:
    """A catalogue in which nothing speaks for or against any option, but for what is given.

    Not given: a fit is 1 (50 points), a rating 0 (50 points), a pair goes together naturally; `options`, `answers` and
    the tables named by their field replace the defaults.
    """
    found = _options({**OPTIONS, **(options or {})})
    questions = {**ANSWERS, **(answers or {})}
    content = {
        "objectives": (*_objectives("aim", aims), *_objectives("criterion", criteria)),
        "circumstances": tuple(_circumstance(slug, questions[slug]) for slug in CIRCUMSTANCES),
        "options": found,
        "fits": tuple(_fits(found, tuple(aims), tuple(criteria), fits or {})),
        "ratings": tuple(_ratings(found, questions, ratings or {})),
        "compatibilities": tuple(_pairs(found, goes_with or {})),
        "dimensions": tuple(row(rows.Dimension, slug=slug, name=slug) for slug in DIMENSIONS),
        "facts": tuple(row(rows.Fact, slug=slug) for slug in FACTS),
        "milestones": (milestone("go-live"),),
        "constants": (row(rows.MethodConstant, slug="circumstances-share", number=share),),
    }
    every = {field.name: () for field in fields(Catalogue)}
    return Catalogue(**{**every, **content, **tables})


def _options(stages: Mapping[str, Iterable[str | rows.Option]]) -> tuple[rows.Option, ...]:
    return tuple(
        one if isinstance(one, rows.Option) else option(one, stage) for stage, found in stages.items() for one in found
    )


def _objectives(kind: str, slugs: Iterable[str]) -> list[rows.Objective]:
    return [row(rows.Objective, slug=slug, name=slug, kind=kind) for slug in slugs]


def _circumstance(slug: str, answers: Iterable[str]) -> rows.Circumstance:
    found = tuple(row(rows.CircumstanceAnswer, slug=answer) for answer in answers)
    return row(rows.Circumstance, slug=slug, weight=1.0, answers=found)


def _fits(options, aims, criteria, given) -> Iterable[rows.Fit]:
    for one in options:
        for objective in criteria if one.stage == "form" else aims:
            found = given.get((one.slug, objective), 1)
            yield found if isinstance(found, rows.Fit) else fit(one.slug, objective, found)


def _ratings(options, questions, given) -> Iterable[rows.Rating]:
    ranked = [one.slug for one in options if one.stage in ("care", "organisational")]
    for slug in ranked:
        for question, answers in questions.items():
            for answer in answers if question != "services" and slug not in BASELINES.values() else ():
                yield rating(slug, question, answer, given.get((slug, question, answer), 0))


def _pairs(options, given) -> Iterable[rows.Compatibility]:
    of = {stage: [one.slug for one in options if one.stage == stage] for stage in OPTIONS}
    pairs = [
        *((upper, lower) for upper in (*of["care"], SINGLE_PATHWAY) for lower in of["organisational"]),
        *((upper, lower) for upper in of["organisational"] for lower in of["form"]),
    ]
    for upper, lower in pairs:
        yield row(rows.Compatibility, upper=upper, lower=lower, level=given.get((upper, lower), 2))


SETTLED: dict[str, dict[str, Any]] = {
    "place": {
        "name": "Sampleton",
        "footprint": "place",
        "scope_kind": "whole-population",
        "services": ["general-practice", "community-health"],
        "lead": "joint",
        "partners": [{"name": "Sampleton Council", "type": "council"}],
    },
    "rationale": {"objectives": list(AIMS)},
    "priorities": {aim: {"points": 50} for aim in AIMS},
    "care-model": {
        "gp_participation": "partly-integrated",
        "holder": "separate-contracts",
        "budget": "pooled",
        "joining": "shared-decisions",
    },
}
"""Answers that leave nothing open that decides who leads."""


def settled_answers(**steps: Mapping[str, Any]) -> Answers:
    """The settled answers with some changed: a step's fields are laid over it, and a field of None is left out."""
    changed = {name.replace("_", "-"): fragment for name, fragment in steps.items()}
    return read_document({step: _laid_over(step, changed) for step in {**SETTLED, **changed}})


def _laid_over(step: str, changed: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    merged = {**SETTLED.get(step, {}), **changed.get(step, {})}
    return {name: value for name, value in merged.items() if value is not None}


def with_priorities(points: Mapping[str, Any], **steps: Mapping[str, Any]) -> Answers:
    """Settled answers whose aims and swing points are these and no others (a value may also hold `today`)."""
    others = {aim: None for aim in AIMS if aim not in points}
    return settled_answers(rationale={"objectives": list(points)}, priorities={**others, **points}, **steps)
