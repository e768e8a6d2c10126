"""A spreadsheet on its way through the admin in a browser: downloaded, refused, tried, confirmed; by mouse and without JavaScript."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.urls import reverse

from tests.browser.actions import click, press
from tests.browser.axe import WIDTHS, barriers

PASSWORD = "a password for one test run"


@pytest.fixture(scope="module")
def keeper(site) -> str:
    """Somebody who keeps the catalogue."""
    site.manage(
        *("createsuperuser", "--noinput", "--username", "keeper", "--email", "keeper@portal.example"),
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )
    return "keeper"


def sign_in(page, name: str) -> None:
    page.goto(reverse("admin:login"))
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Log in")


def is_for_everybody(page) -> None:
    assert barriers(page) == []
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})


def downloaded(page) -> list[list[str]]:
    page.get_by_text("One table at a time").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV of themes").click()
    return list(csv.reader(StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))


def upload(page, lines: list[list[str]]) -> None:
    file = StringIO()
    csv.writer(file).writerows(lines)
    sent = {"name": "themes.csv", "mimeType": "text/csv", "buffer": file.getvalue().encode("utf-8-sig")}
    page.get_by_label("File").set_input_files(sent)
    press(page, "Show what would change")


def test_a_table_is_downloaded_refused_tried_and_taken_in(page, keeper):
    sign_in(page, keeper)
    page.goto(reverse("admin:app_list", args=["models_catalogue"]))
    click(page.get_by_role("link", name="Spreadsheets and edition files"))
    is_for_everybody(page)
    lines = downloaded(page)
    name = lines[0].index("Name")

    upload(page, [*lines, ["Not a slug", *lines[1][1:]]])
    assert page.locator(".sheet-faults tbody tr").count() == 1
    is_for_everybody(page)

    lines[1][name] = "A name from a spreadsheet"
    upload(page, [*lines, ["from-a-spreadsheet", *lines[2][1:]]])
    assert page.locator("ins").all_text_contents() == ["A name from a spreadsheet"]
    is_for_everybody(page)

    press(page, "Make these changes")
    is_for_everybody(page)
    page.get_by_label("Why").fill("To try it out.")
    press(page, "Make these changes")
    assert "was taken in" in page.locator(".messagelist").inner_text()

    page.goto(reverse("catalogue-files"))
    lines = downloaded(page)
    assert "A name from a spreadsheet" in {line[name] for line in lines}
    upload(page, [line for line in lines if line[0] != "from-a-spreadsheet"])
    is_for_everybody(page)
    page.get_by_label("Remove the rows that are not in the file").check()
    page.get_by_label("Why").fill("To put it back.")
    press(page, "Make these changes")
    assert "was taken in" in page.locator(".messagelist").inner_text()


def test_an_edition_file_is_tried_and_dropped_without_javascript(visitor, keeper):
    page = visitor(java_script_enabled=False)
    sign_in(page, keeper)
    page.goto(reverse("admin:models_catalogue_edition_changelist"))
    click(page.locator("#result_list tbody th a").first)
    with page.expect_download() as download:
        page.get_by_role("link", name="as a file to read and to take elsewhere").click()

    page.goto(reverse("catalogue-files"))
    page.get_by_label("File").set_input_files(download.value.path())
    press(page, "Show what would change")
    assert page.get_by_text("Nothing has been changed yet").or_(page.get_by_text("nothing would change")).count()
    press(page, "Drop the file and change nothing")

    assert "The file was dropped" in page.locator(".messagelist").inner_text()
