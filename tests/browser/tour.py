"""Every page of the site in every state that a visitor can meet it in, by name, with the way to it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import OperationalError
from django.test import RequestFactory
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from portal.views import failed
from questionnaire.examples import EXAMPLES
from questionnaire.steps import FIRST_VIEW
from tests.browser.actions import (
    FINISH,
    ROUTE,
    address,
    another_tab,
    answer,
    conflict_on_place,
    finish,
    press,
    start,
    start_with,
)
from tests.browser.answered import EVERYTHING, save_wrongly
from tests.browser.partners import PARTNER_PAGES

NOBODYS = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Tour:
    """A visitor with assessments in every state, each by its public id."""

    page: Page
    new: str
    with_place: str
    with_aims: str
    full: str
    finished: str

    def open(self, name: str, **arguments: str) -> None:
        self.page.goto(reverse(name, kwargs=arguments))

    def step(self, state: str, slug: str) -> None:
        self.open("step", public_id=getattr(self, state), step=slug)


def tour_with(page: Page) -> Tour:
    start(page)
    new = page.url.split("/")[4]
    with_place = start_with(page, {"place": EVERYTHING["place"]})
    with_aims = start_with(page, {"rationale": EVERYTHING["rationale"]})
    full = start_with(page, EVERYTHING)
    finished = start_with(page, EVERYTHING)
    finish(page)
    return Tour(page, new, with_place, with_aims, full, finished)


Way = Callable[[Tour], None]


def public(name: str, **arguments: str) -> Way:
    return lambda tour: tour.open(name, **arguments)


def of(state: str, name: str) -> Way:
    return lambda tour: tour.open(name, public_id=getattr(tour, state))


def empty(slug: str) -> Way:
    return lambda tour: tour.step("with_aims" if slug == "priorities" else "new", slug)


def filled(slug: str) -> Way:
    """With everything unfolded, so that what is folded away is checked too."""

    return unfolded(lambda tour: tour.step("full", slug))


def wrong(slug: str) -> Way:
    def go(tour: Tour) -> None:
        empty(slug)(tour)
        save_wrongly(tour.page, slug)

    return go


def first_view(slug: str) -> Way:
    return lambda tour: tour.page.goto(
        f"{reverse('step', kwargs={'public_id': tour.with_aims, 'step': slug})}?first-view"
    )


def what_if(state: str, step: str, field: str, answer: str | None = None) -> Way:
    """A question tried: asked again, or with another answer."""

    def go(tour: Tour) -> None:
        public_id = getattr(tour, state)
        asked = reverse("what-if", kwargs={"public_id": public_id, "step": step, "field": field})
        tour.page.goto(asked if answer is None else f"{asked}?{field}={answer}")

    return go


def unfolded(way: Way) -> Way:
    def go(tour: Tour) -> None:
        way(tour)
        tour.page.locator("details").evaluate_all("found => found.forEach((details) => { details.open = true; })")

    return go


def new_link(tour: Tour) -> None:
    tour.open("links", public_id=tour.full)
    press(tour.page, "Make a reader link")


def new_public_link(tour: Tour) -> None:
    tour.open("links", public_id=tour.finished)
    press(tour.page, "Make a public link")


def own_report(tour: Tour) -> None:
    tour.open("task-list", public_id=tour.finished)
    tour.page.get_by_role("link", name="Read the report").click()


def unknown_link(tour: Tour) -> None:
    tour.open("open-link")
    tour.page.get_by_label("Your link").fill("https://portal.example/link/nobodys/")
    press(tour.page, "Open")


def compared(tour: Tour) -> None:
    """The newest two: the full answers, and those with little said."""
    tour.open("compare-versions", public_id=tour.full)
    tour.page.get_by_label("First version").select_option(tour.full)
    tour.page.get_by_label("Second version").select_option(tour.with_aims)
    press(tour.page, "Compare")


def compared_wrongly(tour: Tour) -> None:
    tour.open("compare-versions", public_id=tour.full)
    tour.page.get_by_label("First version").select_option(tour.full)
    press(tour.page, "Compare")


def public_report(tour: Tour) -> None:
    new_public_link(tour)
    tour.page.goto(tour.page.locator("#new-link").input_value())


def checked(tour: Tour) -> None:
    tour.open("example", slug=EXAMPLES[0].slug)
    code = tour.page.locator(".report-code").inner_text()
    tour.page.get_by_role("link", name="Check this report").click()
    tour.page.get_by_label("Check code").fill(code)
    press(tour.page, "Check this report")


def checked_wrongly(tour: Tour) -> None:
    tour.open("check-report")
    tour.page.get_by_label("Reference").fill("00000000-1")
    tour.page.get_by_label("Check code").fill("0000-0000-0000")
    press(tour.page, "Check this report")


def conflict(tour: Tour) -> None:
    start_with(tour.page, {})
    conflict_on_place(tour.page, mine="Typed later", theirs="Saved first")


def conflict_unsettled(tour: Tour) -> None:
    conflict(tour)
    press(tour.page, "Save what I chose")


def half_filled(tour: Tour) -> None:
    start_with(tour.page, {})
    tour.page.goto(address("step", tour.page, step="place"))
    tour.page.get_by_label("What is the place called?").fill("Half a name")
    expect(tour.page.locator('[data-told="kept"]')).to_be_visible()
    tour.page.reload()


def overtaken(tour: Tour) -> None:
    conflict(tour)
    tour.page.goto(tour.page.url)


def signed_out(tour: Tour) -> None:
    """At a page of nobody's, because this browser still needs its own grants."""
    tour.open("step", public_id=NOBODYS, step="place")


def signed_out_with_errors(tour: Tour) -> None:
    signed_out(tour)
    press(tour.page, "Continue")


def said(tour: Tour) -> None:
    """Priorities put in order, saved to see what that says, with everything unfolded."""
    start_with(tour.page, {"rationale": EVERYTHING["rationale"]})
    tour.page.goto(address("step", tour.page, step="priorities"))
    order = enumerate(EVERYTHING["rationale"]["objectives"], start=1)
    answer(tour.page, {f"{aim}--place": [str(place)] for place, aim in order})
    press(tour.page, "Save and see what it says")
    tour.page.locator("details").evaluate_all("found => found.forEach((details) => { details.open = true; })")


def ending(tour: Tour) -> None:
    tour.step("full", "place")
    tour.page.locator("dialog").evaluate("dialog => dialog.showModal()")


def saved_too_late(tour: Tour) -> None:
    start_with(tour.page, EVERYTHING)
    tour.page.goto(address("step", tour.page, step="place"))
    answer(tour.page, {"name": ["Typed too late"]})
    with another_tab(tour.page) as other:
        finish(other)
    press(tour.page, "Save and continue")


def finished_too_early(tour: Tour) -> None:
    """By somebody whose partner has just chosen another aim, which has no points yet."""
    start_with(tour.page, EVERYTHING)
    tour.page.goto(address("check-answers", tour.page))
    with another_tab(tour.page) as other:
        other.goto(address("step", other, step="rationale"))
        answer(other, {"objectives": ["productivity"]})
        press(other, "Save and continue")
    press(tour.page, FINISH)


def unreadable_document(tour: Tour) -> None:
    tour.open("start-from-document")
    tour.page.get_by_label("Answers document").fill('{"place": {"population": -1}}')
    press(tour.page, "Start with these answers")


def deleted(tour: Tour) -> None:
    public_id = start_with(tour.page, {})
    tour.open("delete", public_id=public_id)
    press(tour.page, "Delete everything")


def without_token(tour: Tour) -> None:
    tour.open("start")
    tour.page.context.clear_cookies(name="csrftoken")
    press(tour.page, "Start now")


def nonsense(tour: Tour) -> None:
    tour.open("links", public_id=tour.full)
    tour.page.locator('input[name="role"]').first.evaluate('field => { field.value = "king"; }')
    press(tour.page, "Make an owner link")


def failing(fault: Exception) -> Way:
    """The page that stands in for all others when something fails, as the site makes it, in the place of the home page."""

    def fail(route: Route) -> None:
        try:
            raise fault
        except type(fault):
            response = failed(RequestFactory(SERVER_NAME="127.0.0.1").get("/"))
        route.fulfill(status=response.status_code, content_type="text/html; charset=utf-8", body=response.content)

    def go(tour: Tour) -> None:
        tour.page.route("**/", fail, times=1)
        tour.open("home")

    return go


def asking(name: str, query: str) -> Way:
    return lambda tour: tour.page.goto(f"{reverse(name)}?{query}")


RESOURCES: dict[str, Way] = {
    "resources": public("resources"),
    "models": public("resource-options"),
    "model mcp": public("resource-option", slug="mcp"),
    "model with no evidence": public("resource-option", slug="current-arrangements"),
    "form merger": public("resource-option", slug="merger"),
    "compare": public("resource-compare"),
    "compare, chosen": asking("resource-compare", "option=mcp&option=pacs&option=ico&option=merger"),
    "compare, with errors": asking("resource-compare", "option=mcp"),
    "introduction": public("resource-article", slug="introduction-to-integration"),
    "question": public("resource-article", slug="legal-flexibilities"),
    "mechanism": public("resource-article", slug="pooled-budgets"),
    **{
        f"section {slug}": public("resource-section", section=slug)
        for slug in ("introduction", "question", "faq", "mechanism", "spending-review")
    },
    "cases": public("resource-cases"),
    "cases, around older people": asking("resource-cases", "around=older-people"),
    "cases, with errors": asking("resource-cases", "around=nobody"),
    "case": public("resource-case", slug="wolverhampton"),
    "quoted places": public("resource-quoted-places"),
    "what works": public("resource-interventions"),
    "risks": public("resource-risks"),
    "tools": public("resource-tools"),
    "law": public("resource-law"),
    "flexibility": public("resource-flexibility", slug="section-75-pooled-fund"),
    "policy": public("resource-policy"),
    "watch list": public("resource-watch-list"),
    "then and now": public("resource-successors"),
    "population": public("resource-population"),
    "glossary": public("resource-glossary"),
    "sources": public("resource-sources"),
    "search": public("resource-search"),
    "search, found": asking("resource-search", "q=pooled+budget"),
    "search, mistyped": asking("resource-search", "q=pooled+budjet"),
    "search, nothing found": asking("resource-search", "q=zzzzzz"),
    "search, with errors": asking("resource-search", "q=x"),
}

PAGES: dict[str, Way] = {
    "home": public("home"),
    "method": public("method"),
    **RESOURCES,
    "accessibility": public("accessibility"),
    "help": public("help"),
    "privacy": public("privacy"),
    "come back": public("open-link"),
    "come back, with errors": unknown_link,
    "check a report": public("check-report"),
    "check a report, genuine": checked,
    "check a report, with errors": checked_wrongly,
    "start": public("start"),
    "start from a document": public("start-from-document"),
    "start from a document, with errors": unreadable_document,
    "nothing to read": public("nothing-to-read"),
    "nothing there": lambda tour: tour.page.goto("/nowhere/"),
    "without a token": without_token,
    "nonsense": nonsense,
    "failed": failing(RuntimeError()),
    "not available": failing(OperationalError()),
    **{f"example {example.slug}": public("example", slug=example.slug) for example in EXAMPLES},
    "task list, new": of("new", "task-list"),
    "task list, with aims": of("with_aims", "task-list"),
    "task list, full": of("full", "task-list"),
    "task list, finished": of("finished", "task-list"),
    "links": of("full", "links"),
    "links, a new one": new_link,
    "links, a new public one": new_public_link,
    "so far, little said": of("with_place", "provisional"),
    "so far, all said": unfolded(of("full", "provisional")),
    "so far, finished": of("finished", "provisional"),
    "what if": what_if("full", "care-model", "holder"),
    "what if, a set": what_if("with_place", "place", "services"),
    "what if, points": what_if("full", "priorities", "quality--points"),
    "what if, tried": what_if("full", "care-model", "holder", "separate-contracts"),
    "what if, a pathway": what_if("full", "place", "scope_kind", "pathway"),
    "what if, as it is": what_if("full", "place", "lead", "joint"),
    "what if, finished": what_if("finished", "place", "lead", "council"),
    "what if, with errors": what_if("full", "priorities", "quality--points", "500"),
    "check answers, new": of("new", "check-answers"),
    "check answers, full": of("full", "check-answers"),
    "check answers, finished": of("finished", "check-answers"),
    "report made": lambda tour: tour.open("report-made", public_id=tour.finished, revision="1"),
    "compare versions": of("full", "compare-versions"),
    "compare versions, two": compared,
    "compare versions, with errors": compared_wrongly,
    "report": own_report,
    "public report": public_report,
    "delete": of("full", "delete"),
    "deleted": deleted,
    "conflict": conflict,
    "conflict, with errors": conflict_unsettled,
    "priorities, put in order": said,
    "wanted, new": of("new", "wanted"),
    "wanted, with place": of("with_place", "wanted"),
    "wanted, full": of("full", "wanted"),
    "questions on paper": public("blank-questions"),
    "place, half filled": half_filled,
    "place, overtaken": overtaken,
    "signed out": signed_out,
    "signed out, with errors": signed_out_with_errors,
    "place, ending": ending,
    "saved too late": saved_too_late,
    "finished too early": finished_too_early,
    **{f"{slug}, empty": empty(slug) for slug in ROUTE},
    **{f"{slug}, filled": filled(slug) for slug in ROUTE},
    **{f"{slug}, with errors": wrong(slug) for slug in ROUTE},
    **{f"{step.slug}, first view": first_view(step.slug) for step in FIRST_VIEW},
    **PARTNER_PAGES,
    "place, finished": lambda tour: tour.step("finished", "place"),
}
