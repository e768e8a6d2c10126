"""Renders the PDFs of finished reports that have none yet."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from questionnaire.models import Report, ReportPdf
from questionnaire.report.kept_pdf import ready_pdf
from questionnaire.report.pdf import NotReadyYet, PdfFailed


class Command(BaseCommand):
    help = "Render the PDFs of finished reports that have none yet; those that others are at work on are left to them."

    def add_arguments(self, parser):
        parser.add_argument("reports", nargs="*", help="public ids of reports; every report when left out")

    def handle(self, *args, **options):
        missed = [report.reference for report in self._chosen(options["reports"]) if not self._is_ready(report)]
        if missed:
            raise CommandError(f"No PDF of {', '.join(missed)}: try again in a few minutes.")

    def _chosen(self, public_ids: list[str]):
        """Read beforehand: a query left open would keep others from writing to SQLite."""
        found = Report.objects.select_related("edition").defer("edition__content").light().order_by("pk")
        return list(found.filter(public_id__in=public_ids) if public_ids else found.without_pdf(ReportPdf.Paper.REPORT))

    def _is_ready(self, report: Report) -> bool:
        try:
            ready_pdf(report, clock=timezone.now, patience=0).close()
        except NotReadyYet:
            self.stderr.write(f"{report.reference} is left to others: as many as may be are at work.")
        except PdfFailed:
            return False
        return True
