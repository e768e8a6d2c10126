"""Deletes assessments that nobody finished and nobody has touched for long."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from questionnaire.models import Assessment
from questionnaire.operations import delete_left_alone


class Command(BaseCommand):
    help = "Delete unfinished assessments that were neither changed nor opened by a link for DRAFTS_KEPT_DAYS."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say how many there are")

    def handle(self, *args, **options):
        now = timezone.now()
        if options["dry_run"]:
            left_alone = Assessment.objects.left_alone_since(now - settings.DRAFTS_KEPT_FOR).count()
            self.stdout.write(f"{left_alone} would be deleted.")
        else:
            self.stdout.write(f"{delete_left_alone(at=now)} deleted.")
