"""formtools, told to walk the route of `steps.py` over an assessment's row."""

import secrets
from collections.abc import Iterable
from functools import partial
from typing import cast

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from formtools.wizard.views import NamedUrlWizardView

from models_catalogue.editions import catalogue_of
from questionnaire.access import seconds_left
from questionnaire.answers import Answers
from questionnaire.document import deciding_answers, form_for
from questionnaire.forms.base import StepForm
from questionnaire.half_filled import HalfFilled, NotKept, OpenPage, Posted, Row, half_filled, mark_of
from questionnaire.leading import Leading, leading
from questionnaire.steps import FIRST_VIEW, QUESTIONS, STEPS, Step
from questionnaire.storage import AlreadyFinished, StaleSave
from questionnaire.versions import SETTLE, VersionsForm

RETURN_TO_CHECK = "check"
COMPARE = "compare"
LATER = "save-for-later"
STAY = "save-and-stay"
FIRST_VIEW_ONLY = "first-view"
RETURN_TO_SO_FAR = "so-far"
AFTER_QUESTION = 1
"""From the page after this question on, a line says which models can still lead."""


def new_key() -> str:
    """Tells one showing of a page from any other."""
    return secrets.token_hex(8)


class AssessmentWizard(NamedUrlWizardView):
    """One page a step. A GET never writes, a post saves one step, and finishing is a page of its own.

    `names` is what the names of its addresses begin with.
    """

    storage_name = "questionnaire.storage.AssessmentStorage"
    form_list = [(step.slug, step.form) for step in STEPS]
    every_step: tuple[Step, ...] = STEPS
    names = ""
    step_template = "wizard/step.jinja"
    finished_template = "wizard/finished.jinja"

    @property
    def row(self) -> Row:
        """What the pages are kept on."""
        return self.assessment

    def dispatch(self, request, *args, **kwargs):
        self.assessment = request.assessment
        self.catalogue = catalogue_of(self.assessment.edition_id)
        self.read_anew()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, step, **kwargs):
        missing = self.leads_elsewhere(step)
        if missing:
            return missing
        kept = None if self.row.is_finished else half_filled(self.row, step)
        if kept is None:
            return self.render(self.saved_form())
        is_current = kept.seen == self.storage.mark(step)
        if not is_current and COMPARE in request.GET:
            return self.render_versions(self.typed_form(kept.posted))
        if not is_current:
            return self.render(self.saved_form(), overtaken=kept)
        return self.render_half_filled(kept)

    def post(self, request, *args, step, **kwargs):
        missing = self.leads_elsewhere(step)
        if missing:
            return missing
        if SETTLE in request.POST:
            return self.post_settled(step)
        return self.post_answers(step, self.get_form(data=request.POST))

    def post_answers(self, step: str, form: StepForm):
        page = OpenPage.of(self.request.POST)
        if not form.is_valid() and not self.may_be_left_half_filled(form):
            self.keep(step, form, page)
            return self.render(form, status=422, page=page)
        try:
            self.storage.save(step, self.process_step(form), page)
        except ObjectDoesNotExist as deleted:
            raise Http404 from deleted
        except StaleSave as stale:
            self.keep(step, form, page)
            self.row.data[step] = stale.stored
            return self.render_versions(form, status=409)
        except AlreadyFinished:
            self.keep(step, form, page)
            return self.render(form, status=409, template=self.finished_template)
        return self.render_next_step(form)

    def post_settled(self, step: str):
        """What was chosen of two versions is saved as any page is; a choice that is not made is asked for."""
        mine = self.get_form(data=self.request.POST)
        versions = VersionsForm(self.request.POST, mine=mine, theirs=self.their_form())
        if not versions.is_valid():
            return self.render_versions(mine, status=422, versions=versions)
        return self.post_answers(step, self.get_form(data=versions.settled()))

    def keep(self, step: str, form: StepForm, page: OpenPage) -> None:
        """So that what is not saved is there when the page is opened again, whatever the visitor does next."""
        try:
            self.storage.keep(step, self.process_step(form), page, at=timezone.now(), over_newer=True)
        except ObjectDoesNotExist as deleted:
            raise Http404 from deleted
        except NotKept:
            """It stands in the page that is shown now."""

    def may_be_left_half_filled(self, form: StepForm) -> bool:
        """Whoever comes back later, stays, or keeps one answer that was tried, may leave answers out, but nothing that is wrong."""
        if not {LATER, STAY} & self.request.POST.keys() and RETURN_TO_SO_FAR not in self.request.GET:
            return False
        return form_for(self.step_now(), self.catalogue, self.answers, form.data, partial=True).is_valid()

    def leads_elsewhere(self, slug: str):
        """404 for a step that does not exist; for one whose inputs are missing, the way to the first that is."""
        step = next((step for step in self.every_step if step.slug == slug), None)
        if step is None:
            raise Http404
        return None if step.shown_to(self.answers) else redirect(self.address_before(step))

    def address_before(self, step: Step) -> str:
        """Of a step that is not shown yet: where to go first."""
        return self.get_step_url(step.needs or STEPS[0].slug)

    @property
    def is_first_view(self) -> bool:
        """Whether this is a walk along the pages of the first view, which asks less of each."""
        return FIRST_VIEW_ONLY in self.request.GET and self.step_now() in FIRST_VIEW

    @property
    def route(self) -> tuple[Step, ...]:
        return FIRST_VIEW if self.is_first_view else self.every_step

    def read_anew(self) -> None:
        """The answers that decide what is shown and asked: read when something first wants to know, which few pages do."""
        lazily = SimpleLazyObject(partial(deciding_answers, self.assessment.data, self.catalogue))
        self.answers = cast(Answers, lazily)

    def get_next_step(self, step: str | None = None) -> str | None:
        """Walks the route itself: formtools would ask for the condition of every step, and so read the answers each time."""
        return self.first_shown(self.route[self.route.index(self.step_now(step)) + 1 :])

    def get_prev_step(self, step: str | None = None) -> str | None:
        return self.first_shown(reversed(self.route[: self.route.index(self.step_now(step))]))

    def first_shown(self, steps: Iterable[Step]) -> str | None:
        return next((step.slug for step in steps if step.shown_to(self.answers)), None)

    def get_form(self, step=None, data=None, files=None) -> StepForm:
        return self.asked(form_for(self.step_now(step), self.catalogue, self.answers, data))

    def asked(self, form: StepForm) -> StepForm:
        """A form as this walk asks it."""
        if self.is_first_view:
            form.let_wait(self.step_now().can_wait)
        return form

    def step_now(self, slug: str | None = None) -> Step:
        """The step of the address, or another one by name; `leads_elsewhere` has refused unknown ones."""
        return next(step for step in self.every_step if step.slug == (slug or self.steps.current))

    def saved_form(self) -> StepForm:
        """What is saved; what is wrong with it is said, what is missing is not."""
        saved = self.storage.get_step_data(self.steps.current)
        return self.asked(form_for(self.step_now(), self.catalogue, self.answers, saved, partial=True))

    def typed_form(self, posted: Posted) -> StepForm:
        """What was typed and not sent; nothing is said about it yet."""
        form = self.asked(form_for(self.step_now(), self.catalogue, self.answers, posted))
        form.leave_unjudged()
        return form

    def process_step(self, form: StepForm) -> dict[str, list[str]]:
        """The raw values of the form's own fields, in the order of the page, empty ones left out."""
        given = {name: form.typed(name) for name in sorted(form.posted_names())}
        return {name: values for name, values in given.items() if any(values)}

    def get_step_url(self, step: str) -> str:
        return self.address_of("step", step)

    def address_of(self, name: str, step: str, *asked: str) -> str:
        """An address of a step that stays on this walk; `asked` is what else its query says."""
        address = reverse(f"{self.names}{name}", kwargs={"public_id": self.row.public_id, "step": step})
        query = "&".join([*([FIRST_VIEW_ONLY] if self.is_first_view else []), *asked])
        return f"{address}?{query}" if query else address

    def render_next_step(self, form, **kwargs):
        """On to the next step; after the last one, or back where the visitor came from, to answers or the result so far."""
        here = {"public_id": self.assessment.public_id}
        if LATER in self.request.POST:
            return redirect("links", **here)
        if STAY in self.request.POST:
            return redirect(f"{self.request.get_full_path()}#echo")
        self.read_anew()
        following = self.get_next_step()
        if RETURN_TO_SO_FAR in self.request.GET or (following is None and self.is_first_view):
            return redirect("provisional", **here)
        if following is None or RETURN_TO_CHECK in self.request.GET:
            return redirect("check-answers", **here)
        return redirect(self.get_step_url(following))

    def render_done(self, form, **kwargs):
        raise Http404

    def render_versions(self, mine: StepForm, *, status: int = 200, versions: VersionsForm | None = None):
        """Both versions, field by field; what was typed travels in the page."""
        page = OpenPage(self.storage.mark(self.steps.current), mark_of(self.process_step(mine)), new_key())
        versions = versions or VersionsForm(mine=mine, theirs=self.their_form())
        return self.render(mine, status=status, page=page, versions=versions, template="wizard/versions.jinja")

    def their_form(self) -> StepForm:
        return self.typed_form(self.row.data.get(self.steps.current) or {})

    def render_half_filled(self, kept: HalfFilled):
        page = OpenPage(kept.seen, kept.mark, new_key())
        return self.render(self.typed_form(kept.posted), page=page, half_filled=kept)

    def render(self, form=None, *, status=200, template="", **kwargs):
        return render(
            self.request, template or self.step_template, self.get_context_data(form=form, **kwargs), status=status
        )

    @property
    def home(self) -> str:
        """The page that lists the others."""
        return reverse("task-list", kwargs={"public_id": self.assessment.public_id})

    def leading(self, step: Step) -> Leading | None:
        return leading(self.assessment) if step.question > AFTER_QUESTION else None

    def get_context_data(self, form, **kwargs):
        step = self.step_now()
        previous = self.get_prev_step()
        shown = [one for one in self.route if one.shown_to(self.answers)]
        return {
            "assessment": self.assessment,
            "catalogue": self.catalogue,
            "form": form,
            "step": step,
            "question": QUESTIONS[step.question],
            "number": shown.index(step) + 1,
            "count": len(shown),
            "is_first_view": self.is_first_view,
            "leading": self.leading(step),
            "page": OpenPage(self.storage.mark(step.slug), key=new_key()),
            "seconds_left": seconds_left(self.request.session, at=timezone.now()),
            "address_of": self.address_of,
            "home": self.home,
            "back": self.get_step_url(previous) if previous else self.home,
            **kwargs,
        }
