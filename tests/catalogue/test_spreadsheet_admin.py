"""Spreadsheets and edition files in the admin: who may do what, the dry run, and the word to do it."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from models_catalogue.edition_files import edition_file
from models_catalogue.editions import draft
from models_catalogue.history import history_of, recorded
from models_catalogue.imports import keep
from models_catalogue.models import Fit, Option, Theme, Upload
from models_catalogue.rights import EDITORS, PUBLISHERS
from models_catalogue.spreadsheets import packed
from models_catalogue.spreadsheets.tables import file_name, tables, title
from models_catalogue.spreadsheets.writing import table_as_csv, workbook
from tests.catalogue.admin_pages import address, errors_of, page, somebody_who_may
from tests.catalogue.sheets import edited_csv, put
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db

FILES = reverse("catalogue-files")
DOWNLOADS = [
    reverse("catalogue-workbook"),
    reverse("catalogue-csv"),
    reverse("catalogue-table", args=["themes"]),
    reverse("catalogue-table-csv", args=["themes"]),
]
RENAMED = "Another name"


def member(*groups: str):
    user = User.objects.create(username="member", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return signed_in(user)


def upload(client, content: bytes, name: str = "themes.csv"):
    return client.post(FILES, {"file": SimpleUploadedFile(name, content)})


def renamed() -> bytes:
    return edited_csv(Theme, lambda lines: put(lines, ("joined-up",), "Name", RENAMED))


def with_one_more_and_one_less() -> bytes:
    Theme.objects.create(slug="unused", name="Unused")

    def change(lines):
        lines.remove(next(line for line in lines if line[0] == "unused"))
        lines.append([{"Slug": "brand-new", "Name": "New", "Position": "9"}[heading] for heading in lines[0]])

    return edited_csv(Theme, change)


def confirm(client, where: str, **typed):
    digest = page(client.get(where)).select_one('[name="digest"]')["value"]
    return client.post(where, {"digest": digest, "reason": "Agreed in November.", **typed})


def words(response) -> str:
    return " ".join(page(response).select_one("#content").get_text(" ").split())


def the_name() -> str:
    return Theme.objects.get(slug="joined-up").name


@pytest.mark.parametrize(
    ("groups", "may_read", "may_upload"),
    [((), False, False), ((PUBLISHERS,), True, False), ((EDITORS,), True, True), ((EDITORS, PUBLISHERS), True, True)],
)
def test_who_may_download_and_who_may_upload(groups, may_read, may_upload):
    visitor = member(*groups)

    assert {visitor.get(file).status_code for file in (FILES, *DOWNLOADS)} == {200 if may_read else 403}
    assert (upload(visitor, renamed()).status_code == 302) is may_upload
    assert Upload.objects.exists() is may_upload
    if may_read:
        assert bool(page(visitor.get(FILES)).select('[type="file"]')) is may_upload


def test_a_visitor_who_is_not_signed_in_is_sent_to_sign_in(client):
    for file in (FILES, *DOWNLOADS):
        assert "login" in client.get(file).url


def test_rights_over_one_table_let_download_that_one_alone():
    visitor = somebody_who_may("view_theme", "add_theme", "change_theme", "delete_theme")

    statuses = [visitor.get(reverse("catalogue-table", args=[name])).status_code for name in ("themes", "options")]

    assert statuses == [200, 403]
    assert upload(visitor, renamed()).status_code == 403


def test_an_upload_is_seen_and_confirmed_by_its_sender_alone(editor):
    where = upload(editor, renamed()).url
    other = member(EDITORS)

    assert other.get(where).status_code == 404
    assert other.post(where, {"reason": "Mine."}).status_code == 404
    assert other.post(where + "drop/").status_code == 404
    assert Upload.objects.exists()


def test_a_publisher_who_was_an_editor_cannot_confirm_any_more(editor):
    where = upload(editor, renamed()).url
    user = User.objects.get(username="editor")
    user.is_superuser = False
    user.save()

    assert editor.post(where, {"reason": "Mine."}).status_code == 403
    assert the_name() != RENAMED


@pytest.mark.parametrize("model", tables(), ids=title)
def test_the_list_of_every_table_leads_to_its_spreadsheet(editor, model):
    links = [link["href"] for link in page(editor.get(address(model, "changelist"))).select(".object-tools a")]

    assert reverse("catalogue-table", args=[file_name(model)]) in links
    assert FILES in links


def test_the_catalogue_leads_to_the_files(editor):
    links = [
        link["href"] for link in page(editor.get(reverse("admin:app_list", args=["models_catalogue"]))).select("a")
    ]

    assert FILES in links


def test_a_workbook_opens_with_a_sheet_that_explains_it(editor, catalogue_db):
    book = load_workbook(BytesIO(editor.get(reverse("catalogue-workbook")).content))

    explained = " ".join(str(cell.value or "") for (cell,) in book.worksheets[0].iter_rows())
    assert book.sheetnames == ["Read me", *map(title, tables())]
    assert f"number {catalogue_db.number}," in explained
    assert "A row that you delete from a sheet is removed" in explained


def test_a_table_that_is_not_there_cannot_be_downloaded(editor):
    assert editor.get("/admin/models_catalogue/files/weather.csv").status_code == 404


def test_the_dry_run_says_row_by_row_what_would_change_and_changes_nothing(editor):
    before = the_name()

    shown = words(editor.get(upload(editor, renamed()).url))

    assert f"joined-up changed Name: from {before} to {RENAMED}" in shown
    assert "Rows that would be added: 0. Changed: 1. Removed: 0." in shown
    assert the_name() == before


def test_confirming_changes_the_draft_and_keeps_who_and_why(editor):
    where = upload(editor, renamed()).url

    response = confirm(editor, where)

    entry = history_of(Theme.objects.get(slug="joined-up"))[0]
    assert response.status_code == 302
    assert the_name() == RENAMED
    assert (entry.by, entry.reason) == ("editor", "Agreed in November.")
    assert not Upload.objects.exists()
    assert editor.get(where).status_code == 404


def test_confirming_twice_changes_once(editor):
    where = upload(editor, renamed()).url
    confirm(editor, where)

    assert editor.post(where, {"digest": "x", "reason": "Again."}).status_code == 404
    told = history_of(Theme.objects.get(slug="joined-up"))
    assert [entry.reason for entry in told] == ["Agreed in November.", "As shipped."]


def test_rows_that_would_be_removed_are_counted_and_go_only_when_that_is_ticked(editor):
    where = upload(editor, with_one_more_and_one_less()).url

    shown = words(editor.get(where))
    refused = confirm(editor, where)

    assert "Rows that are not in the file and would be removed: 1." in shown
    assert "Tick this if the rows are to go." in errors_of(refused)
    assert Theme.objects.filter(slug="unused").exists()

    confirm(editor, where, removing="on")

    assert set(Theme.objects.filter(slug__in=("unused", "brand-new")).values_list("slug", flat=True)) == {"brand-new"}


def test_a_change_needs_a_reason(editor):
    where = upload(editor, renamed()).url

    refused = confirm(editor, where, reason=" ")

    assert "Say why you make these changes." in errors_of(refused)
    assert the_name() != RENAMED
    assert page(refused).title.text.startswith("Error: ")


def test_a_draft_that_changed_after_the_dry_run_is_shown_anew(editor):
    where = upload(editor, renamed()).url
    shown = page(editor.get(where)).select_one('[name="digest"]')["value"]
    Theme.objects.filter(slug="joined-up").update(name="What somebody else wrote")

    refused = editor.post(where, {"digest": shown, "reason": "Mine."})

    assert "The draft has changed since you read this." in errors_of(refused)
    assert f"from What somebody else wrote to {RENAMED}" in words(refused)
    assert the_name() == "What somebody else wrote"
    assert confirm(editor, where).status_code == 302
    assert the_name() == RENAMED


def test_a_change_elsewhere_in_the_draft_does_not_stop_a_file(editor):
    where = upload(editor, renamed()).url
    shown = page(editor.get(where)).select_one('[name="digest"]')["value"]
    Option.objects.filter(slug="mcp").update(name="What somebody else wrote")

    editor.post(where, {"digest": shown, "reason": "Mine."})

    assert the_name() == RENAMED
    assert Option.objects.get(slug="mcp").name == "What somebody else wrote"


def test_a_file_that_the_draft_cannot_take_any_more_is_refused_with_its_faults(editor):
    Theme.objects.create(slug="unused", name="Unused")
    content = edited_csv(Theme, lambda lines: lines.remove(next(line for line in lines if line[0] == "unused")))
    where = upload(editor, content).url
    Fit.objects.first().objective.__class__.objects.filter(slug="access").update(theme=Theme.objects.get(slug="unused"))

    shown = words(editor.get(where))

    assert "The row “unused” is missing, but these still name it: objective access." in shown
    assert Theme.objects.filter(slug="unused").exists()


def test_a_file_that_changes_nothing_offers_nothing_to_confirm(editor):
    where = upload(editor, table_as_csv(Theme)).url

    response = editor.get(where)

    assert "nothing would change" in words(response)
    assert not page(response).select('[name="reason"]')


def test_a_file_can_be_dropped(editor):
    where = upload(editor, renamed()).url

    editor.post(where + "drop/")

    assert not Upload.objects.exists()
    assert the_name() != RENAMED


def test_a_wrong_file_is_refused_whole_with_every_fault_in_a_table(editor):
    def change(lines):
        put(lines, ("mcp", "access"), "Fit", "good")
        put(lines, ("pacs", "access"), "Fit", "3")
        put(lines, ("pacs", "quality"), "Direction", "sideways")

    before = draft()
    response = upload(editor, edited_csv(Fit, change), "fits.csv")

    faults = [[cell.text for cell in row.select("td")] for row in page(response).select(".sheet-faults tbody tr")]
    assert "Nothing was taken in." in errors_of(response)
    assert {(sheet, column) for sheet, _, column, _ in faults} == {("Fits", "Fit"), ("Fits", "Direction")}
    assert all(re.fullmatch(r"\d+", row) for _, row, _, _ in faults)
    assert draft() == before
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("posted", "error"),
    [
        ({}, "Choose the file."),
        ({"file": SimpleUploadedFile("themes.csv", b"")}, "The file is empty."),
        ({"file": SimpleUploadedFile("themes.csv", b"x" * (packed.MOST_BYTES + 1))}, "larger than 10 MB"),
        ({"file": SimpleUploadedFile("weather.csv", b"a,b")}, "Nothing was taken in."),
        ({"file": SimpleUploadedFile("edition.json", b"{}")}, "Nothing was taken in."),
    ],
)
def test_what_is_wrong_with_a_file_is_said_beside_its_field(editor, posted, error):
    response = editor.post(FILES, posted)

    row = BeautifulSoup(response.content, "html.parser").select_one(".form-row.errors")
    assert error in row.text
    assert row.select_one('[type="file"]')


def test_a_hostile_cell_is_shown_as_text(editor):
    hostile = edited_csv(Theme, lambda lines: put(lines, ("joined-up",), "Name", "<script>alert(1)</script>"))

    response = editor.get(upload(editor, hostile).url)

    assert b"<script>alert" not in response.content
    assert "<script>alert(1)</script>" in words(response)


def test_an_edition_file_goes_the_same_way(editor, catalogue_db):
    old, theme = the_name(), Theme.objects.get(slug="joined-up")
    with recorded(user=None, reason="Clearer."):
        theme.name = RENAMED
        theme.save()

    where = upload(editor, edition_file(catalogue_db).encode(), "edition-1.json").url
    shown = words(editor.get(where))
    confirm(editor, where)

    assert f"edition 1 of 2026-11-22, “{catalogue_db.note}”" in shown
    assert f"joined-up changed name: from {RENAMED} to {old}" in shown
    assert draft().canonical().decode() == catalogue_db.content
    assert history_of(theme)[0].reason == "Agreed in November."


def test_a_spoilt_edition_file_is_refused(editor, catalogue_db):
    spoilt = edition_file(catalogue_db).replace("Multispecialty", "Multi-specialty", 1).encode()

    assert "the content was changed since it was exported" in words(upload(editor, spoilt, "edition-1.json"))


def test_one_file_waits_for_each_person_and_none_for_longer_than_a_day(editor):
    now = timezone.now()
    somebody = User.objects.create(username="somebody")
    keep("old.csv", b"x", by=somebody, at=now - timedelta(days=2))

    upload(editor, renamed())
    upload(editor, table_as_csv(Theme), "again.csv")

    assert list(Upload.objects.values_list("name", flat=True)) == ["again.csv"]


def test_a_workbook_of_all_tables_goes_the_same_way(editor):
    content = workbook(tables(), [])

    response = editor.get(upload(editor, content, "catalogue.xlsx").url)

    assert "nothing would change" in words(response)


def test_the_queries_of_the_page_do_not_grow_with_what_would_change(editor):
    def queries(content: bytes) -> int:
        where = upload(editor, content, "fits.csv").url
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(where).status_code == 200
        return len(captured)

    def all_reasons(lines):
        for line in lines[1:]:
            line[lines[0].index("Rationale")] = "Because."

    one = queries(edited_csv(Fit, lambda lines: put(lines, ("mcp", "access"), "Rationale", "Because.")))
    every = queries(edited_csv(Fit, all_reasons))

    assert one == every
