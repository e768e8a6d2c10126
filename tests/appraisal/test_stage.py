"""One stage: valued on one tree, gated, ranked and explained."""

from dataclasses import replace

import pytest

from questionnaire.appraisal.robustness import front_group
from questionnaire.appraisal.stage import appraise_stage, tree_for
from tests.builders import AIMS, catalogue_of, fit, gate, option, settled_answers, with_priorities


def staged(catalogue, answers=None, stage="care", upper=None, draws=0):
    return appraise_stage(stage, catalogue, answers or settled_answers(), upper, seed=1, draws=draws)


def test_value_is_fit_and_match_in_the_editions_shares():
    catalogue = catalogue_of(share=0.25, fits={("mcp", "integration"): 3}, ratings={("mcp", "lead", "joint"): 2})

    mcp = staged(catalogue).option("mcp")

    assert mcp.fit == pytest.approx((100 + 50 + 50) / 3)
    assert mcp.match == pytest.approx((100 + 6 * 50) / 7)
    assert mcp.value == pytest.approx(0.75 * mcp.fit + 0.25 * mcp.match)


def test_contributions_add_up_to_the_value_and_weights_to_one():
    found = staged(catalogue_of(fits={("mcp", "quality"): 3}, ratings={("mcp", "holder", "separate-contracts"): -1}))

    mcp = found.option("mcp")

    assert sum(part.points for part in mcp.contributions) == pytest.approx(mcp.value)
    assert sum(part.weight for part in mcp.contributions) == pytest.approx(1)


def test_objectives_that_were_not_chosen_stand_outside_the_appraisal():
    catalogue = catalogue_of(fits={("pacs", "quality"): 3, ("mcp", "integration"): 2})

    found = staged(catalogue, with_priorities({"integration": 50}))

    assert found.leaders == ("mcp",)
    assert "quality" not in {part.objective for part in found.option("mcp").contributions}


@pytest.mark.parametrize(
    ("stage", "nodes"),
    [
        ("care", ["aims", "circumstances"]),
        ("organisational", ["aims", "circumstances"]),
        ("commissioning", ["aims"]),
        ("form", ["criteria"]),
    ],
)
def test_each_stage_is_ranked_on_its_own_nodes(stage, nodes):
    found = tree_for(stage, catalogue_of(), settled_answers())

    assert [node.name for node in found.nodes] == nodes
    assert sum(node.share for node in found.nodes) == 1


NO_PRIORITIES = {aim: {"points": None} for aim in AIMS}


def test_without_priorities_the_circumstances_are_all_there_is():
    found = staged(catalogue_of(share=0.25), settled_answers(priorities=NO_PRIORITIES))

    (node,) = found.tree.nodes
    assert (node.name, node.share) == ("circumstances", 1)
    assert {(one.fit, one.coverage, one.enough_evidence) for one in found.options} == {(None, 1, True)}
    assert tree_for("commissioning", catalogue_of(), settled_answers(priorities=NO_PRIORITIES)).nodes == ()


@pytest.mark.parametrize("points", [{}, {"speed": 90}, {"speed": 0, "autonomy": 0}])
def test_form_criteria_that_are_not_all_answered_or_all_nought_count_equally(points):
    found = tree_for("form", catalogue_of(), settled_answers(form={"criteria": points}))

    assert found.weights() == {"speed": 0.5, "autonomy": 0.5}


def test_a_form_that_nobody_judged_is_short_of_evidence():
    catalogue = replace(catalogue_of(), fits=())

    found = staged(catalogue, stage="form").option("alliance-agreement")

    assert (found.fit, found.coverage, found.enough_evidence) == (50, 0, False)


def test_form_criteria_count_equally_until_the_place_gives_points():
    catalogue = catalogue_of()

    equal = tree_for("form", catalogue, settled_answers())
    given = tree_for("form", catalogue, settled_answers(form={"criteria": {"speed": 90, "autonomy": 30}}))

    assert equal.weights() == {"speed": 0.5, "autonomy": 0.5}
    assert given.weights() == pytest.approx({"speed": 0.75, "autonomy": 0.25})


def test_the_lead_names_the_parts_of_the_difference_largest_first():
    catalogue = catalogue_of(
        fits={("mcp", "quality"): 3, ("mcp", "integration"): 2, ("pacs", "emergency"): 2},
        ratings={("pacs", "lead", "joint"): 1},
    )

    lead = staged(catalogue).lead

    assert lead.over == "pacs"
    assert [name for name, _ in lead.parts[:2]] == ["quality", "integration"]
    assert [name for name, _ in lead.parts[-2:]] == ["lead", "emergency"]
    assert lead.points == pytest.approx(sum(points for _, points in lead.parts))


def test_equal_parts_of_a_lead_are_named_in_the_order_of_their_ids():
    catalogue = catalogue_of(fits={("mcp", "integration"): 2, ("mcp", "emergency"): 2})

    lead = staged(catalogue).lead

    assert [name for name, _ in lead.parts[:2]] == ["emergency", "integration"]


def test_a_tie_is_named_less_formal_first_and_then_by_slug():
    formality = {"mcp": 3, "pacs": 1, "acute-care-collaboration": 1}
    catalogue = catalogue_of(options={"care": [option(slug, formality=rank) for slug, rank in formality.items()]})

    found = staged(catalogue)

    assert found.leaders == ("acute-care-collaboration", "pacs", "mcp")
    assert [one.slug for one in found.options] == list(found.leaders)
    assert {one.rank for one in found.options} == {1}


def test_an_option_that_is_ruled_out_keeps_its_place_in_the_annex_and_costs_its_value():
    catalogue = catalogue_of(fits={("mcp", "quality"): 3}, gates=(gate("mcp", "needs_scope", "pathway"),))

    found = staged(catalogue)

    mcp = found.option("mcp")
    assert (mcp.rank, mcp.rank_of_all, mcp.shown_rank) == (None, 1, None)
    assert (found.leader, found.option("pacs").rank) == ("pacs", 1)
    assert (found.best_ruled_out, found.value_lost_to_gates) == ("mcp", mcp.value - found.option("pacs").value)


def test_where_nothing_is_ruled_out_nothing_is_lost_to_gates():
    found = staged(catalogue_of(fits={("mcp", "quality"): 3}))

    assert (found.best_ruled_out, found.value_lost_to_gates) == (None, 0)


def test_of_several_options_ruled_out_the_best_is_named():
    gates = tuple(gate(model, "needs_scope", "pathway") for model in ("mcp", "pacs"))

    found = staged(catalogue_of(fits={("mcp", "quality"): 3}, gates=gates))

    assert (found.best_ruled_out, found.leader) == ("mcp", "current-arrangements")


def test_an_option_ruled_out_below_the_leader_costs_nothing():
    catalogue = catalogue_of(fits={("pacs", "quality"): 3}, gates=(gate("mcp", "needs_scope", "pathway"),))

    found = staged(catalogue)

    assert (found.best_ruled_out, found.value_lost_to_gates) == ("mcp", 0)


def test_a_leader_with_conditions_stands_beside_the_best_open_option():
    asked = gate("mcp", "needs_scope", "pathway", otherwise="fixable")
    catalogue = catalogue_of(fits={("mcp", "quality"): 3, ("pacs", "quality"): 2}, gates=(asked,))

    found = staged(catalogue)

    assert (found.leader, found.option("mcp").status, found.best_open) == ("mcp", "conditional", "pacs")


@pytest.mark.parametrize(("points", "coverage", "is_enough"), [(20, 0.8, True), (21, 0.79, False)])
def test_an_option_needs_scores_on_four_fifths_of_the_aims_weight(points, coverage, is_enough):
    catalogue = catalogue_of(aims=("quality",))
    answers = with_priorities({"quality": 100 - points, "not-yet-scored": points})

    found = staged(catalogue, answers).option("mcp")

    assert found.coverage == pytest.approx(coverage)
    assert found.enough_evidence is is_enough


def test_todays_arrangements_are_never_short_of_scores():
    catalogue = catalogue_of(aims=("quality",))

    found = staged(catalogue, with_priorities({"quality": 10, "not-yet-scored": 90}))

    assert found.option("current-arrangements").coverage == 1


def test_dominance_is_read_on_what_carries_weight():
    catalogue = catalogue_of(fits={("mcp", "quality"): 2, ("pacs", "emergency"): 3})
    answers = settled_answers(priorities={"emergency": {"points": 0}})

    found = staged(catalogue, answers)

    assert found.option("pacs").dominated_by == ("mcp",)
    assert found.option("mcp").dominated_by == ()


def test_dominance_in_order_holds_for_every_weighting_with_that_order():
    catalogue = catalogue_of(share=0.0, fits={("mcp", "quality"): 3, ("pacs", "emergency"): 2})
    answers = settled_answers(priorities={"quality": 90, "emergency": 40, "integration": 10})

    found = staged(catalogue, answers)

    assert found.option("pacs").dominated_by == ()
    assert "mcp" in found.option("pacs").dominated_in_order_by
    assert found.option("mcp").dominated_in_order_by == ()


def test_what_carries_no_weight_makes_no_dominance_in_order():
    catalogue = catalogue_of(share=0.0, fits={("mcp", "emergency"): 3})

    found = staged(catalogue, settled_answers(priorities={"emergency": {"points": 0}}))

    assert "mcp" not in found.option("pacs").dominated_in_order_by


def test_the_shown_reading_has_its_own_leaders_and_ranks():
    catalogue = catalogue_of(
        fits={("mcp", "quality"): fit("mcp", "quality", 3, "weak"), ("pacs", "quality"): fit("pacs", "quality", 2)}
    )

    found = staged(catalogue)

    assert (found.leaders, found.shown_leaders) == (("mcp",), ("pacs",))
    assert (found.option("mcp").rank, found.option("mcp").shown_rank) == (1, 2)
    assert found.option("mcp").shown_only < found.option("mcp").value


def test_only_options_that_may_lead_are_simulated():
    catalogue = catalogue_of(fits={("mcp", "quality"): 3}, gates=(gate("mcp", "needs_scope", "pathway"),))

    found = staged(catalogue, draws=20)

    assert set(found.firmness.simulations.around.places) == {"pacs", "current-arrangements"}


def test_a_stage_says_how_often_its_leader_came_first_and_who_stands_beside_it():
    unsure = {
        ("mcp", "quality"): fit("mcp", "quality", 2, "none"),
        ("pacs", "quality"): fit("pacs", "quality", 1, "none"),
    }

    found = staged(catalogue_of(fits=unsure), draws=50).firmness

    around = found.simulations.around
    assert around.draws == 50
    assert 0.5 < found.statement.around == around.first("mcp") < 1
    assert found.beats_today == around.wins["mcp"]["current-arrangements"]
    assert found.statement.front == front_group(around, "mcp")


@pytest.mark.parametrize(("draws", "is_simulated"), [(0, False), (1, True)])
def test_a_single_draw_is_simulated_and_none_is_not(draws, is_simulated):
    assert (staged(catalogue_of(), draws=draws).firmness is not None) is is_simulated
