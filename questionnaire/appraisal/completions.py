"""Which options could still lead: the leaders for every completion of the answers that are missing.

Circumstance questions are enumerated jointly, because one answer moves every model, gates included; missing priorities
are tried at the corners of the weights and at fixed draws. “Not sure” is an answer, and is left as it is.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from models_catalogue.catalogue import Catalogue, Option
from models_catalogue.vocabulary import SERVICES, SINGLE_PATHWAY
from questionnaire.answers import Answers
from questionnaire.appraisal import gates, stage
from questionnaire.appraisal.robustness import ENGINE, Column, uniforms
from questionnaire.appraisal.scores import aim_scores, circumstance_scores
from questionnaire.appraisal.value import TIE, UNKNOWN_POINT

WEIGHTINGS = 2_000
SEED = 0
ON_PLACE = ("scope_kind", "lead")
ON_CARE_MODEL = ("gp_participation", "holder", "budget", "joining")


@dataclass(frozen=True)
class Missing:
    """What has not been answered: circumstance questions, whether services are among them, and the priorities."""

    circumstances: tuple[str, ...]
    services: bool
    priorities: bool

    @classmethod
    def of(cls, answers: Answers) -> "Missing":
        asked = (*ON_PLACE, *ON_CARE_MODEL)
        return cls(
            tuple(slug for slug in asked if answers.circumstance(slug) is None and slug not in answers.unsure),
            answers.place.services is None and "services" not in answers.unsure,
            not stage.aims_weights(answers),
        )

    def anything(self) -> bool:
        return bool(self.circumstances or self.services or self.priorities)


def can_still_lead(
    catalogue: Catalogue, answers: Answers, leaders: dict[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """For each of the stages in `leaders` (what leads now), every option that leads for some completion, by slug."""
    missing = Missing.of(answers)
    found = {name: set(now) for name, now in leaders.items()}
    if missing.anything():
        for completed in _completed_scopes(catalogue, answers, missing):
            _add_leaders(catalogue, completed, missing, found)
        found["form"] |= _forms(catalogue, answers, found["organisational"])
    return {name: tuple(sorted(slugs)) for name, slugs in found.items()}


def _completed_scopes(catalogue: Catalogue, answers: Answers, missing: Missing) -> Iterator[Answers]:
    """The answers with every scope and every set of services that could be meant: these decide gates."""
    scopes = [a.slug for a in catalogue.circumstance["scope_kind"].answers]
    kinds = scopes if "scope_kind" in missing.circumstances else [answers.place.scope_kind]
    sets = _service_sets(catalogue) if missing.services else [answers.place.services]
    for kind, services in itertools.product(kinds, sets):
        yield replace(answers, place=replace(answers.place, scope_kind=kind, services=services))


def _service_sets(catalogue: Catalogue) -> list[tuple[str, ...]]:
    """Every set of the services that any option's core or gate speaks of."""
    spoken_of = {slug for option in catalogue.options for slug in option.core_services}
    spoken_of |= {slug for gate in catalogue.gates for slug in gate.values}
    relevant = [slug for slug in SERVICES if slug in spoken_of]
    return [found for size in range(1, len(relevant) + 1) for found in itertools.combinations(relevant, size)]


def _add_leaders(catalogue: Catalogue, answers: Answers, missing: Missing, found: dict[str, set[str]]) -> None:
    fits = _weightings(catalogue, answers, missing)
    open_questions = tuple(slug for slug in missing.circumstances if slug != "scope_kind")
    care_fits, care_matches = _table(catalogue, "care", answers, fits, open_questions)
    org_fits, org_matches = _table(catalogue, "organisational", answers, fits, open_questions)
    share = catalogue.constant["circumstances-share"]
    ranked = "care" in found and answers.place.scope_kind != "pathway"
    for row in range(len(care_fits)):
        uppers = np.array([SINGLE_PATHWAY] * len(org_matches))
        if ranked:
            values = (1 - share) * care_fits[row] + share * care_matches
            uppers = _leaders(values, _options(catalogue, "care", answers), answers, catalogue, None)
            found["care"].update(uppers.tolist())
        values = (1 - share) * org_fits[row] + share * org_matches
        for upper in set(uppers.tolist()):
            leading = _leaders(values[uppers == upper], catalogue.stage("organisational"), answers, catalogue, upper)
            found["organisational"].update(leading.tolist())
    if missing.priorities:
        found["commissioning"] |= _commissioning(catalogue, answers, fits)


def _options(catalogue: Catalogue, name: str, answers: Answers) -> tuple[Option, ...]:
    if name == "care":
        return stage.ranked_care_models(catalogue, answers).stage("care")
    return catalogue.stage("organisational")


def _aims(catalogue: Catalogue, answers: Answers) -> tuple[str, ...]:
    return answers.aims() or tuple(aim.slug for aim in catalogue.aims())


def _weightings(catalogue: Catalogue, answers: Answers, missing: Missing) -> Column:
    """Weights over the aims, one row a weighting: the stated ones, or corners and fixed draws of the simplex."""
    if not missing.priorities:
        stated = stage.aims_weights(answers)
        return np.array([[stated[aim] for aim in _aims(catalogue, answers)]])
    aims = _aims(catalogue, answers)
    drawn = np.column_stack([-np.log1p(-uniforms(f"{ENGINE}|{SEED}|w|{aim}", WEIGHTINGS)) for aim in aims])
    return np.vstack([np.eye(len(aims)), drawn / drawn.sum(axis=1, keepdims=True)])


def _table(
    catalogue: Catalogue, name: str, answers: Answers, weightings: Column, missing: tuple[str, ...]
) -> tuple[Column, Column]:
    """Fit by weighting and option; match by completion of the open questions and option."""
    options = _options(catalogue, name, answers)
    aims = _aims(catalogue, answers)
    about = replace(answers, objectives=aims)
    scores = np.array([[aim_scores(catalogue, o, about, "design")[aim].point for aim in aims] for o in options])
    return weightings @ scores.T, _matches(catalogue, options, answers, missing)


def _matches(catalogue: Catalogue, options: tuple[Option, ...], answers: Answers, missing: tuple[str, ...]) -> Column:
    whole = sum(circumstance.weight for circumstance in catalogue.circumstances)
    share = {circumstance.slug: circumstance.weight / whole for circumstance in catalogue.circumstances}
    known = [circumstance_scores(catalogue, option, answers) for option in options]
    settled = [slug for slug in share if slug not in missing]
    rows = np.array([[sum(share[slug] * scores[slug].point for slug in settled) for scores in known]])
    for slug in missing:
        rows = (rows[:, None, :] + share[slug] * _answer_points(catalogue, options, slug)[None, :, :]).reshape(
            -1, len(options)
        )
    return rows


def _answer_points(catalogue: Catalogue, options: tuple[Option, ...], slug: str) -> Column:
    """Points of each answer of a question for each option; today's arrangements are neutral."""
    return np.array(
        [
            [
                25.0 * (rating.rating + 2)
                if (rating := catalogue.rating.get((option.slug, slug, answer.slug)))
                else UNKNOWN_POINT
                for option in options
            ]
            for answer in catalogue.circumstance[slug].answers
        ]
    )


def _leaders(
    values: Column, options: tuple[Option, ...], answers: Answers, catalogue: Catalogue, upper: str | None
) -> np.ndarray:
    """The leader of each row among options that are not ruled out; ties go to the less formal, then by slug."""
    order = sorted(range(len(options)), key=lambda i: (options[i].formality, options[i].slug))
    open_ones = [i for i in order if gates.status(stage.passages(catalogue, options[i], answers, upper)) != "ruled-out"]
    chosen = values[:, open_ones]
    first = np.argmax(chosen >= chosen.max(axis=1, keepdims=True) - TIE, axis=1)
    return np.array([options[i].slug for i in open_ones])[first]


def _commissioning(catalogue: Catalogue, answers: Answers, weightings: Column) -> set[str]:
    options = catalogue.stage("commissioning")
    aims = _aims(catalogue, answers)
    about = replace(answers, objectives=aims)
    scores = np.array([[aim_scores(catalogue, o, about, "design")[aim].point for aim in aims] for o in options])
    return set(_leaders(weightings @ scores.T, options, answers, catalogue, None).tolist())


def _forms(catalogue: Catalogue, answers: Answers, models: set[str]) -> set[str]:
    """The forms that lead under each organisational model that could lead."""
    found: set[str] = set()
    for model in models:
        result = stage.appraise_stage("form", catalogue, answers, model, seed=SEED, draws=0)
        found.update(result.leaders[:1])
    return found
