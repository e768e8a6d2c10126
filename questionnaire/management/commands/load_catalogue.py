"""Loads the shipped catalogue, publishes it when nothing is published yet, and freezes the worked examples."""

from datetime import UTC, datetime

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from models_catalogue.editions import EditionNotReady, current_edition, publish
from models_catalogue.history import record_first_versions
from questionnaire.document import InvalidDocument
from questionnaire.examples import EXAMPLES
from questionnaire.operations import freeze_example

SHIPPED_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""The shipped edition is dated by its content, so that it is the same on every installation."""


class Command(BaseCommand):
    help = "Load the shipped catalogue, publish its first edition if there is none, and freeze the worked examples."

    def handle(self, *args, **options):
        edition = current_edition()
        if edition is None:
            edition = self._publish_shipped()
        record_first_versions("The catalogue as shipped.")
        for example in EXAMPLES:
            self._freeze(example, edition)

    def _freeze(self, example, edition):
        """An edition may have dropped a word that an example uses; its older report then stays the newest."""
        try:
            freeze_example(example.slug, example.document(), edition, at=edition.published_at)
        except InvalidDocument as invalid:
            self.stderr.write(f"The example {example.slug} does not fit {edition}: {invalid}")

    @transaction.atomic
    def _publish_shipped(self):
        call_command("loaddata", *sorted((settings.FIXTURES / "catalogue").glob("*.yaml")), verbosity=0)
        try:
            return publish(note="The catalogue as shipped.", at=SHIPPED_AT)
        except EditionNotReady as not_ready:
            raise CommandError("\n".join([str(not_ready), *map(str, not_ready.problems)])) from not_ready
