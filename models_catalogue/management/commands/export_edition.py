"""Writes an edition as one readable file."""

from django.core.management.base import BaseCommand, CommandError

from models_catalogue.edition_files import edition_file
from models_catalogue.models import Edition


class Command(BaseCommand):
    help = "Write an edition as one readable file, the newest unless a number is given."

    def add_arguments(self, parser):
        parser.add_argument("number", nargs="?", type=int, help="number of the edition")

    def handle(self, *args, number=None, **options):
        editions = Edition.objects.newest_first()
        edition = (editions.filter(number=number) if number is not None else editions).first()
        if edition is None:
            raise CommandError(f"There is no edition {number}." if number is not None else "Nothing is published yet.")
        self.stdout.write(edition_file(edition), ending="")
