"""The data of a report and the schema that describes it: neither says more than the other."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from jsonschema import Draft202012Validator

from questionnaire.report.schema import SCHEMA, report_schema
from tests.asking.documents import simplest
from tests.reports.test_report import report_of

Data = dict[str, Any]
CONTRIBUTIONS = [
    {"partner": "Council", "interest": "yes", "priorities": {"integration": 5, "quality": 90, "experience": 100}},
    {"partner": "Trust", "readiness": {"data": 2}},
]
VALID = Draft202012Validator(report_schema())


@pytest.fixture
def data(client, db) -> Data:
    return client.get(reverse("report-json", kwargs={"public_id": report_of("salford").public_id})).json()


def faults(data: Data) -> list[str]:
    return [f"{list(fault.path)}: {fault.message}" for fault in VALID.iter_errors(data)]


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["stockport", "salford", "wolverhampton"])
def test_the_data_of_the_examples_fits_the_schema(client, slug):
    data = client.get(reverse("report-json", kwargs={"public_id": report_of(slug).public_id})).json()

    assert data["schema"] == SCHEMA
    assert faults(data) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "document", [{}, {"place": {"scope_kind": "pathway"}}, simplest(), simplest() | {"contributions": CONTRIBUTIONS}]
)
def test_what_is_only_tried_out_fits_the_schema(document, tmp_path):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    out = io.StringIO()

    call_command("appraise", str(file), stdout=out)

    assert faults(json.loads(out.getvalue())) == []


CHANGES: dict[str, Callable[[Data], Any]] = {
    "a key of the report is missing": lambda data: data.pop("plan"),
    "a key of the report is unknown": lambda data: data.update(extra=1),
    "another schema": lambda data: data.update(schema="integration-portal-report-0"),
    "a key of a score is missing": lambda data: data["care_models"][0]["contributions"][0].pop("shown"),
    "a key of a score is unknown": lambda data: data["care_models"][0]["contributions"][0].update(mean=1.0),
    "a key of a risk is missing": lambda data: data["risks"][0].pop("rating"),
    "a key of a case is missing": lambda data: data["cases"][0].pop("reported"),
    "a way of reporting that is none of the list": lambda data: data["cases"][0].update(reported="heard"),
    "a key deep in the doubts is unknown": lambda data: data["robustness"]["care"]["simulations"]["around"].update(
        median=1
    ),
    "a key that a class may leave out is missing": lambda data: data["robustness"]["care"]["sensitivity"].pop("sweep"),
    "a word that is none of the list": lambda data: data["care_models"][0].update(status="perhaps"),
    "a number as text": lambda data: data["care_models"][0].update(value="67.6"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_schema_refuses_data_that_is_shaped_otherwise(data, change):
    change(data)

    assert len(faults(data)) == 1


def test_every_object_of_the_schema_says_all_its_keys():
    objects = [part for part in report_schema()["$defs"].values() if part.get("type") == "object"]

    assert objects
    assert all(part["additionalProperties"] is False for part in objects)


def test_the_command_prints_the_schema():
    out = io.StringIO()

    call_command("report_schema", stdout=out)

    assert json.loads(out.getvalue()) == report_schema()
    Draft202012Validator.check_schema(report_schema())
