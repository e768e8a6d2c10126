"""Partners' contributions in an answers document: read, checked, turned into posts and back, and covered by the hash."""

import pytest

from questionnaire.answers import Contribution
from questionnaire.document import InvalidDocument, answers_in, checked, read_stored, stored_from
from questionnaire.operations import input_hash
from questionnaire.replay import answers_of
from tests.asking.documents import simplest

COUNCIL = {
    "partner": "Exampleton Council",
    "interest": "no",
    "priorities": {"integration": {"points": 20}, "quality": {"points": 100}, "experience": {"points": 10}},
    "readiness": {"data": 2, "council": "not-sure"},
}


def with_contributions(*contributions, **more):
    return simplest() | {"contributions": list(contributions)} | more


def faults_of(document, catalogue) -> set[str]:
    with pytest.raises(InvalidDocument) as refused:
        checked(document, catalogue)
    return {f"{fault.step}.{fault.field}" for fault in refused.value.faults}


def test_a_contribution_is_read_with_the_answers(catalogue):
    document, _ = checked(with_contributions(COUNCIL, agreed=True), catalogue)

    found = answers_of(document)

    points = {"integration": 20, "quality": 100, "experience": 10}
    assert found.contributions == (Contribution("Exampleton Council", points, {"data": 2, "council": None}),)
    assert found.agreed is True


def test_a_document_with_contributions_goes_out_and_back_unchanged(catalogue):
    document, _ = checked(with_contributions(COUNCIL, agreed=True), catalogue)

    assert read_stored(stored_from(document, catalogue), catalogue).document == document


def test_a_bare_number_is_points_as_it_is_for_the_place(catalogue):
    short = COUNCIL | {"priorities": {"integration": 20, "quality": 100, "experience": 10}}

    assert checked(with_contributions(short), catalogue) == checked(with_contributions(COUNCIL), catalogue)


@pytest.mark.parametrize("beside", [{}, {"contributions": []}, {"contributions": [], "agreed": True}])
def test_where_nobody_contributes_a_document_says_nothing_of_it(beside, catalogue):
    assert checked(simplest() | beside, catalogue)[0] == checked(simplest(), catalogue)[0]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"partner": ""}, "contributions.0.partner"),
        ({"partner": "Council | Trust"}, "contributions.0.partner"),
        ({"partner": "Owner"}, "contributions.0.partner"),
        ({"interest": "perhaps"}, "contributions.0.interest"),
        ({"priorities": {"quality": 101}}, "contributions.0.priorities.quality"),
        ({"priorities": {"quality": 50.5}}, "contributions.0.priorities.quality.points"),
        ({"priorities": {"quality": {"points": 5, "today": "well"}}}, "contributions.0.priorities.quality"),
        ({"priorities": {"wealth": 5}}, "contributions.0.priorities"),
        ({"readiness": {"data": 6}}, "contributions.0.readiness.data"),
        ({"money": {}}, "contributions.0"),
    ],
)
def test_what_is_wrong_with_a_contribution_is_named_by_its_number_and_field(change, where, catalogue):
    assert faults_of(with_contributions(COUNCIL | change), catalogue) == {where}


def test_every_fault_of_every_contribution_is_named(catalogue):
    first = COUNCIL | {"partner": "Owner", "priorities": {aim: 0 for aim in COUNCIL["priorities"]}}

    found = faults_of(with_contributions(COUNCIL, first, COUNCIL, agreed=True), catalogue)

    assert found == {
        "contributions.1.partner",
        "contributions.1.priorities.integration.points",
        "contributions.2.partner",
    }


def test_whether_partners_agreed_is_said_with_yes_or_no(catalogue):
    assert faults_of(with_contributions(COUNCIL, agreed="yes"), catalogue) == {"agreed."}


def test_points_for_an_aim_that_is_no_longer_chosen_do_not_count_and_a_new_aim_leaves_a_partner_out(catalogue):
    stored = stored_from(checked(with_contributions(COUNCIL), catalogue)[0], catalogue)
    stored["rationale"] = stored["rationale"] | {"objectives": ["integration", "quality", "prevention"]}

    (found,) = answers_in(stored, catalogue).contributions

    assert found.points == {"integration": 20, "quality": 100}


def test_every_part_of_a_contribution_is_covered_by_the_hash(catalogue, catalogue_db):
    changes = ({}, {"interest": "yes"}, {"priorities": {}}, {"readiness": {}}, {"partner": "The trust"})
    documents = [with_contributions(COUNCIL | change) for change in changes]
    documents += [simplest(), with_contributions(COUNCIL, agreed=True)]

    hashes = {input_hash(checked(document, catalogue)[0], catalogue_db) for document in documents}

    assert len(hashes) == len(documents)
