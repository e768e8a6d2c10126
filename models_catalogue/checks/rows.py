"""Every row of a catalogue with where it stands, the rows inside rows too."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from models_catalogue import vocabulary
from models_catalogue.catalogue import Article, Catalogue, Option, Sourced, Term
from models_catalogue.changes import identity


def all_rows(catalogue: Catalogue) -> Iterator[tuple[str, Any]]:
    """Rows in catalogue order, each followed by the rows inside it."""
    for table in fields(catalogue):
        for row in getattr(catalogue, table.name):
            yield f"{table.name.replace('_', ' ')} {identity(row)}", row
            yield from _inside(row)


def _inside(row: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(row, Article):
        for paragraph in row.paragraphs:
            yield f"article {row.slug}, paragraph {paragraph.number}", paragraph
    if isinstance(row, Option) and row.vehicle:
        yield f"what carries {row.slug} today", row.vehicle


def claims(catalogue: Catalogue) -> Iterator[tuple[str, Sourced]]:
    """Every row that states something; a word on its own states nothing, unless the glossary explains it."""
    for where, row in all_rows(catalogue):
        if isinstance(row, Sourced) and not _is_a_mere_word(row):
            yield where, row


def _is_a_mere_word(row: Sourced) -> bool:
    return isinstance(row, Term) and row.vocabulary != vocabulary.GLOSSARY
