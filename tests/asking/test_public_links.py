"""Opening the public version of a report: who reaches it by which address, and that nothing else opens with it."""

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from questionnaire import access, operations
from questionnaire.models import Link, Paper, Report, ReportPdf
from questionnaire.report import kept_pdf
from tests.asking.test_checking import checked, main
from tests.asking.visitors import Visit, owner, stranger, with_link
from tests.conftest import SecureClient
from tests.reports.test_report import report_of

pytestmark = pytest.mark.django_db

BY_LINK = ("public-report", "public-report-pdf", "public-report-word")
BY_GRANT = ("report-public", "report-public-pdf", "report-public-word")
FULL = ("report", "report-pdf", "report-word", "report-workbook", "report-json")


@pytest.fixture(autouse=True)
def rendered(monkeypatch) -> list[tuple[Report, Paper]]:
    """What was rendered, in order; rendering itself takes no time here."""
    found: list[tuple[Report, Paper]] = []

    def pdf_of(report, version):
        found.append((report, version))
        return ContentFile(b"%%PDF %s, number %d" % (version.encode(), len(found))).file

    monkeypatch.setattr(kept_pdf, "pdf_of", pdf_of)
    return found


@pytest.fixture
def visit() -> Visit:
    answering = owner()
    answering.answer_all()
    answering.post("finish")
    return answering


@pytest.fixture
def report(visit) -> Report:
    return Report.objects.get(assessment=visit.assessment)


def opened(visit: Visit) -> str:
    """The secret of a new public link."""
    return access.make_link(visit.assessment, Link.Role.PUBLIC, at=timezone.now())[1]


def asked(client, name: str, **where: Any):
    return client.get(reverse(name, kwargs=where))


@pytest.mark.parametrize("name", BY_LINK)
def test_anybody_with_a_public_link_reads_the_public_version_and_no_cookie_is_set(client, visit, name):
    response = asked(client, name, secret=opened(visit))

    assert response.status_code == 200
    assert response.cookies == {}
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("name", [*FULL, *BY_GRANT])
def test_a_public_link_opens_nothing_else(client, visit, report, name):
    asked(client, "public-report", secret=opened(visit))

    assert asked(client, name, public_id=report.public_id).status_code == 404


def test_the_page_shows_the_public_body_with_its_own_code_and_no_way_to_the_full_version(client, visit, report):
    page = asked(client, "public-report", secret=opened(visit)).content.decode()

    assert report.public_body in page
    assert "Public version" in page
    assert report.public_check_code in page
    assert report.check_code not in page
    assert str(report.public_id) not in page


@pytest.mark.parametrize("name", BY_LINK)
def test_an_ended_public_link_opens_nothing_any_more(client, visit, name):
    secret = opened(visit)
    before = asked(client, name, secret=secret).status_code

    visit.post("end-link", link_id=Link.objects.get(role=Link.Role.PUBLIC).pk)

    assert before == 200
    assert asked(client, name, secret=secret).status_code == 404


@pytest.mark.parametrize("name", BY_LINK)
@pytest.mark.parametrize("secret", ["no-such-secret", "’", "%2e%2e", "a" * 3000, "\u202e", " ", "0"])
def test_an_unknown_secret_is_not_found(client, visit, name, secret):
    opened(visit)

    assert asked(client, name, secret=secret).status_code == 404


@pytest.mark.parametrize("role", [Link.Role.OWNER, Link.Role.READER])
def test_the_secret_of_a_private_link_opens_no_public_address(client, visit, role):
    _, secret = access.make_link(visit.assessment, role, at=timezone.now())

    assert asked(client, "public-report", secret=secret).status_code == 404


def test_the_secret_of_a_public_link_grants_nothing(client, visit):
    secret = opened(visit)

    assert asked(client, "follow-link", secret=secret).status_code == 404
    assert access.SESSION_KEY not in client.session


@pytest.mark.parametrize("name", [*BY_LINK, *BY_GRANT])
def test_the_public_version_is_only_read(visit, report, name):
    where = {"secret": opened(visit)} if name in BY_LINK else {"public_id": report.public_id}

    assert visit.browser.post(reverse(name, kwargs=where)).status_code == 405


def test_a_link_that_was_made_too_early_works_from_the_first_report_on(client):
    answering = owner()
    secret = opened(answering)
    early = asked(client, "public-report", secret=secret)
    files = [asked(client, name, secret=secret).status_code for name in BY_LINK[1:]]

    answering.answer_all()
    answering.post("finish")

    assert "No report yet" in main(early).text
    assert files == [404, 404]
    assert Report.objects.get().public_body in asked(client, "public-report", secret=secret).content.decode()


def test_the_link_leads_to_the_newest_revision(client, visit, report):
    secret = opened(visit)
    visit.post("reopen")
    visit.post("finish")
    newest = Report.objects.get(assessment=visit.assessment, revision=2)

    page = main(asked(client, "public-report", secret=secret))

    caption = page.select_one(".nhsuk-caption-l").text
    assert newest.reference in caption
    assert report.reference not in caption


def test_an_older_revision_says_that_a_later_one_exists_and_does_not_lead_there(client, visit, report):
    secret = opened(visit)
    before = main(asked(client, "public-report", secret=secret)).text
    visit.post("reopen")
    visit.post("finish")
    Report.objects.filter(revision=2).update(public_body="", public_check_code=None)

    after = asked(client, "public-report", secret=secret)

    assert "later revision" not in before
    assert "A later revision of this report exists" in main(after).text
    assert Report.objects.get(revision=2).reference not in after.content.decode()


def test_an_older_report_without_a_public_version_is_offered_only_in_full(client, visit, report):
    Report.objects.filter(pk=report.pk).update(public_body="", public_check_code=None)

    page = visit.browser.get(reverse("report", kwargs={"public_id": report.public_id})).content.decode()

    assert "/public/" not in page
    assert [asked(visit.browser, name, public_id=report.public_id).status_code for name in BY_GRANT] == [404] * 3
    assert "No report yet" in main(asked(client, "public-report", secret=opened(visit))).text
    assert "has no public version" in main(visit.get("links")).text


def test_an_example_has_no_public_version_of_its_own(client):
    found = report_of("salford")

    assert asked(client, "report", public_id=found.public_id).status_code == 200
    assert [asked(client, name, public_id=found.public_id).status_code for name in BY_GRANT] == [404] * 3


def test_a_reader_may_take_either_version(visit, report):
    reader = with_link(visit.assessment, Link.Role.READER)

    page = asked(reader.browser, "report", public_id=report.public_id).content.decode()

    for name in [*FULL[:3], *BY_GRANT]:
        assert reverse(name, kwargs={"public_id": report.public_id}) in page
        assert asked(reader.browser, name, public_id=report.public_id).status_code == 200


@pytest.mark.parametrize("name", BY_GRANT)
def test_a_stranger_finds_no_public_version_under_the_address_of_the_report(visit, report, name):
    assert asked(stranger(visit.assessment).browser, name, public_id=report.public_id).status_code == 404


@pytest.mark.parametrize("name", BY_LINK)
def test_the_public_version_takes_at_most_six_queries(client, visit, name, django_assert_max_num_queries):
    secret = opened(visit)
    if name.endswith("pdf"):
        asked(client, name, secret=secret).getvalue()

    with django_assert_max_num_queries(6):
        asked(client, name, secret=secret)


def test_a_reader_of_the_public_version_needs_at_most_six_queries(visit, report, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        asked(visit.browser, "report-public", public_id=report.public_id)


def test_the_owner_sees_how_often_the_page_was_opened(client, visit):
    secret = opened(visit)

    for name in (*BY_LINK, "public-report"):
        asked(client, name, secret=secret)

    assert Link.objects.get(role=Link.Role.PUBLIC).uses == 2


def test_making_a_public_link_shows_its_address_once_and_begins_to_render(
    visit, report, monkeypatch, django_capture_on_commit_callbacks
):
    begun = []
    monkeypatch.setattr(kept_pdf, "render_apart", lambda *what: begun.append(what))

    with django_capture_on_commit_callbacks(execute=True):
        answer = visit.post("links", {"role": "public"}).content.decode()

    assert "https://testserver/public/" in answer
    assert "https://testserver/public/" not in visit.get("links").content.decode()
    assert begun == [(report, Paper.PUBLIC)]


def test_each_version_has_a_file_of_its_own_which_stays(visit, report, rendered):
    first = {
        name: asked(visit.browser, name, public_id=report.public_id).getvalue()
        for name in ("report-pdf", "report-public-pdf")
    }
    again = {name: asked(visit.browser, name, public_id=report.public_id).getvalue() for name in first}

    assert again == first
    assert first["report-pdf"] != first["report-public-pdf"]
    assert rendered == [(report, Paper.REPORT), (report, Paper.PUBLIC)]


def test_deleting_an_assessment_removes_the_files_of_both_versions(visit, report):
    for name in ("report-pdf", "report-public-pdf"):
        asked(visit.browser, name, public_id=report.public_id)
    before = storages["reports"].listdir(str(report.public_id))[1]

    visit.post("delete")

    assert sorted(before) == ["public.pdf", "report.pdf"]
    assert not storages["reports"].exists(str(report.public_id))
    assert not ReportPdf.objects.exists()


def test_the_command_renders_the_public_versions_when_asked(visit, report, rendered):
    report_of("salford")

    call_command("render_reports", "--public")
    call_command("render_reports", "--public")

    assert rendered == [(report, Paper.PUBLIC)]


def test_whoever_comes_while_the_public_pdf_is_made_is_sent_back_to_the_public_address(
    client, visit, report, monkeypatch
):
    ReportPdf.objects.create(report=report, paper=Paper.PUBLIC, slot=0, claimed_at=timezone.now())
    monkeypatch.setattr(kept_pdf, "PATIENCE", 0)
    secret = opened(visit)

    response = asked(client, "public-report-pdf", secret=secret)

    assert response.status_code == 503
    assert reverse("public-report-pdf", kwargs={"secret": secret}) in response.content.decode()
    assert str(report.public_id) not in response.content.decode()


@pytest.mark.parametrize(("code", "told"), [("check_code", "full version"), ("public_check_code", "public version")])
def test_a_check_tells_which_version_somebody_holds(client, report, code, told):
    page = main(checked(client, report.reference, getattr(report, code)))

    assert page.h1.text == "This report is genuine"
    assert page.strong.text == told
    assert "Unchanged" in page.text


def test_a_report_without_a_public_version_is_checked_as_before(client, report):
    Report.objects.filter(pk=report.pk).update(public_body="", public_check_code=None)

    assert "version" not in main(checked(client, report.reference, report.check_code)).select("p")[0].text


def test_two_versions_have_two_codes(visit, report):
    visit.post("reopen")
    visit.post("finish")

    codes = [code for found in Report.objects.all() for code in (found.check_code, found.public_check_code)]

    assert len(set(codes)) == 4


def test_the_frozen_public_body_is_what_the_public_pdf_is_made_of(report):
    from questionnaire.report.pdf import pdf_of

    Report.objects.filter(pk=report.pk).update(public_body="<article><p>As it was frozen.</p></article>")
    found = Report.objects.select_related("edition").get(pk=report.pk)

    drawn = PdfReader(io.BytesIO(pdf_of(found, Paper.PUBLIC).getvalue())).pages[0].extract_text()
    paper = "".join(drawn.split())

    assert "Asitwasfrozen." in paper
    assert found.public_check_code in paper
    assert found.check_code not in paper


def test_a_public_link_ends_with_its_assessment(client, visit):
    secret = opened(visit)

    operations.delete(visit.assessment)

    assert asked(client, "public-report", secret=secret).status_code == 404


def test_a_public_link_is_no_grant_for_somebody_who_is_a_reader(visit, report):
    reader = with_link(visit.assessment, Link.Role.READER)

    asked(reader.browser, "public-report", secret=opened(visit))

    assert asked(reader.browser, "report", public_id=report.public_id).status_code == 200


def test_an_owner_in_another_browser_still_needs_a_private_link(visit):
    other = SecureClient()

    asked(other, "public-report", secret=opened(visit))

    assert other.get(visit.address("task-list")).status_code == 404
