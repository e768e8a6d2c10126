"""How long an appraisal takes, and how much memory, beside its own draws, another library, and ten times the catalogue."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from bench_cases import ScoreStreams, Sizes, Streams, drawn_by_an_appraisal, with_more_aims, with_more_options
from bench_lines import Line, medians
from pymcdm.helpers import rankdata
from pymcdm.methods import WSM

from models_catalogue.catalogue import Catalogue
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.robustness import DRAWS, draw_scores, uniforms
from questionnaire.replay import answers_of

ROOT = Path(__file__).resolve().parent.parent


def example(slug: str) -> dict[str, Any]:
    return json.loads((ROOT / "fixtures" / "examples" / f"{slug}.json").read_text(encoding="utf-8"))


def draws_alone(catalogue: Catalogue, folder: Path) -> Iterator[Line]:
    """The appraisal against the weights and scores that it draws and their products, and nothing else."""
    answers = answers_of(example("salford"))
    drawn = drawn_by_an_appraisal(catalogue, answers)
    acts = {
        "ours": lambda turn: appraise(catalogue, answers, seed=turn),
        "draws": draws_and_products(drawn.weights, drawn.scores, drawn.sizes),
        "numbers": draws_and_products(drawn.numbers, (), drawn.sizes),
    }
    found = medians(acts, turns=15)
    yield Line("Appraise, 10,000 draws: its draws and products alone", found["ours"], found["draws"], 3.0)
    yield Line("The same: its uniform numbers and products alone", found["ours"], found["numbers"], None)


def draws_and_products(numbers: Streams, scores: ScoreStreams, sizes: Sizes) -> Callable[[int], None]:
    chance = np.random.default_rng(1)
    factors = [
        (chance.random((draws, names)), chance.random((options, draws, names))) for options, draws, names in sizes
    ]

    def act(turn: int) -> None:
        for label, draws in numbers:
            uniforms(f"{turn}{label}", draws)
        for score, label, draws in scores:
            draw_scores(score, f"{turn}{label}", draws)
        for one, other in factors:
            np.einsum("dn,odn->od", one, other)

    return act


FEW = 100
"""Draws that the other library is timed on; its loop takes as long for every one."""


def other_library(catalogue: Catalogue, folder: Path) -> Iterator[Line]:
    """Every simulation of an appraisal against the same written with pymcdm, which values and ranks one draw a call."""
    drawn = drawn_by_an_appraisal(catalogue, answers_of(example("salford")))
    sizes = [(options, names) for options, _, names in drawn.sizes]
    acts = {
        "ours": lambda turn: drawn.again(),
        "theirs": lambda turn: [simulate_elsewhere(options, names, turn) for options, names in sizes],
    }
    found = medians(acts, turns=3)
    theirs = found["theirs"] * DRAWS / FEW
    yield Line("The same simulations in pymcdm: ours", theirs, found["ours"], None, least=100.0)


def simulate_elsewhere(options: int, names: int, seed: int) -> None:
    """Places, wins and weights of the leaders, over draws of weights and of scores; the library called as its manual does.

    So it checks its inputs at each call, which takes more than half of its time.
    """
    chance, method, types = np.random.default_rng(seed), WSM(lambda column, cost: column), np.ones(names)
    places, wins, central = np.zeros((options, options)), np.zeros((options, options)), np.zeros((options, names))
    for _ in range(FEW):
        weights = chance.random(names)
        weights /= weights.sum()
        values = method(chance.triangular(0.0, 0.5, 1.0, (options, names)), weights, types)
        ranks = rankdata(values, reverse=True).astype(int) - 1
        places[np.arange(options), ranks] += 1
        wins += values[:, None] > values[None, :]
        central[np.argmin(ranks)] += weights


def peak_memory(catalogue: Catalogue, folder: Path) -> Iterator[Line]:
    """What an appraisal needs above what its imports and its catalogue do, in a process of its own."""
    document, content = folder / "salford.json", folder / "edition.json"
    document.write_text(json.dumps(example("salford")), encoding="utf-8")
    content.write_bytes(catalogue.canonical())
    command = [sys.executable, "-c", APPRAISE_ONCE, content, document]
    above = float(subprocess.check_output(command, cwd=ROOT))  # noqa: S603 - our own program and files
    yield Line("Appraise: peak memory above its imports against 100 MiB", above, 100, 1.0, "MiB")


APPRAISE_ONCE = """
import json, sys, tracemalloc
import django
django.setup()
from models_catalogue.catalogue import Catalogue
from questionnaire.appraisal.appraise import appraise
from questionnaire.replay import answers_of
catalogue = Catalogue.from_json(open(sys.argv[1], "rb").read())
answers = answers_of(json.load(open(sys.argv[2])))
tracemalloc.start()
appraise(catalogue, answers)
print(tracemalloc.get_traced_memory()[1] / 2**20)
"""


def growth(catalogue: Catalogue, folder: Path) -> Iterator[Line]:
    document = example("salford")
    answers = answers_of(document)
    wide, aims = with_more_aims(catalogue, document)
    cases = {
        "once": (catalogue, answers),
        "options": (with_more_options(catalogue), answers),
        "objectives": (wide, answers_of(aims)),
    }
    acts = {name: lambda turn, case=case: appraise(*case, seed=turn) for name, case in cases.items()}
    found = medians(acts, turns=5)
    yield Line("Appraise, ten times the options: once", found["options"], found["once"], 12.0)
    yield Line("Appraise, ten times the objectives: once", found["objectives"], found["once"], 12.0)
