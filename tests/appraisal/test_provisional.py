"""When a result is provisional: while an answer is missing that could overturn it, and not longer."""

import pytest

from questionnaire.appraisal.appraise import appraise
from tests.appraisal.trying_out import BELOW, OPTIONS, answered, leaders
from tests.builders import AIMS, catalogue_of, gate, settled_answers


def one_sided():
    """The one who leads the work decides the care model."""
    return catalogue_of(ratings={("mcp", "lead", "general-practice"): 2, ("pacs", "lead", "joint"): 2})


def test_a_result_is_provisional_while_an_answer_is_missing_that_could_overturn_it():
    found = appraise(one_sided(), answered({"lead": None}), draws=0)

    assert found.provisional is True
    assert set(found.can_lead["care"]) == {"mcp", "pacs"}


def test_a_result_stands_while_only_answers_are_missing_that_cannot_overturn_it():
    firm = {(model, aim): 3 for model in ("mcp", "acp") for aim in AIMS}
    catalogue = catalogue_of(fits=firm | BELOW, ratings={("pacs", "lead", "joint"): 1})

    found = appraise(catalogue, answered({"lead": None, "services": None}), draws=0)

    assert found.provisional is False


def test_a_tie_that_no_missing_answer_could_break_is_not_provisional():
    firm = {(model, aim): 3 for model in ("mcp", "acp") for aim in AIMS}
    catalogue = catalogue_of(fits=firm | {("no-new-form", "speed"): 2})

    found = appraise(catalogue, answered({"lead": None}), draws=0)

    assert found.commissioning.leaders == ("pooled-budget", "separate-commissioning")
    assert found.provisional is False


def test_not_sure_counts_as_answered():
    catalogue = one_sided()

    found = appraise(catalogue, answered({"lead": "not-sure"}), draws=0)

    assert found.provisional is False
    assert found.can_lead["care"] == (found.care.leader,)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (("needs_any_service", "adult-social-care"), {"services": ["general-practice"]}),
        (("needs_scope", "whole-population"), {"scope_kind": "population-group"}),
        (("needs_footprint", "system"), {"footprint": "place"}),
    ],
    ids=["services", "scope_kind", "footprint"],
)
def test_an_answer_that_would_rule_out_the_way_of_commissioning_keeps_it_provisional(asked, answer):
    gates = (gate("pooled-budget", *asked),)
    catalogue = catalogue_of(options=OPTIONS, fits={("pooled-budget", "quality"): 3}, gates=gates)
    missing = settled_answers(place=dict.fromkeys(answer))

    found = appraise(catalogue, missing, draws=0)

    answered_so = leaders(catalogue, settled_answers(place=answer))["commissioning"]
    assert (found.commissioning.leader, answered_so) == ("pooled-budget", {"separate-commissioning"})
    assert found.provisional is True
    assert set(found.can_lead["commissioning"]) == {"pooled-budget", "separate-commissioning"}
