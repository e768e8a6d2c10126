"""Small catalogues and answers to leave out, and the slow way of finding what can lead: trying every answer out."""

import itertools
import random

from questionnaire.appraisal.appraise import appraise
from tests.builders import AIMS, ANSWERS, catalogue_of, gate, option, settled_answers

PLACE = ("scope_kind", "lead", "services")
SERVICES = ("general-practice", "planned-hospital")
POINTS = {"integration": {"points": 100}, "quality": {"points": 61}, "emergency": {"points": 37}}
OPTIONS = {
    "care": (
        option("mcp", core_services=("general-practice",)),
        option("pacs", core_services=SERVICES),
        "current-arrangements",
    ),
    "organisational": [option(slug, "organisational") for slug in ("acp", "aco", "ico", "current-organisation")],
}


BELOW = {("no-new-form", "speed"): 2, ("pooled-budget", "quality"): 2}
"""What settles the later stages, whatever is answered."""


def random_catalogue(seed, **content):
    """Judgements at random, and two gates that answers open and shut; any two stages go together."""
    chance = random.Random(seed)  # noqa: S311
    models = ("mcp", "pacs", "acp", "aco", "ico")
    return catalogue_of(
        options=OPTIONS,
        share=0.8,
        fits={(model, aim): chance.randint(0, 3) for model in models for aim in AIMS} | BELOW,
        ratings={
            (model, question, answer): chance.randint(-2, 2)
            for model in models
            for question, answers in ANSWERS.items()
            for answer in answers
        },
        gates=(
            gate("pacs", "needs_any_service", "planned-hospital"),
            gate("aco", "needs_scope", "whole-population", "population-group"),
        ),
        **content,
    )


def with_poor_pairs(seed):
    """The same judgements, with pairs at random that do not go together."""
    chance = random.Random(seed)  # noqa: S311
    models = ("acp", "aco", "ico")
    pairs = [
        *itertools.product(("mcp", "pacs", "single-pathway"), models),
        *itertools.product(models, ("no-new-form",)),
    ]
    return random_catalogue(seed, goes_with={pair: chance.choice((0, 2, 2)) for pair in pairs})


def answered(given):
    """Settled answers with these circumstance answers; None for one that is missing."""
    place = {"services": list(SERVICES)} | {slug: answer for slug, answer in given.items() if slug in PLACE}
    care_model = {slug: answer for slug, answer in given.items() if slug not in PLACE}
    return settled_answers(place=place, care_model=care_model, priorities=POINTS)


def every_answer(question):
    if question != "services":
        return ANSWERS[question]
    of_a_core = [list(chosen) for size in (1, 2) for chosen in itertools.combinations(SERVICES, size)]
    return [["voluntary-sector"], *of_a_core]


def leaders(catalogue, answers, draws=0):
    found = appraise(catalogue, answers, draws=draws)
    return {stage.stage: set(stage.leaders) for stage in found.stages()}


def tried_out(catalogue, missing, draws=0):
    """What leads each stage now, and for every way of answering what is missing, tried one by one."""
    found = leaders(catalogue, answered(dict.fromkeys(missing)), draws)
    for said in itertools.product(*(every_answer(question) for question in missing)):
        for stage, slugs in leaders(catalogue, answered(dict(zip(missing, said, strict=True))), draws).items():
            found[stage] |= slugs
    return found


def can_lead(catalogue, answers):
    found = appraise(catalogue, answers, draws=0).can_lead
    return {stage: set(slugs) for stage, slugs in found.items()}
