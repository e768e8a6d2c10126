"""A reader without an account in the resource centre: finding, comparing, following what is cited, and printing."""

import io
import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.actions import click, press, words
from tests.browser.conftest import Watch

BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
NEVER_ON_PAPER = (
    ".portal-header, .portal-footer, .nhsuk-breadcrumb, .resource-contents, .resource-search, .nhsuk-button"
)

FOCUSED = """() => {
  const link = document.activeElement;
  const box = link.getClientRects()[0];
  const top = document.elementFromPoint(box.left + 2, box.top + 2);
  return {name: link.outerHTML, covered: top !== link && !link.contains(top)};
}"""


@pytest.fixture
def watch(site) -> Watch:
    """Pages that refuse a wrong choice, or are not there, are part of the way."""
    return Watch(site.address, expected={404, 422})


@BOTH
def test_a_reader_finds_a_page_by_a_mistyped_word_and_follows_what_it_cites(visitor, javascript):
    page = visitor(java_script_enabled=javascript)

    page.goto("/")
    click(page.locator("header").get_by_role("link", name="Resources"))
    look_for(page, "pooled budjet")
    expect(page.get_by_text("We looked for “budget”")).to_be_visible()
    click(page.get_by_role("link", name="Pooled budgets", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Pooled budgets")
    number = page.locator("main a.refs").first.inner_text()
    click(page.locator("main a.refs").first)

    cited = page.locator(":target")
    expect(cited).to_be_in_viewport()
    assert cited.inner_text().startswith(number)


@BOTH
def test_a_reader_compares_two_models_after_choosing_too_many(visitor, javascript):
    page = visitor(java_script_enabled=javascript)

    page.goto(reverse("resource-options"))
    click(page.get_by_role("link", name=re.compile("^Compare")).first)
    choose(page, "mcp", "pacs", "aco", "acp", "ico")
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("four at most")
    for slug in ("aco", "acp", "ico"):
        page.locator(f"[value='{slug}']").uncheck()
    choose(page)

    assert names_compared(page) == ["Multispecialty community provider", "Primary and acute care system"]
    page.reload()
    assert names_compared(page) == ["Multispecialty community provider", "Primary and acute care system"]


def test_what_is_compared_stays_named_and_hides_no_link_that_has_the_focus(page):
    page.set_viewport_size({"width": 1280, "height": 400})
    page.goto(f"{reverse('resource-compare')}?option=mcp&option=pacs")
    page.locator("table").first.locator("a").last.focus()

    met = [focus_before(page) for _ in range(60)]

    assert [link for link in met if link["covered"]] == []
    expect(page.locator("thead th").nth(1)).to_be_in_viewport()


@BOTH
def test_a_reader_goes_from_cases_around_older_people_to_a_place_and_its_worked_example(visitor, javascript):
    page = visitor(java_script_enabled=javascript)

    page.goto(reverse("resource-cases"))
    everyone = page.locator("tbody tr").count()
    page.get_by_label("Around whom").select_option(label="Around older people")
    press(page, "Show cases")
    assert 0 < page.locator("tbody tr").count() < everyone
    click(page.get_by_role("link", name="Salford Together"))
    click(page.get_by_role("link", name=re.compile("worked example")))

    expect(page.get_by_role("heading", level=1)).to_contain_text("Salford")
    assert page.locator(".report-headline").inner_text()


def test_a_reader_who_finds_no_page_can_search_from_there(page):
    page.goto(reverse("resource-option", kwargs={"slug": "no-such-thing"}))

    look_for(page, "merger")

    assert page.locator(".resource-list__name").count()


@pytest.mark.parametrize(
    "address",
    [
        reverse("resource-option", kwargs={"slug": "mcp"}),
        reverse("resource-article", kwargs={"slug": "pooled-budgets"}),
        reverse("resource-law"),
        reverse("resource-cases"),
        f"{reverse('resource-compare')}?option=mcp&option=pacs&option=acute-care-collaboration&option=ehch",
    ],
)
def test_on_paper_a_page_has_all_its_words_none_of_its_controls_and_says_how_old_it_is(page, address):
    page.goto(address)
    heading = page.locator("h1").inner_text()

    page.emulate_media(media="print")

    assert not any(part.is_visible() for part in page.locator(NEVER_ON_PAPER).all())
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    printed = words(" ".join(sheet.extract_text() for sheet in paper.pages))
    assert heading in printed
    assert "Law and policy as last checked on 22 November 2026" in printed
    assert all(is_there(cell, printed) for cell in page.locator("main td:visible").all_inner_texts())


def test_on_paper_an_address_outside_the_site_can_be_read(page):
    page.goto(reverse("resource-sources"))

    page.emulate_media(media="print")

    printed = page.locator("main a[href^=http]").first.evaluate("link => getComputedStyle(link, '::after').content")
    assert "attr(href)" in printed or "http" in printed


def focus_before(page: Page) -> dict[str, Any]:
    page.keyboard.press("Shift+Tab")
    return page.evaluate(FOCUSED)


def look_for(page: Page, query: str) -> None:
    page.get_by_role("searchbox").fill(query)
    press(page, "Search")


def choose(page: Page, *slugs: str) -> None:
    for slug in slugs:
        page.locator(f"[value='{slug}']").check()
    press(page, "Compare")


def names_compared(page: Page) -> list[str]:
    return page.locator("table").first.locator("thead th").all_inner_texts()[1:]


def is_there(cell: str, printed: str) -> bool:
    """The first words of a cell; a line may break inside a longer run, and a page inside a cell."""
    return " ".join(words(cell).split()[:2]) in printed
