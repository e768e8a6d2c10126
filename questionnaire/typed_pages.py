"""Where typed pages go that are not saved: while they are being filled in, and after a session has ended."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from questionnaire.half_filled import NotKept, OpenPage
from questionnaire.wizard import COMPARE, AssessmentWizard

LET_GO = "let-go"


class HalfFilledPage(AssessmentWizard):
    """Where the script sends a page while it is being filled in, and where a visitor lets go of what was kept.

    That a page is not kept is an answer to the script, and no error.
    """

    http_method_names = ("post",)

    def post(self, request, *args, step, **kwargs):
        if self.leads_elsewhere(step) or self.row.is_finished:
            return JsonResponse({"told": "refused"})
        page = OpenPage.of(request.POST)
        try:
            if LET_GO in request.POST:
                self.storage.let_go(step, page)
                return redirect(self.get_step_url(step))
            self.storage.keep(step, self.process_step(self.get_form(data=request.POST)), page, at=timezone.now())
        except ObjectDoesNotExist as deleted:
            raise Http404 from deleted
        except NotKept:
            return JsonResponse({"told": "refused"})
        return JsonResponse({"told": "kept"})


class EchoPage(AssessmentWizard):
    """Where the script asks what the points on a page say while they are being typed; nothing is kept."""

    http_method_names = ("post",)

    def post(self, request, *args, step, **kwargs):
        form = None if self.leads_elsewhere(step) else self.get_form(data=request.POST)
        if form is None or form.echo() is None:
            raise Http404
        return render(request, "wizard/echo.jinja", {"form": form, "catalogue": self.catalogue})


class TypedAgainPage(AssessmentWizard):
    """Where what was typed goes when its session had ended: back into the page, and nowhere else yet."""

    http_method_names = ("post",)

    def post(self, request, *args, step, **kwargs):
        missing = self.leads_elsewhere(step)
        if missing:
            return missing
        form, page = self.get_form(data=request.POST), OpenPage.of(request.POST)
        typed = self.process_step(form)
        try:
            if typed:
                self.storage.keep(step, typed, page, at=timezone.now(), over_newer=True)
        except NotKept:
            return self.render(self.typed_form(typed), page=page)
        is_current = page.seen == self.storage.mark(step)
        return redirect(self.address_of("step", step, *([] if is_current or not typed else [COMPARE])))
