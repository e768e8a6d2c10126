"""Gates: who is ruled out, who is conditional, and why."""

import pytest

from models_catalogue.catalogue import Compatibility
from questionnaire.appraisal import gates
from questionnaire.appraisal.gates import Passage
from questionnaire.appraisal.stage import appraise_stage
from tests.builders import catalogue_of, gate, row, settled_answers


def met(*answers):
    return tuple(Passage(f"gate-{index}", answer, "because") for index, answer in enumerate(answers))


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ((), "open"),
        (("pass", "pass"), "open"),
        (("pass", "fixable"), "conditional"),
        (("unknown",), "conditional"),
        (("fixable", "fail", "unknown"), "ruled-out"),
    ],
)
def test_the_worst_gate_decides_the_status(answers, status):
    found = gates.status(met(*answers))

    assert found == status


def test_the_reasons_are_the_gates_not_passed_sorted_by_gate():
    passages = (Passage("z", "fixable", ""), Passage("b", "pass", ""), Passage("a", "fail", ""))

    found = gates.not_passed(passages)

    assert [passage.gate for passage in found] == ["a", "z"]


def test_only_options_that_are_ruled_out_may_not_lead():
    found = gates.eligible({"mcp": "open", "pacs": "ruled-out", "ehch": "conditional"})

    assert found == ["mcp", "ehch"]


@pytest.mark.parametrize(
    ("kind", "wanted", "place", "answer"),
    [
        ("needs_any_service", "general-practice", {"services": ["general-practice", "care-homes"]}, "pass"),
        ("needs_any_service", "general-practice", {"services": ["care-homes"]}, "fail"),
        ("needs_any_service", "general-practice", {"services": None}, "unknown"),
        ("needs_no_service", "general-practice", {"services": ["care-homes"]}, "pass"),
        ("needs_no_service", "general-practice", {"services": ["general-practice"]}, "fail"),
        ("needs_no_service", "general-practice", {"services": None}, "unknown"),
        ("needs_scope", "pathway", {"scope_kind": "pathway"}, "pass"),
        ("needs_scope", "pathway", {"scope_kind": "population-group"}, "fail"),
        ("needs_scope", "pathway", {"scope_kind": "not-sure"}, "unknown"),
        ("needs_groups", "care-home-residents", {"groups": ["older-people", "care-home-residents"]}, "pass"),
        ("needs_groups", "care-home-residents", {"groups": ["older-people"]}, "fail"),
        ("needs_footprint", "system", {"footprint": "system"}, "pass"),
        ("needs_footprint", "system", {"footprint": "place"}, "fail"),
        ("needs_footprint", "system", {"footprint": "not-sure"}, "unknown"),
        ("needs_partner", "council", {"partners": [{"name": "A", "type": "council"}]}, "pass"),
        ("needs_partner", "council", {"partners": [{"name": "A", "type": "acute-trust"}]}, "fail"),
        (
            "needs_partner",
            "council",
            {"partners": [{"name": n, "type": n} for n in ("acute-trust", "council")]},
            "pass",
        ),
        ("needs_partner", "council", {"partners": None}, "unknown"),
    ],
)
def test_a_gate_asks_what_the_place_said(kind, wanted, place, answer):
    found = gates.scope_gate(gate("mcp", kind, wanted), settled_answers(place=place))

    assert found.answer == answer


@pytest.mark.parametrize(
    ("level", "answer"), [(2, "pass"), (5, "pass"), (1, "fixable"), (0, "fixable"), ("not-sure", "pass")]
)
def test_a_gate_on_readiness_is_never_shut_by_a_level_that_is_not_known(level, answer):
    asked = gate("mcp", "needs_readiness", "council", level=2, otherwise="fixable")

    found = gates.scope_gate(asked, settled_answers(readiness={"council": level}))

    assert found.answer == answer


def test_a_gate_on_readiness_that_names_no_level_is_passed_by_every_level():
    found = gates.scope_gate(gate("mcp", "needs_readiness", "council"), settled_answers(readiness={"council": 0}))

    assert found.answer == "pass"


def test_a_gate_that_is_not_met_answers_as_the_catalogue_says():
    asked = gate("mcp", "needs_scope", "pathway", otherwise="fixable", because="why", opens="how", sources=(7,))

    found = gates.scope_gate(asked, settled_answers())

    assert found == Passage("mcp-needs_scope", "fixable", "why", "how", (7,))


@pytest.mark.parametrize(("level", "answer"), [(2, "pass"), (1, "pass"), (0, "fail")])
def test_only_a_poor_pair_shuts_the_gate_of_the_stage_before(level, answer):
    judged = row(Compatibility, upper="mcp", lower="aco", level=level, rationale="why", sources=(7,))

    found = gates.compatibility_gate(judged, "mcp", "aco")

    assert found == Passage("goes-with-mcp", answer, "why", "", (7,))


def test_a_pair_that_nobody_judged_is_unknown():
    found = gates.compatibility_gate(None, "mcp", "aco")

    assert found.answer == "unknown"


def test_a_model_that_the_place_rules_out_carries_the_places_reason():
    catalogue = catalogue_of(fits={("mcp", "integration"): 3})
    answers = settled_answers(care_model={"ruled_out": {"mcp": "Practices voted against it."}})

    found = appraise_stage("care", catalogue, answers, None, seed=1, draws=0)

    mcp = found.option("mcp")
    assert mcp.status == "ruled-out"
    assert mcp.reasons == (Passage("ruled-out-by-the-place", "fail", "Practices voted against it.", ""),)
    assert found.leader == "pacs"
    assert mcp.rank_of_all == 1


def test_todays_arrangements_are_never_ruled_out():
    catalogue = catalogue_of(gates=(gate("current-arrangements", "needs_scope", "pathway"),))
    answers = settled_answers(care_model={"ruled_out": {"current-arrangements": "We must change."}})

    found = appraise_stage("care", catalogue, answers, None, seed=1, draws=0)

    assert found.option("current-arrangements").status == "open"
