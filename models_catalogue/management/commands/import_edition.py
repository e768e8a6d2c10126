"""Replaces the draft by an edition that was exported elsewhere."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from models_catalogue.edition_files import NotAnEditionFile, import_edition, read_edition_file
from models_catalogue.history import recorded


class Command(BaseCommand):
    help = "Replace the draft by the edition in a file, all of it or nothing. Publish it afterwards, in the admin."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--reason", default="", help="kept in the history; else it names the file and its edition")

    def handle(self, *args, file, reason, **options):
        try:
            found = read_edition_file(file.read_bytes())
            with recorded(user=None, reason=reason.strip() or f"Edition {found.number} from {file.name}."):
                changes = import_edition(found)
        except OSError as unreadable:
            raise CommandError(f"{file} cannot be read: {unreadable.strerror}") from unreadable
        except NotAnEditionFile as refused:
            raise CommandError("\n".join([f"{file} was not imported.", *refused.faults])) from refused
        self.stdout.write(
            f"The draft now says what edition {found.number} of {found.published_at[:10]} said: {found.note}"
        )
        for (table, kind), count in Counter((change.table, change.kind) for change in changes).items():
            self.stdout.write(f"{table}: {count} {kind}")
        if not changes:
            self.stdout.write("It said so before: nothing was replaced.")
