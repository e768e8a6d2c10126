"""The answers document: validated by the wizard's own forms, and the same way round."""

import pytest
from jsonschema import Draft202012Validator

from questionnaire.document import InvalidDocument, checked, read_stored, schema, stored_from
from questionnaire.steps import STEPS
from tests.asking.documents import example, simplest

FULL = simplest() | {
    "legal": {"in_use": {"section-75-pooled-fund": "31 March 2028", "better-care-fund": ""}},
    "procurement": {"buying": "mixed", "value_before": 1000000, "value_after": 2500000, "bundles": "yes"},
    "readiness": {"governance": 3, "data": "not-sure", "council": 0},
    "money": {"value-in-scope": "10m-to-50m", "vat-advice": "not-sure"},
    "governance": {
        "arrangements": ["partnership-board"],
        "facts": {"vat-open": "yes", "small-acute": "no"},
        "own_risks": ["The bridge may close."],
        "documents": {
            "case-for-change": "Needs assessment, public health, May 2026",
            "finance": {"title": "Medium-term plan", "owner": "Finance directors", "date": "June 2026"},
            "risks": {"title": "Audit", "owner": "Chair", "date": "1 May 2026", "reviewed_by": "External auditors"},
        },
    },
    "form": {
        "limits": ["one-budget"],
        "criteria": {"speed": 100, "autonomy": 0},
        "ruled_out": {"merger": "No appetite."},
    },
    "pace": {
        "start": "2027-01-04",
        "target": "2028-04-01",
        "boards": ["Council cabinet, 3 March 2027"],
        "new_entity": "no",
    },
}


def faults_of(document, catalogue) -> list[str]:
    with pytest.raises(InvalidDocument) as refused:
        checked(document, catalogue)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize("slug", ["stockport", "salford", "wolverhampton"])
def test_a_shipped_example_is_valid(slug, catalogue):
    document, seed = checked(example(slug), catalogue)

    assert set(document) == set(example(slug))
    assert seed == 1


@pytest.mark.parametrize("document", [simplest(), FULL, {}], ids=["simplest", "full", "empty"])
def test_what_a_document_would_have_posted_reads_back_as_the_document(document, catalogue):
    cleaned, _ = checked(document, catalogue)

    stored = stored_from(cleaned, catalogue)

    assert read_stored(stored, catalogue).document == cleaned


def test_a_full_document_keeps_every_answer(catalogue):
    cleaned, _ = checked(FULL, catalogue)

    assert cleaned == FULL


def test_a_bare_number_is_the_points_of_a_priority(catalogue):
    document = simplest() | {"priorities": {"integration": 100, "quality": 50, "experience": 0}}

    cleaned, _ = checked(document, catalogue)

    assert cleaned["priorities"]["quality"] == {"points": 50}
    assert cleaned["priorities"]["experience"] == {"points": 0}


def test_a_document_of_which_only_the_title_is_told_is_a_line_of_text(catalogue):
    given = {"governance": {"documents": {"finance": {"title": "Medium-term plan"}}}}

    cleaned, _ = checked(given, catalogue)

    assert cleaned == {"governance": {"documents": {"finance": "Medium-term plan"}}}


def test_a_line_of_text_that_was_posted_before_documents_had_owners_is_still_read(catalogue):
    stored = {"governance": {"documents--finance": ["Medium-term plan, June 2026"]}}

    found = read_stored(stored, catalogue).document

    assert found["governance"]["documents"] == {"finance": "Medium-term plan, June 2026"}


@pytest.mark.parametrize("part", ["document_owner", "document_date", "document_reviewer"])
def test_what_is_told_of_a_document_without_a_title_is_asked_for_again(part, catalogue):
    stored = {"governance": {f"{part}--finance": ["May 2026"]}}

    found = read_stored(stored, catalogue)

    assert "governance" not in found.completed
    assert "documents" not in found.document.get("governance", {})


def test_the_seed_is_one_unless_it_is_given(catalogue):
    assert checked(simplest() | {"seed": 7}, catalogue)[1] == 7
    assert checked(simplest(), catalogue)[1] == 1


@pytest.mark.parametrize(
    ("step", "fragment", "where"),
    [
        ("place", {"name": 5}, "place.name"),
        ("place", {"footprint": "galaxy"}, "place.footprint"),
        ("place", {"population": -4}, "place.population"),
        ("place", {"population": "many"}, "place.population"),
        ("place", {"services": ["spells"]}, "place.services.0"),
        ("place", {"partners": [{"name": "A"}]}, "place.partners.0"),
        ("place", {"moons": 2}, "place"),
        ("rationale", {"objectives": ["quality"]}, "rationale.objectives"),
        ("rationale", {"objectives": ["quality", "quality", "access"]}, "rationale.objectives"),
        ("priorities", {"quality": 101}, "priorities.quality"),
        ("priorities", {"happiness": 10}, "priorities"),
        ("care-model", {"holder": "nobody"}, "care-model.holder"),
        ("legal", {"in_use": {"magic": "always"}}, "legal.in_use"),
        ("procurement", {"value_before": -1}, "procurement.value_before"),
        ("readiness", {"data": 6}, "readiness.data"),
        ("readiness", {"data": "3"}, "readiness.data"),
        ("money", {"gap": "wide"}, "money.gap"),
        ("governance", {"facts": {"vat-open": "perhaps"}}, "governance.facts.vat-open"),
        ("governance", {"documents": {"finance": 5}}, "governance.documents.finance"),
        ("governance", {"documents": {"tea": "Leaves"}}, "governance.documents"),
        ("governance", {"documents": {"finance": {"owner": "Us"}}}, "governance.documents.finance"),
        ("governance", {"documents": {"finance": {"title": "Plan", "author": "Us"}}}, "governance.documents.finance"),
        ("governance", {"documents": {"finance": {"title": "Plan", "date": "May"}}}, "governance.documents.finance"),
        (
            "governance",
            {"documents": {"finance": {"title": "Plan", "reviewed_by": "A"}}},
            "governance.documents.finance",
        ),
        ("form", {"criteria": {"speed": 0}}, "form.criteria.speed"),
        ("pace", {"start": "2027-13-40"}, "pace.start"),
        ("pace", {"start": "2027-05-01", "target": "2027-04-01"}, "pace.target"),
        ("pace", {"boards": "one"}, "pace.boards"),
    ],
)
def test_a_wrong_value_is_refused_by_step_and_field(step, fragment, where, catalogue):
    faults = faults_of({step: fragment}, catalogue)

    assert any(fault.startswith(f"{where}:") for fault in faults)


def test_every_fault_of_a_document_is_named_at_once(catalogue):
    faults = faults_of({"place": {"footprint": "galaxy"}, "readiness": {"data": 9}, "tea": {}}, catalogue)

    assert [fault.split(":")[0] for fault in faults] == ["document", "place.footprint", "readiness.data"]


@pytest.mark.parametrize("document", [[], "answers", 3, None])
def test_what_is_no_object_is_refused(document, catalogue):
    assert faults_of(document, catalogue)


@pytest.mark.parametrize("text", ["a\u0000b", "a\u0007", "o" + "\u0301" * 9, "\ud800"])
def test_text_that_cannot_be_shown_is_refused(text, catalogue):
    assert faults_of({"rationale": {"case_for_change": text}}, catalogue)


@pytest.mark.parametrize("text", ["Ysbyty Tŷ", "مستشفى", "café e\u0301", "👩🏽‍⚕️ team", "line\nline"])
def test_text_of_any_language_is_kept(text, catalogue):
    cleaned, _ = checked({"rationale": {"case_for_change": text}}, catalogue)

    assert cleaned["rationale"]["case_for_change"] == text


def test_the_schema_is_valid_and_knows_every_step(catalogue):
    found = schema(catalogue)

    Draft202012Validator.check_schema(found)
    assert set(found["properties"]) == {step.slug for step in STEPS} | {"contributions", "agreed", "seed"}


def test_the_schema_accepts_what_the_forms_accept(catalogue):
    assert list(Draft202012Validator(schema(catalogue)).iter_errors(FULL)) == []
