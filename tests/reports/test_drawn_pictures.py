"""The pictures as drawn: each has its title, its description and its table, and all say the same numbers."""

import json
import re
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup, Tag

from questionnaire.answers import Contribution
from questionnaire.appraisal.appraise import appraise
from questionnaire.models import Report
from questionnaire.report.content import render_body
from questionnaire.steps import read_along_route
from tests.asking.documents import example
from tests.builders import with_partners

TABLES = {
    "value": "report-contributions",
    "ready": "report-contributions",
    "evidence": "t-evidence",
    "places": "report-places",
    "turning": "t-turning",
    "partners": "report-partners",
    "readiness": "t-ready",
    "risks": "t-risks",
    "plan": "t-milestones",
}
"""The table with the figures of each kind of picture, by the first word of its id."""
SALFORD = example("salford")
OTHERS = {aim: {"points": 90 - 10 * place} for place, aim in enumerate(SALFORD["priorities"])}
RULED_OUT = {"mcp": "No.", "pacs": "No.", "acute-care-collaboration": "No.", "acp": "No.", "aco": "No.", "ico": "No."}


def drawn(edition, catalogue, document, contributions=()) -> BeautifulSoup:
    """The body of the report, with everything about partners that there is."""
    answers = read_along_route({step: given for step, given in document.items() if step != "seed"})
    answers = with_partners(answers, *contributions)
    found = appraise(catalogue, answers, draws=200)
    report = Report(
        edition=edition, revision=1, document=json.dumps(document), finished_at=datetime(2026, 11, 1, tzinfo=UTC)
    )
    return BeautifulSoup(render_body(report, catalogue, answers, found), "html.parser")


def partner(name: str) -> Contribution:
    return Contribution(name, {aim: given["points"] for aim, given in OTHERS.items()})


@pytest.fixture(scope="module")
def page(catalogue_db, catalogue) -> BeautifulSoup:
    return drawn(catalogue_db, catalogue, SALFORD, [partner("Council"), partner("<b>Trust</b>")])


def kind_of(picture: Tag) -> str:
    return picture.title["id"].split("-")[0]


def pictures_of(page: BeautifulSoup, kind: str) -> list[Tag]:
    return [picture for picture in page.select("svg.chart") if kind_of(picture) == kind]


def table_of(picture: Tag) -> Tag:
    """The first of its kind after it: a table may belong to several pictures."""
    return next(table for table in picture.find_all_next("table") if is_of_kind(table, kind_of(picture)))


def is_of_kind(table: Tag, kind: str) -> bool:
    return any(name.startswith(TABLES[kind]) for name in table["class"])


def said(picture: Tag) -> list[str]:
    return " ".join(picture.desc.text.split()).rstrip(".").split("; ")


def words(tag: Tag) -> str:
    return " ".join(tag.text.split())


def numbers(text: str) -> set[float]:
    return {float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}


def column(table: Tag, head: str) -> list[str]:
    place = [words(cell) for cell in table.select("thead tr")[-1].select("th")].index(head)
    return [words(row.select("th, td")[place]) for row in table.select("tbody tr:not(.node-start)")]


@pytest.mark.parametrize("kind", TABLES)
def test_every_kind_of_picture_is_drawn_with_its_own_table_after_it_in_the_same_part(page, kind):
    found = pictures_of(page, kind)

    assert found
    assert all(table_of(picture).find_parent("section") == picture.find_parent("section") for picture in found)


def test_titles_and_descriptions_are_named_by_their_picture_and_stand_once(page):
    pictures = page.select("svg.chart")

    titles = [picture.title.text for picture in pictures]
    assert len(set(titles)) == len(titles)
    for picture in pictures:
        assert picture["aria-labelledby"].split() == [picture.title["id"], picture.desc["id"]]
        assert picture.desc.text.endswith(".")


@pytest.mark.parametrize(
    ("kind", "name_ends"),
    [
        ("evidence", ": fit"),
        ("places", " came first"),
        ("turning", ": now"),
        ("readiness", ": (?:level|not)"),
        ("risks", ": likelihood"),
        ("plan", ", weeks"),
    ],
)
def test_what_a_description_says_of_a_row_stands_in_that_row_of_the_table(page, kind, name_ends):
    for picture in pictures_of(page, kind):
        rows = table_of(picture).select("tbody tr")
        for item in said(picture)[1 if kind == "plan" else 0 :]:
            name = re.split(name_ends, item.removeprefix("On the critical path: ").split("critical path: ")[-1])[0]
            row = next(row for row in rows if words(row.th).startswith(name))
            cells = " ".join(words(cell) for cell in row.select("td"))
            figures = item.removeprefix(name) if kind == "risks" else item[item.index(name) + len(name) :]

            assert numbers(figures) <= numbers(cells), item


def test_values_and_their_parts_are_those_of_the_table(page):
    for picture in pictures_of(page, "value"):
        for item in said(picture):
            name, value, aims, circumstances = re.match(r"(.+) (\d+) \((.+) from aims, (.+) from circ", item).groups()
            *parts, total, _, _ = column(table_of(picture), name)

            assert int(value) == pytest.approx(float(total), abs=0.5001)
            assert float(aims) + float(circumstances) == pytest.approx(float(total), abs=0.1001)
            assert sum(float(part.rstrip("?")) for part in parts) == pytest.approx(float(total), abs=0.0501)


def test_bars_of_value_are_as_long_as_their_values(page):
    for picture in pictures_of(page, "value"):
        lengths = [float(bar["width"]) for bar in picture.select("rect")]
        values = [float(part) for item in said(picture) for part in re.findall(r"(\d+\.\d) from", item)]

        assert lengths == pytest.approx([value * 2.15 for value in values], abs=0.3)


def test_readiness_and_gates_beside_value_are_those_of_the_table(page):
    for picture in pictures_of(page, "ready"):
        for item in said(picture):
            name, value, met, gates = re.match(r"(.+): value (\d+), (.+), (.+)", item).groups()
            *_, total, requirements, status = column(table_of(picture), name)

            assert int(value) == pytest.approx(float(total), abs=0.5001)
            assert met.startswith(requirements) or (met, requirements) == ("asks for nothing", "none asked")
            assert gates == status


def test_the_weight_that_a_partner_gives_most_to_is_the_largest_of_its_column(page):
    picture = pictures_of(page, "partners")[0]

    items = said(picture)

    assert len(items) == 3
    for item in items:
        name, weight = re.match(r"(.+) gives most to .+ \((\d+)%\)", item).groups()
        assert max(numbers(" ".join(column(table_of(picture), name)))) == float(weight)


def test_markup_in_the_name_of_a_partner_is_shown_as_text(page):
    assert page.select("b") == []
    assert "<b>Trust</b>" in pictures_of(page, "partners")[0].text


@pytest.mark.parametrize(
    ("document", "missing"),
    [
        ({"place": {"name": "Nowhere"}}, {"evidence", "turning", "partners"}),
        (
            SALFORD | {"care-model": SALFORD["care-model"] | {"ruled_out": RULED_OUT | {"prime-contractor": "No."}}},
            {"evidence", "turning", "partners"},
        ),
    ],
    ids=["nothing weighed", "one option left"],
)
def test_what_there_is_nothing_to_say_of_is_not_drawn(catalogue_db, catalogue, document, missing):
    page = drawn(catalogue_db, catalogue, document)

    assert {kind for kind in TABLES if not pictures_of(page, kind)} == missing
    assert all(picture.title.text and picture.desc.text for picture in page.select("svg.chart"))
