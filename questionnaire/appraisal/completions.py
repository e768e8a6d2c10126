"""Which options could still lead: every option that leads for some completion of the answers that are missing.

Circumstance questions are completed jointly, because one answer moves every model, gates included; missing priorities
are tried at the corners of the weights and at fixed draws. “Not sure” is an answer, and is left as it is.

Trying every completion with every weighting would take minutes when little has been answered. What matters for an option
is its margins over its rivals, so completions whose margins another completion beats throughout are dropped first.
The gate between the stages is tried for every option that could lead the first stage, and for a first stage that is not
settled, so the second stage's list may hold an option too many, never one too few.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from models_catalogue.catalogue import Catalogue, Option
from models_catalogue.catalogue import Stage as StageName
from models_catalogue.vocabulary import BASELINES, FOOTPRINTS, SERVICES, SINGLE_PATHWAY
from questionnaire.answers import Answers
from questionnaire.appraisal import stage
from questionnaire.appraisal.partners import ALONE, Views
from questionnaire.appraisal.robustness import ENGINE, exponentials
from questionnaire.appraisal.scores import aim_scores, circumstance_scores
from questionnaire.appraisal.tally import Column
from questionnaire.appraisal.value import TIE, UNKNOWN_POINT

WEIGHTINGS = 2_000
SEED = 0
ASKED = ("scope_kind", "lead", "gp_participation", "holder", "budget", "joining")
PATHWAY = "pathway"
ON_SCOPE = ("scope_kind", "services")
"""The circumstances that gates ask for as well."""


@dataclass(frozen=True)
class Missing:
    """What has not been answered: circumstance questions, the footprint (which gates ask for), and the priorities.

    `weights` are those within the aims that are stated; none where the priorities are missing.
    """

    circumstances: tuple[str, ...]
    footprint: bool
    weights: Mapping[str, float]

    @property
    def priorities(self) -> bool:
        return not self.weights

    @classmethod
    def of(cls, answers: Answers, views: Views = ALONE) -> "Missing":
        open_questions = [slug for slug in ASKED if answers.circumstance(slug) is None and slug not in answers.unsure]
        if answers.place.services is None and "services" not in answers.unsure:
            open_questions.append("services")
        footprint = answers.place.footprint is None and "footprint" not in answers.unsure
        return cls(tuple(open_questions), footprint, stage.stated_weights(answers, views))


def can_still_lead(
    catalogue: Catalogue,
    answers: Answers,
    leaders: dict[str, tuple[str, ...]],
    upper: str,
    views: Views = ALONE,
) -> dict[str, tuple[str, ...]]:
    """For each of the stages in `leaders` (what leads now), every option that leads for some completion, by slug.

    `upper` is what gates the second stage now. Where options tie, the one that is named leads.
    """
    missing = Missing.of(answers, views)
    found = {name: set(now) for name, now in leaders.items()}
    if missing.circumstances or missing.priorities or missing.footprint:
        uppers: set[str | None] = {upper}
        if "care" in found:
            found["care"] |= _leaders(catalogue, "care", answers, missing, {None})
            uppers |= {*found["care"], BASELINES["care"]}
            uppers |= {SINGLE_PATHWAY} if "scope_kind" in missing.circumstances else set()
        found["organisational"] |= _leaders(catalogue, "organisational", answers, missing, uppers)
        found["commissioning"] |= _leaders(catalogue, "commissioning", answers, missing, {None})
        found["form"] |= _forms(catalogue, answers, found["organisational"])
    return {name: tuple(sorted(slugs)) for name, slugs in found.items()}


def _leaders(
    catalogue: Catalogue,
    name: StageName,
    answers: Answers,
    missing: Missing,
    uppers: set[str | None],
) -> set[str]:
    """Every option of a stage that leads for some scope, some completion and some weighting."""
    options = _options(catalogue, name, answers, missing)
    share = 0.0 if name == "commissioning" else catalogue.constant["circumstances-share"]
    fits = (1 - share) * _fits(catalogue, options, answers, missing)
    base = share * _base_matches(catalogue, options, answers, missing)
    found: set[str] = set()
    scopes = _scopes(catalogue, options, answers, missing, uppers)
    for leader, option in enumerate(options):
        margins = pareto(base[:, [leader]] - base)
        for eligible, matches in scopes.items():
            if leader in eligible and option.slug not in found:
                rivals = sorted(eligible)
                sums = _sums(margins, share * np.array(matches), leader)[:, rivals]
                needed = np.array([_needed(option, options[rival]) for rival in rivals])
                if _wins_somewhere(fits[:, [leader]] - fits[:, rivals], pareto(sums), needed):
                    found.add(option.slug)
    return found


def pareto(margins: Column) -> Column:
    """The rows that no other row beats or equals throughout (one of each set of equal rows)."""
    kept = []
    rows = margins
    while len(rows):
        best = rows[np.argmax(rows.sum(axis=1))]
        kept.append(best)
        rows = rows[(rows > best + TIE).any(axis=1)]
    return np.array(kept)


def _sums(margins: Column, matches: Column, leader: int) -> Column:
    """Margins over the open questions plus margins over scope and services, in every combination."""
    more = matches[:, [leader]] - matches
    return (margins[:, None, :] + more[None, :, :]).reshape(-1, margins.shape[1])


def _needed(option: Option, rival: Option) -> float:
    """The margin with which an option is named before a rival: a tie goes to the less formal, then by slug."""
    is_named_first = (option.formality, option.slug) <= (rival.formality, rival.slug)
    return -TIE if is_named_first else TIE


def _wins_somewhere(fit_margins: Column, margins: Column, needed: Column) -> bool:
    return bool((fit_margins[:, None, :] + margins[None, :, :] >= needed).all(axis=2).any())


def _options(catalogue: Catalogue, name: StageName, answers: Answers, missing: Missing) -> tuple[Option, ...]:
    """The options of a stage that are ranked under any scope that could be meant."""
    ranked = {
        option.slug
        for kind in _kinds(catalogue, answers, missing)
        for option in stage.ranked_options(name, catalogue, answers.but("scope_kind", kind))
    }
    return tuple(option for option in catalogue.stage(name) if option.slug in ranked)


def _kinds(catalogue: Catalogue, answers: Answers, missing: Missing) -> list[str | None]:
    if "scope_kind" in missing.circumstances:
        return [answer.slug for answer in catalogue.circumstance["scope_kind"].answers]
    return [answers.place.scope_kind]


def _fits(catalogue: Catalogue, options: tuple[Option, ...], answers: Answers, missing: Missing) -> Column:
    """Fit, 0 to 100, by weighting and option: the stated weights, or corners and fixed draws of the simplex."""
    aims = answers.aims() or tuple(aim.slug for aim in catalogue.aims())
    about = replace(answers, objectives=aims)
    scores = np.array([[aim_scores(catalogue, o, about, "design")[aim].point for aim in aims] for o in options])
    if not missing.priorities:
        return np.asarray([[missing.weights[aim] for aim in aims]] @ scores.T)
    return np.asarray(np.vstack([np.eye(len(aims)), drawn_weightings(aims, WEIGHTINGS)]) @ scores.T)


def drawn_weightings(aims: tuple[str, ...], count: int) -> Column:
    """So many weightings of the aims, a row each, drawn evenly over all of them from fixed streams."""
    drawn = np.column_stack([exponentials(f"{ENGINE}|{SEED}|w|{aim}", count) for aim in aims])
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))


def _base_matches(catalogue: Catalogue, options: tuple[Option, ...], answers: Answers, missing: Missing) -> Column:
    """Match without scope and services, one row a completion of the other open questions."""
    weights = _weights(catalogue)
    known = [circumstance_scores(catalogue, option, answers) for option in options]
    settled = [slug for slug in weights if slug not in (*missing.circumstances, *ON_SCOPE)]
    rows = np.array([[sum(weights[slug] * scores[slug].point for slug in settled) for scores in known]])
    for slug in missing.circumstances:
        if slug not in ON_SCOPE:
            more = weights[slug] * _answer_points(catalogue, options, slug)
            rows = np.unique((rows[:, None, :] + more[None, :, :]).reshape(-1, len(options)).round(9), axis=0)
    return rows


def _weights(catalogue: Catalogue) -> dict[str, float]:
    whole = sum(circumstance.weight for circumstance in catalogue.circumstances)
    return {circumstance.slug: circumstance.weight / whole for circumstance in catalogue.circumstances}


def _answer_points(catalogue: Catalogue, options: tuple[Option, ...], slug: str) -> Column:
    """Points of each answer of a question for each option; today's arrangements are neutral."""
    ratings = [
        [catalogue.rating.get((option.slug, slug, answer.slug)) for option in options]
        for answer in catalogue.circumstance[slug].answers
    ]
    return np.array([[25.0 * (rating.rating + 2) if rating else UNKNOWN_POINT for rating in row] for row in ratings])


def _scopes(
    catalogue: Catalogue, options: tuple[Option, ...], answers: Answers, missing: Missing, uppers: set[str | None]
) -> dict[frozenset[int], list[tuple[float, ...]]]:
    """Who may lead, and what scope and services add to each option's match, for every scope that could be meant."""
    weights = _weights(catalogue)
    found: dict[frozenset[int], set[tuple[float, ...]]] = {}
    for completed in _completed_scopes(catalogue, answers, missing):
        if options[0].stage == "care" and completed.place.scope_kind == PATHWAY:
            continue  # a single pathway has no care stage
        scores = [circumstance_scores(catalogue, option, completed) for option in options]
        matches = tuple(sum(weights[slug] * row[slug].point for slug in ON_SCOPE) for row in scores)
        for upper in uppers:
            found.setdefault(_eligible(catalogue, options, completed, upper), set()).add(matches)
    return {eligible: sorted(rows) for eligible, rows in found.items()}


def _completed_scopes(catalogue: Catalogue, answers: Answers, missing: Missing) -> Iterator[Answers]:
    """The answers with every scope, set of services and footprint that could be meant: these decide gates."""
    kinds = _kinds(catalogue, answers, missing)
    sets: list[tuple[str, ...] | None] = [answers.place.services]
    if "services" in missing.circumstances:
        sets = list(service_sets(catalogue))
    footprints: tuple[str | None, ...] = FOOTPRINTS if missing.footprint else (answers.place.footprint,)
    for kind, services, footprint in itertools.product(kinds, sets, footprints):
        place = replace(answers.place, scope_kind=kind, services=services, footprint=footprint)
        yield replace(answers, place=place)


def service_sets(catalogue: Catalogue) -> list[tuple[str, ...]]:
    """Every set of the services that any option's core or gate speaks of; the empty one stands for all the others."""
    spoken_of = {slug for option in catalogue.options for slug in option.core_services}
    spoken_of |= {slug for gate in catalogue.gates for slug in gate.values}
    relevant = [slug for slug in SERVICES if slug in spoken_of]
    return [found for size in range(len(relevant) + 1) for found in itertools.combinations(relevant, size)]


def _eligible(catalogue: Catalogue, options: tuple[Option, ...], answers: Answers, upper: str | None) -> frozenset[int]:
    """The numbers of the options that may lead: those that are ranked under this scope and pass its gates."""
    ranked = {option.slug for option in stage.ranked_options(options[0].stage, catalogue, answers)}
    return frozenset(
        place
        for place, option in enumerate(options)
        if option.slug in ranked and stage.may_lead(catalogue, option, answers, upper)
    )


def _forms(catalogue: Catalogue, answers: Answers, models: set[str]) -> set[str]:
    """The forms that lead under each organisational model that could lead."""
    results = (stage.appraise_stage("form", catalogue, answers, model, seed=SEED, draws=0) for model in models)
    return {slug for result in results for slug in result.leaders[:1]}
