"""The admin of editions: read-only pages, the download of what one says, and publishing the next."""

import hashlib

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from models_catalogue.catalogue import Catalogue
from models_catalogue.changes import changes
from models_catalogue.completeness import problems
from models_catalogue.editions import (
    EditionNotReady,
    NothingChanged,
    catalogue_of,
    current_edition,
    draft,
    publish,
)
from models_catalogue.models import Edition


class PublishForm(forms.Form):
    """The note of a new edition; `digest` tells which state of the draft the page showed."""

    note = forms.CharField(
        label="What is new, and why",
        help_text="Published with the edition, for everybody to read.",
        error_messages={"required": "Say what is new in this edition, and why."},
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )
    digest = forms.CharField(widget=forms.HiddenInput)


class EditionAdmin(admin.ModelAdmin):
    list_display = ("__str__", "published_at", "published_by", "note", "sha256")
    search_fields = ("number", "note", "published_by", "sha256")
    fields = ("number", "published_at", "published_by", "note", "sha256", "download")
    readonly_fields = ("download",)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or may_publish(request.user)

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")

    @admin.display(description="content")
    def download(self, edition: Edition):
        address = reverse("admin:models_catalogue_edition_content", args=[edition.pk])
        return format_html('<a href="{}">Download edition {} as JSON</a>', address, edition.number)

    def get_urls(self):
        guarded = self.admin_site.admin_view
        return [
            path("publish/", guarded(self.publish_view), name="models_catalogue_edition_publish"),
            path("<int:pk>/content/", guarded(self.content_view), name="models_catalogue_edition_content"),
            *super().get_urls(),
        ]

    def content_view(self, request, pk: int):
        if not self.has_view_permission(request):
            raise PermissionDenied
        edition = get_object_or_404(Edition, pk=pk)
        name = f'attachment; filename="edition-{edition.number}.json"'
        return HttpResponse(edition.content, "application/json", headers={"Content-Disposition": name})

    def publish_view(self, request):
        if not may_publish(request.user):
            raise PermissionDenied
        form = PublishForm(request.POST if request.method == "POST" else None)
        edition = self._publish(request, form) if form.is_valid() else None
        return self._published(request, edition) if edition else self._publish_page(request, form)

    @transaction.atomic
    def _publish(self, request, form: PublishForm) -> Edition | None:
        """Publish what the page showed, or say on the form why not."""
        if form.cleaned_data["digest"] != digest(draft()):
            form.add_error(None, "The draft has changed since you opened this page. Read it again before you publish.")
            return None
        try:
            return publish(note=form.cleaned_data["note"], at=timezone.now(), by=request.user.get_username())
        except (EditionNotReady, NothingChanged) as refusal:
            form.add_error(None, str(refusal))
            return None

    def _published(self, request, edition: Edition):
        self.log_addition(request, edition, [{"added": {}}])
        messages.success(request, f"Edition {edition.number} is published.")
        return redirect("admin:models_catalogue_edition_change", edition.pk)

    def _publish_page(self, request, form: PublishForm):
        content = draft()
        context = {
            **self.admin_site.each_context(request),
            **preview(content),
            "title": "Publish a new edition",
            "opts": self.opts,
            "form": form,
            "digest": digest(content),
        }
        return TemplateResponse(request, "admin/models_catalogue/edition/publish.html", context)


def may_publish(user) -> bool:
    return user.has_perm("models_catalogue.add_edition")


def digest(content: Catalogue) -> str:
    return hashlib.sha256(content.canonical()).hexdigest()


def preview(content: Catalogue) -> dict:
    """What somebody should know before publishing: what is missing or wrong, and what differs from the newest."""
    newest = current_edition()
    found = problems(content)
    return {
        "newest": newest,
        "blocking": [problem for problem in found if problem.blocks],
        "warnings": [problem for problem in found if not problem.blocks],
        "changes": changes(catalogue_of(newest.pk), content) if newest else (),
    }
