"""The PDF of a finished report: rendered once, kept, and handed out as the same bytes ever after."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from questionnaire import operations
from questionnaire.models import Report, ReportPdf
from questionnaire.report import kept_pdf
from questionnaire.report.kept_pdf import ready_pdf
from questionnaire.report.pdf import NotReadyYet, PdfFailed
from tests.asking.visitors import owner
from tests.reports.test_report import report_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def rendered(monkeypatch) -> list[Report]:
    """The reports that were rendered, in order; rendering itself takes no time here, and differs each time."""
    found = []

    def pdf_of(report, version):
        found.append(report)
        return kept_pdf.ContentFile(b"%%PDF number %d" % len(found)).file

    monkeypatch.setattr(kept_pdf, "pdf_of", pdf_of)
    return found


@pytest.fixture
def failing(monkeypatch) -> list[Report]:
    tried = []

    def pdf_of(report, version):
        tried.append(report)
        raise PdfFailed("It took too long.")

    monkeypatch.setattr(kept_pdf, "pdf_of", pdf_of)
    return tried


@pytest.fixture
def report() -> Report:
    return report_of("wolverhampton")


def asked(report: Report, *, at=NOW, patience: float = 0) -> bytes:
    with ready_pdf(report, clock=lambda: at, patience=patience) as pdf:
        return pdf.read()


def claimed(report: Report, *, slot: int = 0, at=NOW) -> None:
    """Somebody else is rendering."""
    ReportPdf.objects.update_or_create(report=report, defaults={"slot": slot, "claimed_at": at})


def files_of(report: Report) -> list[str]:
    try:
        return storages["reports"].listdir(str(report.public_id))[1]
    except FileNotFoundError:
        return []


def test_a_pdf_is_rendered_once_and_stays_the_same(rendered, report):
    first = asked(report)

    assert [asked(report), asked(report)] == [first, first]
    assert rendered == [report]
    assert ReportPdf.objects.get().slot is None


@pytest.mark.parametrize("spoil", ["missing", "cut short"])
def test_a_file_that_is_not_there_or_not_whole_is_rendered_again(rendered, report, spoil):
    asked(report)
    storage, name = storages["reports"], ReportPdf.objects.get().name
    storage.delete(name)
    if spoil == "cut short":
        storage.save(name, kept_pdf.ContentFile(b"%PDF"))

    assert asked(report) == b"%PDF number 2"
    assert asked(report) == b"%PDF number 2"


def test_while_somebody_else_renders_nobody_else_does(rendered, report):
    claimed(report)

    with pytest.raises(NotReadyYet):
        asked(report)

    assert rendered == []


def test_a_claim_whose_holder_was_killed_ends_by_its_age(rendered, report):
    claimed(report, at=NOW - kept_pdf.STALE - timedelta(seconds=1))

    assert asked(report) == b"%PDF number 1"


def test_no_more_renderings_than_allowed_are_at_work(rendered, report):
    for slot, slug in enumerate(["stockport", "salford"]):
        claimed(report_of(slug), slot=slot)

    with pytest.raises(NotReadyYet):
        asked(report)

    ReportPdf.objects.filter(slot=1).update(slot=None, claimed_at=None)
    assert asked(report) == b"%PDF number 1"


def test_a_report_that_cannot_be_rendered_is_tried_again_only_after_a_while(failing, report):
    for minutes in (0, 1, 4, 6):
        with pytest.raises(PdfFailed):
            asked(report, at=NOW + timedelta(minutes=minutes))

    assert len(failing) == 2
    assert ReportPdf.objects.get().slot is None


def test_what_was_stored_first_stays(monkeypatch, report):
    def overtaken(report, version):
        storages["reports"].save("earlier.pdf", kept_pdf.ContentFile(b"%PDF of another"))
        ReportPdf.objects.update(name="earlier.pdf", size=len(b"%PDF of another"))
        return kept_pdf.ContentFile(b"%PDF too late").file

    monkeypatch.setattr(kept_pdf, "pdf_of", overtaken)

    assert asked(report) == b"%PDF of another"
    assert files_of(report) == []


def test_a_report_that_is_deleted_while_it_is_rendered_leaves_no_file(monkeypatch):
    visit = owner()
    visit.answer_all()
    report = operations.finish(visit.assessment, at=NOW)

    def deleting(report, version):
        operations.delete(visit.assessment)
        return kept_pdf.ContentFile(b"%PDF").file

    monkeypatch.setattr(kept_pdf, "pdf_of", deleting)

    asked(report)

    assert files_of(report) == []


def test_deleting_an_assessment_removes_its_files(rendered):
    visit = owner()
    visit.answer_all()
    report = operations.finish(visit.assessment, at=NOW)
    asked(report)
    storages["reports"].save(f"{report.public_id}/left-by-a-killed-process.pdf", kept_pdf.ContentFile(b"%P"))
    before = files_of(report)

    visit.post("delete")

    assert len(before) == 2
    assert files_of(report) == []


def test_finishing_begins_to_render_when_it_is_written_down(monkeypatch, django_capture_on_commit_callbacks):
    begun = []
    monkeypatch.setattr(kept_pdf, "render_apart", begun.append)
    visit = owner()
    visit.answer_all()

    with django_capture_on_commit_callbacks(execute=True):
        visit.post("finish")
        visit.post("finish")

    assert begun == [Report.objects.get()]


def test_whoever_comes_while_a_pdf_is_made_is_told_when_to_come_back(client, report, monkeypatch):
    claimed(report, at=timezone.now())
    monkeypatch.setattr(kept_pdf, "PATIENCE", 0)

    response = client.get(reverse("report-pdf", kwargs={"public_id": report.public_id}))

    assert response.status_code == 503
    assert int(response["Retry-After"]) <= 10
    assert reverse("report", kwargs={"public_id": report.public_id}) in response.content.decode()


def test_a_pdf_is_handed_out_in_at_most_six_queries(client, rendered, report, django_assert_max_num_queries):
    address = reverse("report-pdf", kwargs={"public_id": report.public_id})
    first = client.get(address).getvalue()

    with django_assert_max_num_queries(6):
        again = client.get(address).getvalue()

    assert again == first


def test_only_those_who_may_read_a_report_get_its_file(client, rendered):
    visit = owner()
    visit.answer_all()
    report = operations.finish(visit.assessment, at=NOW)
    asked(report)

    response = client.get(reverse("report-pdf", kwargs={"public_id": report.public_id}))

    assert response.status_code == 404


def test_the_kept_pdf_is_of_the_frozen_body(report):
    Report.objects.filter(pk=report.pk).update(body="<article><p>As it was frozen.</p></article>")
    found = Report.objects.select_related("edition").get(pk=report.pk)

    paper = PdfReader(io.BytesIO(asked(found)))

    assert "As it was frozen." in paper.pages[0].extract_text()


def test_the_command_renders_what_has_no_pdf_yet(rendered):
    first, second = report_of("salford"), report_of("stockport")
    asked(first)

    call_command("render_reports")
    call_command("render_reports")

    assert rendered == [first, second]


def test_the_command_names_what_it_could_not_render(failing, report):
    with pytest.raises(CommandError, match=report.reference):
        call_command("render_reports", str(report.public_id))
