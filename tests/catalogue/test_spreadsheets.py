"""Tables as spreadsheets: out and back without a change, and nothing in them that a program would run."""

import time
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from openpyxl import load_workbook

from models_catalogue.editions import draft, rows_of
from models_catalogue.history import tables as tables_with_history
from models_catalogue.imports import proposal
from models_catalogue.models import Compatibility, Fit, Milestone, Option, Risk, Term, Theme, Tool
from models_catalogue.spreadsheets.cells import guarded, unguarded
from models_catalogue.spreadsheets.files import read_file
from models_catalogue.spreadsheets.tables import columns, tables, title
from models_catalogue.spreadsheets.writing import table_as_csv, tables_as_zip, workbook
from models_catalogue.thawing import Thawing, in_order, thaw
from tests.catalogue.large import enlarged
from tests.catalogue.sheets import planned

pytestmark = pytest.mark.django_db

RUN_BY_PROGRAMS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
HOSTILE = st.text(st.sampled_from("=+-@\t\r\n＝＋－＠' \"ab;,|\x00\x0b\ufeff\u200b\u2028_x0D5F_"), max_size=12)


def rows_as_they_are() -> dict:
    return {model: list(model.objects.order_by("pk").values()) for model in in_order()}


def test_every_table_of_the_catalogue_has_a_sheet():
    assert set(tables()) == set(tables_with_history())
    assert len({title(model) for model in tables()}) == len(tables())
    assert max(len(title(model)) for model in tables()) <= 31


@pytest.mark.parametrize("model", tables(), ids=title)
def test_the_headings_of_a_sheet_are_all_different_and_told_from_those_of_any_other(model):
    headings = [column.title.casefold() for column in columns(model)]

    assert len(set(headings)) == len(headings)
    assert not [other for other in tables() if other is not model and set(headings) == _headings(other)]


def _headings(model) -> set[str]:
    return {column.title.casefold() for column in columns(model)}


@pytest.mark.parametrize("model", tables(), ids=title)
def test_every_word_of_a_choice_means_one_choice(model):
    for column in columns(model):
        assert len({words.casefold() for words in column.words.values()}) == len(column.words)


@pytest.mark.parametrize(
    "file", [lambda: workbook(tables(), ["What this is."]), lambda: tables_as_zip(tables())], ids=["workbook", "CSV"]
)
def test_the_whole_catalogue_comes_back_as_it_went_out(catalogue_db, file):
    before = rows_as_they_are()

    found = planned(file())
    Thawing(found.wanted, found.tables).run()

    assert (found.faults, found.changes, found.tables) == ((), (), tables())
    assert rows_as_they_are() == before
    assert draft().canonical().decode() == catalogue_db.content


@pytest.mark.parametrize("model", tables(), ids=title)
def test_each_table_alone_comes_back_as_it_went_out(model):
    found = planned(table_as_csv(model), "renamed by somebody.csv")

    assert (found.faults, found.changes, found.tables) == ((), (), (model,))


def test_a_catalogue_comes_back_whole_after_its_rows_were_lost(catalogue_db):
    content = workbook(tables(), [])
    for model in reversed(in_order()):
        model.objects.all().delete()

    found = planned(content)
    Thawing(found.wanted, found.tables).run()

    assert {change.kind for change in found.changes} == {"added"}
    assert draft().canonical().decode() == catalogue_db.content


def test_names_come_first_and_values_are_written_for_people():
    sheet = load_workbook(BytesIO(workbook((Fit, Milestone, Option), [])))

    fits, milestones = sheet["Fits"], sheet["Milestones"]
    headings = [cell.value for cell in fits[1]]
    first = dict(zip(headings, [cell.value for cell in fits[2]], strict=True))
    weeks = [cell.value for cell in milestones[1]].index("Fast weeks")
    assert headings[:2] == ["Option", "Objective"]
    assert isinstance(first["Fit"], int)
    assert first["Our own judgement"] in ("yes", "no")
    assert first["Direction"] in ("improves", "no effect found", "adverse", "mixed", "unknown")
    assert isinstance(milestones[2][weeks].value, int | float)


def test_days_are_days_in_a_workbook_and_are_written_year_first_in_csv():
    Term.objects.filter(slug=Term.objects.first().slug).update(review_due=date(2027, 3, 1))

    sheet = load_workbook(BytesIO(workbook((Term,), [])))["Terms"]
    due = [cell.value for cell in sheet[1]].index("Review due")
    days = [row[due] for row in sheet.iter_rows(min_row=2) if row[due].is_date]

    assert days
    assert {cell.number_format for cell in days} == {"yyyy-mm-dd"}
    assert "2027-03-01" in table_as_csv(Term).decode()


@given(HOSTILE)
@example("=1+1")
@example("'=1+1")
@example("''")
@example("'tis")
@example("  =1")
def test_a_guarded_text_never_begins_like_a_formula_and_comes_back(text):
    written = guarded(text)

    assert not written.lstrip(" \n\x0b\ufeff\u200b\u2028").startswith(RUN_BY_PROGRAMS)
    assert unguarded(written) == text


class HostileTexts(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(st.lists(HOSTILE, min_size=5, max_size=5))
    def test_every_cell_reads_as_it_was_written_and_none_is_a_formula(self, texts):
        Theme.objects.bulk_create(Theme(slug=f"hostile-{number}", name=text) for number, text in enumerate(texts))
        written = [{one: one.text(said) for one, said in row.items()} for row in said_by_themes()]

        for content in (workbook((Theme,), []), table_as_csv(Theme)):
            (grid,) = read_file("themes.csv", content)
            assert grid.read(Theme) == (list(enumerate(written, 2)), [])
            assert not [
                cell for line in grid.lines for cell in line.cells if cell.lstrip(" ").startswith(RUN_BY_PROGRAMS)
            ]


def said_by_themes() -> list[dict]:
    return [{column: column.said_by(row) for column in columns(Theme)} for row in rows_of(Theme)]


def test_a_draft_of_hostile_texts_comes_back_without_a_change():
    for number, text in enumerate(
        ["=1", "'=1", "''=1", "'tis", " =1", "\t=1", "＝1", "", " ", "\n", "\x00", "_x000D_", 'a,b;c"d']
    ):
        Theme.objects.create(slug=f"hostile-{number}", name=text)

    for content in (workbook((Theme,), []), table_as_csv(Theme)):
        found = planned(content, "themes.csv")
        assert (found.faults, found.changes) == ((), ())


@pytest.mark.parametrize("name", ["#N/A", "#REF!", "1", "TRUE", "2026-01-02", "x" * 40_000, "a\r\nb\rc"])
def test_a_text_that_looks_like_something_else_stays_a_text(name):
    Theme.objects.filter(slug="joined-up").update(name=name)

    for content in (workbook((Theme,), []), table_as_csv(Theme)):
        found = planned(content, "themes.csv")
        assert (found.faults, found.changes) == ((), ())


def test_a_draft_that_is_incomplete_comes_back_without_a_change():
    Tool.objects.update(url="no address", what_for="")
    Risk.objects.update(lowered_by=["unheard-of"])
    Compatibility.objects.filter(upper="mcp").update(upper="nobody")

    found = planned(workbook(tables(), []))

    assert (found.faults, found.changes) == ((), ())


def queries(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_the_queries_of_a_download_and_of_a_dry_run_do_not_grow_with_the_rows(catalogue):
    content = workbook(tables(), [])
    few = queries(lambda: workbook(tables(), [])), queries(lambda: proposal("x.xlsx", content))

    thaw(enlarged(catalogue, options=40, objectives=30))

    many = queries(lambda: workbook(tables(), [])), queries(lambda: proposal("x.xlsx", workbook(tables(), [])))
    assert few[0] == many[0]
    assert few[1] + few[0] == many[1]


def test_a_dry_run_of_the_whole_catalogue_takes_seconds():
    content = workbook(tables(), [])
    began = time.monotonic()

    proposal("x.xlsx", content)

    assert time.monotonic() - began < 15
