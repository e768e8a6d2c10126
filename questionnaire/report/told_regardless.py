"""What the public version can tell of award and plan: only what comes out alike, whatever was said that is kept back.

Every possible answer that is kept back is tried beside the ones that are told, so that what is told and what is left out
depend on the latter alone; and what is told is what the full version says.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from models_catalogue.catalogue import Catalogue
from questionnaire.answers import Answers, Procurement
from questionnaire.appraisal.appraise import Appraisal
from questionnaire.appraisal.award import CONSIDERABLE_POUNDS, Route, routes
from questionnaire.appraisal.plan import Plan, make_plan
from questionnaire.kept_back import is_told, kept_facts

LEFT_OUT = "left-out"
"""The slug of a route to an award that is not told."""
POSSIBLE: Mapping[str, tuple[Any, ...]] = {
    "value_before": (None, 0.0),
    "value_after": (None, 0.0, 2.0 * CONSIDERABLE_POUNDS),
    "provider_satisfies": (None, True, False),
}
"""Answers about a contract that are kept back, with values that stand for every case of the decision table."""


def told_award(catalogue: Catalogue, given: Procurement) -> tuple[Route, ...]:
    """The way of selecting a provider, if no answer that is kept back could name another one."""
    if len(set(_possible_awards(catalogue, given))) > 1:
        return (Route(LEFT_OUT, "", "", "", "", take_advice=False, missing=(), could_be=(), sources=()),)
    return tuple(
        replace(route, missing=tuple(question for question in route.missing if is_told("procurement", question)))
        for route in routes(catalogue, given)
    )


def _possible_awards(catalogue: Catalogue, given: Procurement) -> Iterator[tuple[str, ...]]:
    for values in product(*POSSIBLE.values()):
        completed = replace(given, **dict(zip(POSSIBLE, values, strict=True)))
        yield tuple(route.slug for route in routes(catalogue, completed))


def told_plan(catalogue: Catalogue, answers: Answers, found: Appraisal) -> Plan | None:
    """The plan with the milestones that stand alike in every possible one; None where they end on different days."""
    plans = list(_possible_plans(catalogue, answers, found))
    first = plans[0]
    if any(_ends(plan) != _ends(first) for plan in plans):
        return None
    alike = set(first.milestones).intersection(*(plan.milestones for plan in plans))
    wins = set(first.quick_wins).intersection(*(plan.quick_wins for plan in plans))
    return replace(
        first,
        milestones=tuple(planned for planned in first.milestones if planned in alike),
        quick_wins=tuple(slug for slug in first.quick_wins if slug in wins),
    )


def _possible_plans(catalogue: Catalogue, answers: Answers, found: Appraisal) -> Iterator[Plan]:
    awards = dict.fromkeys(_possible_awards(catalogue, answers.procurement))
    for award, facts in product(awards, _possible_facts(catalogue)):
        yield make_plan(catalogue, answers, {**found.facts, **facts}, found.leader("form"), award)


def _possible_facts(catalogue: Catalogue) -> Iterable[dict[str, bool]]:
    """Every answer to the facts that are kept back and call for a milestone."""
    asked = sorted({fact for milestone in catalogue.milestones for fact in milestone.facts} & kept_facts(catalogue))
    return [dict(zip(asked, said, strict=True)) for said in product((False, True), repeat=len(asked))]


def _ends(plan: Plan) -> tuple[object, ...]:
    return plan.fast, plan.typical, plan.slow, plan.longest_first, plan.start_by, plan.meetings
