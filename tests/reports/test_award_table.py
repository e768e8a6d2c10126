"""The decision table as it is printed: what is computed and nothing else."""

import pytest
from bs4 import BeautifulSoup
from django.template import engines

from questionnaire.appraisal.award import TABLE, Rule
from tests.builders import catalogue_of

READ = {"Yes": True, "No": False, "any": None}
BOUGHT = {"Health care": "health", "Social care only": "social-care", "Nothing": "nothing"}


def printed(macro, *given) -> BeautifulSoup:
    module = engines["jinja2"].env.get_template("site/_award_table.jinja").module
    return BeautifulSoup(str(getattr(module, macro)(*given)), "html.parser")


def read_back(row, slugs) -> Rule:
    name, bought, *marks = (cell.text for cell in row.select("th, td"))
    return Rule(slugs[name], BOUGHT[bought], *(READ[mark] for mark in marks))


def test_the_printed_table_reads_back_as_the_table_that_is_computed(catalogue):
    slugs = {route.name: route.slug for route in catalogue.award_routes}

    rows = printed("award_table", TABLE, catalogue).select("tbody tr")

    assert tuple(read_back(row, slugs) for row in rows) == TABLE


def test_an_edition_without_words_for_the_routes_prints_the_table_all_the_same():
    rows = printed("award_table", TABLE, catalogue_of()).select("tbody tr")

    assert [row.th.text for row in rows] == [rule.route for rule in TABLE]


@pytest.mark.parametrize("decided", ["direct-award-c", "competitive"])
def test_the_route_that_was_found_is_marked_on_each_of_its_rows(catalogue, decided):
    rows = printed("award_table", TABLE, catalogue, decided).select("tbody tr")

    marked = [rule.route for rule, row in zip(TABLE, rows, strict=True) if "found here" in row.th.text]

    assert marked == [rule.route for rule in TABLE if rule.route == decided]


def test_what_each_route_asks_for_is_printed_with_its_sources(catalogue):
    found = printed("award_words", catalogue, lambda route: f"cites {len(route.sources)}").text

    for route in catalogue.award_routes:
        assert f"{route.name}cites {len(route.sources)}" in found
        assert route.notices in found
        assert route.standstill in found
