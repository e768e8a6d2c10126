"""Renders the PDFs of finished reports that have none yet."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from questionnaire.models import Paper, Report
from questionnaire.report.kept_pdf import ready_pdf
from questionnaire.report.pdf import NotReadyYet, PdfFailed


class Command(BaseCommand):
    help = "Render the PDFs of finished reports that have none yet; those that others are at work on are left to them."

    def add_arguments(self, parser):
        parser.add_argument("reports", nargs="*", help="public ids of reports; every report when left out")
        parser.add_argument("--public", action="store_true", help="the public versions instead of the full ones")

    def handle(self, *args, **options):
        paper = Paper.PUBLIC if options["public"] else Paper.REPORT
        chosen = self._chosen(options["reports"], paper)
        missed = [report.reference for report in chosen if not self._is_ready(report, paper)]
        if missed:
            raise CommandError(f"No PDF of {', '.join(missed)}: try again in a few minutes.")

    def _chosen(self, public_ids: list[str], paper: Paper):
        """Read beforehand: a query left open would keep others from writing to SQLite."""
        found = Report.objects.select_related("edition").defer("edition__content").light().order_by("pk")
        if paper == Paper.PUBLIC:
            found = found.with_public_version()
        return list(found.filter(public_id__in=public_ids) if public_ids else found.without_pdf(paper))

    def _is_ready(self, report: Report, paper: Paper) -> bool:
        try:
            ready_pdf(report, clock=timezone.now, paper=paper, patience=0).close()
        except NotReadyYet:
            self.stderr.write(f"{report.reference} is left to others: as many as may be are at work.")
        except PdfFailed:
            return False
        return True
