"""Cautions: what a board should see about a result and a plan, none of which stops anything."""

from dataclasses import replace

import pytest

from models_catalogue.catalogue import Caution
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.risk import Warning
from tests.builders import AIMS, catalogue_of, gate, option, row, settled_answers


def cautioned(catalogue, **steps):
    return appraise(catalogue, settled_answers(**steps), draws=0).warnings


def test_a_stage_in_which_no_option_passes_is_named():
    shut = tuple(gate(form, "needs_scope", "pathway") for form in ("no-new-form", "alliance-agreement"))

    (found,) = cautioned(catalogue_of(gates=shut))

    assert (found.code, found.stop) == ("no-option-passes-form", False)
    assert "Organisational form" in found.because


@pytest.mark.parametrize(
    ("stage", "name", "option"),
    [
        ("organisational", "Organisational model", "acp"),
        ("commissioning", "Who commissions", "pooled-budget"),
    ],
)
def test_every_stage_has_a_name_to_be_spoken_of(stage, name, option):
    catalogue = catalogue_of(options={stage: (option,)}, gates=(gate(option, "needs_scope", "pathway"),))

    found = {warning.code: warning.because for warning in cautioned(catalogue)}

    assert name in found[f"no-option-passes-{stage}"]


def test_a_leader_with_conditions_is_said_with_all_its_conditions():
    asked = (
        gate("mcp", "needs_scope", "pathway", otherwise="fixable", because="Widen it.", slug="a"),
        gate("mcp", "needs_groups", "older-people", otherwise="fixable", because="Choose them.", slug="b"),
    )

    found = cautioned(catalogue_of(fits={("mcp", aim): 3 for aim in AIMS}, gates=asked))

    assert found == (Warning("leader-conditional-care", False, "Widen it. Choose them."),)


def test_a_leader_that_stands_on_too_few_scores_is_said():
    full = catalogue_of()
    catalogue = replace(full, fits=tuple(one for one in full.fits if one.option != "pooled-budget"))

    found = cautioned(catalogue)

    assert [(warning.code, warning.stop) for warning in found] == [("not-enough-evidence-commissioning", False)]


@pytest.mark.parametrize(("population", "is_said"), [(29_999, True), (30_000, False), (None, False)])
def test_a_population_is_too_small_only_below_the_minimum(population, is_said):
    mcp = option("mcp", population_minimum=30_000, population_note="Usually more.")
    catalogue = catalogue_of(options={"care": (mcp, "current-arrangements")})

    found = cautioned(catalogue, place={"population": population})

    assert found == ((Warning("population-below-mcp", False, "Usually more."),) if is_said else ())


@pytest.mark.parametrize(
    ("case", "steps", "is_said"),
    [
        ("everyone-at-once", {"pace": {"cohort": "whole"}}, True),
        ("everyone-at-once", {"pace": {"cohort": "first-cohort"}}, False),
        ("everyone-at-once", {}, False),
        ("nobody-freed", {"pace": {"people": "none"}}, True),
        ("nobody-freed", {"pace": {"people": "part-time"}}, True),
        ("nobody-freed", {"pace": {"people": "small-team"}}, False),
        ("nobody-freed", {}, False),
        ("council-buys-health", {"procurement": {"buyer": "council", "buying": "health"}}, True),
        ("council-buys-health", {"procurement": {"buyer": "council", "buying": "mixed"}}, True),
        ("council-buys-health", {"procurement": {"buyer": "council", "buying": "social-care"}}, False),
        ("council-buys-health", {"procurement": {"buyer": "integrated-care-board", "buying": "health"}}, False),
        ("", {"pace": {"cohort": "whole"}}, False),
    ],
)
def test_a_caution_of_the_catalogue_is_said_where_the_answers_call_for_it(case, steps, is_said):
    catalogue = catalogue_of(cautions=(row(Caution, slug="careful", text="Take care.", when=case, sources=(7,)),))

    found = cautioned(catalogue, **steps)

    assert found == ((Warning("careful", False, "Take care.", (7,)),) if is_said else ())
