"""The resource centre: every page of every row, search, comparison, and what is shown when there is nothing to show."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from models_catalogue import resource_forms, urls, views
from models_catalogue.about import cases_around, last_checks
from models_catalogue.catalogue import Case, Catalogue
from models_catalogue.models import Edition
from models_catalogue.search import MOST_IN_A_GROUP, Entry, library_of
from questionnaire.steps import STEPS
from tests.builders import row
from tests.conftest import SecureClient
from tests.site.reading import read

pytestmark = pytest.mark.django_db

MOST_QUERIES = 3
LISTS = [pattern.name for pattern in urls.urlpatterns if not pattern.pattern.converters]
ROWS = {
    "resource-option": ("options", "slug"),
    "resource-article": ("articles", "slug"),
    "resource-case": ("cases", "slug"),
    "resource-flexibility": ("flexibilities", "slug"),
}
SECTIONS = list(views.SECTIONS)


def addresses(catalogue: Catalogue) -> list[str]:
    """Every page that a catalogue has: the lists, a page for each row that has one, and the comparisons."""
    of_rows = [
        reverse(name, kwargs={key: found.slug})
        for name, (table, key) in ROWS.items()
        for found in getattr(catalogue, table)
    ]
    sections = [reverse("resource-section", kwargs={"section": section}) for section in SECTIONS]
    asked = [
        f"{reverse('resource-search')}?q=pooled+budget",
        f"{reverse('resource-compare')}?option=mcp&option=pacs&option=ico&option=merger",
        f"{reverse('resource-cases')}?around=older-people",
    ]
    return [*map(reverse, LISTS), *of_rows, *sections, *asked]


@pytest.fixture(scope="module")
def pages(catalogue, django_db_blocker) -> dict[str, BeautifulSoup]:
    """Every page, read once for all tests that look through them."""
    with django_db_blocker.unblock():
        return {address: read(SecureClient().get(address)) for address in addresses(catalogue)}


def test_every_kind_of_page_is_covered():
    covered = {*LISTS, *ROWS, "resource-section"}

    assert covered == {pattern.name for pattern in urls.urlpatterns}


def test_every_page_of_every_row_opens_within_three_queries(client, catalogue, django_assert_max_num_queries):
    for address in addresses(catalogue):
        views.catalogue_of.cache_clear()
        with django_assert_max_num_queries(MOST_QUERIES):
            response = client.get(address)

        assert response.status_code == 200, address


def test_every_link_inside_the_resource_centre_leads_somewhere(pages):
    anchors = {address.split("?")[0]: anchors_of(page) for address, page in pages.items() if "?" not in address}
    wanted = {(address, link["href"]) for address, page in pages.items() for link in page.select("main a[href]")}

    broken = {(at, link) for at, link in wanted if is_broken(at.split("?")[0], link, anchors)}

    assert broken == set()


def anchors_of(page: BeautifulSoup) -> set[str]:
    return {tag["id"] for tag in page.find_all(id=True)}


def is_broken(at: str, link: str, anchors: dict) -> bool:
    path, _, anchor = link.partition("#")
    path = path.split("?")[0] or at
    if not path.startswith("/resources/"):
        return False
    return path not in anchors or bool(anchor and anchor not in anchors[path])


@pytest.mark.parametrize("name", [*ROWS, "resource-section"])
def test_what_is_not_in_the_edition_is_not_found(client, name):
    key = "section" if name == "resource-section" else "slug"

    assert client.get(reverse(name, kwargs={key: "no-such-thing"})).status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_nothing_is_changed_by_posting(client, name):
    assert client.post(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", LISTS)
def test_pages_say_that_no_edition_is_published(client, monkeypatch, name):
    monkeypatch.setattr(views, "current_edition", lambda: None)

    response = client.get(reverse(name))

    assert response.status_code == 503
    assert "published" in read(response).h1.text


def test_every_page_shows_its_edition(pages, catalogue_db):
    shown = f"Edition {catalogue_db.number} of the catalogue"

    assert [address for address, page in pages.items() if shown not in page.main.text] == []


def test_every_page_says_when_law_and_policy_were_last_checked(pages):
    shown = "Law and policy as last checked on 22 November 2026"

    assert [address for address, page in pages.items() if shown not in page.main.text] == []


def test_checks_of_several_days_are_told_from_first_to_last(catalogue):
    first, *others = catalogue.policy_facts
    some = replace(catalogue, policy_facts=(replace(first, checked_at="2026-10-01"), *others))

    assert last_checks(some) == ("2026-10-01", "2026-11-22")


def test_a_page_that_is_not_there_leads_to_search_and_the_resource_centre(client):
    page = read(client.get(reverse("resource-option", kwargs={"slug": "no-such-thing"})))

    assert page.main.select_one(f"form[action='{reverse('resource-search')}'] input[name='q']")
    assert page.main.select_one(f"a[href='{reverse('resources')}']")


def test_the_wizards_pages_are_named_as_the_wizard_names_them(client, catalogue):
    for article in catalogue.section("question"):
        text = read(client.get(reverse("resource-article", kwargs={"slug": article.slug}))).main.text

        assert all(f"“{step.title}”" in text for step in STEPS if step.question == article.question)


def test_an_option_shows_its_vehicle_with_its_dates(client, catalogue):
    vehicle = catalogue.option["mcp"].vehicle

    text = read(client.get(reverse("resource-option", kwargs={"slug": "mcp"}))).main.text

    assert vehicle.words in text
    assert "As at 17 March 2026" in text
    assert "last checked 22 November 2026" in text


def test_what_should_have_been_checked_by_now_is_marked(client, monkeypatch):
    def marks(today: str) -> int:
        monkeypatch.setattr(timezone, "localdate", lambda: timezone.datetime.fromisoformat(today).date())
        return read(client.get(reverse("resource-law"))).main.text.count("Check overdue")

    assert marks("2026-11-22") == 0
    assert marks("2099-01-01") == 37


def test_our_own_judgement_is_labelled(client):
    page = read(client.get(reverse("resource-option", kwargs={"slug": "mcp"})))

    assert "[our judgement]" in page.find(id="evidence").parent.text


def test_the_results_that_places_report_themselves_are_marked(client, monkeypatch):
    own = row(Case, slug="own", name="Own", reported="self-reported", result="Fewer visits.")
    monkeypatch.setattr(Catalogue, "case", {"own": own})

    page = read(client.get(reverse("resource-case", kwargs={"slug": "own"})))

    assert page.find(class_="nhsuk-tag").text == "Self-reported"


# --- Search ------------------------------------------------------------------------------------------------------


def search(client, query: str):
    return client.get(reverse("resource-search"), {"q": query})


def results(response) -> list[str]:
    return [link.text for link in read(response).select(".resource-list__name")]


def test_search_finds_a_model_by_its_abbreviation_first(client):
    assert results(search(client, "PACS"))[0] == "Primary and acute care system (PACS)"


def test_search_takes_other_forms_of_a_word_for_the_word(client):
    assert results(search(client, "pool budget")) == results(search(client, "Pooled budgets"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pooled budjet", "pooled budget"),
        ("Goverment preference", "government preference"),
        ("acountable care organisaton", "accountable care organisation"),
    ],
)
def test_a_mistyped_word_is_read_as_the_most_similar_one_and_the_page_says_so(client, typed, meant):
    response = search(client, typed)

    assert results(response) == results(search(client, meant))
    for word in set(meant.split()) - set(typed.lower().split()):
        assert f"We looked for “{word}”" in read(response).main.text


@pytest.mark.parametrize("query", ["mpc", "zzzzzz", "pooled budget", "42", "a" * 100])
def test_a_word_that_is_known_or_like_none_is_looked_for_as_it_stands(client, query):
    assert "We looked for" not in read(search(client, query)).main.text


def test_many_results_are_shown_in_part_and_counted_in_full(client):
    page = read(search(client, "care"))

    most = [len(group.select(".resource-list > li")) for group in page.select("main section")]
    assert max(most) == MOST_IN_A_GROUP
    assert len(results(search(client, "care"))) < int(page.select_one("[role=status]").text.split()[0])


def test_an_excerpt_marks_what_matched(client):
    marked = [mark.text for mark in read(search(client, "vanguard")).select("mark")]

    assert marked
    assert all("vanguard" in mark.lower() for mark in marked)


def test_when_nothing_has_every_word_what_has_some_is_shown_and_said(client):
    response = search(client, "merger zzzzzz")

    assert results(response)
    assert "Nothing has all of your words" in read(response).main.text


def test_search_without_results_says_so(client):
    response = search(client, "zzzzzz")

    assert response.status_code == 200
    assert "Nothing was found" in read(response).main.text


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("", "Type what you are looking for."),
        ("   ", "Type what you are looking for."),
        ("x", "Type at least 2 letters or figures."),
        ("*^~:+-", "Type at least 2 letters or figures."),
        ("the of and", "Use a word that says more: these words are on every page."),
        ("\x00\x1b", "Type what you are looking for."),
    ],
)
def test_a_search_that_cannot_be_made_says_why_beside_its_field(client, query, error):
    response = search(client, query)

    assert response.status_code == 422
    assert error in read(response).find(id="id_q-error").text
    assert read(response).select_one(".nhsuk-error-summary a")["href"] == "#id_q"


def test_a_long_query_is_cut_and_the_page_says_so(client):
    response = search(client, "merger " * 500)

    assert response.status_code == 200
    assert "first 100 characters" in read(response).main.text
    assert len(read(response).find(id="id_q")["value"]) <= resource_forms.LONGEST_QUERY


@pytest.mark.parametrize(
    "query",
    [
        "<script>alert(1)</script>",
        "title:mcp^9~2 +x -y *",
        "mcp\x00\x1b[31m",
        "'; drop table x; --",
        "{{ 7*7 }}",
        "мср ⚕ ١٢",
        "a" * 9000,
    ],
)
def test_hostile_queries_are_words_and_nothing_else(client, query):
    response = search(client, query)

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert "49" not in read(response).h1.text


def test_every_result_leads_to_a_page_that_has_it(pages, catalogue_db):
    anchors = {address: anchors_of(page) for address, page in pages.items()}

    lost = [entry for entry in library_of(catalogue_db).entries if not is_there(entry, anchors)]

    assert lost == []


def is_there(entry: Entry, anchors: dict[str, set[str]]) -> bool:
    address = reverse(entry.page, kwargs={"slug": entry.slug} if entry.slug else {})
    return address in anchors and (not entry.anchor or entry.anchor in anchors[address])


def test_the_index_of_an_edition_is_made_once(catalogue_db):
    assert library_of(catalogue_db) is library_of(Edition.objects.get())


# --- Comparison ---------------------------------------------------------------------------------------------------


def compare(client, *slugs: str):
    return client.get(reverse("resource-compare"), {"option": slugs})


def columns(response) -> list[str]:
    table = read(response).find("table")
    return [head.text for head in table.select("thead th")][1:] if table else []


@pytest.mark.parametrize(
    "slugs", [("mcp", "pacs"), ("mcp", "aco", "merger"), ("mcp", "pacs", "acp", "current-arrangements")]
)
def test_two_to_four_options_stand_side_by_side_in_the_order_asked_for(client, catalogue, slugs):
    assert columns(compare(client, *slugs)) == [catalogue.option[slug].name for slug in slugs]


def test_options_that_share_a_name_are_told_apart(client):
    assert columns(compare(client, "ico", "integrated-care-organisation")) == [
        "Integrated care organisation (organisational model)",
        "Integrated care organisation (form)",
    ]


def test_options_of_one_stage_are_compared_on_what_that_stage_is_judged_by(client):
    care, forms = compare(client, "mcp", "pacs"), compare(client, "merger", "federation")

    assert "Fit with aims" in read(care).main.text
    assert "what matters in a form, and" not in read(care).main.text
    assert "Fit with aims" not in read(forms).main.text


@pytest.mark.parametrize(
    ("slugs", "error"),
    [
        (("mcp",), "at least two"),
        (("mcp", "mcp"), "at least two"),
        (("mcp", "pacs", "aco", "acp", "ico"), "four at most"),
        (("mcp", "<b>none</b>"), "nothing called"),
        (("",), "nothing called"),
    ],
)
def test_a_wrong_choice_is_named_at_the_top_and_beside_the_field(client, slugs, error):
    response = compare(client, *slugs)

    page = read(response)
    assert response.status_code == 422
    assert error in page.select_one(".nhsuk-error-summary a").text
    assert error in page.select_one(".nhsuk-error-message").text
    assert page.find(id=page.select_one(".nhsuk-error-summary a")["href"][1:])
    assert "<b>none" not in response.content.decode()


def test_a_wrong_choice_keeps_what_was_right_in_it(client):
    page = read(compare(client, "mcp"))

    assert [box["value"] for box in page.select("input[checked]")] == ["mcp"]


def test_comparing_begins_with_nothing_chosen_and_no_error(client):
    response = client.get(reverse("resource-compare"))

    assert response.status_code == 200
    assert not read(response).select(".nhsuk-error-message, input[checked]")


# --- Cases ----------------------------------------------------------------------------------------------------------


OLDER = row(Case, slug="older", groups=("older-people",), options=("mcp",))
CHILDREN = row(Case, slug="children", groups=("children",), options=("pacs",))
BOTH = row(Case, slug="both", groups=("older-people", "deprived-communities"), options=("pacs",))
EVERYBODY = row(Case, slug="everybody", options=("mcp",))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [OLDER, CHILDREN, BOTH, EVERYBODY]),
        ({"around": "older-people"}, [OLDER, BOTH]),
        ({"around": "population-groups"}, [CHILDREN, BOTH]),
        ({"option": "mcp"}, [OLDER, EVERYBODY]),
        ({"around": "older-people", "option": "pacs"}, [BOTH]),
    ],
)
def test_cases_are_found_by_whom_they_are_around_and_by_model(catalogue, asked, found):
    some = replace(catalogue, cases=(OLDER, CHILDREN, BOTH, EVERYBODY))

    assert list(cases_around(some, **asked)) == found


@pytest.mark.parametrize("field", ["around", "option"])
def test_a_wrong_filter_is_an_error_beside_its_field(client, field):
    response = client.get(reverse("resource-cases"), {field: "nobody"})

    assert response.status_code == 422
    assert read(response).find(id=f"id_{field}-error")


def test_the_resource_centre_is_reached_from_every_page(client):
    page = read(client.get(reverse("home")))

    assert page.select_one(f"header a[href='{reverse('resources')}']")
