"""The resource centre: what the current edition knows, for anybody to read. A page is a function of that edition."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from models_catalogue import about
from models_catalogue.catalogue import Catalogue
from models_catalogue.editions import catalogue_of, current_edition
from models_catalogue.models import Edition
from models_catalogue.resource_forms import STAGE_NAMES, CasesForm, CompareForm, SearchForm
from models_catalogue.search import search as search_in
from models_catalogue.vocabulary import GLOSSARY

SECTIONS = {
    "introduction": "Introduction to integration",
    "question": "The six key questions",
    "faq": "Frequently asked questions",
    "mechanism": "Mechanisms that join up",
    "spending-review": "The Spending Review’s three options",
}
Row = TypeVar("Row")
View = Callable[..., HttpResponse]


def of_current_edition(view: View) -> View:
    """Hand the current edition and its content to a view; without one there is a page that says so."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **named: str) -> HttpResponse:
        edition = current_edition()
        if edition is None:
            return render(request, "resources/no-edition.jinja", status=503)
        return view(request, edition, catalogue_of(edition.pk), **named)

    return answer


def shown(
    request: HttpRequest, edition: Edition, template: str, /, *, status: int = 200, **values: Any
) -> HttpResponse:
    """Draw a page with what every page has: the edition, its content, how old it is, and the day of reading."""
    catalogue = catalogue_of(edition.pk)
    every = {
        "edition": edition,
        "catalogue": catalogue,
        "last_checks": about.last_checks(catalogue),
        "today": timezone.localdate().isoformat(),
    }
    return render(request, f"resources/{template}.jinja", every | values, status=status)


def known(rows: Mapping[str, Row], slug: str) -> Row:
    if slug not in rows:
        raise Http404
    return rows[slug]


def status_of(form) -> int:
    return 422 if form.errors else 200


@of_current_edition
def home(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    articles = {section: about.articles_of(catalogue, section) for section in SECTIONS}
    return shown(request, edition, "home", stages=STAGE_NAMES, sections=SECTIONS, articles=articles)


@of_current_edition
def search(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    form = SearchForm(request.GET if "q" in request.GET else None)
    found = search_in(edition, form.cleaned_data["q"]) if form.is_valid() else None
    return shown(request, edition, "search", form=form, found=found, status=status_of(form))


@of_current_edition
def options(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    return shown(request, edition, "options", stages=STAGE_NAMES)


@of_current_edition
def option(request: HttpRequest, edition: Edition, catalogue: Catalogue, slug: str) -> HttpResponse:
    page = about.option_page(catalogue, known(catalogue.option, slug))
    return shown(request, edition, "option", page=page, option=page.option, stages=STAGE_NAMES)


@of_current_edition
def compare(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    form = CompareForm(request.GET or None, catalogue=catalogue)
    chosen = form.cleaned_data["option"] if form.is_valid() else []
    pages = [about.option_page(catalogue, catalogue.option[slug]) for slug in chosen]
    return shown(request, edition, "compare", form=form, pages=pages, stages=STAGE_NAMES, status=status_of(form))


@of_current_edition
def section(request: HttpRequest, edition: Edition, catalogue: Catalogue, section: str) -> HttpResponse:
    title = known(SECTIONS, section)
    return shown(request, edition, "section", title=title, articles=about.articles_of(catalogue, section))


@of_current_edition
def article(request: HttpRequest, edition: Edition, catalogue: Catalogue, slug: str) -> HttpResponse:
    found = known(catalogue.article, slug)
    return shown(
        request,
        edition,
        "article",
        article=found,
        section=SECTIONS[found.section],
        others=[other for other in about.articles_of(catalogue, found.section) if other != found],
        tools=about.tools_for(catalogue, found.question) if found.question else (),
        powers=about.essential_to(catalogue, found.options),
        cases=[case for case in catalogue.cases if set(case.options) & set(found.options)],
        sources=about.sources_of(catalogue, found),
    )


@of_current_edition
def cases(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    form = CasesForm(request.GET, catalogue=catalogue)
    found = about.cases_around(catalogue, **form.cleaned_data) if form.is_valid() else ()
    return shown(request, edition, "cases", form=form, cases=found, status=status_of(form))


@of_current_edition
def case(request: HttpRequest, edition: Edition, catalogue: Catalogue, slug: str) -> HttpResponse:
    return shown(request, edition, "case", case=known(catalogue.case, slug))


@of_current_edition
def quoted_places(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    return shown(request, edition, "quoted-places", cases=[case for case in catalogue.cases if case.quoted])


@of_current_edition
def tools(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    return shown(request, edition, "tools")


@of_current_edition
def law(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    return shown(request, edition, "law")


@of_current_edition
def flexibility(request: HttpRequest, edition: Edition, catalogue: Catalogue, slug: str) -> HttpResponse:
    found = known(catalogue.flexibility, slug)
    uses = about.uses_of(catalogue, slug)
    watched = about.watch_items_of(catalogue, slug)
    return shown(request, edition, "flexibility", flexibility=found, uses=uses, watch_items=watched)


@of_current_edition
def policy(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    return shown(request, edition, "policy")


@of_current_edition
def watch_list(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    return shown(request, edition, "watch-list")


@of_current_edition
def successors(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    return shown(request, edition, "successors")


@of_current_edition
def population(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    return shown(request, edition, "population")


@of_current_edition
def interventions(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    return shown(request, edition, "interventions")


@of_current_edition
def risks(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    return shown(request, edition, "risks")


@of_current_edition
def glossary(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    words = sorted(catalogue.vocabulary(GLOSSARY), key=lambda term: term.label.casefold())
    return shown(request, edition, "glossary", words=words)


@of_current_edition
def sources(request: HttpRequest, edition: Edition, catalogue: Catalogue) -> HttpResponse:
    return shown(request, edition, "sources")
