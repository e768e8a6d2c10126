"""The pages of private links: making, seeing, sending and ending those of an assessment, and coming back by one."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from questionnaire import access, inviting, operations
from questionnaire.access import MAY_CHANGE, MAY_CONTRIBUTE, requires
from questionnaire.forms.contribution import AgreementForm, InvitationForm
from questionnaire.forms.link import AnyLinkForm, LinkMailForm
from questionnaire.mailing import NotSent, TooManySent, mail_link
from questionnaire.models import Assessment, Link
from questionnaire.standing import standings


@requires(MAY_CHANGE)
@require_http_methods(["GET", "POST"])
def links(request):
    """Make, see and end the links of an assessment. A link's secret is shown once, in answer to the post that made it."""
    if request.method == "GET":
        return links_page(request)
    role = request.POST.get("role", "")
    if role not in Link.Role.values:
        return render(request, "site/400.jinja", status=400)
    if role in MAY_CONTRIBUTE:
        return _invited(request)
    return links_page(request, *operations.open_by_link(request.assessment, role, at=timezone.now()))


def _invited(request):
    form = _invitation(request.assessment, request.POST)
    if form.is_valid():
        try:
            made = inviting.invite(request.assessment, form.cleaned_data["partner"], at=timezone.now())
            return links_page(request, *made)
        except inviting.AlreadyInvited:
            form.refuse("taken")
        except inviting.TooManyInvited:
            form.refuse("too_many")
    return links_page(request, invitation=form, status=422)


def _invitation(assessment: Assessment, posted=None) -> InvitationForm:
    place = operations.stored_answers(assessment).document.get("place", {})
    taken = [one.partner for one in assessment.contributions.all()]
    return InvitationForm(posted, partners=[one["name"] for one in place.get("partners", ())], taken=taken)


@requires(MAY_CHANGE)
@require_POST
def send_link(request):
    """Send the link that was just made, and show it again: its secret came with the page and is known nowhere else."""
    secret = request.POST.get("secret", "")
    link = request.assessment.links.filter(
        secret_hash=access.hash_of(secret), ended_at=None, role__in=access.MAY_COME_IN
    ).first()
    if link is None or not settings.OFFERS_EMAIL:
        raise Http404
    form = LinkMailForm(request.POST)
    if not form.is_valid():
        return links_page(request, link, secret, mail=form, status=422)
    try:
        mail_link(link, _address(request, link, secret), to=form.cleaned_data["email"], at=timezone.now())
    except TooManySent:
        form.refuse("too_many")
    except NotSent:
        form.refuse("not_sent")
    return links_page(request, link, secret, mail=form, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def open_link(request):
    """For whoever has a link and nothing to click: go where it leads."""
    form = AnyLinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        secret = form.cleaned_data["link"]
        link = access.live_link(secret, Link.Role.values)
        if link:
            return redirect(_page_of(link), secret=secret)
        form.refuse()
    return render(request, "wizard/open-link.jinja", {"form": form}, status=422 if form.errors else 200)


@requires(MAY_CHANGE)
@require_POST
def end_link(request, link_id):
    access.end(get_object_or_404(request.assessment.links, pk=link_id), at=timezone.now())
    return redirect("links", public_id=request.assessment.public_id)


def links_page(
    request,
    link: Link | None = None,
    secret: str = "",
    *,
    mail: LinkMailForm | None = None,
    invitation: InvitationForm | None = None,
    agreement: AgreementForm | None = None,
    status: int = 200,
):
    """The page with a link that was just made, if one was, and with whichever of its forms was refused."""
    assessment = request.assessment
    if request.method == "POST":
        assessment.refresh_from_db()
    links = list(assessment.links.select_related("contribution").order_by("-made_at"))
    context = {
        "assessment": assessment,
        "links": links,
        "live": {one.pk for one in links if one.ended_at is None},
        "newest": assessment.reports.light().order_by("-revision").first(),
        "new": link and {"link": link, "address": _address(request, link, secret), "secret": secret},
        "mail": (mail or LinkMailForm()) if settings.OFFERS_EMAIL else None,
        "standings": standings(assessment),
        "invitation": invitation or _invitation(assessment),
        "agreement": agreement or AgreementForm(initial={"agreed": "yes" if assessment.partners_agree else "no"}),
    }
    return render(request, "wizard/links.jinja", context, status=status)


def _address(request, link: Link, secret: str) -> str:
    return request.build_absolute_uri(reverse(_page_of(link), kwargs={"secret": secret}))


def _page_of(link: Link) -> str:
    return "public-report" if link.role == Link.Role.PUBLIC else "follow-link"
