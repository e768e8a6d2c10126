"""Taking a file into the draft: the dry run of a spreadsheet or of an edition, and doing it once somebody has confirmed it.

The file waits in the database between the two, one for each person and a day at most. A hidden field was refused: a workbook
is larger than a form may be, and would travel twice more; so was the disk, which two servers do not share.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from models_catalogue.changes import Change
from models_catalogue.edition_files import EditionFile, NotAnEditionFile, import_edition, read_edition_file
from models_catalogue.history import recorded
from models_catalogue.models import Upload
from models_catalogue.spreadsheets.faults import Fault, Refused
from models_catalogue.spreadsheets.files import read_file
from models_catalogue.spreadsheets.planning import Plan, plan
from models_catalogue.thawing import NotThawed, Thawing

KEPT = timedelta(days=1)


class DraftMoved(Exception):
    """What the file would change is no longer what was shown."""


@dataclass(frozen=True)
class Proposal:
    """What taking a file in would change; `edition` tells which one it is, when it is a whole edition."""

    changes: tuple[Change, ...]
    take_in: Callable[[], Any]
    edition: EditionFile | None = None

    @property
    def digest(self) -> str:
        """Tells two proposals apart, so that what is confirmed is what was read."""
        return hashlib.sha256(repr(self.changes).encode("utf-8", "surrogatepass")).hexdigest()

    def count(self, kind: str) -> int:
        return sum(change.kind == kind for change in self.changes)


def proposal(name: str, content: bytes) -> Proposal:
    """What a file would change. Writes nothing; raises `Refused` with everything that is wrong with the file."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _of_edition(content)
    found = plan(read_file(name, content))
    if found.faults:
        raise Refused(list(found.faults))
    return Proposal(found.changes, partial(_take_in, found))


def _of_edition(content: bytes) -> Proposal:
    """Tried by taking it in and undoing it, because only the tables know what they would refuse."""
    try:
        file = read_edition_file(content)
        with transaction.atomic():
            changes = import_edition(file)
            transaction.set_rollback(True)
    except NotAnEditionFile as wrong:
        raise Refused([Fault(words) for words in wrong.faults]) from wrong
    return Proposal(changes, partial(import_edition, file), file)


def _take_in(found: Plan) -> None:
    Thawing(found.wanted, found.tables).run()


@transaction.atomic
def keep(name: str, content: bytes, *, by: Any, at: datetime) -> Upload:
    """Hold a file for its sender to confirm, in place of an earlier one; what nobody confirmed in a day is dropped."""
    Upload.objects.filter(uploaded_at__lt=at - KEPT).delete()
    upload, _ = Upload.objects.update_or_create(
        uploaded_by=by, defaults={"name": name[-200:], "content": content, "uploaded_at": at}
    )
    return upload


@transaction.atomic
def confirm(upload: Upload, *, seen: str, by: Any, reason: str) -> Proposal:
    """Do what the dry run showed, in one step. Raises `Refused`, or `DraftMoved` when it would do something else by now."""
    found = proposal(upload.name, bytes(upload.content))
    if found.digest != seen:
        raise DraftMoved("The draft has changed since you read this. Read what the file would change now.")
    try:
        with recorded(user=by, reason=reason):
            found.take_in()
    except (NotThawed, NotAnEditionFile) as wrong:
        raise Refused([Fault(words) for words in wrong.faults]) from wrong
    upload.delete()
    return found
