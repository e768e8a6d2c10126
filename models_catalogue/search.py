"""Search over the resource centre: every thing that has a page or a place on one, and where it is found."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from functools import lru_cache
from threading import Lock
from typing import Any

from lunr.builder import Builder
from lunr.index import Index
from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS as STOP_WORDS

from models_catalogue.catalogue import Catalogue
from models_catalogue.editions import catalogue_of
from models_catalogue.models import Edition
from models_catalogue.vocabulary import GLOSSARY

TITLE_BOOST = 8
BOOSTS = {"options": 3, "articles": 2, "glossary": 2, "sources": 0.5}
"""What a reader more often looks for comes first when it matches as well."""
NAMES = ("name", "short_name", "label")
MOST_IN_A_GROUP = 8
EXCERPT_WORDS = 30
WORDS_BEFORE_MATCH = 8
SHORTEST_TO_CORRECT = 4
"""Among shorter words nearly every one is like another."""
SIMILAR_ENOUGH = 0.8
"""The share of letters that two words have in common, in order."""

_alone = Lock()
"""Held while an index is made, so that two first searches make one, and because making it counts in shared state."""


@dataclass(frozen=True)
class Entry:
    """Something that can be found. Its place is an address by name, with a slug where that takes one, or an anchor."""

    group: str
    title: str
    text: str
    page: str
    slug: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Result:
    """An entry with a part of its text in pieces: (words, whether they match)."""

    entry: Entry
    excerpt: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Found:
    """Results by group, the best first. `has_every_word` is false when no entry held all words of the query.

    `read_as` has the words that are in no entry, each with the one that was looked for in its place.
    """

    groups: tuple[tuple[str, tuple[Result, ...], int], ...]
    total: int
    has_every_word: bool
    read_as: Mapping[str, str]


@dataclass(frozen=True)
class Library:
    """All entries of one edition and the index over them, whose references are their positions.

    `vocabulary` has the words of the entries by their first letter.
    """

    entries: tuple[Entry, ...]
    index: Index
    vocabulary: Mapping[str, list[str]]

    def search(self, query: str) -> Found:
        read_as = self._corrections(query)
        wanted = frozenset(stems(" ".join(read_as.get(word, word) for word in words(query))))
        ranked = self._ranked(wanted)
        complete = [entry for entry, matched in ranked if matched >= wanted]
        entries = complete or [entry for entry, _ in ranked]
        return Found(_grouped(entries, wanted), len(entries), bool(complete), read_as)

    def _corrections(self, query: str) -> dict[str, str]:
        """Words of a query that are in no entry, with the most similar one that is; few people mistype the first letter."""
        unknown = (word for word in words(query) if len(word) >= SHORTEST_TO_CORRECT and not self._knows(word))
        similar = (
            (word, get_close_matches(word, self.vocabulary.get(word[0], ()), n=1, cutoff=SIMILAR_ENOUGH))
            for word in unknown
        )
        return {word: found[0] for word, found in similar if found}

    def _knows(self, word: str) -> bool:
        return word in STOP_WORDS or _stem(word) in self.index.inverted_index

    def _ranked(self, wanted: frozenset[str]) -> list[tuple[Entry, set[str]]]:
        """Entries with any of the stems, best first. Words go in as clauses: nothing typed is read as syntax."""
        if not wanted:
            return []
        query = self.index.create_query().term(sorted(wanted))
        matches = self.index.query(query)
        return [(self.entries[int(match["ref"])], set(match["match_data"].metadata)) for match in matches]


def words(text: str) -> list[str]:
    """The words of a text in small letters, as both the index and a query know them."""
    return re.findall(r"\w+", text.casefold().replace("’", "'"))


def stems(text: str) -> list[str]:
    """What the words of a text are looked up as, in order, without the words that every text has."""
    return [_stem(word) for word in words(text) if word not in STOP_WORDS]


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """A stemmer keeps the word that it works on, so that threads must not share one."""
    return PorterStemmer().stem(word)


def library_of(edition: Edition) -> Library:
    with _alone:
        return _library_of(edition.pk, edition.sha256)


@lru_cache(maxsize=2)
def _library_of(edition_id: int, sha256: str) -> Library:
    """Made once a process for each edition; the hash parts editions where a key has been given again."""
    entries = tuple(entries_of(catalogue_of(edition_id)))
    return Library(entries, _index(entries), _vocabulary(entries))


def _vocabulary(entries: Iterable[Entry]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted({word for entry in entries for word in words(f"{entry.title} {entry.text}")}):
        if len(word) >= SHORTEST_TO_CORRECT:
            found.setdefault(word[0], []).append(word)
    return found


def _index(entries: tuple[Entry, ...]) -> Index:
    """The texts go in as stems, and the library does no more to them."""
    builder = Builder()
    builder.ref("ref")
    builder.field("title", boost=TITLE_BOOST)
    builder.field("text")
    for position, entry in enumerate(entries):
        document = {"ref": str(position), "title": stems(entry.title), "text": stems(entry.text)}
        builder.add(document, {"boost": BOOSTS.get(entry.group, 1)})
    return builder.build()


def search(edition: Edition, query: str) -> Found:
    return library_of(edition).search(query)


def entries_of(catalogue: Catalogue) -> Iterator[Entry]:
    """Every entry of a catalogue, in the order in which groups of equal worth are shown."""
    yield from _options(catalogue)
    for article in catalogue.articles:
        yield Entry("articles", article.name, text_of(article), "resource-article", article.slug)
    for case in catalogue.cases:
        yield Entry("cases", case.name, text_of(case), "resource-case", case.slug)
    for flexibility in catalogue.flexibilities:
        yield Entry("law", flexibility.name, text_of(flexibility), "resource-flexibility", flexibility.slug)
    yield from _listed(catalogue)


def _options(catalogue: Catalogue) -> Iterator[Entry]:
    for option in catalogue.options:
        own = (row for table in (catalogue.variants, catalogue.fits) for row in table if row.option == option.slug)
        text = " ".join([text_of(option), *map(text_of, own)])
        title = option.name if not option.short_name.isupper() else f"{option.name} ({option.short_name})"
        yield Entry("options", title, text, "resource-option", option.slug)


def _listed(catalogue: Catalogue) -> Iterator[Entry]:
    """What has no page of its own, but an anchor on the page that lists its kind."""
    glossary = catalogue.vocabulary(GLOSSARY)
    for group, page, kind, titled in (
        ("policy", "resource-policy", "policy", [(fact.date, fact) for fact in catalogue.policy_facts]),
        ("watch", "resource-watch-list", "watch", [(item.what, item) for item in catalogue.watch_items]),
        ("successors", "resource-successors", "successor", [(row.name, row) for row in catalogue.successors]),
        ("population", "resource-population", "population", [(row.name, row) for row in catalogue.thresholds]),
        ("interventions", "resource-interventions", "scheme", [(row.name, row) for row in catalogue.interventions]),
        ("risks", "resource-risks", "risk", [(risk.name, risk) for risk in catalogue.risks]),
        ("tools", "resource-tools", "tool", [(tool.name, tool) for tool in catalogue.tools]),
        ("glossary", "resource-glossary", "term", [(term.label, term) for term in glossary]),
    ):
        for title, row in titled:
            yield Entry(group, title, text_of(row), page, anchor=f"{kind}-{row.slug}")
    for source in catalogue.sources:
        text = f"{source.publisher}. {source.title}. {source.date}"
        yield Entry("sources", source.title, text, "resource-sources", anchor=f"source-{source.number}")


def text_of(row: Any) -> str:
    """The sentences of a row and of what it holds; its name stands above them, and slugs are no text."""
    found = (_texts(getattr(row, field.name)) for field in fields(row) if field.name not in NAMES)
    return " ".join(text for texts in found for text in texts)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [_ended(value)] if " " in value else []
    if isinstance(value, tuple):
        return [text for one in value for text in _texts(one)]
    return [text_of(value)] if is_dataclass(value) else []


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."


def _grouped(entries: list[Entry], wanted: frozenset[str]) -> tuple[tuple[str, tuple[Result, ...], int], ...]:
    """The group of the best entry first; of each its best entries, and how many there are in all."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)
    return tuple(
        (group, tuple(Result(entry, excerpt(entry.text, wanted)) for entry in found[:MOST_IN_A_GROUP]), len(found))
        for group, found in groups.items()
    )


def excerpt(text: str, wanted: frozenset[str]) -> tuple[tuple[str, bool], ...]:
    """About thirty words around the first match, in pieces; the beginning of the text when nothing in it matches."""
    spoken = text.split()
    matches = [not wanted.isdisjoint(stems(word)) for word in spoken]
    start = max(0, (matches.index(True) if True in matches else 0) - WORDS_BEFORE_MATCH)
    end = start + EXCERPT_WORDS
    shown = zip(spoken[start:end], matches[start:end], strict=True)
    return (
        *([("…", False)] if start else []),
        *shown,
        *([("…", False)] if end < len(spoken) else []),
    )
