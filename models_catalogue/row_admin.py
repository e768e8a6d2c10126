"""What the admin of every catalogue table shares: provenance, review dates, lists, relations and hints."""

from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminURLFieldWidget
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from models_catalogue.form_fields import LinesField, SourceNumbersField
from models_catalogue.models import Sourced
from models_catalogue.recorded_admin import RecordedAdmin
from models_catalogue.row_forms import LISTS, RowForm, identity_columns

REVIEW = ("reviewed_on", "review_due", "reviewed_by")
PROVENANCE = ("sources", "editorial", *REVIEW)
SOON = timedelta(days=90)
HINTS = {
    "slug": "Lower-case letters, digits, - and _. Rules and reports refer to it, so it is fixed once saved.",
    "sources": "What the row rests on. Without a source it must be marked as our own judgement.",
    "review_due": "The day by which somebody looks at it again.",
    "as_at": "The date of the newest source that was read.",
    "checked_at": "The day on which the status was last checked; not before the date of the newest source.",
    "answered_by": "The part of the report that answers this already.",
    "grade": "How strong the evidence is, whatever it shows.",
    "direction": "What the evidence shows.",
}


class ReviewFilter(admin.SimpleListFilter):
    """Rows by when they are to be looked at again."""

    title = "review"
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [
            ("overdue", "Overdue"),
            ("soon", f"Due within {SOON.days} days"),
            ("later", "Due later"),
            ("undated", "No date set"),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        chosen = {
            "overdue": {"review_due__lt": today},
            "soon": {"review_due__range": (today, today + SOON)},
            "later": {"review_due__gt": today + SOON},
            "undated": {"review_due__isnull": True},
        }.get(self.value() or "", {})
        return queryset.filter(**chosen)


class RowPages(BaseModelAdmin):
    """How a row is edited, on a page of its own or inside its parent's."""

    form = RowForm
    hints: Mapping[str, str] = {}
    formfield_overrides = {
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
        models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"},
    }

    @property
    def is_sourced(self) -> bool:
        return issubclass(self.model, Sourced)

    @property
    def columns(self) -> list[str]:
        """What is edited besides the provenance; the place in lists comes last."""
        names = [field.name for field in self._fields() if field.editable and field.name not in ("id", *PROVENANCE)]
        return sorted(names, key=lambda name: name == "position")

    def get_autocomplete_fields(self, request):
        return [field.name for field in self._fields() if field.is_relation]

    def formfield_for_dbfield(self, db_field, request, **options):
        hint = {**HINTS, **self.hints}.get(db_field.name)
        if hint:
            options.setdefault("help_text", hint)
        if isinstance(db_field, models.JSONField):
            return lines_field(db_field, options)
        return super().formfield_for_dbfield(db_field, request, **options)

    def _fields(self) -> tuple[models.Field, ...]:
        return (*self.model._meta.fields, *self.model._meta.many_to_many)


def lines_field(column: models.JSONField, options: Mapping[str, str]) -> LinesField:
    rules = LISTS.get((column.model, column.name), {})
    hint = str(options.get("help_text") or column.help_text)
    allowed = f"Any of: {', '.join(rules['allowed'])}." if "allowed" in rules else ""
    return LinesField(
        label=capfirst(str(column.verbose_name)),
        required=not column.blank,
        initial=list,
        help_text=" ".join(part for part in (hint, "One a line.", allowed) if part),
        **rules,
    )


class RowAdmin(RowPages, RecordedAdmin):
    """A table of the catalogue. A table of knowledge also lists, filters and edits where its rows come from."""

    list_select_related: ClassVar[bool | list[str] | tuple[str, ...]] = True
    list_per_page = 100

    def get_list_display(self, request):
        return (*self.list_display, "editorial", "review_due") if self.is_sourced else self.list_display

    def get_list_filter(self, request):
        return (*self.list_filter, "editorial", ReviewFilter) if self.is_sourced else self.list_filter

    def get_readonly_fields(self, request, obj=None):
        return identity_columns(self.model) if obj else ()

    def get_fieldsets(self, request, obj=None):
        own = list(self.fieldsets or [(None, {"fields": self.columns})])
        return [*own, ("Provenance", {"fields": ("sources", "editorial", REVIEW)})] if self.is_sourced else own


class RowInline(RowPages, InlineModelAdmin):
    """Children on their parent's page. When they were reviewed is on their own page, which they link to."""

    extra = 0
    show_change_link = True
    classes = ["collapse"]

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.prefetch_related("sources") if self.is_sourced else found

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": [*self.columns, "sources", "editorial"] if self.is_sourced else self.columns})]

    def formfield_for_dbfield(self, db_field, request, **options):
        if db_field.name == "sources":
            return SourceNumbersField(required=False, help_text="Numbers of sources, parted by commas.")
        return super().formfield_for_dbfield(db_field, request, **options)


class StackedRows(RowInline, admin.StackedInline):
    pass


class TabularRows(RowInline, admin.TabularInline):
    pass
