"""The risk register and the stop-level warnings."""

import pytest

from models_catalogue.catalogue import RiskTrigger
from questionnaire.appraisal.risk import register, stop_warnings
from tests.builders import catalogue_of, risk, settled_answers, stop_rule

NOTHING_KNOWN: dict[str, bool | None] = {}


def rated(one, facts=NOTHING_KNOWN, **steps):
    (found,) = register(catalogue_of(risks=(one,)), settled_answers(**steps), facts, {"mcp"})
    return found


def test_a_risk_is_rated_by_likelihood_times_impact():
    found = rated(risk("r", 2, 4))

    assert (found.likelihood, found.impact, found.rating) == (2, 4, 8)


@pytest.mark.parametrize(("said", "likelihood"), [(True, 3), (False, 2), (None, 2)])
def test_a_fact_raises_the_likelihood_only_when_it_is_answered_yes(said, likelihood):
    found = rated(risk("r", 2, trigger_facts=("vat-open",)), {"vat-open": said})

    assert found.likelihood == likelihood


@pytest.mark.parametrize(("level", "likelihood"), [(1, 3), (2, 2), ("not-sure", 2)])
def test_a_dimension_raises_the_likelihood_only_below_its_limit(level, likelihood):
    one = risk("r", 2, trigger_dimensions=(RiskTrigger(dimension="data", below=2),))

    found = rated(one, readiness={"data": level})

    assert found.likelihood == likelihood


def test_triggers_raise_the_likelihood_to_5_at_most():
    one = risk("r", 4, trigger_facts=("vat-open", "no-guarantee", "baseline-weak"))

    found = rated(one, {"vat-open": True, "no-guarantee": True, "baseline-weak": True})

    assert found.likelihood == 5
    assert found.triggers == ("vat-open", "no-guarantee", "baseline-weak")


@pytest.mark.parametrize(("likelihood", "lowered"), [(3, 2), (1, 1)])
def test_stated_controls_lower_the_likelihood_by_one_and_never_below_1(likelihood, lowered):
    one = risk("r", likelihood, lowered_by=("exit-terms", "risk-share-agreement", "workforce-plan"))

    found = rated(one, governance={"arrangements": ["exit-terms", "risk-share-agreement"]})

    assert found.likelihood == lowered
    assert found.controls == ("exit-terms", "risk-share-agreement")


def test_a_control_still_counts_when_triggers_reach_the_top():
    one = risk("r", 5, trigger_facts=("vat-open",), lowered_by=("exit-terms",))

    found = rated(one, {"vat-open": True}, governance={"arrangements": ["exit-terms"]})

    assert found.likelihood == 4


def test_the_register_holds_what_bites_the_recommended_options_or_all():
    risks = (
        risk("everyone"),
        risk("leaders", bites_all=False, bites=("mcp", "acp")),
        risk("others", bites_all=False, bites=("pacs",)),
    )

    found = register(catalogue_of(risks=risks), settled_answers(), NOTHING_KNOWN, {"acp"})

    assert {one.slug for one in found} == {"everyone", "leaders"}


def test_the_register_begins_with_the_highest_rating():
    risks = (risk("low", 1, 2), risk("likely", 4, 2), risk("grave", 2, 4), risk("middle", 2, 3))

    found = register(catalogue_of(risks=risks), settled_answers(), NOTHING_KNOWN, set())

    assert [one.slug for one in found] == ["grave", "likely", "middle", "low"]


@pytest.mark.parametrize(
    ("facts", "recommended", "is_warned"),
    [
        ({"vat-open": True, "no-guarantee": True, "new-legal-entity": True}, {"aco"}, True),
        ({"vat-open": True, "no-guarantee": True, "new-legal-entity": True}, {"acp"}, False),
        ({"vat-open": True, "no-guarantee": None, "new-legal-entity": True}, {"aco"}, False),
        ({"vat-open": True, "no-guarantee": True, "new-legal-entity": False}, {"aco"}, False),
        ({"vat-open": None, "no-guarantee": True, "new-legal-entity": True}, {"aco"}, False),
    ],
)
def test_a_stop_rule_needs_every_cause_and_exposure_on_something_recommended(facts, recommended, is_warned):
    rule = stop_rule(["vat-open", "no-guarantee"], ["new-legal-entity"], ["aco", "joint-venture"])

    found = stop_warnings(catalogue_of(stop_rules=(rule,)), facts, recommended)

    assert bool(found) is is_warned
    assert all(warning.stop for warning in found)


@pytest.mark.parametrize(
    ("causes", "exposures"),
    [(["vat-open"], []), ([], ["vat-open"]), (["vat-open", "no-guarantee"], []), ([], ["vat-open", "no-guarantee"])],
)
def test_a_cause_without_an_exposure_never_stops_anything_nor_the_other_way_round(causes, exposures):
    rule = stop_rule(causes, exposures, ["aco"])

    found = stop_warnings(catalogue_of(stop_rules=(rule,)), {"vat-open": True, "no-guarantee": True}, {"aco"})

    assert found == ()
