"""Terms of art in running text: the first use of each leads to the glossary, and names stay as they are."""

import pytest

from models_catalogue.vocabulary import GLOSSARY
from models_catalogue.wording import phrases, with_first_uses_linked

CARE_MODEL = '<a href="/g/#term-care-model">{}</a>'.format
SELECTION = '<a href="/g/#term-provider-selection-regime">{}</a>'.format
LEAD = '<a href="/g/#term-lead-provider">{}</a>'.format


@pytest.fixture
def linked(catalogue):
    return lambda html: with_first_uses_linked(html, catalogue.vocabulary(GLOSSARY), "/g/")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>A care model.</p>", f"<p>A {CARE_MODEL('care model')}.</p>"),
        ("<li>Two care\nmodels.</li>", "<li>Two " + CARE_MODEL("care\nmodels") + ".</li>"),
        ("<p><strong>Care model</strong></p>", f"<p><strong>{CARE_MODEL('Care model')}</strong></p>"),
        ("<p>A care model is a care model.</p>", f"<p>A {CARE_MODEL('care model')} is a care model.</p>"),
        ("<p>A care model.</p><p>The care model.</p>", f"<p>A {CARE_MODEL('care model')}.</p><p>The care model.</p>"),
        ("<h2>A care model</h2><p>The care model.</p>", f"<h2>A care model</h2><p>The {CARE_MODEL('care model')}.</p>"),
        ("<p>By the PSR.</p>", f"<p>By the {SELECTION('PSR')}.</p>"),
        (
            "<p>Provider Selection Regime (PSR)</p>",
            f"<p>{SELECTION('Provider Selection Regime')} (PSR)</p>",
        ),
    ],
)
def test_the_first_use_of_a_term_leads_to_what_it_means(linked, html, expected):
    assert linked(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "A care model.",
        "<h1>A care model</h1>",
        '<p><a href="/x/">A care model</a></p>',
        "<li><label>A care model</label></li>",
        "<fieldset><legend><p>A care model</p></legend></fieldset>",
        "<li><button>A care model</button></li>",
        "<details><summary>More</summary><p>A care model</p></details>",
        "<p><textarea>A care model</textarea></p>",
        "<table><tr><td><p>A care model</p></td></tr></table>",
        '<p title="a > care model">Here.</p>',
        "<p><!-- a care model --></p>",
        "<p>A scare modelled on it.</p>",
        "<p>By the psr.</p>",
        "<p>In place of it, and no vehicle fits.</p>",
    ],
)
def test_nothing_else_is_linked(linked, html):
    assert linked(html) == html


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Care model", ["Care model"]),
        ("Provider Selection Regime (PSR)", ["PSR", "Provider Selection Regime"]),
        ("Lead provider, or prime contractor", ["Lead provider", "prime contractor"]),
        ("VAT", ["VAT"]),
        ("Place", []),
    ],
)
def test_a_term_is_known_by_its_names_but_not_by_an_everyday_word(label, expected):
    assert list(phrases(label)) == expected


def test_an_edition_without_a_glossary_links_nothing():
    assert with_first_uses_linked("<p>A care model.</p>", (), "/g/") == "<p>A care model.</p>"
