"""Documents at the ends of what may be answered: the emptiest, the shortest, the longest and the most hostile."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import UUID

from django.forms import Field

from models_catalogue.catalogue import Catalogue
from models_catalogue.models import Edition
from questionnaire.appraisal.appraise import appraise
from questionnaire.document import checked, form_for
from questionnaire.forms.fields import Day, Lines, OneOf, SeveralOf, Text, Whole
from questionnaire.forms.place import LONGEST_NAME
from questionnaire.forms.rationale import MOST_AIMS
from questionnaire.models import Report
from questionnaire.report.content import render_body
from questionnaire.report.export import as_text
from questionnaire.report.partner_views import MOST_SIDE_BY_SIDE
from questionnaire.steps import CONTRIBUTION, ORGANISATION, STEPS, Step, read_along_route
from tests.asking.documents import simplest

YEAR = " 2026"
"""What a date needs; every text ends with it."""
MARKUP = (
    "<script>alert(1)</script></td></style></svg>{{ 7 * 7 }}{% raw %}<!-- ]]> **bold** [x](javascript:alert(1)) &amp; "
)
HOSTILE = (
    "W",
    "בית החולים 12 (א) ",
    "المستشفى العام ٪50 ",
    "e" + "\u0301" * 8,
    "👩🏽‍⚕️🏥👨‍👩‍👧‍👦",
    MARKUP,
    '=HYPERLINK("https://x.example/"&A1)',
    "https://x.example/" + "very-long-path/" * 20,
    "\u0937\u094d\u0930\u093f\u0902 ",
)
Writer = Callable[[int, int], str]
"""A text by its number and its longest length."""


def plain(number: int, longest: int) -> str:
    return repeated(f"Text {number} says what people need, and what happens if nothing is done. ", longest)


def hostile(number: int, longest: int) -> str:
    return repeated(HOSTILE[number % len(HOSTILE)], longest)


def repeated(text: str, longest: int) -> str:
    """The text as often as there is room for; marks are cut off nowhere but at its end."""
    return (text * (longest // len(text) + 1))[: longest - len(YEAR)].strip() + YEAR


def full(catalogue: Catalogue, write: Writer) -> dict[str, Any]:
    """Every question answered, with as much text as each field takes, and as many partners beside as have a column each."""
    document: dict[str, Any] = {}
    numbers = count()
    for step in STEPS:
        document[step.slug] = answered(step, catalogue, document, write, numbers)
    document["contributions"] = [
        {"partner": write(number, LONGEST_NAME), **contributed(catalogue, document, write, numbers)}
        for number in range(MOST_SIDE_BY_SIDE - 1)
    ]
    return checked(document, catalogue)[0]


def answered(step: Step, catalogue: Catalogue, document: Mapping[str, Any], write: Writer, numbers: Iterator[int]):
    answers = read_along_route(document)
    posted = {
        posted_name: values
        for name, field in form_for(step, catalogue, answers).fields.items()
        for posted_name, values in given(name, field, write, next(numbers)).items()
    }
    form = form_for(step, catalogue, answers, posted)
    assert form.is_valid(), form.errors.as_json(escape_html=False)
    return form.document()


def contributed(catalogue: Catalogue, document: Mapping[str, Any], write: Writer, numbers: Iterator[int]):
    pages = {step.slug: answered(step, catalogue, document, write, numbers) for step in CONTRIBUTION}
    return {**pages.pop(ORGANISATION), **pages}


def given(name: str, field: Field, write: Writer, number: int) -> Mapping[str, list[str]]:
    if isinstance(field, Day):
        return {f"{name}-day": ["1"], f"{name}-month": ["4"], f"{name}-year": ["2027"]}
    return {name: [] if name.startswith("ruled_out") and number % 2 else values_of(field, write, number)}


def values_of(field: Field, write: Writer, number: int) -> list[str]:
    if isinstance(field, Lines):
        lines = max(1, field.max_length // (field.longest_line + 1))
        longest = min(field.longest_line, field.max_length)
        return ["\n".join(write(number + line, longest) for line in range(lines))]
    if isinstance(field, Text):
        return [write(number, field.max_length)]
    if isinstance(field, Whole):
        return ["50"]
    assert isinstance(field, OneOf | SeveralOf)
    return list(field.labels)[: 1 if isinstance(field, OneOf) else MOST_AIMS]


EXTREMES: Mapping[str, Callable[[Catalogue], dict[str, Any]]] = {
    "emptiest": lambda catalogue: {"place": {"name": "Nowhere"}},
    "shortest": lambda catalogue: simplest(),
    "longest": lambda catalogue: full(catalogue, plain),
    "most hostile": lambda catalogue: full(catalogue, hostile),
}


def report_on(catalogue: Catalogue, document: Mapping[str, Any]) -> Report:
    """The report of a document, stored nowhere and the same in every process."""
    answers, at = read_along_route(document), datetime(2026, 11, 1, 12, tzinfo=UTC)
    report = Report(
        public_id=UUID(int=5),
        check_code="0000-0000-0000",
        edition=Edition(number=1, published_at=at),
        revision=1,
        place_name=answers.place.name,
        document=json.dumps(document),
        finished_at=at,
    )
    appraisal = appraise(catalogue, answers, draws=200)
    report.appraisal = as_text(catalogue, report.edition, appraisal)
    report.body = render_body(report, catalogue, answers, appraisal)
    return report
