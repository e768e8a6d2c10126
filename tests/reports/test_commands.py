"""The commands that an analyst uses, as processes of their own would."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from models_catalogue.models import Edition
from tests.asking.documents import example, simplest

pytestmark = pytest.mark.django_db

KEYS = {
    "edition", "recommendation", "care_models", "organisational_models", "commissioning", "organisational_forms", "additions",
    "robustness", "warnings", "risks", "law", "route", "plan", "assurance",
}  # fmt: skip
RECOMMENDATION = {
    "care_model", "organisational_model", "commissioning", "organisational_form", "variant", "today", "level", "case_for_change",
    "provisional", "can_lead",
}  # fmt: skip


@pytest.fixture
def appraised(tmp_path):
    def appraise(document, *options: str) -> str:
        file = tmp_path / "answers.json"
        file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        out = io.StringIO()
        call_command("appraise", str(file), *options, stdout=out)
        return out.getvalue()

    return appraise


def test_every_key_of_the_interface_is_there(appraised):
    found = json.loads(appraised(example("salford")))

    assert set(found) >= KEYS
    assert set(found["recommendation"]) >= RECOMMENDATION


@pytest.mark.parametrize(
    "key", ["commissioning", "organisational_forms", "additions", "risks", "law", "route", "plan", "assurance"]
)
def test_every_item_says_what_it_is_why_and_on_what_sources(appraised, key):
    items = json.loads(appraised(example("salford")))[key]

    assert items
    assert all({"slug", "because", "sources"} <= set(item) for item in items)


def test_the_salford_example_leads_to_a_pacs_organised_as_an_ico(appraised):
    recommendation = json.loads(appraised(example("salford")))["recommendation"]

    assert recommendation["care_model"] == "pacs"
    assert recommendation["organisational_model"] == "ico"
    assert recommendation["provisional"] is False


def test_two_runs_are_byte_equal(appraised):
    assert appraised(simplest()) == appraised(simplest())


def test_an_empty_document_is_provisional_and_names_what_can_lead(appraised):
    recommendation = json.loads(appraised({}))["recommendation"]

    assert recommendation["provisional"] is True
    assert len(recommendation["can_lead"]["organisational"]) > 1


def test_a_single_pathway_has_no_care_model(appraised):
    found = json.loads(appraised({"place": {"scope_kind": "pathway"}}))

    assert found["care_models"] == []
    assert found["recommendation"]["care_model"] is None


def test_text_gives_the_headline_in_plain_words(appraised):
    text = appraised(example("salford"), "--format", "text")

    assert text.startswith("A case for change is shown")
    assert "&#39;" not in text


def test_the_pdf_of_a_document_is_marked_draft_and_dated_by_its_edition(appraised, tmp_path):
    out = tmp_path / "draft.pdf"

    appraised(simplest(), "--pdf", str(out))

    text = " ".join(page.extract_text() for page in PdfReader(out).pages)
    assert text.count("DRAFT") >= 3
    assert "Dated by its edition" in " ".join(text.split())


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ("{", "document: is not JSON"),
        ("[]", "document:"),
        ({"place": {"footprint": "galaxy"}}, "place.footprint:"),
        ({"priorities": {"quality": -1}}, "priorities.quality:"),
        ({"seed": "one"}, "seed:"),
    ],
)
def test_a_broken_document_ends_with_code_2_and_writes_nothing(appraised, tmp_path, document, fault):
    out = tmp_path / "draft.pdf"

    with pytest.raises(CommandError) as refused:
        appraised(document, "--pdf", str(out))

    assert refused.value.returncode == 2
    assert fault in str(refused.value)
    assert not out.exists()


def test_a_file_that_is_not_there_ends_with_code_2():
    with pytest.raises(CommandError) as refused:
        call_command("appraise", "no-such-file.json")

    assert refused.value.returncode == 2


def test_an_unknown_edition_is_named(appraised):
    with pytest.raises(CommandError, match="no edition 99"):
        appraised(simplest(), "--edition", "99")


def test_without_an_edition_it_says_what_to_run(appraised, monkeypatch):
    monkeypatch.setattr("questionnaire.management.commands.appraise.current_edition", lambda: None)

    with pytest.raises(CommandError, match="load_catalogue"):
        appraised(simplest())


def test_the_schema_is_printed_as_json():
    out = io.StringIO()

    call_command("answers_schema", stdout=out)

    assert json.loads(out.getvalue())["title"]


def test_loading_the_catalogue_again_makes_no_second_edition():
    call_command("load_catalogue")
    call_command("load_catalogue")

    assert Edition.objects.count() == 1
