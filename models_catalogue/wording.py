"""The words of the glossary in running text: the first use of each on a page leads to what it means."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape

from models_catalogue.catalogue import Term

RUNNING = frozenset({"p", "li", "dd"})
"""Where text runs. Names of fields, headings and tables are none, and stay as they are."""
KEPT = frozenset(
    ("a", "label", "legend", "button", "summary", "details", "nav", "aside", "dialog", "svg", "table", "textarea")
)
"""Nothing is linked inside these: a link within a name changes the name, and what is folded away is no first use."""
MARKUP = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:"[^"]*"|'[^']*'|[^'">])*>|<!--.*?-->""", re.DOTALL)
ABBREVIATION = re.compile(r"\(([A-Z]{2,})\)")

Words = Mapping[str, str]
"""Every phrase that is a term of art, in small letters, with the slug of its term."""


def phrases(label: str) -> Iterator[str]:
    """What a term is called in a sentence. A single everyday word is left out: elsewhere it means what it always does."""
    yield from ABBREVIATION.findall(label)
    for name in ABBREVIATION.sub("", label).split(", or "):
        if " " in name.strip() or name.isupper():
            yield name.strip()


@lru_cache(maxsize=4)
def searched(terms: tuple[Term, ...]) -> tuple[re.Pattern[str] | None, Words]:
    """One pattern for all the words of a glossary, longer ones first; an abbreviation counts in capitals only."""
    found = {phrase: term.slug for term in terms for phrase in phrases(term.label)}
    longest_first = sorted(found, key=len, reverse=True)
    if not found:
        return None, {}
    alternatives = "|".join(as_written(phrase) for phrase in longest_first)
    return re.compile(rf"\b({alternatives})s?\b"), {phrase.casefold(): slug for phrase, slug in found.items()}


def as_written(phrase: str) -> str:
    written = r"\s+".join(re.escape(escape(word)) for word in phrase.split())
    return written if phrase.isupper() else f"(?i:{written})"


def with_first_uses_linked(html: str, terms: tuple[Term, ...], glossary: str) -> str:
    """A page's HTML in which the first use of each term in running text is a link to the glossary at that address."""
    pattern, slugs = searched(terms)
    if pattern is None:
        return html
    told: set[str] = set()

    def linked(use: re.Match[str]) -> str:
        slug = slugs[" ".join(use[1].split()).casefold()]
        if slug in told:
            return use[0]
        told.add(slug)
        return f'<a href="{escape(glossary)}#term-{escape(slug)}">{use[0]}</a>'

    return "".join(pattern.sub(linked, part) if is_running else part for part, is_running in parts(html))


def parts(html: str) -> Iterator[tuple[str, bool]]:
    """The HTML in pieces, in order, each with whether it is running text."""
    running = kept = start = 0
    for tag in MARKUP.finditer(html):
        yield html[start : tag.start()], running > 0 and kept == 0
        yield tag[0], False
        start = tag.end()
        name, step = (tag[2] or "").lower(), -1 if tag[1] else 1
        running += step * (name in RUNNING)
        kept += step * (name in KEPT)
    yield html[start:], False
