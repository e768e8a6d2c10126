"""How old a reader has to be: the words of the pages that people are asked to read, measured by two published formulas.

Both count letters, words and sentences alone (the automated readability index and that of Coleman and Liau), and tell the American
school grade whose pupils read such a text; a grade begins at an age of five more.
"""

import re
from collections.abc import Iterator

import pytest
import textstat
from bs4 import BeautifulSoup
from django.urls import reverse

from questionnaire.steps import STEPS
from tests.asking.visitors import Visit, owner
from tests.site.reading import read

pytestmark = pytest.mark.django_db

OLDEST = 14.0
LONGEST_SENTENCE = 30
FEWEST_WORDS = 100
"""A formula says nothing about less."""

OPEN_TO_ANYBODY = ("home", "help", "privacy", "accessibility", "start", "start-from-document", "open-link")
OF_AN_ASSESSMENT = ("task-list", "links", "check-answers", "wanted", "compare-versions", "delete")
STEPS_OF_THE_WIZARD = tuple(step.slug for step in STEPS)

OLDER = {"readiness": 15.0}
"""Pages that ask for an older reader: seventy-two descriptions name bodies and papers by their names, most of them long."""
LONGER = {"priorities": 45, "accessibility": 34}
"""Pages with longer sentences: one quotes both ends of an aim's scale in each, the other names the regulations in full."""

RUNNING = "h1, h2, h3, p, li, dt, dd, legend, label, summary, .nhsuk-hint"
APART = "nav, table, svg, textarea, dialog, .portal-sources, .portal-lead-line, .portal-echo"
"""What is not running text, what is quoted from elsewhere, and what is said of somebody's own answers."""


@pytest.fixture
def visit() -> Visit:
    found = owner()
    found.answer_all()
    return found


def statements(page: BeautifulSoup) -> Iterator[str]:
    """What a page says, piece by piece, each with the stop that a heading or a label goes without."""
    for apart in page.main.select(APART):
        apart.decompose()
    for piece in page.main.select(RUNNING):
        said = " ".join(piece.get_text(" ").split())
        if said and not piece.select(RUNNING):
            yield said if said[-1] in ".?!" else f"{said}."


def reading_age(said: str) -> float:
    grade = (textstat.automated_readability_index(said) + textstat.coleman_liau_index(said)) / 2
    return float(grade + 5)


def sentences(said: str) -> list[str]:
    return re.split(r"(?<=[.?!])\s+", said)


def page_called(name: str, visit: Visit) -> BeautifulSoup:
    if name in STEPS_OF_THE_WIZARD:
        return read(visit.get("step", step=name))
    return read(visit.get(name) if name in OF_AN_ASSESSMENT else visit.browser.get(reverse(name)))


@pytest.mark.parametrize("name", [*OPEN_TO_ANYBODY, *OF_AN_ASSESSMENT, *STEPS_OF_THE_WIZARD])
def test_a_page_can_be_read_by_somebody_of_fourteen(visit, name):
    said = list(statements(page_called(name, visit)))

    text = " ".join(one for one in said if len(one.split()) > 3)
    assert len(text.split()) < FEWEST_WORDS or reading_age(text) <= OLDER.get(name, OLDEST)
    assert [
        one for piece in said for one in sentences(piece) if len(one.split()) > LONGER.get(name, LONGEST_SENTENCE)
    ] == []


def test_the_measure_tells_a_text_for_children_from_one_for_scholars():
    """The second is from Coleman and Liau's own article (1975), which puts it at grade 14.5."""
    for_children = "The cat sat on the mat. It was a good mat. The dog came in and sat on it too."
    for_scholars = (
        "Existing computer programs that measure readability are based largely upon subroutines which estimate number of syllables, "
        "usually by counting vowels. The shortcoming in estimating syllables is that it necessitates keypunching the prose into the "
        "computer. There is no need to estimate syllables since word length in letters is a better predictor of readability than word "
        "length in syllables."
    )

    assert reading_age(for_children) < 6
    assert reading_age(for_scholars) == pytest.approx(5 + 14.5, abs=1.5)
