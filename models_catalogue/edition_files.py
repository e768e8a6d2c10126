"""A whole edition as one readable file: indented JSON with one fact a line, the same bytes each time it is written.

The file opens with what tells the edition (number, day, note, SHA-256); `content` is its canonical JSON, spaced out. Indented
JSON rather than YAML: there is one way to read it, words such as `no` and days stay text, and it is read a hundred times faster.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from django.db import transaction

from models_catalogue.catalogue import Catalogue
from models_catalogue.changes import Change
from models_catalogue.models import Edition
from models_catalogue.thawing import NotThawed, thaw

FORMAT = "integration-portal-edition-1"


class NotAnEditionFile(Exception):
    """A file that cannot be imported; `faults` names everything that is wrong with it."""

    def __init__(self, faults: list[str]):
        self.faults = faults
        super().__init__("\n".join(faults))


class Opening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a file says of its edition; `content` is checked apart."""

    format: str
    number: int
    published_at: str
    note: str
    sha256: str
    content: dict[str, Any]


@dataclass(frozen=True)
class EditionFile:
    """An edition as it was read from a file: what it is called elsewhere, and its content."""

    number: int
    published_at: str
    note: str
    sha256: str
    content: Catalogue


def edition_file(edition: Edition) -> str:
    """The file of an edition. Whoever published it is left out: a name stays on its own installation."""
    opening = {
        "format": FORMAT,
        "number": edition.number,
        "published_at": edition.published_at.isoformat(),
        "note": edition.note,
        "sha256": edition.sha256,
        "content": json.loads(edition.content),
    }
    return json.dumps(opening, ensure_ascii=False, indent=2) + "\n"


def read_edition_file(text: str | bytes) -> EditionFile:
    """Read a file and hold it against its own hash; raises `NotAnEditionFile`."""
    opening = _opening(text)
    faults = [*_faults_of(opening)]
    if faults:
        raise NotAnEditionFile(faults)
    content = _content(opening.content)
    unknown = [f"content: {path} is not known to this installation" for path in _lost(opening.content, content)]
    if unknown:
        raise NotAnEditionFile(unknown)
    return EditionFile(opening.number, opening.published_at, opening.note, opening.sha256, content)


@transaction.atomic
def import_edition(file: EditionFile) -> tuple[Change, ...]:
    """Replace the draft by a file's content and tell what that changed; publishing it is another act.

    Belongs inside `history.recorded`. Raises `NotAnEditionFile`, and then nothing has changed.
    """
    try:
        return thaw(file.content)
    except NotThawed as refused:
        raise NotAnEditionFile(refused.faults) from refused


def _opening(text: str | bytes) -> Opening:
    try:
        return msgspec.json.decode(text, type=Opening)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise NotAnEditionFile([f"This is not the file of an edition: {wrong}"]) from wrong


def _faults_of(opening: Opening) -> Iterator[str]:
    if opening.format != FORMAT:
        yield f"format: expected {FORMAT}, found {opening.format}"
    found = hashlib.sha256(msgspec.json.encode(opening.content, order="sorted")).hexdigest()
    if found != opening.sha256:
        yield f"sha256: the content was changed since it was exported (it has {found}, the file says {opening.sha256})"


def _content(content: dict[str, Any]) -> Catalogue:
    try:
        return msgspec.convert(content, type=Catalogue)
    except msgspec.ValidationError as wrong:
        raise NotAnEditionFile([f"content: {wrong}"]) from wrong


def _lost(given: dict[str, Any], content: Catalogue) -> list[str]:
    """What reading left out: columns and tables of a newer installation."""
    return sorted(set(_paths(given)) - set(_paths(json.loads(content.canonical()))))


def _paths(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inside in value.items():
            yield f"{path}{name}"
            yield from _paths(inside, f"{path}{name}.")
    elif isinstance(value, list):
        for inside in value:
            yield from _paths(inside, path)
