"""The admin of editions: read-only pages, the download of what one says, and publishing the next."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from models_catalogue.approval import (
    AnotherPersonNeeded,
    DraftChanged,
    approvals,
    approve,
    digest,
    needs_another,
    publish_by,
)
from models_catalogue.catalogue import Catalogue
from models_catalogue.changes import changes
from models_catalogue.completeness import link_problems, problems, reminders
from models_catalogue.edition_files import edition_file
from models_catalogue.editions import EditionNotReady, NothingChanged, catalogue_of, current_edition, draft
from models_catalogue.models import Edition, Source

REFUSALS = (AnotherPersonNeeded, DraftChanged, EditionNotReady, NothingChanged)


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
        return format_html(
            '<a href="{}">Download edition {} as JSON</a>, or <a href="{}">as a file to read and to take elsewhere</a>',
            reverse("admin:models_catalogue_edition_content", args=[edition.pk]),
            edition.number,
            reverse("admin:models_catalogue_edition_file", args=[edition.pk]),
        )

    def get_urls(self):
        guarded = self.admin_site.admin_view
        return [
            path("publish/", guarded(self.publish_view), name="models_catalogue_edition_publish"),
            path("publish/approve/", guarded(self.approve_view), name="models_catalogue_edition_approve"),
            path("<int:pk>/file/", guarded(self.file_view), name="models_catalogue_edition_file"),
            path("<int:pk>/content/", guarded(self.content_view), name="models_catalogue_edition_content"),
            *super().get_urls(),
        ]

    def content_view(self, request, pk: int):
        if not self.has_view_permission(request):
            raise PermissionDenied
        edition = get_object_or_404(Edition, pk=pk)
        name = f'attachment; filename="edition-{edition.number}.json"'
        return HttpResponse(edition.content, "application/json", headers={"Content-Disposition": name})

    def file_view(self, request, pk: int):
        """The edition as a file that people can read and another installation can take in."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        edition = get_object_or_404(Edition, pk=pk)
        name = f'attachment; filename="catalogue-edition-{edition.number}.json"'
        return HttpResponse(edition_file(edition), "application/json", headers={"Content-Disposition": name})

    def publish_view(self, request):
        if not may_publish(request.user):
            raise PermissionDenied
        form = PublishForm(request.POST if request.method == "POST" else None)
        edition = self._publish(request, form) if form.is_valid() else None
        return self._published(request, edition) if edition else self._publish_page(request, form)

    def _publish(self, request, form: PublishForm) -> Edition | None:
        """Publish what the page showed, or say on the form why not."""
        given = form.cleaned_data
        try:
            return publish_by(request.user.get_username(), seen=given["digest"], note=given["note"], at=timezone.now())
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
            return None

    def approve_view(self, request):
        """Say that the draft as it was read may be published; a POST, because it writes."""
        if not may_publish(request.user):
            raise PermissionDenied
        if request.method == "POST":
            self._approve(request)
        return redirect("admin:models_catalogue_edition_publish")

    def _approve(self, request) -> None:
        try:
            approve(request.POST.get("digest", ""), by=request.user.get_username(), at=timezone.now())
            messages.success(request, "You have approved this draft. Somebody else may publish it now.")
        except DraftChanged as refusal:
            messages.error(request, str(refusal))

    def _published(self, request, edition: Edition):
        self.log_addition(request, edition, [{"added": {}}])
        messages.success(request, f"Edition {edition.number} is published.")
        return redirect("admin:models_catalogue_edition_change", edition.pk)

    def _publish_page(self, request, form: PublishForm):
        content = draft()
        context = {
            **self.admin_site.each_context(request),
            **preview(content, request.user.get_username()),
            "title": "Publish a new edition",
            "opts": self.opts,
            "form": form,
            "digest": digest(content),
        }
        return TemplateResponse(request, "admin/models_catalogue/edition/publish.html", context)


def may_publish(user) -> bool:
    return user.has_perm("models_catalogue.add_edition")


def preview(content: Catalogue, person: str) -> dict:
    """What somebody should know before publishing: faults, reminders, differences, and whose word is still needed."""
    newest = current_edition()
    found = problems(content)
    approved = approvals(digest(content))
    return {
        "newest": newest,
        "blocking": [problem for problem in found if problem.blocks],
        "warnings": [problem for problem in found if not problem.blocks],
        "reminders": [*reminders(content, timezone.localdate()), *link_problems(Source.objects.all())],
        "changes": changes(catalogue_of(newest.pk), content) if newest else (),
        "approved": approved,
        "waiting": needs_another(content, newest, {person, *(one.approved_by for one in approved)}),
    }
