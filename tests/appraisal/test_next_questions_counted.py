"""The completions from which it is told what to ask next: what they are drawn from, and who leads each of them."""

from dataclasses import replace

import numpy as np
import pytest

from questionnaire.appraisal.completions import Missing
from questionnaire.appraisal.next_questions import COMPLETIONS, Trial, next_questions
from questionnaire.appraisal.robustness import uniforms
from tests.builders import AIMS, catalogue_of, gate, option, settled_answers

TURNED_BY_LEAD = {("mcp", "lead", "general-practice"): 2, ("pacs", "lead", "joint"): 2}
NO_LEAD = settled_answers(place={"lead": None})


def shares(catalogue, answers):
    return {found.question: found.share for found in next_questions(catalogue, answers)}


def named(catalogue, answers, **choice):
    """Who leads the two stages where the open questions have these answers, by number; None where nobody does."""
    trial = Trial(catalogue, answers, Missing.of(answers))
    (care, organisational), *_ = trial.leaders({slug: np.full(COMPLETIONS, n) for slug, n in choice.items()})
    options = trial.care.options, trial.organisational.options
    return tuple(of[n].slug if n >= 0 else None for of, n in zip(options, (care, organisational), strict=True))


def test_a_share_is_counted_over_400_completions_from_the_streams_of_the_open_questions():
    """Who holds the contract decides only under a joint lead, and who leads only where no trust holds it."""
    ratings = {("pacs", "lead", "joint"): 1, ("mcp", "holder", "acute-trust"): 2}
    answers = settled_answers(place={"lead": None}, care_model={"holder": None})

    found = shares(catalogue_of(ratings=ratings), answers)

    drawn = {question: uniforms(f"mcda-1|0|q|{question}", 400) for question in ("lead", "holder")}
    assert found == {"holder": (drawn["lead"] >= 0.5).mean(), "lead": (drawn["holder"] >= 0.5).mean()}


def test_missing_priorities_are_tried_at_8_weightings_from_the_streams_of_the_aims():
    catalogue = catalogue_of(share=0.1, fits={("pacs", "quality"): 3, ("mcp", "integration"): 2})
    answers = settled_answers(priorities=dict.fromkeys(AIMS))

    found = [named(catalogue, answers, priorities=number)[0] for number in range(8)]

    drawn = {aim: -np.log1p(-uniforms(f"mcda-1|0|w|{aim}", 8)) for aim in AIMS}
    points = {"pacs": 2 * drawn["quality"], "mcp": drawn["integration"]}
    assert found == ["pacs" if pacs > mcp else "mcp" for pacs, mcp in zip(points["pacs"], points["mcp"], strict=True)]
    assert set(found) == {"mcp", "pacs"}


def test_stated_priorities_are_the_only_weighting_that_is_tried():
    catalogue = catalogue_of(fits={("pacs", "quality"): 3, ("mcp", "integration"): 3})
    points = {"integration": {"points": 80}, "quality": {"points": 40}, "emergency": {"points": 0}}

    assert named(catalogue, settled_answers(priorities=points))[0] == "mcp"


BEST_MATCH = {
    "scope_kind": "whole-population",
    "lead": "joint",
    "gp_participation": "partly-integrated",
    "holder": "separate-contracts",
    "budget": "pooled",
    "joining": "shared-decisions",
}
"""The settled answers to the six circumstance questions that have one answer."""


@pytest.mark.parametrize(
    ("share", "fit", "leader"), [(0.2, 2, "pacs"), (0.4, 2, "mcp"), (0.4, 3, "pacs"), (0.6, 3, "mcp")]
)
def test_aims_and_circumstances_have_their_shares_of_the_value(share, fit, leader):
    """A fit of 2 is 25 points and one of 3 is 50 above the other model's; a match in six of seven is 50 x 6 / 7 above."""
    catalogue = catalogue_of(
        share=share,
        fits={("pacs", aim): fit for aim in AIMS},
        ratings={("mcp", question, answer): 2 for question, answer in BEST_MATCH.items()},
    )

    assert named(catalogue, settled_answers())[0] == leader


@pytest.mark.parametrize(("weight", "leader"), [(0.5, "pacs"), (1.5, "mcp")])
def test_the_weightier_of_two_circumstances_decides(weight, leader):
    ratings = {("mcp", "lead", "joint"): 1, ("pacs", "holder", "separate-contracts"): 1}
    catalogue = catalogue_of(ratings=ratings)
    circumstances = tuple(replace(one, weight=weight) if one.slug == "lead" else one for one in catalogue.circumstances)

    found = named(replace(catalogue, circumstances=circumstances), settled_answers())

    assert found[0] == leader


def test_an_option_without_any_value_leads_where_nothing_else_may():
    worst = {("mcp", aim): -1 for aim in AIMS}
    unfit = {("mcp", question, answer): -2 for question, answer in BEST_MATCH.items()}
    core = option("mcp", core_services=("mental-health",))
    catalogue = catalogue_of(
        options={"care": (core, "pacs")},
        fits=worst,
        ratings=unfit,
        gates=(gate("pacs", "needs_scope", "pathway"),),
    )

    assert named(catalogue, settled_answers())[0] == "mcp"


@pytest.mark.parametrize(("scope", "leaders"), [(0, ("mcp", "acp")), (2, (None, "ico"))])
def test_a_single_pathway_has_no_care_model_and_gates_what_joins_organisations(scope, leaders):
    catalogue = catalogue_of(
        fits={("mcp", "quality"): 3, ("ico", "quality"): 3},
        goes_with={("mcp", "ico"): 0, ("single-pathway", "acp"): 0},
    )

    assert named(catalogue, settled_answers(place={"scope_kind": None}), scope_kind=scope) == leaders


@pytest.mark.parametrize(
    ("asked", "opened", "shut"),
    [
        (("needs_any_service", "planned-hospital"), {"services": ["planned-hospital"]}, {"services": ["care-homes"]}),
        (("needs_footprint", "system"), {"footprint": "system"}, {"footprint": "place"}),
        (("needs_scope", "population-group"), {"scope_kind": "population-group"}, {"scope_kind": "whole-population"}),
    ],
    ids=["services", "footprint", "scope"],
)
def test_a_gate_is_asked_of_the_answers_that_were_given(asked, opened, shut):
    """Only who leads is open, and it decides while the model that it would turn to may lead at all."""
    catalogue = catalogue_of(ratings=TURNED_BY_LEAD, gates=(gate("pacs", *asked),))

    told = [shares(catalogue, settled_answers(place={"lead": None, **said})) for said in (opened, shut)]

    assert told == [{"lead": 1.0}, {}]


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        (("needs_any_service", "planned-hospital"), "services"),
        (("needs_footprint", "system"), "footprint"),
        (("needs_scope", "population-group"), "scope_kind"),
    ],
)
def test_a_gate_makes_the_question_that_it_asks_matter_while_that_is_open(asked, question):
    catalogue = catalogue_of(fits={("pacs", "quality"): 3}, gates=(gate("pacs", *asked),))

    found = next_questions(catalogue, settled_answers(place={question: None}))

    assert [(one.question, one.step, one.share) for one in found] == [(question, "place", 1.0)]


def test_of_options_that_are_level_but_for_rounding_the_less_formal_leads():
    formal = option("mcp", formality=2), option("pacs", formality=1)

    assert named(catalogue_of(options={"care": formal}), settled_answers())[0] == "pacs"


def test_questions_that_tell_as_much_stand_in_the_order_of_the_route():
    ratings = TURNED_BY_LEAD | {
        ("acp", "joining", "shared-decisions"): 2,
        ("ico", "joining", "merge"): 2,
    }
    answers = settled_answers(place={"lead": None}, care_model={"joining": None})

    assert list(shares(catalogue_of(ratings=ratings), answers)) == ["lead", "joining"]
