"""formtools, told to walk the route of `steps.py` over an assessment's row."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from formtools.wizard.views import NamedUrlWizardView

from models_catalogue.editions import catalogue_of
from questionnaire.answers import Answers
from questionnaire.document import form_for, read_stored
from questionnaire.forms.base import StepForm
from questionnaire.models import Assessment
from questionnaire.steps import QUESTIONS, STEPS, Step, read_along_route, step_called
from questionnaire.storage import AlreadyFinished, StaleSave

SEEN = "seen"
RETURN_TO_CHECK = "check"
LATER = "save-for-later"


def shown_in_wizard(step: Step):
    return lambda wizard: step.shown_to(wizard.answers())


class AssessmentWizard(NamedUrlWizardView):
    """One page a step. A GET never writes, a post saves one step, and finishing is a page of its own."""

    storage_name = "questionnaire.storage.AssessmentStorage"
    form_list = [(step.slug, step.form) for step in STEPS]
    condition_dict = {step.slug: shown_in_wizard(step) for step in STEPS}

    def dispatch(self, request, *args, **kwargs):
        self.assessment = request.assessment
        self.catalogue = catalogue_of(self.assessment.edition_id)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, step, **kwargs):
        missing = self.leads_elsewhere(step)
        return missing or self.render(self.get_form(data=self.storage.get_step_data(step)))

    def post(self, request, *args, step, **kwargs):
        missing = self.leads_elsewhere(step)
        if missing:
            return missing
        form = self.get_form(data=request.POST)
        if not form.is_valid() and not self.may_be_left_half_filled(form):
            return self.render(form, status=422)
        try:
            self.storage.save(step, self.process_step(form), request.POST.get(SEEN, ""))
        except Assessment.DoesNotExist as deleted:
            raise Http404 from deleted
        except StaleSave as stale:
            return self.render_conflict(form, stale)
        except AlreadyFinished:
            return render(request, "wizard/finished.jinja", {"assessment": self.assessment, "form": form}, status=409)
        return self.render_next_step(form)

    def may_be_left_half_filled(self, form: StepForm) -> bool:
        """Whoever comes back later may leave answers out, but nothing that is wrong."""
        if LATER not in self.request.POST:
            return False
        return form_for(self.step_now(), self.catalogue, self.answers(), form.data, partial=True).is_valid()

    def leads_elsewhere(self, slug: str):
        """404 for a step that does not exist; for one whose inputs are missing, the way to the first that is."""
        step = step_called(slug)
        if step is None:
            raise Http404
        if slug not in self.get_form_list():
            return redirect(self.get_step_url(step.needs or STEPS[0].slug))
        return None

    def answers(self) -> Answers:
        return read_along_route(self.document())

    def document(self) -> dict:
        """What has been answered so far; formtools asks several times while it answers one request."""
        if not hasattr(self, "_document"):
            self._document = read_stored(self.assessment.data, self.catalogue).document
        return self._document

    def forget_what_was_read(self) -> None:
        """After a save: what was just answered may show or hide steps, and formtools keeps its list of them."""
        for kept in ("_document", "_resolved_form_list", "_cache_signature"):
            self.__dict__.pop(kept, None)

    def get_form(self, step=None, data=None, files=None) -> StepForm:
        return form_for(self.step_now(step), self.catalogue, self.answers(), data)

    def step_now(self, slug: str | None = None) -> Step:
        """The step of the address, or another one by name; `leads_elsewhere` has refused unknown ones."""
        return next(step for step in STEPS if step.slug == (slug or self.steps.current))

    def process_step(self, form: StepForm) -> dict[str, list[str]]:
        """The raw values of the form's own fields, in the order of the page, empty ones left out."""
        posted = self.request.POST
        given = {name: posted.getlist(name) for name in sorted(form.posted_names())}
        return {name: values for name, values in given.items() if any(values)}

    def get_step_url(self, step: str) -> str:
        return reverse("step", kwargs={"public_id": self.assessment.public_id, "step": step})

    def render_next_step(self, form, **kwargs):
        """On to the next step; back to check answers after the last one, or when the visitor came from there."""
        here = {"public_id": self.assessment.public_id}
        if LATER in self.request.POST:
            return redirect("links", **here)
        self.forget_what_was_read()
        following = self.get_next_step()
        if following is None or RETURN_TO_CHECK in self.request.GET:
            return redirect("check-answers", **here)
        return redirect(self.get_step_url(following))

    def render_done(self, form, **kwargs):
        raise Http404

    def render_conflict(self, form: StepForm, stale: StaleSave):
        """Both versions, field by field; what was typed stays in the form, and saving again is a decision."""
        theirs = form_for(self.step_now(), self.catalogue, self.answers(), stale.stored)
        differing = [
            (form[name], theirs[name])
            for name in form.fields
            if (form[name].data or None) != (theirs[name].data or None)
        ]
        self.assessment.data[self.steps.current] = stale.stored
        return self.render(form, status=409, conflict=differing)

    def render(self, form=None, *, status=200, **kwargs):
        return render(self.request, "wizard/step.jinja", self.get_context_data(form=form, **kwargs), status=status)

    def get_context_data(self, form, **kwargs):
        step = self.step_now()
        previous = self.get_prev_step()
        here = {"public_id": self.assessment.public_id}
        return {
            "assessment": self.assessment,
            "catalogue": self.catalogue,
            "form": form,
            "step": step,
            "question": QUESTIONS[step.question],
            "number": STEPS.index(step) + 1,
            "count": len(STEPS),
            "seen": self.storage.mark(step.slug),
            "back": self.get_step_url(previous) if previous else reverse("task-list", kwargs=here),
            **kwargs,
        }
