"""The site's own pages: home, how it works, help, health, and the pages for when something is wrong."""

import sys

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from models_catalogue.editions import catalogue_of, current_edition
from questionnaire.coming_back import WAYS, ask_for_link
from questionnaire.examples import EXAMPLES
from questionnaire.report.method import method_numbers
from questionnaire.steps import QUESTIONS

TESTED_ON = "2026-11-28"
"""When all the tests that the accessibility statement names were last looked at; at most a year ago, by regulation 8."""
AXE_VERSION = "4.14.1"
TRY_AGAIN_IN = "60"
"""Seconds after which a database that did not answer may do so again."""


@require_safe
def home(request):
    edition = current_edition()
    return render(request, "site/home.jinja", {"edition": edition, "examples": EXAMPLES, "questions": QUESTIONS})


@require_safe
def method(request):
    edition = current_edition()
    catalogue = catalogue_of(edition.pk) if edition else None
    context = {"edition": edition, "catalogue": catalogue, "numbers": method_numbers()}
    return render(request, "site/method.jinja", context)


@require_safe
def accessibility(request):
    return render(request, "site/accessibility.jinja", {"tested_on": TESTED_ON, "axe": AXE_VERSION})


@require_safe
def help_page(request):
    return render(request, "site/help.jinja")


@require_safe
def privacy(request):
    return render(request, "site/privacy.jinja", {"kept_days": settings.DRAFTS_KEPT_FOR.days})


@require_safe
def livez(request):
    """Alive: no input or output."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def readyz(request):
    """Ready: the database answers, nothing is left to migrate, and an edition is published."""
    faults = readiness_faults()
    return JsonResponse({"ready": not faults, "faults": faults}, status=503 if faults else 200)


def readiness_faults() -> list[str]:
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return ["Migrations are waiting: run manage.py migrate."]
        return [] if current_edition() else ["No edition is published: run manage.py load_catalogue."]
    except DatabaseError:
        return ["The database does not answer."]


def csrf_failed(request, reason=""):
    """A form that cannot be trusted to come from this site. Of a step, what was typed is shown again and saved nowhere."""
    match = request.resolver_match
    if match and match.url_name in WAYS:
        return ask_for_link(request, **match.kwargs, status=403)
    return render(request, "site/403.jinja", {"form_expired": True}, status=403)


def forbidden(request, exception: PermissionDenied):
    return render(request, "site/403.jinja", status=403)


def not_found(request, exception):
    return render(request, "site/404.jinja", status=404)


def failed(request):
    """A fault of ours; where the database does not answer, it is one that passes."""
    if not isinstance(sys.exception(), OperationalError):
        return render(request, "site/500.jinja", status=500)
    response = render(request, "site/503.jinja", status=503)
    response.headers["Retry-After"] = TRY_AGAIN_IN
    return response


def bad_request(request, exception):
    return render(request, "site/400.jinja", status=400)
