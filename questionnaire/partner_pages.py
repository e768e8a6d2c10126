"""What an owner does about partners who contribute: another link, leaving one out, and saying whether all have agreed."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from questionnaire import inviting
from questionnaire.access import MAY_CHANGE, requires
from questionnaire.forms.contribution import AgreementForm
from questionnaire.link_pages import links_page


@requires(MAY_CHANGE)
@require_POST
def invite_again(request, contribution_id):
    """Another link for a partner who has lost the first; its secret is shown once, in answer to the post."""
    found = get_object_or_404(request.assessment.contributions, pk=contribution_id)
    return links_page(request, *inviting.invite_again(found, at=timezone.now()))


@requires(MAY_CHANGE)
@require_http_methods(["GET", "POST"])
def leave_out(request, contribution_id):
    """Asks once more before what a partner said is forgotten."""
    found = get_object_or_404(request.assessment.contributions, pk=contribution_id)
    if request.method == "GET":
        return render(request, "wizard/leave-out.jinja", {"assessment": request.assessment, "contribution": found})
    inviting.leave_out(found, at=timezone.now())
    return _back_to_partners(request)


@requires(MAY_CHANGE)
@require_POST
def agreement(request):
    form = AgreementForm(request.POST)
    if not form.is_valid():
        return links_page(request, agreement=form, status=422)
    inviting.say_whether_agreed(request.assessment, agreed=form.cleaned_data["agreed"] == "yes", at=timezone.now())
    return _back_to_partners(request)


def _back_to_partners(request):
    return redirect(f"{reverse('links', kwargs={'public_id': request.assessment.public_id})}#partners")
