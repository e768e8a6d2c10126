"""What a place says in its own words, and what it names without a score, reaches its report."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from questionnaire.answers import read_document
from questionnaire.appraisal.appraise import appraise
from questionnaire.report.content import render_body
from tests.asking.documents import simplest

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
REVIEWED = {"title": "Plan 9", "owner": "Chief Zog", "date": "May 2026", "reviewed_by": "Auditor Quux"}


def report_of(document):
    """What a body needs to know of the report that it is in."""
    edition = SimpleNamespace(number=1, published_at=NOON)
    text = json.dumps(document)
    return SimpleNamespace(reference="R-1", edition=edition, finished_at=NOON, sha256="0" * 64, document=text)


def body_of(catalogue, step, **fields):
    document = simplest()
    document[step] = {**document.get(step, {}), **fields}
    answers = read_document(document)
    return render_body(report_of(document), catalogue, answers, appraise(catalogue, answers, draws=0))


@pytest.mark.parametrize(
    ("step", "fields", "words"),
    [
        ("place", {"name": "Zogton"}, ["Zogton"]),
        ("rationale", {"case_for_change": "Zog waits too long."}, ["Zog waits too long."]),
        (
            "priorities",
            {"quality": {"points": 60, "measure": "Zogs", "baseline": "9", "target": "7"}},
            ["Zogs", "9", "7"],
        ),
        ("governance", {"own_risks": ["The zog may close."]}, ["The zog may close."]),
        ("governance", {"documents": {"finance": "Plan 9, Chief Zog"}}, ["Plan 9, Chief Zog"]),
        ("governance", {"documents": {"finance": REVIEWED}}, list(REVIEWED.values())),
        ("form", {"limits_note": "No zog can be hired."}, ["No zog can be hired."]),
        ("pace", {"boards": ["Zog council, 3 March 2027"]}, ["Zog council, 3 March 2027"]),
        ("legal", {"in_use": {"section-75-pooled-fund": "the year of Zog"}}, ["the year of Zog"]),
    ],
)
def test_a_places_own_words_reach_its_report(catalogue, step, fields, words):
    found = body_of(catalogue, step, **fields)

    assert [word for word in words if word not in found] == []


def test_every_limit_of_todays_form_is_told(catalogue):
    for limit in catalogue.vocabulary("form-limit"):
        assert body_of(catalogue, "form", limits=[limit.slug]) != body_of(catalogue, "form", limits=[])


@pytest.mark.parametrize("draft", [False, True], ids=["with answers", "with none"])
def test_every_report_says_what_it_is_and_is_not(catalogue, draft):
    document = {} if draft else simplest()
    answers = read_document(document)

    found = render_body(report_of(document), catalogue, answers, appraise(catalogue, answers, draws=0))

    for statement in (
        "prepared before any provider selection or consultation decision",
        "names kinds of holder, not providers",
        "may be disclosable",
        "is not legal advice",
    ):
        assert statement in found
