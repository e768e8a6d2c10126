"""The whole appraisal: how the stages gate each other and what is said about the result."""

from dataclasses import replace

import pytest

from models_catalogue.catalogue import Variant
from models_catalogue.vocabulary import BASELINES
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.robustness import LEVELS
from questionnaire.appraisal.stage import case_for_change
from questionnaire.appraisal.value import Rejected
from tests.builders import AIMS, catalogue_of, fit, option, row, settled_answers


def appraised(catalogue, answers=None, draws=0):
    return appraise(catalogue, answers or settled_answers(), draws=draws)


def test_a_single_pathway_has_no_care_stage_and_begins_with_the_organisational_model():
    catalogue = catalogue_of(
        options={"organisational": ("acp", "aco", "current-organisation")},
        fits={("aco", "quality"): 3},
        goes_with={("single-pathway", "aco"): 0},
    )

    pathway = appraised(catalogue, settled_answers(place={"scope_kind": "pathway"}))
    population = appraised(catalogue)

    assert pathway.care is None
    assert pathway.organisational.option("aco").status == "ruled-out"
    assert (pathway.leader("organisational"), population.leader("organisational")) == ("acp", "aco")


@pytest.mark.parametrize(
    ("scope_kind", "groups", "is_ranked"),
    [
        ("population-group", ["care-home-residents"], True),
        ("population-group", ["care-home-residents", "older-people"], False),
        ("population-group", ["older-people"], False),
        ("whole-population", ["care-home-residents"], False),
    ],
)
def test_care_home_support_is_ranked_only_when_care_homes_are_the_whole_scope(scope_kind, groups, is_ranked):
    catalogue = catalogue_of(options={"care": ("mcp", "ehch", "current-arrangements")})

    found = appraised(catalogue, settled_answers(place={"scope_kind": scope_kind, "groups": groups}))

    assert ("ehch" in {one.slug for one in found.care.options}) is is_ranked
    assert ("ehch" in {addition.slug for addition in found.additions}) is not is_ranked


def test_what_ties_is_named_less_formal_first():
    catalogue = catalogue_of(
        options={"organisational": [option("acp", "organisational", formality=2), option("ico", "organisational")]}
    )

    found = appraised(catalogue)

    assert found.organisational.leaders == ("ico", "acp")
    assert found.leader("organisational") == "ico"


VARIANTS = (
    row(Variant, option="pacs", slug="vertical", circumstance="gp_participation", answer="run-by-trust"),
    row(Variant, option="mcp", slug="virtual", circumstance="gp_participation", answer="own-contracts-alongside"),
    row(Variant, option="mcp", slug="partial", circumstance="gp_participation", answer="partly-integrated"),
    row(Variant, option="acp", slug="alliance", circumstance="joining", answer="shared-decisions"),
)


@pytest.mark.parametrize(
    ("leader", "said", "variant"),
    [
        ("mcp", {"gp_participation": "own-contracts-alongside"}, "virtual"),
        ("mcp", {"gp_participation": "partly-integrated"}, "partial"),
        ("pacs", {"gp_participation": "run-by-trust"}, "vertical"),
        ("acp", {"joining": "shared-decisions"}, "alliance"),
        ("mcp", {"gp_participation": "run-by-trust"}, None),
        ("pacs", {"gp_participation": "own-contracts-alongside"}, None),
    ],
)
def test_a_variant_of_a_leader_is_named_by_rule(leader, said, variant):
    catalogue = catalogue_of(fits={(leader, aim): 3 for aim in AIMS}, variants=VARIANTS)
    open_answers = {"gp_participation": "not-sure", "joining": "not-sure"}

    found = appraised(catalogue, settled_answers(care_model=open_answers | said))

    assert found.variants == ((variant,) if variant else ())


def test_both_stages_name_their_variants():
    fits = {(leader, aim): 3 for leader in ("mcp", "acp") for aim in AIMS}
    said = {"gp_participation": "partly-integrated", "joining": "shared-decisions"}

    found = appraised(catalogue_of(fits=fits, variants=VARIANTS), settled_answers(care_model=said))

    assert found.variants == ("partial", "alliance")


@pytest.mark.parametrize(
    ("grade", "today", "case"),
    [
        ("strong", "not-at-all", "shown"),
        ("weak", "partly", "shown by design, not by evidence"),
        ("strong", "fully", "not shown"),
        ("strong", "well", "not shown"),
    ],
)
def test_the_case_for_change_is_shown_by_beating_today_in_both_readings(grade, today, case):
    catalogue = catalogue_of(
        share=0.01, fits={(slug, aim): fit(slug, aim, 2, grade) for slug in ("mcp", "pacs") for aim in AIMS}
    )
    answers = settled_answers(priorities={aim: {"points": 50, "today": today} for aim in AIMS})

    found = appraised(catalogue, answers, draws=400)

    assert found.case_for_change == case


@pytest.mark.parametrize(
    ("by_design", "by_evidence", "case"),
    [
        (0.66, 0.66, "shown"),
        (0.655, 0.655, "shown"),
        (0.66, 0.65, "shown by design, not by evidence"),
        (0.65, 0.90, "not shown"),
    ],
)
def test_the_case_for_change_needs_66_per_cent_of_the_draws(by_design, by_evidence, case):
    found = appraised(catalogue_of(), draws=10).care

    firmness = replace(found.firmness, beats_today=by_design, beats_today_shown=by_evidence)

    assert case_for_change(replace(found, firmness=firmness)) == case


def test_when_today_leads_no_case_for_change_is_shown():
    answers = settled_answers(priorities={aim: {"points": 50, "today": "fully"} for aim in AIMS})

    found = appraised(catalogue_of(), answers, draws=50)

    assert found.leader("care") == BASELINES["care"]
    assert found.case_for_change == "not shown"


@pytest.mark.parametrize("points", [{"points": None}, {"points": "not-sure"}, {}])
def test_points_that_are_incomplete_leave_the_aims_out(points):
    catalogue = catalogue_of(fits={("pacs", aim): 3 for aim in AIMS}, ratings={("mcp", "lead", "joint"): 1})

    found = appraised(catalogue, settled_answers(priorities={"quality": points}))

    assert [node.name for node in found.care.tree.nodes] == ["circumstances"]
    assert found.care.option("mcp").fit is None
    assert found.leader("care") == "mcp"


def test_an_aim_with_no_points_is_out_of_the_appraisal_and_not_incomplete():
    found = appraised(catalogue_of(), settled_answers(priorities={"quality": {"points": 0}}))

    assert found.care.tree.node("aims").weights["quality"] == 0
    assert found.care.option("mcp").fit is not None


@pytest.mark.parametrize(
    ("points", "objectives", "code"),
    [
        (dict.fromkeys(AIMS, 0), AIMS, "NO_WEIGHTS"),
        ({"quality": 101}, AIMS, "POINTS_OUT_OF_RANGE"),
        ({"quality": float("nan")}, AIMS, "POINTS_OUT_OF_RANGE"),
        ({"longevity": 50}, (*AIMS, "longevity"), "UNKNOWN_ID"),
        ({}, (*AIMS, "quality"), "DUPLICATE_ID"),
    ],
    ids=["all zero", "above 100", "not a number", "unknown aim", "aim named twice"],
)
def test_inputs_that_the_method_must_not_take_are_rejected(points, objectives, code):
    answers = settled_answers(rationale={"objectives": objectives}, priorities=points)

    with pytest.raises(Rejected) as rejected:
        appraised(catalogue_of(), answers)

    assert rejected.value.code == code


def test_the_seed_is_1_unless_another_is_asked_for():
    assert appraised(catalogue_of()).seed == 1
    assert appraise(catalogue_of(), settled_answers(), seed=7, draws=0).seed == 7


@pytest.mark.parametrize(
    ("leaders", "is_a_change"),
    [
        ((), False),
        (("mcp",), True),
        (("acp",), True),
        (("mcp", "acp"), True),
        (("pooled-budget",), False),
    ],
)
def test_it_is_a_change_when_another_model_of_care_or_organisation_leads(leaders, is_a_change):
    today = {aim: {"points": 50, "today": "partly"} for aim in AIMS}
    fits = {(slug, aim): 3 if slug in leaders else -1 for slug in ("mcp", "pacs", "acp", "ico") for aim in AIMS}
    fits |= {("pooled-budget", aim): 3 for aim in AIMS if "pooled-budget" in leaders}

    found = appraised(catalogue_of(fits=fits), settled_answers(priorities=today))

    assert found.is_a_change() is is_a_change


def test_the_second_stage_is_gated_by_the_leader_of_the_first():
    catalogue = catalogue_of(fits={("mcp", "quality"): 3, ("ico", "quality"): 3}, goes_with={("mcp", "ico"): 0})

    found = appraised(catalogue)

    assert [passage.gate for passage in found.organisational.option("ico").reasons] == ["goes-with-mcp"]
    assert found.leader("organisational") == "acp"


@pytest.mark.parametrize("draws", [0, 300])
def test_a_first_stage_that_is_not_settled_gates_by_todays_row(draws):
    poor = {("mcp", "ico"): 0, ("pacs", "ico"): 0}
    today = {("current-arrangements", "acp"): 0}
    catalogue = catalogue_of(fits={("ico", "quality"): 3}, goes_with=poor | today)

    found = appraised(catalogue, draws=draws)

    assert found.care.leaders == ("mcp", "pacs")
    assert found.leader("organisational") == "ico"
    assert found.organisational.option("acp").status == "ruled-out"


def test_a_lead_that_the_draws_do_not_settle_gates_by_todays_row():
    """Three models so close that none comes first in half of the draws."""
    care = ("mcp", "pacs", "acute-care-collaboration", "current-arrangements")
    catalogue = catalogue_of(
        options={"care": care},
        fits={(slug, aim): fit(slug, aim, 2, "none") for slug in care for aim in AIMS},
        ratings={("mcp", "lead", "joint"): 1},
        goes_with={("mcp", "acp"): 0},
    )

    settled, drawn = appraised(catalogue), appraised(catalogue, draws=500)

    assert (drawn.care.leaders, drawn.care.level) == (("mcp",), "NOT_SETTLED")
    assert settled.organisational.option("acp").status == "ruled-out"
    assert drawn.organisational.option("acp").status == "open"


@pytest.mark.parametrize("firm_stage", ["care", "organisational"])
def test_the_level_is_the_weaker_of_the_first_two_stages(firm_stage):
    firm = {"care": "mcp", "organisational": "acp"}[firm_stage]
    catalogue = catalogue_of(fits={(firm, aim): fit(firm, aim, 3, "strong") for aim in AIMS})

    found = appraised(catalogue, draws=300)

    levels = {found.care.level, found.organisational.level}
    assert levels == {"VERY_ROBUST", "NOT_SETTLED"}
    assert found.level == min(levels, key=LEVELS.index)


def test_a_single_pathway_takes_its_level_from_the_organisational_model():
    catalogue = catalogue_of(fits={("acp", aim): fit("acp", aim, 3, "strong") for aim in AIMS})

    found = appraised(catalogue, settled_answers(place={"scope_kind": "pathway"}), draws=300)

    assert found.level == found.organisational.level == "VERY_ROBUST"
