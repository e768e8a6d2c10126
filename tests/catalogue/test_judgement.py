"""What the scores of a catalogue say about each other: what tells nothing apart, what moves together, and what can never lead."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from models_catalogue.catalogue import Catalogue
from models_catalogue.checks import judgement
from models_catalogue.checks.contest import SHORT, Contest, contest, never_leading
from tests.builders import catalogue_of, fit, option
from tests.catalogue.test_completeness import wheres

CARE = {"care": ("mcp", "pacs", "ehch", "current-arrangements")}


def of_care(fits: dict[tuple[str, str], int], **given: Any) -> Catalogue:
    return catalogue_of(options=CARE, fits=fits, **given)


def test_an_objective_that_tells_nothing_apart_is_told():
    content = of_care({("mcp", "quality"): 2, ("mcp", "integration"): 3, ("pacs", "integration"): 0})

    found = [where for where in wheres(judgement.objectives_tell_options_apart, content) if where.startswith("care")]

    assert found == ["care / emergency"]


@pytest.mark.parametrize(
    ("quality", "integration", "together"),
    [
        ((0, 1, 2), (1, 2, 3), "1.00"),
        ((0, 1, 2), (3, 2, 1), "-1.00"),
        ((0, 1, 2), (1, 3, 1), None),
        ((0, 0, 0), (1, 2, 3), None),
    ],
)
def test_objectives_that_move_together_are_told_with_their_correlation(quality, integration, together):
    fits = {
        (slug, aim): value
        for aim, values in (("quality", quality), ("integration", integration))
        for slug, value in zip(CARE["care"], values, strict=False)
    }

    found = [problem for problem in judgement.objectives_move_apart(of_care(fits)) if problem.where.startswith("care")]

    assert [problem.where for problem in found] == (["care / integration, quality"] if together else [])
    assert all(f"integration with quality (r = {together})" in problem.what for problem in found)


@pytest.mark.parametrize(
    ("fits", "ratings", "dominated"),
    [
        ({("mcp", "quality"): 2}, {}, {"pacs": "mcp", "ehch": "mcp"}),
        ({("mcp", "quality"): 2, ("pacs", "emergency"): 3}, {}, {"ehch": "mcp"}),
        ({("mcp", "quality"): 2}, {("pacs", "lead", "joint"): 1, ("ehch", "lead", "joint"): 1}, {}),
        ({("mcp", "quality"): 2}, {("mcp", "lead", "joint"): -1}, {}),
        ({}, {}, {}),
    ],
)
def test_an_option_that_is_nowhere_better_is_dominated(fits, ratings, dominated):
    content = of_care(fits, ratings=ratings)

    assert judgement.dominated(content, "care") == dominated


def test_a_core_of_services_counts_for_dominance():
    narrow = option("pacs", core_services=("care-homes",))
    content = catalogue_of(options={"care": ("mcp", narrow)}, fits={("mcp", "quality"): 3})

    assert judgement.dominated(content, "care") == {}


def test_an_option_between_two_extremes_can_never_lead():
    """On each aim some rival is far ahead, and a mixture of the rivals beats it at any balance of the aims."""
    fits = {
        **{("mcp", aim): value for aim, value in (("quality", 3), ("integration", -1), ("emergency", 1))},
        **{("pacs", aim): value for aim, value in (("quality", -1), ("integration", 3), ("emergency", 1))},
        **{("ehch", aim): value for aim, value in (("quality", 0), ("integration", 0), ("emergency", 0))},
    }

    (beaten,) = never_leading(contest(of_care(fits), "care"))

    assert beaten.option == "ehch"
    assert beaten.mixture == pytest.approx({"mcp": 0.5, "pacs": 0.5}, abs=0.2)
    assert beaten.by > SHORT


def test_an_answer_that_lifts_it_lets_an_option_lead():
    fits = {("mcp", "quality"): 3, ("mcp", "integration"): 2, ("mcp", "emergency"): 2}
    content = of_care(fits, ratings={("pacs", "lead", "joint"): 2, ("mcp", "lead", "joint"): -2}, share=0.9)

    found = [beaten.option for beaten in never_leading(contest(content, "care"))]

    assert found == ["ehch"]


def by_linear_program(found: Contest, option: int) -> float:
    """How far an option is ahead at its best, from a solver of linear programs: the value of its game."""
    others = [row for row in range(len(found.options)) if row != option]
    ahead = found.points[option] - found.points[others]
    bounds = [(0, None)] * ahead.shape[1] + [(None, None)]
    blocks = np.repeat(np.arange(len(found.starts)), found.sizes)
    chosen = np.array([np.append(blocks == block, 0.0) for block in range(len(found.starts))])
    solved = linprog(
        np.append(np.zeros(ahead.shape[1]), -1.0),
        A_ub=np.hstack([-ahead, np.ones((len(others), 1))]),
        b_ub=found.base[option] - found.base[others],
        A_eq=chosen,
        b_eq=np.ones(len(found.starts)),
        bounds=bounds,
    )
    return -solved.fun


@pytest.mark.parametrize("stage", ["care", "organisational", "commissioning", "form"])
@pytest.mark.parametrize("seed", range(4))
def test_options_that_can_never_lead_agree_with_a_linear_program(catalogue, stage, seed):
    """With three objectives and scores drawn anew, so that some cannot lead; near the bound they may go either way."""
    chance = np.random.default_rng(seed)
    found = contest(
        replace(
            catalogue,
            objectives=(*catalogue.aims()[:3], *catalogue.criteria()[:3]),
            fits=tuple(replace(one, fit=int(chance.integers(-1, 4))) for one in catalogue.fits),
            constants=tuple(replace(one, number=0.1) for one in catalogue.constants),
        ),
        stage,
    )

    worth = {found.options[row]: by_linear_program(found, row) for row in found.judged}
    named = {beaten.option: beaten.by for beaten in never_leading(found)}

    assert {slug for slug, value in worth.items() if value < -SHORT - 0.05} <= set(named)
    assert all(worth[slug] <= -by + 1e-6 and by > SHORT for slug, by in named.items())
    assert named or stage != "form"


def test_an_option_that_can_never_lead_is_told_with_what_beats_it():
    content = catalogue_of(
        options={"care": ("mcp", "pacs", "ehch", "current-arrangements")},
        fits={
            ("mcp", "quality"): fit("mcp", "quality", 3),
            ("pacs", "integration"): 3,
            ("mcp", "integration"): -1,
            ("pacs", "quality"): -1,
            ("ehch", "emergency"): 0,
            ("ehch", "quality"): 0,
            ("ehch", "integration"): 0,
        },
    )

    (told,) = judgement.every_option_can_lead(content)

    assert told.where == "option ehch"
    assert "mcp" in told.what
    assert "pacs" in told.what
