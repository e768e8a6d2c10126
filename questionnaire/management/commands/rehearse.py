"""Tries every finished report on the catalogue's draft, and says what would change."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from models_catalogue.editions import draft
from questionnaire.models import Rehearsal
from questionnaire.rehearsal import processes, rehearsal_of, rehearse


class Command(BaseCommand):
    help = "Try every finished report on the catalogue's draft; goes on where an earlier run of the same draft stopped."

    def add_arguments(self, parser):
        parser.add_argument("--digest", help="the state of the draft to rehearse; the present one when left out")
        parser.add_argument("--processes", type=int, help="how many to work with; all processors when left out")

    def handle(self, *args, **options):
        rehearsal = self._chosen(options["digest"])
        with processes(rehearsal.content, options["processes"]) as workers:
            rehearse(rehearsal, workers, clock=timezone.now)
        changed = rehearsal.reports.exclude(changed=[]).count()
        self.stdout.write(f"Reports tried: {rehearsal.looked}. Would change: {changed}.")

    def _chosen(self, digest: str | None) -> Rehearsal:
        return Rehearsal.objects.get(digest=digest) if digest else rehearsal_of(draft(), at=timezone.now())
