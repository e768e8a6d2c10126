"""What a spreadsheet would change, and everything for which it is refused, by sheet, row and column."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.db.models import CheckConstraint, Q

from models_catalogue.models import (
    Approval,
    AssuranceHeading,
    Edition,
    Fit,
    Flexibility,
    Gate,
    Milestone,
    Objective,
    Option,
    Rating,
    Source,
    Theme,
    Upload,
    Variant,
)
from models_catalogue.models import Compatibility as Compatible
from models_catalogue.spreadsheets import grids, packed, workbooks
from models_catalogue.spreadsheets.conditions import broken_rules, holds
from models_catalogue.spreadsheets.faults import Refused
from models_catalogue.spreadsheets.files import read_file
from models_catalogue.spreadsheets.tables import tables
from models_catalogue.spreadsheets.writing import table_as_csv, workbook
from models_catalogue.thawing import Thawing, other_names
from tests.catalogue.sheets import (
    cell_of,
    edited,
    edited_csv,
    edited_workbook,
    faults,
    planned,
    put,
    row_of,
    told,
)

pytestmark = pytest.mark.django_db


def theme(book, heading: str = "Name"):
    return cell_of(book, Theme, "joined-up", heading)


def test_a_changed_cell_is_told_with_its_old_and_its_new_value():
    old = Theme.objects.get(slug="joined-up").name

    found = edited(Theme, lambda lines: put(lines, ("joined-up",), "Name", "Another name"))

    (change,) = found.changes
    (field,) = change.fields
    assert (change.table, change.row, change.kind) == ("themes", "joined-up", "changed")
    assert (field.name, field.old, field.new) == ("Name", old, "Another name")


def test_a_row_that_is_missing_is_removed_and_one_that_is_new_is_added():
    Theme.objects.create(slug="unused", name="Unused")

    def change(lines):
        lines.remove(row_of(lines, "unused"))
        lines.append([{"Slug": "brand-new", "Name": "New", "Position": "9"}[heading] for heading in lines[0]])

    assert told(edited(Theme, change)) == {("themes", "unused", "removed"), ("themes", "brand-new", "added")}


def test_rows_may_be_sorted_columns_moved_and_empty_rows_left():
    def change(lines):
        lines[1:] = [[], *reversed(lines[1:]), ["", ""]]
        lines[:] = [list(reversed(line)) for line in lines]

    found = edited(Theme, change)

    assert (found.faults, found.changes) == ((), ())


def test_tables_without_a_sheet_stay_as_they_are():
    found = edited(Theme, lambda lines: put(lines, ("joined-up",), "Name", "Another name"))
    others = {model: list(model.objects.order_by("pk").values()) for model in tables() if model is not Theme}

    Thawing(found.wanted, found.tables).run()

    assert Theme.objects.get(slug="joined-up").name == "Another name"
    assert {model: list(model.objects.order_by("pk").values()) for model in tables() if model is not Theme} == others


def test_new_rows_may_name_each_other_within_one_file():
    def change(book):
        options, fits = book["Options"], book["Fits"]
        model = {cell.value: copy.value for cell, copy in zip(options[1], options[2], strict=True)}
        options.append([(model | {"Slug": "brand-new", "Name": "New"})[cell.value] for cell in options[1]])
        first = {cell.value: copy.value for cell, copy in zip(fits[1], fits[2], strict=True)}
        fits.append([(first | {"Option": "brand-new"})[cell.value] for cell in fits[1]])

    found = planned(edited_workbook((Option, Fit), change))
    Thawing(found.wanted, found.tables).run()

    assert not found.faults
    assert Fit.objects.filter(option__slug="brand-new").exists()
    assert {kind for _, row, kind in told(found)} == {"added"}


def test_unique_names_may_change_places():
    one, other = AssuranceHeading.objects.get(number=1), AssuranceHeading.objects.get(number=2)

    def change(lines):
        put(lines, ("1",), "Slug", other.slug)
        put(lines, ("2",), "Slug", one.slug)

    found = edited(AssuranceHeading, change)
    Thawing(found.wanted, found.tables).run()

    assert AssuranceHeading.objects.get(number=1).slug == other.slug


@pytest.mark.parametrize(
    ("typed", "stored"), [("yes", True), ("TRUE", True), ("No", False), ("", False), ("false", False)]
)
def test_yes_and_no_are_read_however_a_program_writes_them(typed, stored):
    found = edited(Option, lambda lines: put(lines, ("mcp",), "Needs award", typed))

    (row,) = [wanted for wanted in found.wanted if wanted.key == ("mcp",)]
    assert not found.faults
    assert row.columns["needs_award"] is stored


@pytest.mark.parametrize("typed", ["2027-03-01", "01/03/2027", " 2027-03-01 "])
def test_a_day_is_read_year_first_or_as_it_is_written_in_england(typed):
    found = edited(Flexibility, lambda lines: put(lines, ("vat",), "Review due", typed))

    (change,) = found.changes
    assert [(field.name, field.new) for field in change.fields] == [("Review due", "2027-03-01")]


@pytest.mark.parametrize("typed", ["improves", "Improves", "+", "+ improves"])
def test_a_choice_is_read_by_its_words_or_its_sign(typed):
    key = tuple(Fit.objects.exclude(direction="+").first().natural_key())

    found = edited(Fit, lambda lines: put(lines, key, "Direction", typed))

    assert {field.new for change in found.changes for field in change.fields} == {"improves"}


@pytest.mark.parametrize(
    ("model", "key", "heading", "typed", "fault"),
    [
        (Fit, ("mcp", "access"), "Fit", "7", "less than or equal to 3"),
        (Fit, ("mcp", "access"), "Fit", "good", "whole number"),
        (Fit, ("mcp", "access"), "Fit", "1.5", "whole number"),
        (Fit, ("mcp", "access"), "Fit", "", "must not be empty"),
        (Fit, ("mcp", "access"), "Rationale", " ", "must not be empty"),
        (Fit, ("mcp", "access"), "Evidence", "splendid", "Write one of: Strong, Moderate"),
        (Fit, ("mcp", "access"), "Our own judgement", "perhaps", "Write yes or no"),
        (Fit, ("mcp", "access"), "Last reviewed", "last week", "Write the day as 2026-12-31"),
        (Fit, ("mcp", "access"), "Sources", "1\n99999", "There is no source “99999”"),
        (Fit, ("mcp", "access"), "Option", "nobody", "There is no option “nobody”"),
        (Objective, ("access",), "Theme", "nothing", "There is no theme “nothing”. Add it to the sheet Themes"),
        (Objective, ("access",), "Theme", "", "must not be empty"),
        (Rating, ("mcp",), "Answer", "lead", "There is no circumstance answer “lead”"),
        (Option, ("mcp",), "Slug", "not a slug", "Use lower-case letters"),
        (Option, ("mcp",), "Name", "x" * 161, "at most 160 characters"),
        (Option, ("mcp",), "Services that it joins", "dentistry", "Not in the list: dentistry"),
        (Source, ("7",), "Url", "nowhere", "valid URL"),
        (Source, ("7",), "Number", "seven", "whole number"),
        (Milestone, ("go-live",), "Fast weeks", "9999", "breaks the rule “milestone weeks in order”"),
        (Flexibility, ("vat",), "Last checked", "1999-01-01", "flexibility checked after source"),
        (Compatible, ("mcp",), "Upper", "nobody", "Not in the list: nobody"),
        (Variant, (), "Answer", "nonsense", "Not in the list: nonsense"),
        (Gate, (), "Values", "nonsense", "Not in the list: nonsense"),
    ],
)
def test_a_wrong_value_is_named_by_sheet_row_and_column(model, key, heading, typed, fault):
    def change(lines):
        row = row_of(lines, *key) if key else lines[1]
        row[lines[0].index(heading)] = typed
        numbers.append(lines.index(row) + 1)

    numbers: list[int] = []
    found = edited(model, change)

    told = " ".join(faults(found))
    assert fault in told
    assert {one.row for one in found.faults if fault in one.words} == set(numbers)
    assert (found.changes, found.wanted) == ((), ())
    if "rule" not in fault and "after source" not in fault:
        assert heading in {one.column for one in found.faults}


def test_everything_that_is_wrong_is_told_at_once_from_top_to_bottom():
    def change(lines):
        lines[1][lines[0].index("Fit")] = "good"
        lines[3][lines[0].index("Option")] = "nobody"
        lines[5][lines[0].index("Last reviewed")] = "soon"
        lines.append(list(lines[6]))

    found = edited(Fit, change)

    rows = [(fault.row, fault.column) for fault in found.faults]
    assert rows[:3] == [(2, "Fit"), (4, "Option"), (6, "Last reviewed")]
    assert "is in row 7 already" in found.faults[-1].words


def test_a_name_that_is_used_twice_is_refused_in_other_unique_columns_too():
    found = edited(AssuranceHeading, lambda lines: put(lines, ("2",), "Slug", lines[1][lines[0].index("Slug")]))

    assert [(fault.row, fault.column) for fault in found.faults] == [(3, "Slug")]


def test_a_row_that_others_still_name_is_not_removed():
    found = edited(Option, lambda lines: lines.remove(row_of(lines, "mcp")))

    assert any("The row “mcp” is missing, but these still name it" in fault for fault in faults(found))
    assert {fault.sheet for fault in found.faults} == {"Options"}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda lines: [line.pop() for line in lines], "column Position: The column is missing"),
        (lambda lines: lines[0].append("Colour"), "column Colour: There is no such column"),
        (lambda lines: lines[0].__setitem__(1, lines[0][0]), "is there twice"),
        (lambda lines: lines[1].append("stray"), "without a heading"),
        (lambda lines: lines.clear(), "column Slug: The column is missing"),
    ],
)
def test_wrong_headings_are_named(change, fault):
    def reordered(lines):
        lines[:] = [[line[0], line[2], line[1]] for line in lines]
        change(lines)

    assert fault in " ".join(faults(edited(Theme, reordered)))


def formula(book):
    theme(book).value = "=1+1"


def error_value(book):
    theme(book).value = "#REF!"


def merged(book):
    book["Themes"].merge_cells("A2:A3")


def unknown_sheet(book):
    book.create_sheet("Weather")["A1"] = "Rain"


def far_away(book):
    book["Themes"]["A900000"] = "x"


def far_right(book):
    book["Themes"]["XFD1"] = "x"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (formula, "column Name: The cell holds a formula"),
        (error_value, "column Name: The cell holds an error (#REF!)"),
        (merged, "Themes, row 2: The cells A2:A3 are merged"),
        (unknown_sheet, "Weather: There is no such table"),
        (far_away, "more than 50,000 rows"),
        (far_right, "or 100 columns"),
    ],
)
def test_a_workbook_that_does_more_than_hold_values_is_refused_by_name(change, fault):
    try:
        said = faults(planned(edited_workbook((Theme,), change)))
    except Refused as wrong:
        said = [str(wrong)]

    assert fault in " ".join(said)


def packed_from(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return file.getvalue()


def a_workbook(more: dict[str, bytes] | None = None) -> bytes:
    """A workbook with parts put in."""
    return packed_from(packed.parts_of(workbook((Theme,), [])) | (more or {}))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (lambda: a_workbook({"xl/vbaProject.bin": b"code"}), "holds macros"),
        (lambda: a_workbook({"xl/externalLinks/one.xml": b"<a/>"}), "linked to other workbooks"),
        (
            lambda: a_workbook({"xl/more.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "no spreadsheet program writes",
        ),
        (lambda: a_workbook({"xl/more.xml": '<?xml version="1.0"?><a/>'.encode("utf-16")}), "no spreadsheet program"),
        (lambda: a_workbook({"xl/bomb.bin": bytes(packed.MOST_UNPACKED)}), "larger than 60 MB"),
        (lambda: a_workbook()[:-200], "cannot be unpacked"),
        (lambda: packed_from({"[Content_Types].xml": b"<a/>"}), "cannot be read"),
        (lambda: packed_from({"letter.txt": b"Dear"}), "no table in the file"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 100, "locked by a password, or older"),
        (lambda: b"x" * (packed.MOST_BYTES + 1), "larger than 10 MB"),
        (lambda: b"%PDF-1.7 \xff\xfe", "not in UTF-8"),
        (lambda: "Slug,Name".encode("utf-16-le"), "no CSV"),
        (lambda: table_as_csv(Theme).decode("utf-8-sig").replace('","', '";"').encode(), "parted by semicolons"),
        (lambda: table_as_csv(Theme).decode("utf-8-sig").replace('","', '"\t"').encode(), "parted by tabs"),
        (lambda: b'"Slug","Name\nx"y', "not written as CSV"),
        (lambda: "Slug,Näme".encode("latin-1"), "not in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(content, fault):
    with pytest.raises(Refused, match=fault):
        read_file("themes.csv", content())


@pytest.mark.parametrize(("name", "content"), [("weather.csv", b"a,b\n1,2"), ("themes.csv", b""), ("x.csv", b"")])
def test_a_file_that_is_no_table_of_ours_is_refused(name, content):
    assert planned(content, name).faults


def test_too_many_cells_or_rows_are_refused(monkeypatch):
    content = workbook((Option,), [])
    monkeypatch.setattr(workbooks, "MOST_CELLS", 100)
    with pytest.raises(Refused, match="more than 100 cells"):
        read_file("options.xlsx", content)

    monkeypatch.setattr(grids, "MOST_ROWS", 2)
    with pytest.raises(Refused, match="more than 2 rows"):
        read_file("options.csv", table_as_csv(Option))


@pytest.mark.parametrize("name", ["themes.csv", "Themes (2).csv", "folder/THEMES.CSV", "anything.csv"])
def test_a_csv_file_is_known_by_its_name_or_by_its_headings(name):
    assert planned(table_as_csv(Theme), name).tables == (Theme,)


def test_one_table_twice_is_refused():
    files = {"themes.csv": table_as_csv(Theme), "anything.csv": table_as_csv(Theme)}

    assert "twice" in " ".join(faults(planned(packed_from(files), "x.zip")))


def test_faults_in_several_files_of_a_zip_are_all_told():
    files = {"themes.csv": b"\xff", "options.csv": b"\xff", "fits.csv": edited_csv(Fit, lambda lines: None)}

    with pytest.raises(Refused) as wrong:
        read_file("x.zip", packed_from(files))

    assert {fault.sheet for fault in wrong.value.faults} == {"themes", "options"}


@pytest.mark.parametrize("model", tables(), ids=lambda model: model._meta.model_name)
def test_every_rule_of_the_database_can_be_judged_without_asking_it(model):
    said = {field.name: 1 for field in model._meta.fields}

    for rule in model._meta.constraints:
        if isinstance(rule, CheckConstraint):
            assert holds(rule.condition, said) in (True, False, None)
        else:
            assert set(rule.fields) == {path.split("__")[0] for path in model.natural_fields}
    assert len(other_names(model)) <= 1


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Q(low__lte=2), True),
        (Q(low__gte=2), False),
        (Q(empty__gte=2), None),
        (Q(empty__isnull=True) | Q(low__gte=2), True),
        (Q(empty__gte=2) | Q(low__gte=2), None),
        (Q(low__gte=2, empty__gte=2), False),
        (~Q(low__gte=2), True),
        (~Q(word=""), True),
        (Q(word__in=["a", "b"]), True),
        (Q(unsaid__gte=1), None),
    ],
)
def test_conditions_are_judged_as_the_database_judges_them(condition, expected):
    assert holds(condition, {"low": 1, "empty": None, "word": "a"}) is expected


def test_a_broken_rule_is_told_in_words():
    assert list(broken_rules(Fit, {"fit": 9, "rationale": "", "grade": "strong", "direction": "+"})) == [
        "fit from minus 1 to 3",
        "fit has a rationale",
    ]


def test_what_is_no_row_of_the_catalogue_has_no_sheet():
    assert not {Edition, Approval, Upload} & set(tables())
