"""When a session has ended: asking for the private link, and the same page with the same text after it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from questionnaire import access
from questionnaire.access import MAY_CHANGE, MAY_CONTRIBUTE, Grants, NoGrant, requires
from questionnaire.contribution_wizard import ContributionTypedAgain
from questionnaire.forms.link import ComeBackForm
from questionnaire.typed_pages import TypedAgainPage
from questionnaire.versions import SETTLE
from questionnaire.wizard import FIRST_VIEW_ONLY, LATER

NOT_TYPED = frozenset({"csrfmiddlewaretoken", "link", LATER, SETTLE})


@dataclass(frozen=True)
class WayBack:
    """Pages to come back to: who may change them, what shows again what was typed, and the name of the address for that."""

    roles: frozenset[str]
    typed_again: Callable
    address: str

    def may_change(self, request, public_id) -> bool:
        return str(public_id) in Grants.of(request.session).assessments(self.roles)


OWNERS = WayBack(MAY_CHANGE, requires(MAY_CHANGE)(TypedAgainPage.as_view(url_name="step")), "come-back")
PARTNERS = WayBack(
    MAY_CONTRIBUTE,
    requires(MAY_CONTRIBUTE)(ContributionTypedAgain.as_view(url_name="contribution-step")),
    "contribution-come-back",
)
WAYS: Mapping[str, WayBack] = {
    "step": OWNERS,
    "come-back": OWNERS,
    "contribution-step": PARTNERS,
    "contribution-come-back": PARTNERS,
}
"""By the name of the address at which something that was typed arrives."""


def asks_for_the_link(view: Callable) -> Callable:
    """A page of an assessment that asks whoever may not open it for the link: the same words whether it exists or not."""

    @wraps(view)
    def asking(request, public_id, step):
        try:
            return view(request, public_id, step=step)
        except NoGrant:
            return ask_for_link(request, public_id, step, status=404)

    return asking


@require_POST
def come_back(request, public_id, step):
    """Use the link that was pasted, then show the page with what was typed. Nothing is saved on the way."""
    way = WAYS[request.resolver_match.url_name]
    if way.may_change(request, public_id):
        return way.typed_again(request, public_id, step=step)
    form = ComeBackForm(request.POST)
    if form.is_valid():
        link = access.live_link(form.cleaned_data["link"], way.roles)
        if link and access.opened_by(link).public_id == public_id:
            access.use(link, request.session, at=timezone.now())
            return way.typed_again(request, public_id, step=step)
        form.refuse()
    return ask_for_link(request, public_id, step, status=422, form=form)


def ask_for_link(request, public_id, step, *, status: int, form: ComeBackForm | None = None):
    way = WAYS[request.resolver_match.url_name]
    context = {
        "address": reverse(way.address, kwargs={"public_id": public_id, "step": step}),
        "is_partner": way is PARTNERS,
        "form": form or ComeBackForm(),
        "needs_link": not way.may_change(request, public_id),
        "carried": list(carried(request)),
        "is_refused": status == 403,
        "is_first_view": FIRST_VIEW_ONLY in request.GET,
    }
    response = render(request, "wizard/come-back.jinja", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def carried(request) -> Iterator[tuple[str, str]]:
    """Everything that was typed, and what its page remembers, as names and values."""
    for name, values in request.POST.lists():
        if name not in NOT_TYPED:
            yield from ((name, value) for value in values if value)


@require_http_methods(["GET", "POST"])
def session(request):
    """How many seconds this browser stays signed in; a post makes it stay longer."""
    now = timezone.now()
    if request.method == "POST" and Grants.of(request.session).held:
        access.stay(request.session, at=now)
    return JsonResponse({"seconds": access.seconds_left(request.session, at=now) or 0})
