"""Prints the JSON Schema of a report's data."""

import json

from django.core.management.base import BaseCommand

from questionnaire.report.schema import report_schema


class Command(BaseCommand):
    help = "Print the JSON Schema of a report's data."

    def handle(self, *args, **options):
        self.stdout.write(json.dumps(report_schema(), indent=2, ensure_ascii=False))
