"""What the appraisal is measured with: its own random draws, and catalogues of ten times the size."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from unittest import mock

from models_catalogue.catalogue import Catalogue
from models_catalogue.vocabulary import BASELINES
from questionnaire.answers import Answers
from questionnaire.appraisal import firmness, robustness
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.value import Score

COPIES = range(10)
"""The first copy is the row itself."""


def named(slug: str, number: int) -> str:
    return f"{slug}-{number}" if number else slug


def shifted(value: int, number: int, low: int, high: int) -> int:
    """Another value of the scale, so that copies differ."""
    return low + (value - low + 7 * number) % (high - low + 1)


def with_more_options(catalogue: Catalogue) -> Catalogue:
    """Ten of each option but today's arrangements, each with rows of its own."""
    once = set(BASELINES.values())

    def copies(slug: str) -> range:
        return COPIES if slug in catalogue.option and slug not in once else range(1)

    def of_option(rows):
        return tuple(replace(row, option=named(row.option, n)) for row in rows for n in copies(row.option))

    return replace(
        catalogue,
        options=tuple(replace(row, slug=named(row.slug, n)) for row in catalogue.options for n in copies(row.slug)),
        fits=tuple(
            replace(row, option=named(row.option, n), fit=shifted(row.fit, n, -1, 3))
            for row in catalogue.fits
            for n in copies(row.option)
        ),
        ratings=tuple(
            replace(row, option=named(row.option, n), rating=shifted(row.rating, n, -2, 2))
            for row in catalogue.ratings
            for n in copies(row.option)
        ),
        requirements=of_option(catalogue.requirements),
        gates=of_option(catalogue.gates),
        flexibility_uses=of_option(catalogue.flexibility_uses),
        compatibilities=tuple(
            replace(row, upper=named(row.upper, upper), lower=named(row.lower, lower))
            for row in catalogue.compatibilities
            for upper in copies(row.upper)
            for lower in copies(row.lower)
        ),
    )


def with_more_aims(catalogue: Catalogue, document: dict[str, Any]) -> tuple[Catalogue, dict[str, Any]]:
    """Ten of each objective, each with fits of its own, and a place that wants ten of each of its own."""
    more = replace(
        catalogue,
        objectives=tuple(replace(row, slug=named(row.slug, n)) for row in catalogue.objectives for n in COPIES),
        fits=tuple(
            replace(row, objective=named(row.objective, n), fit=shifted(row.fit, n, -1, 3))
            for row in catalogue.fits
            for n in COPIES
        ),
    )
    chosen = [named(slug, n) for slug in document["rationale"]["objectives"] for n in COPIES]
    priorities = {named(slug, n): value for slug, value in document["priorities"].items() for n in COPIES}
    return more, document | {
        "rationale": document["rationale"] | {"objectives": chosen},
        "priorities": priorities,
    }


Streams = Collection[tuple[str, int]]
ScoreStreams = Collection[tuple[Score, str, int]]
Sizes = Collection[tuple[int, int, int]]


@dataclass(frozen=True)
class Drawn:
    """What one appraisal draws, each once: all streams of numbers, those of weights, and scores with their streams.

    `sizes` has the options, draws and weights of each simulation, `again` runs all simulations once more.
    """

    numbers: Streams
    weights: Streams
    scores: ScoreStreams
    sizes: Sizes
    again: Callable[[], Any]


class Recorder:
    """Stands in for what draws and simulates, and notes what it was asked for."""

    def __init__(self):
        self.numbers: set[tuple[str, int]] = set()
        self.scores: set[tuple[Score, str, int]] = set()
        self.sizes: list[tuple[int, int, int]] = []
        self.calls: list[Callable[..., Any]] = []
        self.uniforms, self.draw_scores = robustness.uniforms, robustness.draw_scores
        self.simulate_ways = robustness.simulate_ways

    def note_numbers(self, label, draws):
        self.numbers.add((label, draws))
        return self.uniforms(label, draws)

    def note_scores(self, score, label, draws, **options):
        self.scores.add((score, label, draws))
        return self.draw_scores(score, label, draws, **options)

    def note_simulation(self, tree, rows, ways, **options):
        every = list(ways)
        for way in every:
            weights = tree.weights() if way.fixed is None else way.fixed
            self.sizes.append((len(rows), options["draws"], sum(weight > 0 for weight in weights.values())))
        self.calls.append(partial(self.simulate_ways, tree, rows, every, seed=options["seed"], draws=options["draws"]))
        return self.simulate_ways(tree, rows, every, **options)

    def again(self) -> None:
        """Run every simulation once more."""
        kept = robustness.kept_scores()
        for call in self.calls:
            call(drawn_scores=kept)


def drawn_by_an_appraisal(catalogue: Catalogue, answers: Answers) -> Drawn:
    noted = Recorder()
    with (
        mock.patch.object(robustness, "uniforms", noted.note_numbers),
        mock.patch.object(robustness, "draw_scores", noted.note_scores),
        mock.patch.object(robustness, "simulate_ways", noted.note_simulation),
        mock.patch.object(firmness, "simulate_ways", noted.note_simulation),
    ):
        appraise(catalogue, answers)
    weights = noted.numbers - {(label, draws) for _, label, draws in noted.scores}
    return Drawn(noted.numbers, weights, noted.scores, noted.sizes, noted.again)
