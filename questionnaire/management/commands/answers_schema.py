"""Prints the JSON Schema of an answers document for the newest edition."""

import json

from django.core.management.base import BaseCommand, CommandError

from models_catalogue.editions import catalogue_of, current_edition
from questionnaire.document import schema


class Command(BaseCommand):
    help = "Print the JSON Schema of an answers document."

    def handle(self, *args, **options):
        edition = current_edition()
        if edition is None:
            raise CommandError("No edition is published: run manage.py load_catalogue.")
        self.stdout.write(json.dumps(schema(catalogue_of(edition.pk)), indent=2, ensure_ascii=False))
