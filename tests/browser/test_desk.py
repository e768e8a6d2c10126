"""The editors' desk in a browser: as somebody who edits, and as those who publish."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from models_catalogue.rights import EDITORS, PUBLISHERS
from tests.browser.actions import click, press
from tests.browser.axe import barriers
from tests.browser.conftest import PATIENCE, Site, site_of_its_own

PASSWORD = "a password for one test run"
CAST = {"ann": (EDITORS, PUBLISHERS), "ben": (PUBLISHERS,), "cat": (EDITORS,)}
MAKE = """
from django.contrib.auth.models import Group, User
user = User.objects.create_user({name!r}, password={password!r}, is_staff=True)
user.groups.set(Group.objects.filter(name__in={groups!r}))
"""
SELECT2 = (".select2-container",)
"""The widget by which Django's admin looks up rows; it is not ours to mend."""
MATRIX = reverse("admin:models_catalogue_fit_matrix")
PUBLISH = reverse("admin:models_catalogue_edition_publish")


@pytest.fixture(scope="module")
def site(tmp_path_factory, worker_id) -> Site:
    """A site of its own: what is published here would lie under the feet of other tests."""
    with site_of_its_own(tmp_path_factory, worker_id) as served:
        for name, groups in CAST.items():
            served.manage("shell", "-c", MAKE.format(name=name, password=PASSWORD, groups=groups))
        yield served


@pytest.fixture
def desk(visitor):
    """Somebody signed in by hand."""

    def sign_in(name: str, **options) -> Page:
        page = visitor(**options)
        page.goto(reverse("admin:login"))
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        press(page, "Log in")
        return page

    return sign_in


def open_row(page: Page, table: str, name: str) -> None:
    page.goto(reverse(f"admin:models_catalogue_{table}_changelist"))
    click(page.locator("#result_list").get_by_role("link", name=name, exact=True))


def save(page: Page, why: str) -> None:
    page.get_by_label("Why").fill(why)
    click(page.locator('[name="_save"]'))


def say_name(page: Page, name: str) -> None:
    page.locator('[name="name"]').fill(name)


def test_an_editor_changes_a_row_with_a_reason_and_reads_its_history(desk):
    page = desk("cat")
    open_row(page, "theme", "Staff and general practice")
    assert barriers(page) == []
    say_name(page, "People who work here")
    save(page, "")

    expect(page.get_by_text("Say why you make this change.")).to_be_visible()
    expect(page.locator('[name="name"]')).to_have_value("People who work here")
    assert barriers(page) == []
    save(page, "Said as people say it.")
    open_row(page, "theme", "People who work here")
    expect(page.locator("#content")).to_contain_text("Last changed by cat")
    click(page.get_by_role("link", name="All of its history"))

    told = page.locator("#content").inner_text()
    assert re.search(r"name: from Staff and general practice to People who work here", told)
    assert "Said as people say it." in told
    assert barriers(page) == []


@pytest.mark.parametrize("table", ["option", "fit"])
def test_the_longest_pages_of_rows_are_for_everybody(desk, table):
    page = desk("cat")
    page.goto(reverse(f"admin:models_catalogue_{table}_changelist"))
    click(page.locator("#result_list tbody th a").first)

    assert barriers(page, without=SELECT2) == []


def test_an_editor_deletes_a_row_only_with_a_reason(desk):
    page = desk("cat")
    page.goto(reverse("admin:models_catalogue_caution_changelist"))
    before = page.locator("#result_list tbody tr").count()
    click(page.locator("#result_list tbody th a").first)
    click(page.get_by_role("link", name="Delete", exact=True))
    assert barriers(page) == []
    press(page, "Yes, I’m sure")
    expect(page.get_by_text("Say why you make this change.")).to_be_visible()
    assert barriers(page) == []

    page.get_by_label("Why").fill("Nobody needs it.")
    press(page, "Yes, I’m sure")

    assert page.locator("#result_list tbody tr").count() == before - 1


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_editor_sees_what_scores_would_do_before_saving_them(desk, javascript):
    page = desk("cat", java_script_enabled=javascript)
    page.goto(f"{MATRIX}?stage=care")
    cell = page.get_by_role("spinbutton", name="PACS Care sooner and closer to home")
    score = "3" if cell.input_value() != "3" else "2"
    cell.fill(score)

    press(page, "Show the effect")
    expect(page.get_by_role("heading", name="What this would do")).to_be_visible()
    expect(page.locator(".matrix-effect")).to_contain_text("Wolverhampton")
    expect(cell).to_have_value(score)
    press(page, "Save scores")
    expect(page.get_by_role("link", name="Say why you make this change.")).to_be_visible()
    expect(cell).to_have_value(score)
    page.get_by_label("Why").fill("New evidence.")
    press(page, "Save scores")

    expect(page.get_by_text("Scores changed: 1.")).to_be_visible()
    expect(cell).to_have_value(score)


def test_the_matrix_is_for_everybody_as_it_stands_with_an_effect_and_with_errors(desk):
    page = desk("cat")
    page.goto(f"{MATRIX}?stage=form")
    assert barriers(page) == []
    page.locator('.matrix input[type="number"]').first.fill("-1")
    press(page, "Show the effect")
    assert barriers(page) == []
    page.locator('.matrix input[type="number"]').first.fill("7")
    press(page, "Save scores")

    assert barriers(page) == []
    expect(page.get_by_role("alert")).to_be_visible()


def test_the_headings_of_the_matrix_stay_in_sight_while_it_scrolls(desk):
    page = desk("cat", viewport={"width": 700, "height": 600})
    page.goto(f"{MATRIX}?stage=form")
    frame, corner = page.locator(".matrix-frame"), page.locator(".matrix thead th").first
    before = corner.bounding_box()

    frame.evaluate("frame => frame.scrollTo(400, 400)")

    assert frame.evaluate("frame => [frame.scrollLeft, frame.scrollTop]") == [400, 400]
    assert corner.bounding_box() == before
    assert page.locator(".matrix thead th").nth(5).bounding_box()["y"] == before["y"]
    assert page.locator(".matrix tbody th").nth(5).bounding_box()["x"] == before["x"]


def test_a_publisher_sees_what_a_draft_changes_and_does_and_publishes_it(desk):
    editor = desk("cat")
    open_row(editor, "theme", "Hospitals and money")
    say_name(editor, "Hospitals, and what they cost")
    save(editor, "Said in full.")
    page = desk("ben")

    page.goto(PUBLISH)
    expect(page.locator("#content")).to_contain_text("name: from Hospitals and money to Hospitals, and what they cost")
    expect(page.get_by_role("heading", name="What is missing or wrong")).to_be_visible()
    assert barriers(page) == []
    click(page.get_by_role("link", name="See what this draft would change"))
    assert barriers(page) == []
    press(page, "Try every report")
    expect(page.get_by_role("status")).to_contain_text("Reports tried: 3 of 3.", timeout=PATIENCE)
    expect(page.get_by_role("status")).to_contain_text("Done.", timeout=PATIENCE)
    assert barriers(page) == []
    click(page.get_by_role("link", name="Back to publishing"))
    page.get_by_label("What is new, and why").fill("Said in full.")
    click(page.get_by_role("button", name="Publish", exact=True))

    expect(page.get_by_text(re.compile("Edition [0-9]+ is published."))).to_be_visible()


def test_who_changed_a_row_last_needs_a_second_publisher(desk):
    ann, ben = desk("ann"), desk("ben")
    open_row(ann, "theme", "Healthier and fairer lives")
    say_name(ann, "Healthier lives for all")
    save(ann, "Said in full.")

    publish(ann)
    expect(ann.get_by_text("Another person has to approve what changed")).to_be_visible()
    expect(ann.locator(".waiting")).to_contain_text("themes")
    assert barriers(ann) == []
    ben.goto(PUBLISH)
    press(ben, "Approve this draft")
    assert barriers(ben) == []
    publish(ann)

    expect(ann.get_by_text(re.compile("Edition [0-9]+ is published."))).to_be_visible()


def publish(page: Page) -> None:
    page.goto(PUBLISH)
    page.get_by_label("What is new, and why").fill("Said in full.")
    click(page.get_by_role("button", name="Publish", exact=True))
