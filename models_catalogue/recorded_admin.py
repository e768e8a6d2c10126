"""Admin pages that ask for a reason before they write, record what they wrote, and tell the history of a row."""

from django.contrib import admin
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from models_catalogue.history import history_of
from models_catalogue.reasons import ReasonForm, recording, with_reason

PAGES = "admin/models_catalogue/row"


class RecordedAdmin(admin.ModelAdmin):
    """A table of which no page writes anything without a reason."""

    actions = ("delete_selected",)
    change_form_template = f"{PAGES}/change_form.html"
    delete_confirmation_template = f"{PAGES}/delete_confirmation.html"
    delete_selected_confirmation_template = f"{PAGES}/delete_selected_confirmation.html"
    object_history_template = f"{PAGES}/history.html"

    def get_form(self, request, obj=None, change=False, **options):
        return super().get_form(request, obj, change, **{"form": with_reason(self.form), **options})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with recording(request, ReasonForm(request.POST if request.method == "POST" else None)):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        last = next(iter(history_of(obj)), None) if obj else None
        return super().render_change_form(request, {**context, "last": last}, add, change, form_url, obj)

    def construct_change_message(self, request, form, formsets, add=False):
        """Nothing: what changed and why is for the history. Django's own log only lists what somebody touched lately."""
        return ""

    def delete_view(self, request, object_id, extra_context=None):
        form = confirmed_reason(request)
        with recording(request, form):
            return super().delete_view(asked(request, form), object_id, {**(extra_context or {}), "reason_form": form})

    @admin.action(permissions=["delete"], description="Delete selected %(verbose_name_plural)s")
    def delete_selected(self, request, queryset):
        form = confirmed_reason(request)
        with recording(request, form):
            response = delete_selected(self, asked(request, form), queryset)
        if response:
            response.context_data["reason_form"] = form
        return response

    def history_view(self, request, object_id, extra_context=None):
        """Every save of a row: who, when, why, and what was changed in it and in its children."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {self.opts.verbose_name} {row}",
            "entries": history_of(row),
            "object": row,
            "opts": self.opts,
            "module_name": capfirst(self.opts.verbose_name_plural),
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)


def confirmed_reason(request: HttpRequest) -> ReasonForm:
    """The reason for a deletion, once the page that asks for it was sent."""
    return ReasonForm(request.POST if request.POST.get("post") else None)


def asked(request: HttpRequest, form: ReasonForm) -> HttpRequest:
    """A deletion without a reason counts as not confirmed: Django then shows its page of confirmation again."""
    if not form.is_valid():
        request.POST = QueryDict()
    return request
