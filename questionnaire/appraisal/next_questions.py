"""Which of the open questions matters most: the one whose answer most often decides who leads.

Completions of all open answers are drawn from fixed streams; in each, every answer of one question is tried while the
others stay as they were drawn. A first stage that leads is taken to be settled, because nothing is simulated here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models_catalogue.catalogue import Catalogue, Option
from models_catalogue.catalogue import Stage as StageName
from models_catalogue.vocabulary import BASELINES, FOOTPRINTS, SINGLE_PATHWAY
from questionnaire.answers import Answers
from questionnaire.appraisal import stage
from questionnaire.appraisal.completions import PATHWAY, SEED, Missing, drawn_weightings, service_sets
from questionnaire.appraisal.partners import ALONE, Views
from questionnaire.appraisal.robustness import ENGINE, uniforms
from questionnaire.appraisal.scores import aim_scores, circumstance_scores
from questionnaire.appraisal.tally import Column

COMPLETIONS = 400
TRIED = 8
"""Sets of services, and weightings, of which each is tried as the answer to its question."""
PRIORITIES, FOOTPRINT = "priorities", "footprint"
ON_SCOPE = ("scope_kind", "services", FOOTPRINT)

Choice = Mapping[str, NDArray[np.intp]]
"""For each open question, the number of the answer that each completion gives it."""
Value = str | tuple[str, ...] | None


@dataclass(frozen=True)
class Telling:
    """An open question, the step that asks it, and the share of completions (0 to 1) in which it decides who leads."""

    question: str
    step: str
    share: float


def next_questions(catalogue: Catalogue, answers: Answers, views: Views = ALONE) -> tuple[Telling, ...]:
    """The open questions that decide anything, the most telling first; in the order of the route where two tell as much."""
    missing = Missing.of(answers, views)
    tried = Trial(catalogue, answers, missing)
    drawn = {
        question: (uniforms(f"{ENGINE}|{SEED}|q|{question}", COMPLETIONS) * tried.size(question)).astype(np.intp)
        for question in tried.questions()
    }
    found = [Telling(name, _step(name, answers), _share(tried, drawn, name)) for name in tried.questions()]
    return tuple(sorted((one for one in found if one.share > 0), key=lambda one: -one.share))


def _step(question: str, answers: Answers) -> str:
    if question == PRIORITIES:
        return "priorities" if answers.aims() else "rationale"
    return "place" if question in (*ON_SCOPE, "lead") else "care-model"


def _share(tried: "Trial", drawn: Choice, question: str) -> float:
    """The share of completions in which not every answer to the question has the same leaders."""
    outcomes = [
        tried.leaders({**drawn, question: np.full(COMPLETIONS, answer)}) for answer in range(tried.size(question))
    ]
    differs = np.any([np.any(one != outcomes[0], axis=1) for one in outcomes], axis=0)
    return float(np.count_nonzero(differs) / COMPLETIONS)


@dataclass(frozen=True)
class Trial:
    """Who leads the first two stages for any completion of what is missing."""

    catalogue: Catalogue
    answers: Answers
    missing: Missing

    def questions(self) -> list[str]:
        """The open questions, in the order of the route."""
        found = [FOOTPRINT] if self.missing.footprint else []
        found += self.missing.circumstances
        return [*found, PRIORITIES] if self.missing.priorities else found

    def size(self, question: str) -> int:
        return TRIED if question == PRIORITIES else len(self.values[question])

    @cached_property
    def values(self) -> dict[str, list[Value]]:
        """The answers that each question may have; of one that is not open, the one it has."""
        place, unknown = self.answers.place, self.missing.circumstances
        found: dict[str, list[Value]] = {
            FOOTPRINT: list(FOOTPRINTS) if self.missing.footprint else [place.footprint],
            "services": list(_spread(service_sets(self.catalogue))) if "services" in unknown else [place.services],
        }
        for circumstance in self.catalogue.circumstances:
            slug = circumstance.slug
            if slug != "services":
                every: list[Value] = [answer.slug for answer in circumstance.answers]
                found[slug] = every if slug in unknown else [self.answers.circumstance(slug)]
        return found

    def leaders(self, choice: Choice) -> NDArray[np.intp]:
        """The numbers of the leaders of the two stages (a column each) for each completion; -1 where none leads."""
        care = self.care.leaders(choice, None)
        return np.column_stack([care, self.organisational.leaders(choice, self._uppers(choice, care))])

    def _uppers(self, choice: Choice, care: NDArray[np.intp]) -> NDArray[np.intp]:
        """What gates the second stage: the number of a care model, or the last row for a single pathway."""
        return np.where(self.care.is_pathway[_chosen(choice, "scope_kind")], len(self.care.options), care)

    @cached_property
    def care(self) -> "Contest":
        return Contest.of(self, "care", ())

    @cached_property
    def organisational(self) -> "Contest":
        return Contest.of(self, "organisational", (*(option.slug for option in self.care.options), SINGLE_PATHWAY))


@dataclass(frozen=True)
class Contest:
    """One stage as tables of numbers. Options stand less formal first, so that the first of two equals is named.

    `fits` has a row a weighting, `matches` a table for each circumstance with a row an answer, both with a column an
    option, in points of the whole value. `passes` says by scope, services and footprint which options may lead,
    `goes_with` the same by what the stage before led to.
    """

    options: tuple[Option, ...]
    fits: Column
    matches: Mapping[str, Column]
    passes: NDArray[np.bool_]
    goes_with: NDArray[np.bool_]
    is_pathway: NDArray[np.bool_]

    @classmethod
    def of(cls, trial: Trial, name: StageName, uppers: tuple[str, ...]) -> "Contest":
        options = tuple(sorted(trial.catalogue.stage(name), key=lambda option: (option.formality, option.slug)))
        kinds = np.array([kind == PATHWAY for kind in trial.values["scope_kind"]])
        passes = _passes(trial, options)
        if name == "care":
            passes = passes & ~kinds[:, None, None, None]
        return cls(
            options,
            _fits(trial, options),
            dict(_matches(trial, options)),
            passes,
            _pairs(trial, options, uppers),
            kinds,
        )

    def leaders(self, choice: Choice, uppers: NDArray[np.intp] | None) -> NDArray[np.intp]:
        values = self.fits[_chosen(choice, PRIORITIES)]
        values = values + sum(table[_chosen(choice, slug)] for slug, table in self.matches.items())
        allowed = self.passes[tuple(_chosen(choice, question) for question in ON_SCOPE)]
        if uppers is not None:
            allowed = allowed & self.goes_with[uppers]
        best = np.argmax(np.where(allowed, values.round(9), -1.0), axis=1)
        return np.where(allowed.any(axis=1), best, -1)


def _chosen(choice: Choice, question: str) -> NDArray[np.intp]:
    """The chosen answers; the only one, where the question is not open."""
    return choice.get(question, np.zeros(COMPLETIONS, dtype=np.intp))


def _fits(trial: Trial, options: tuple[Option, ...]) -> Column:
    """The aims' part of each option's value, one row a weighting that is tried."""
    answers = trial.answers
    aims = answers.aims() or tuple(aim.slug for aim in trial.catalogue.aims())
    about = replace(answers, objectives=aims)
    rows = [aim_scores(trial.catalogue, option, about, "design") for option in options]
    scores = np.array([[row[aim].point for aim in aims] for row in rows])
    weights = drawn_weightings(aims, TRIED) if trial.missing.priorities else _stated(trial.missing, aims)
    return np.asarray((1 - _share_of_circumstances(trial)) * weights @ scores.T)


def _stated(missing: Missing, aims: tuple[str, ...]) -> Column:
    return np.array([[missing.weights[aim] for aim in aims]])


def _share_of_circumstances(trial: Trial) -> float:
    return trial.catalogue.constant["circumstances-share"]


def _matches(trial: Trial, options: tuple[Option, ...]) -> Iterator[tuple[str, Column]]:
    """Each circumstance's part of each option's value, one row an answer."""
    whole = sum(circumstance.weight for circumstance in trial.catalogue.circumstances)
    for circumstance in trial.catalogue.circumstances:
        weight = _share_of_circumstances(trial) * circumstance.weight / whole
        rows = [
            [circumstance_scores(trial.catalogue, option, answers)[circumstance.slug].point for option in options]
            for answers in (trial.answers.but(circumstance.slug, value) for value in trial.values[circumstance.slug])
        ]
        yield circumstance.slug, weight * np.array(rows)


def _passes(trial: Trial, options: tuple[Option, ...]) -> NDArray[np.bool_]:
    """By scope, services, footprint and option: whether its gates let it lead."""
    kinds, sets, footprints = (trial.values[question] for question in ON_SCOPE)
    table = np.zeros((len(kinds), len(sets), len(footprints), len(options)), dtype=bool)
    for place in np.ndindex(len(kinds), len(sets), len(footprints)):
        answers = trial.answers
        for question, values, number in zip(ON_SCOPE, (kinds, sets, footprints), place, strict=True):
            answers = answers.but(question, values[number])
        ranked = {option.slug for option in stage.ranked_options(options[0].stage, trial.catalogue, answers)}
        table[place] = [
            option.slug in ranked and stage.may_lead(trial.catalogue, option, answers, None) for option in options
        ]
    return table


def _pairs(trial: Trial, options: tuple[Option, ...], uppers: tuple[str, ...]) -> NDArray[np.bool_]:
    """By what the stage before led to and by option: whether they go together at all."""
    return np.array([[_go_together(trial.catalogue, upper, option) for option in options] for upper in uppers], bool)


def _go_together(catalogue: Catalogue, upper: str, option: Option) -> bool:
    pair = catalogue.compatibility.get((upper, option.slug))
    return option.slug in BASELINES.values() or pair is None or pair.level > 0


def _spread(sets: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Some of the sets, evenly over all, the first and the last among them."""
    places = np.linspace(0, len(sets) - 1, min(TRIED, len(sets))).round().astype(int)
    return [sets[place] for place in places]
