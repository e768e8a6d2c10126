"""The pages around the wizard: starting, the task list, checking, finishing, and reports."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from models_catalogue.editions import catalogue_of, current_edition
from questionnaire import access, operations
from questionnaire.access import MAY_CHANGE, MAY_CONTRIBUTE, Grants, requires
from questionnaire.appraisal.appraise import appraise
from questionnaire.check_answers import checked_pages
from questionnaire.document import InvalidDocument, checked
from questionnaire.downloads import visible_report
from questionnaire.examples import example_called
from questionnaire.forms.start import DocumentForm
from questionnaire.leading import leading
from questionnaire.models import Assessment, Link, Report
from questionnaire.moving import edition_context
from questionnaire.progress import progress
from questionnaire.report.provisional import provisional_content
from questionnaire.since import since
from questionnaire.standing import counted_partners, standings
from questionnaire.steps import STEPS, read_along_route
from questionnaire.what_if import tryable
from questionnaire.wizard import FIRST_VIEW_ONLY


@require_http_methods(["GET", "POST"])
def start(request):
    """Start an assessment: the browser gets an owner's grant, and a private link to come back."""
    edition = current_edition()
    if request.method == "GET" or edition is None:
        return render(request, "wizard/start.jinja", _start_context(edition), status=200 if edition else 503)
    assessment = operations.start(edition, at=timezone.now())
    _grant_owner(request, assessment)
    first = reverse("step", kwargs={"public_id": assessment.public_id, "step": STEPS[0].slug})
    return redirect(f"{first}?{FIRST_VIEW_ONLY}" if FIRST_VIEW_ONLY in request.POST else first)


def _start_context(edition) -> dict:
    """How many answers each depth takes at least; nothing is counted while there is no edition to ask by."""
    return {"edition": edition, "progress": progress({}, {}, catalogue_of(edition.pk)) if edition else None}


@require_http_methods(["GET", "POST"])
def start_from_document(request):
    """Start from an answers document that was downloaded before."""
    edition = current_edition()
    if edition is None:
        return render(request, "wizard/start.jinja", {"edition": None}, status=503)
    form = DocumentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            document, seed = checked(form.cleaned_data["document"], catalogue_of(edition.pk))
        except InvalidDocument as invalid:
            form.add_error("document", [str(fault) for fault in invalid.faults])
        else:
            assessment = operations.start(edition, at=timezone.now(), document=document | {"seed": seed})
            _grant_owner(request, assessment)
            return redirect("task-list", public_id=assessment.public_id)
    status = 422 if form.errors else 200
    return render(request, "wizard/start-document.jinja", {"form": form}, status=status)


def _grant_owner(request, assessment) -> None:
    """This browser's own grant. Its link's secret is shown nowhere; the links page makes links to come back by."""
    now = timezone.now()
    link, _ = access.make_link(assessment, Link.Role.OWNER, at=now)
    access.grant(request.session, link, at=now)


@require_GET
def follow_link(request, secret):
    """Move the link's grant to the session, and its secret out of the address."""
    link = access.follow(secret, request.session, at=timezone.now())
    if link.role in MAY_CONTRIBUTE:
        return redirect("contribution", public_id=link.contribution.public_id)
    assessment = link.assessment
    role = Grants.of(request.session).role(assessment)
    newest = assessment.reports.light().order_by("-revision").first()
    if role == Link.Role.READER:
        return redirect("report", public_id=newest.public_id) if newest else redirect("nothing-to-read")
    return redirect("task-list", public_id=assessment.public_id)


@require_GET
def nothing_to_read(request):
    """For a reader who came before there was a report; the secret of the link is already out of the address."""
    return render(request, "wizard/nothing-to-read.jinja")


@requires(MAY_CHANGE)
@require_GET
def task_list(request):
    assessment = request.assessment
    stored = operations.stored_answers(assessment)
    answers = read_along_route(stored.document)
    context = edition_context(assessment) | {
        "assessment": assessment,
        "progress": progress(assessment.data, assessment.half_filled, catalogue_of(assessment.edition_id)),
        "leading": leading(assessment),
        "missing": [step.title for step in operations.missing_steps(stored)],
        "answers": answers,
        **counted_partners(answers),
        "reports": assessment.reports.light(),
        "has_way_back": access.has_way_back(assessment, request.link),
    }
    return render(request, "wizard/task-list.jinja", context)


@requires(MAY_CHANGE)
@require_GET
def provisional(request):
    """The result so far: which models can lead, and what would decide it. Never called a report."""
    catalogue = catalogue_of(request.assessment.edition_id)
    stored = operations.stored_answers(request.assessment)
    answers = read_along_route(stored.document)
    if "place" not in answers.given:
        return redirect("step", public_id=request.assessment.public_id, step="place")
    appraisal = appraise(catalogue, answers, seed=request.assessment.seed)
    context = provisional_content(catalogue, answers, appraisal) | {
        "assessment": request.assessment,
        "catalogue": catalogue,
        "missing": [step.title for step in operations.missing_steps(stored)],
        **counted_partners(answers),
        "newer": operations.newer_edition(request.assessment),
        "progress": progress(request.assessment.data, {}, catalogue),
        "tryable": tryable(request.assessment.data, catalogue, answers),
    }
    return render(request, "wizard/provisional.jinja", context)


@requires(MAY_CHANGE)
@require_GET
def answers_document(request):
    document = operations.document_with_seed(request.assessment)
    response = HttpResponse(json.dumps(document, indent=2, ensure_ascii=False), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="answers.json"'
    return response


@requires(MAY_CHANGE)
@require_GET
def check_answers(request):
    """Every answer in the words that were seen, each with a way to change it that leads back here."""
    return render(request, "wizard/check-answers.jinja", _check_context(request.assessment))


def _check_context(assessment) -> dict:
    stored = operations.stored_answers(assessment)
    return {
        "assessment": assessment,
        "pages": checked_pages(assessment),
        "standings": standings(assessment),
        "newer": operations.newer_edition(assessment),
        "missing": [step.title for step in operations.missing_steps(stored)],
    }


@requires(MAY_CHANGE)
@require_POST
def finish(request):
    """Freeze the answers into a report; a second click leads to the same one."""
    try:
        report = operations.finish(request.assessment, at=timezone.now())
    except Assessment.DoesNotExist as deleted:
        raise Http404 from deleted
    except operations.NotReady as not_ready:
        context = _check_context(request.assessment) | {"refused": not_ready.steps}
        return render(request, "wizard/check-answers.jinja", context, status=422)
    return redirect("report-made", public_id=request.assessment.public_id, revision=report.revision)


@requires(MAY_CHANGE)
@require_GET
def report_made(request, revision):
    """What happens next, once a report is made: reading it, taking it away, and passing it on."""
    reports = request.assessment.reports.defer("document", "appraisal", "body", "public_body", "edition__content")
    found = get_object_or_404(reports, revision=revision)
    return render(request, "wizard/report-made.jinja", {"assessment": request.assessment, "report": found})


@requires(MAY_CHANGE)
@require_POST
def reopen(request):
    operations.reopen(request.assessment, at=timezone.now())
    return redirect("task-list", public_id=request.assessment.public_id)


@requires(MAY_CHANGE)
@require_http_methods(["GET", "POST"])
def delete(request):
    if request.method == "POST":
        operations.delete(request.assessment)
        return render(request, "wizard/deleted.jinja")
    return render(request, "wizard/delete.jinja", {"assessment": request.assessment})


@require_GET
def example(request, slug):
    """The finished report of a worked example, on the newest edition that has one."""
    if example_called(slug) is None:
        raise Http404
    found = Report.objects.light().filter(example=slug).order_by("-edition__number").first()
    if found is None:
        raise Http404
    return redirect("report", public_id=found.public_id)


@require_GET
def report(request, public_id):
    found = visible_report(request, public_id, heavy=("document", "appraisal", "public_body"), with_edition=False)
    context = {
        "report": found,
        "is_owner": found.visitor_role in MAY_CHANGE,
        "newest": found.newest_after(),
        **since(found, today=timezone.localdate()),
    }
    return render(request, "report/page.jinja", context)
