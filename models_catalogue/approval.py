"""Two people: what somebody changed last, somebody else approves or publishes."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from models_catalogue.catalogue import Catalogue
from models_catalogue.changes import Change, changes
from models_catalogue.editions import TABLES, catalogue_of, current_edition, draft, publish
from models_catalogue.history import last_editors
from models_catalogue.models import Approval, Edition
from models_catalogue.thawing import INSIDE

Editors = Mapping[tuple[str, str], str]
"""Who last changed a row, by its table and the words that name it, as a `Change` has them."""


class AnotherPersonNeeded(Exception):
    """Rows whose last editor would be alone in publishing them; `changes` lists them."""

    def __init__(self, found: tuple[Change, ...]):
        self.changes = found
        super().__init__(f"Another person has to approve what changed in {len(found)} rows.")


class DraftChanged(Exception):
    """The draft is no longer what was read."""


def digest(content: Catalogue) -> str:
    return hashlib.sha256(content.canonical()).hexdigest()


def alone(found: Iterable[Change], editors: Editors, people: Collection[str]) -> tuple[Change, ...]:
    """The changes that nobody among the people has seen except whoever made them; unknown editors are nobody's."""
    return tuple(change for change in found if set(people) == {editors.get((change.table, change.row))})


def needs_another(content: Catalogue, newest: Edition | None, people: Collection[str]) -> tuple[Change, ...]:
    """What differs from the newest edition and still needs somebody besides the people who would publish it."""
    if settings.ONE_PERSON_PUBLISHING or newest is None:
        return ()
    found = changes(catalogue_of(newest.pk), content)
    return alone(found, editors_of({change.table for change in found}), people)


def editors_of(tables: Collection[str]) -> Editors:
    return {
        (name.replace("_", " "), row): by
        for name, (cls, model) in TABLES.items()
        if name.replace("_", " ") in tables
        for row, by in last_editors(model, dict(INSIDE.get(cls, {}).values())).items()
    }


def approve(seen: str, *, by: str, at: datetime) -> Approval:
    """Say that the draft as it was read may be published. Raises `DraftChanged` when it is another one by now."""
    if seen != digest(draft()):
        raise DraftChanged("The draft has changed since you opened this page. Read it again before you approve it.")
    approval, _ = Approval.objects.get_or_create(digest=seen, approved_by=by, defaults={"approved_at": at})
    return approval


def approvals(seen: str) -> list[Approval]:
    return list(Approval.objects.filter(digest=seen))


@transaction.atomic
def publish_by(person: str, *, seen: str, note: str, at: datetime) -> Edition:
    """Publish the draft as it was read. Raises `DraftChanged`, `AnotherPersonNeeded`, and what `publish` raises."""
    waiting = needs_another(draft(), current_edition(), {person, *(one.approved_by for one in approvals(seen))})
    if waiting:
        raise AnotherPersonNeeded(waiting)
    edition = publish(note=note, at=at, by=person)
    if edition.sha256 != seen:
        raise DraftChanged("The draft has changed since you opened this page. Read it again before you publish.")
    return edition
