"""The facts about a place: stated, or derived from its other answers."""

import pytest

from models_catalogue.vocabulary import FACTS
from questionnaire.appraisal.facts import DERIVED, derived, facts
from tests.builders import settled_answers

CASES = [
    ("new-legal-entity", {"care_model": {"holder": "new-joint-body"}}, True),
    ("new-legal-entity", {"care_model": {"holder": "new-joint-body"}, "pace": {"new_entity": "no"}}, True),
    ("new-legal-entity", {"pace": {"new_entity": "yes"}}, True),
    ("new-legal-entity", {"pace": {"new_entity": "no"}}, False),
    ("new-legal-entity", {}, None),
    ("staff-transfer", {"care_model": {"joining": "merge"}}, True),
    ("staff-transfer", {"pace": {"staff_moving": "yes"}}, True),
    ("staff-transfer", {"pace": {"staff_moving": "no"}}, False),
    ("staff-transfer", {}, None),
    ("substantial-change", {"pace": {"substantial_change": "yes"}}, True),
    ("substantial-change", {"pace": {"substantial_change": "no"}}, False),
    ("substantial-change", {"pace": {"substantial_change": "not-sure"}}, None),
    ("health-services-award", {"procurement": {"buying": "health"}}, True),
    ("health-services-award", {"procurement": {"buying": "mixed"}}, True),
    ("health-services-award", {"procurement": {"buying": "social-care"}}, False),
    ("health-services-award", {"procurement": {"buying": "not-sure"}}, None),
    ("social-care-award", {"procurement": {"buying": "social-care"}}, True),
    ("social-care-award", {"procurement": {"buying": "mixed"}}, True),
    ("social-care-award", {"procurement": {"buying": "nothing"}}, False),
    ("social-care-award", {}, None),
    ("bundles-contracts", {"procurement": {"bundles": "yes"}}, True),
    ("bundles-contracts", {"procurement": {"bundles": "no"}}, False),
    ("bundles-contracts", {"procurement": {"bundles": "not-sure"}}, None),
    ("independent-holder", {"care_model": {"holder": "independent-provider"}}, True),
    ("independent-holder", {"care_model": {"holder": "acute-trust"}}, False),
    ("independent-holder", {"care_model": {"holder": "not-sure"}}, None),
    ("general-practice-reluctant", {"readiness": {"primary_care": 0}}, True),
    ("general-practice-reluctant", {"readiness": {"primary_care": 1}}, None),
    ("partner-dispute", {"readiness": {"leadership_trust": 0}}, True),
    ("partner-dispute", {"readiness": {"leadership_trust": 1}}, None),
    ("baseline-weak", {"money": {"baseline-agreed": "no-figures"}}, True),
    ("baseline-weak", {"money": {"baseline-agreed": "estimated"}}, True),
    ("baseline-weak", {"money": {"baseline-agreed": "built-not-signed"}}, True),
    ("baseline-weak", {"money": {"baseline-agreed": "signed-by-all"}}, False),
    ("baseline-weak", {"money": {"baseline-agreed": "not-sure"}}, None),
    ("early-savings-assumed", {"money": {"savings-from": "year-one"}}, True),
    ("early-savings-assumed", {"money": {"savings-from": "year-two"}}, True),
    ("early-savings-assumed", {"money": {"savings-from": "year-three"}}, False),
    ("early-savings-assumed", {}, None),
    ("no-guarantee", {"money": {"loss-bearer": "holder-no-guarantee"}}, True),
    ("no-guarantee", {"money": {"loss-bearer": "not-decided"}}, True),
    ("no-guarantee", {"money": {"loss-bearer": "holder-with-guarantee"}}, False),
    ("no-guarantee", {}, None),
    ("vat-open", {"money": {"vat-advice": "not-asked"}}, True),
    ("vat-open", {"money": {"vat-advice": "asked"}}, True),
    ("vat-open", {"money": {"vat-advice": "informal"}}, True),
    ("vat-open", {"money": {"vat-advice": "written"}}, False),
    ("vat-open", {"governance": {"arrangements": ["vat-advice-in-writing"]}}, False),
    ("vat-open", {}, None),
    ("pooled-fund", {"care_model": {"budget": "pooled"}}, True),
    ("pooled-fund", {"care_model": {"budget": "separate"}}, None),
    ("pooled-fund", {"care_model": {"budget": "separate"}, "legal": {"in_use": {"section-75-pooled-fund": ""}}}, True),
    ("pooled-fund", {"care_model": {"budget": "separate"}, "legal": {"in_use": {"better-care-fund": ""}}}, True),
    (
        "pooled-fund",
        {"care_model": {"budget": None}, "legal": {"in_use": {"joint-committee-and-pooled-fund": ""}}},
        True,
    ),
    ("social-care-delegated", {"legal": {"in_use": {"section-75-integrated-provision": ""}}}, True),
    ("social-care-delegated", {"legal": {"in_use": {"care-trust": ""}}}, True),
    ("social-care-delegated", {}, None),
]


@pytest.mark.parametrize(("fact", "steps", "known"), CASES)
def test_a_fact_follows_from_other_answers(fact, steps, known):
    found = facts(settled_answers(**steps))

    assert found[fact] is known


def test_every_derived_fact_is_tried_in_the_cases_above_and_can_be_yes():
    tried = {fact for fact, _, known in CASES if known}

    assert tried == set(DERIVED)


@pytest.mark.parametrize(("fact", "steps", "known"), [case for case in CASES if case[2] is not None])
def test_a_stated_yes_or_no_wins_over_what_follows(fact, steps, known):
    governance = {**steps.get("governance", {}), "facts": {fact: "no" if known else "yes"}}

    found = facts(settled_answers(**{**steps, "governance": governance}))

    assert found[fact] is not known
    assert found[fact] is not None


def test_not_sure_leaves_room_for_what_follows_from_other_answers():
    steps = {"money": {"vat-advice": "asked"}, "governance": {"facts": {"vat-open": "not-sure"}}}

    found = facts(settled_answers(**steps))

    assert found["vat-open"] is True


def test_every_fact_of_the_closed_list_is_told_and_none_is_known_without_answers():
    answers = settled_answers(care_model={"holder": None, "budget": None, "joining": None})

    found = facts(answers)

    assert tuple(found) == FACTS
    assert set(found.values()) == {None}
    assert derived(answers) == {}
