"""Appraises an answers document: prints the result as JSON or text, and writes its PDF if asked."""

import html
import json
import sys
from pathlib import Path

import msgspec
from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string

from models_catalogue.editions import catalogue_of, current_edition
from models_catalogue.models import Edition
from questionnaire.appraisal.appraise import appraise
from questionnaire.document import SEED, InvalidDocument, checked
from questionnaire.models import Report
from questionnaire.operations import input_hash
from questionnaire.report.content import render_body, report_content
from questionnaire.report.export import as_data
from questionnaire.report.pdf import PdfFailed, draft_pdf
from questionnaire.steps import counted, read_along_route

INVALID = 2


class Command(BaseCommand):
    help = (
        "Appraise an answers document (JSON). Exit code 2 when it is invalid; every error is named by step and field."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the answers document, or - for standard input")
        parser.add_argument("--format", choices=["json", "text"], default="json")
        parser.add_argument("--pdf", type=Path, metavar="OUT", help="also write the PDF, marked as a draft")
        parser.add_argument("--edition", type=int, metavar="N", help="the edition to use; the newest when not given")

    def handle(self, *args, **options):
        edition = self._edition(options["edition"])
        catalogue = catalogue_of(edition.pk)
        document, seed = self._document(options["file"], catalogue)
        answers = read_along_route(document)
        appraisal = appraise(catalogue, answers, seed=seed)
        report = _unsaved_report(counted(document) | {SEED: seed}, edition, answers)
        if options["pdf"]:
            self._write_pdf(options["pdf"], report, catalogue, answers, appraisal)
        if options["format"] == "text":
            content = report_content(report, catalogue, answers, appraisal)
            self.stdout.write(html.unescape(render_to_string("report/summary.txt.jinja", content)))
        else:
            data = as_data(catalogue, edition, appraisal)
            self.stdout.write(msgspec.json.format(msgspec.json.encode(data, order="sorted"), indent=2).decode())

    def _edition(self, number: int | None) -> Edition:
        found = (
            Edition.objects.filter(number=number).defer("content").first() if number is not None else current_edition()
        )
        if found is None:
            raise CommandError(
                f"There is no edition {number}."
                if number is not None
                else "No edition is published: run manage.py load_catalogue."
            )
        return found

    def _document(self, file: Path, catalogue):
        try:
            text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
            return checked(json.loads(text), catalogue)
        except InvalidDocument as invalid:
            raise CommandError("\n".join(map(str, invalid.faults)), returncode=INVALID) from invalid
        except OSError as unreadable:
            raise CommandError(f"document: cannot be read: {unreadable.strerror}.", returncode=INVALID) from unreadable
        except (ValueError, RecursionError) as broken:
            raise CommandError(f"document: is not JSON: {broken}.", returncode=INVALID) from broken

    def _write_pdf(self, out: Path, report: Report, catalogue, answers, appraisal) -> None:
        report.body = render_body(report, catalogue, answers, appraisal)
        try:
            out.write_bytes(draft_pdf(report))
        except OSError as unwritable:
            raise CommandError(f"{out} cannot be written: {unwritable.strerror}.") from unwritable
        except PdfFailed as failed:
            raise CommandError(f"The PDF could not be made: {failed}") from failed


def _unsaved_report(document, edition: Edition, answers) -> Report:
    """A report that is never stored: dated by its edition, and referred to by the hash of its inputs."""
    digest = input_hash(document, edition)
    return Report(
        public_id=f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}",
        edition=edition,
        revision=0,
        place_name=answers.place.name or "This place",
        document=json.dumps(document),
        sha256=digest,
        finished_at=edition.published_at,
    )
