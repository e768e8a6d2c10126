"""What would have to change: every other answer is tried, and each finding is what the whole appraisal finds."""

import json
from dataclasses import fields

import pytest
from django.conf import settings as site

from models_catalogue.vocabulary import FOOTPRINTS, GROUPS
from questionnaire.answers import Place
from questionnaire.appraisal.alternatives import alternatives
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.turning_points import blocked, turning_points
from questionnaire.replay import answers_of
from tests.appraisal.shipped_answers import SHAPES, document
from tests.builders import AIMS, catalogue_of, gate, requirement, settled_answers

EXAMPLES = ("stockport", "salford", "wolverhampton")


def example(slug):
    return answers_of(json.loads((site.FIXTURES / "examples" / f"{slug}.json").read_text(encoding="utf-8")))


def by_name(appraisal):
    return {stage.stage: stage for stage in appraisal.stages()}


def found_after(catalogue, answers):
    """The leaders that each single change gives, by path, value and stage."""
    stages = by_name(appraise(catalogue, answers, draws=0, care_level="ROBUST"))
    points = turning_points(catalogue, answers, stages)
    return stages, {(point.path, point.becomes, point.stage): point.leaders for point in points}


@pytest.mark.parametrize("name", [*EXAMPLES, *SHAPES])
def test_a_turning_point_is_found_where_the_whole_appraisal_finds_other_leaders_and_nowhere_else(shipped, name):
    answers = example(name) if name in EXAMPLES else answers_of(document(name))
    stages, found = found_after(shipped, answers)

    for other in alternatives(shipped, answers):
        whole = by_name(appraise(shipped, other.answers, draws=0, care_level="ROBUST"))
        for stage, result in whole.items():
            if stage not in stages or result.upper == stages[stage].upper:
                before = stages[stage].leaders if stage in stages else ()
                wanted = None if result.leaders == before else result.leaders
                assert found.get((other.path, other.becomes, stage)) == wanted, (other.path, other.becomes)


def test_a_pathway_has_no_care_model_and_what_it_gates_is_tried_as_well(shipped):
    _, found = found_after(shipped, example("salford"))

    assert found[("scope_kind",), "pathway", "care"] == ()


def test_from_a_pathway_to_a_whole_population_a_care_model_comes_first(shipped):
    stages, found = found_after(shipped, answers_of(document("pathway prime-contractor")))

    assert "care" not in stages
    assert found[("scope_kind",), "whole-population", "care"]


def test_only_one_answer_changes_at_a_time(shipped):
    answers = example("salford")

    for other in alternatives(shipped, answers):
        changed = [
            field.name
            for field in fields(answers)
            if getattr(other.answers, field.name) != getattr(answers, field.name)
        ]
        assert len([name for name in changed if name != "unsure"]) == 1
        if changed[0] == "place":
            place = [
                f.name for f in fields(Place) if getattr(other.answers.place, f.name) != getattr(answers.place, f.name)
            ]
            assert place == [other.question]


def test_every_other_answer_of_every_question_that_a_ranking_reads_is_tried(shipped):
    answers = example("salford")
    tried: dict[str, int] = {}
    for other in alternatives(shipped, answers):
        name = other.path[-1] if other.path[-1] == "today" else other.question
        tried[name] = tried.get(name, 0) + 1

    given = len(answers.aims())
    circumstances = {c.slug: len(c.answers) for c in shipped.circumstances if c.slug != "services"}
    for slug, count in circumstances.items():
        assert tried[slug] == count - (answers.circumstance(slug) is not None)
    assert tried["today"] == 5 * given - sum(answers.priorities[aim].today is not None for aim in answers.aims())
    assert tried["footprint"] == len(FOOTPRINTS) - 1
    assert tried["groups"] == len(GROUPS)
    assert tried["partners"] == len(shipped.vocabulary("partner-type"))
    for dimension in shipped.dimensions:
        assert tried[dimension.slug] == 6 - (answers.readiness.get(dimension.slug) is not None)


def test_the_last_service_is_not_taken_away():
    answers = settled_answers(place={"services": ["community-health"]})

    tried = [other.path for other in alternatives(catalogue_of(), answers)]

    assert ("services", "community-health") not in tried
    assert ("services", "general-practice") in tried


def test_services_that_nobody_named_are_not_added_one_by_one():
    answers = settled_answers(place={"services": None})

    assert not [other for other in alternatives(catalogue_of(), answers) if other.question == "services"]


def test_an_option_that_a_gate_keeps_from_leading_is_named_with_its_gate_and_how_far_it_is_ahead():
    closed = gate("pacs", "needs_footprint", "system")
    catalogue = catalogue_of(fits={("pacs", "quality"): 3}, gates=(closed,))

    stages = by_name(appraise(catalogue, settled_answers(), draws=0))
    (found,) = blocked(stages)

    ahead = stages["care"].option("pacs").value - stages["care"].option("mcp").value
    assert (found.stage, found.option, [passed.gate for passed in found.gates]) == ("care", "pacs", [closed.slug])
    assert found.ahead == pytest.approx(ahead)
    assert found.ahead > 0


def test_an_option_that_would_not_lead_anyway_is_not_called_blocked():
    catalogue = catalogue_of(fits={("mcp", "quality"): 3}, gates=(gate("pacs", "needs_footprint", "system"),))

    assert blocked(by_name(appraise(catalogue, settled_answers(), draws=0))) == ()


def test_opening_the_gate_is_a_turning_point():
    catalogue = catalogue_of(fits={("pacs", "quality"): 3}, gates=(gate("pacs", "needs_footprint", "system"),))

    _, found = found_after(catalogue, settled_answers())

    assert found[("footprint",), "system", "care"] == ("pacs",)
    assert not [path for path, _, _ in found if path[0] == "lead"]


def test_a_reason_that_is_taken_back_lets_an_option_lead_again():
    catalogue = catalogue_of(fits={("pacs", "quality"): 3, ("mcp", "quality"): 2})
    answers = settled_answers(care_model={"ruled_out": {"pacs": "Nobody wants it."}})

    _, found = found_after(catalogue, answers)

    assert found[("ruled_out", "pacs"), None, "care"] == ("pacs",)


def test_a_level_of_readiness_that_a_gate_asks_for_is_a_turning_point():
    catalogue = catalogue_of(fits={("pacs", "quality"): 3}, gates=(gate("pacs", "needs_readiness", "data", level=3),))

    _, found = found_after(catalogue, settled_answers(readiness={"data": 2}))

    levels = {becomes for path, becomes, _ in found if path == ("data",)}
    assert levels == {3, 4, 5}


def test_readiness_that_makes_an_option_conditional_moves_no_leader():
    catalogue = catalogue_of(fits={("pacs", "quality"): 3}, requirements=(requirement("pacs", "data", 5, "must"),))

    _, found = found_after(catalogue, settled_answers(readiness={"data": 5}))

    assert ("data",) not in {path for path, _, _ in found}


def test_how_well_today_serves_an_aim_can_bring_today_to_the_front():
    catalogue = catalogue_of(aims=("quality",), fits={("mcp", "quality"): 2, ("pacs", "quality"): 1})
    answers = settled_answers(
        rationale={"objectives": ["quality"]},
        priorities={"quality": {"points": 100, "today": "partly"}, "integration": None, "emergency": None},
    )

    _, found = found_after(catalogue, answers)

    assert found[("quality", "today"), "fully", "care"] == ("current-arrangements",)
    assert (("quality", "today"), "not-at-all", "care") not in found


ICO_FIRST = {("ico", aim): 3 for aim in AIMS}


def test_once_a_care_model_is_ranked_it_gates_what_joins_organisations():
    catalogue = catalogue_of(fits=ICO_FIRST | {("mcp", "quality"): 3}, goes_with={("mcp", "ico"): 0})

    stages, found = found_after(catalogue, settled_answers(place={"scope_kind": "pathway"}))

    assert stages["organisational"].leaders == ("ico",)
    assert found[("scope_kind",), "whole-population", "care"] == ("mcp",)
    assert found[("scope_kind",), "whole-population", "organisational"] == ("acp",)


def test_care_models_that_would_tie_gate_as_today_does():
    catalogue = catalogue_of(fits=ICO_FIRST, goes_with={("current-arrangements", "ico"): 0})

    _, found = found_after(catalogue, settled_answers(place={"scope_kind": "pathway"}))

    assert found[("scope_kind",), "whole-population", "care"] == ("mcp", "pacs")
    assert found[("scope_kind",), "whole-population", "organisational"] == ("acp",)


def test_a_pathway_gates_what_joins_organisations_once_it_is_one():
    catalogue = catalogue_of(fits=ICO_FIRST, goes_with={("single-pathway", "ico"): 0})

    _, found = found_after(catalogue, settled_answers())

    assert found[("scope_kind",), "pathway", "organisational"] == ("acp",)
    assert (("scope_kind",), "pathway", "form") not in found


def test_other_stages_keep_their_gate_when_scope_changes_what_is_ranked():
    poor = {("acp", "alliance-agreement"): 0}
    catalogue = catalogue_of(fits={("alliance-agreement", "speed"): 3}, goes_with=poor)

    stages, found = found_after(catalogue, settled_answers(place={"scope_kind": "pathway"}))

    assert stages["form"].leaders == ("no-new-form",)
    assert (("scope_kind",), "whole-population", "form") not in found


def test_where_nothing_passes_every_option_is_blocked_by_its_whole_value():
    closed = tuple(gate(slug, "needs_scope", "pathway") for slug in ("no-new-form", "alliance-agreement"))
    stages = by_name(appraise(catalogue_of(gates=closed), settled_answers(), draws=0))

    found = {one.option: one.ahead for one in blocked(stages)}

    assert found == {slug: stages["form"].option(slug).value for slug in ("no-new-form", "alliance-agreement")}


def test_an_option_level_with_the_leader_is_not_called_blocked():
    catalogue = catalogue_of(gates=(gate("pacs", "needs_footprint", "system"),))
    stages = by_name(appraise(catalogue, settled_answers(), draws=0))

    assert stages["care"].option("pacs").value == pytest.approx(stages["care"].option("mcp").value)
    assert blocked(stages) == ()
