"""The admin of what there is to read: policy, successors, thresholds, cases, tools and articles."""

from django.contrib import admin

from models_catalogue import models as rows
from models_catalogue.row_admin import RowAdmin, StackedRows


@admin.register(rows.PolicyFact)
class PolicyFactAdmin(RowAdmin):
    list_display = ("reference", "slug", "date", "status", "confidence", "checked_at")
    list_display_links = ("reference", "slug")
    list_filter = ("status", "confidence")
    search_fields = ("reference", "slug", "date", "fact")
    fieldsets = (
        (None, {"fields": ("reference", "slug", "date", "fact", "position")}),
        ("Status", {"fields": ("status", "status_note", ("in_force_from", "in_force_to"), "confidence")}),
        ("As at", {"fields": (("as_at", "checked_at"), "to_be_checked")}),
    )


@admin.register(rows.Successor)
class SuccessorAdmin(RowAdmin):
    list_display = ("name", "slug", "option", "confidence", "position")
    list_select_related = ("option",)  # what may be empty is not followed unless it is named
    list_filter = ("confidence",)
    search_fields = ("name", "slug", "now", "option__slug")


@admin.register(rows.PopulationThreshold)
class PopulationThresholdAdmin(RowAdmin):
    list_display = ("name", "slug", "option", "smallest", "largest")
    list_select_related = ("option",)
    search_fields = ("name", "slug", "words", "option__slug")


@admin.register(rows.Case)
class CaseAdmin(RowAdmin):
    list_display = ("name", "slug", "grade", "direction", "reported", "started", "ended")
    list_filter = ("grade", "direction", "reported", "country", "quoted")
    search_fields = ("name", "slug", "chose", "happened", "result")
    hints = {
        "groups": "Slugs of population groups.",
        "circumstances": "A question and its answer as slugs, such as: lead acute-trust.",
    }
    fieldsets = (
        (None, {"fields": ("slug", "name", "country", "position", ("quoted", "example"))}),
        ("What it is", {"fields": ("options", "variants", "groups", "circumstances")}),
        ("Size and years", {"fields": (("population", "population_note"), ("started", "ended"), "years_note")}),
        ("The story", {"fields": ("chose", "hoped", "happened", "lesson")}),
        ("The result", {"fields": ("result", ("grade", "direction"), "reported")}),
    )


@admin.register(rows.Tool)
class ToolAdmin(RowAdmin):
    list_display = ("name", "slug", "keeper", "publisher", "position")
    list_filter = ("keeper",)
    search_fields = ("name", "slug", "publisher", "what_for")
    hints = {"questions": "Numbers of the six key questions."}


class Paragraphs(StackedRows):
    model = rows.Paragraph


@admin.register(rows.Article)
class ArticleAdmin(RowAdmin):
    list_display = ("name", "slug", "section", "question", "position")
    list_filter = ("section",)
    search_fields = ("name", "slug", "summary")
    inlines = (Paragraphs,)


@admin.register(rows.Paragraph)
class ParagraphAdmin(RowAdmin):
    list_display = ("article", "number", "heading")
    list_filter = ("article",)
    search_fields = ("article__slug", "article__name", "heading", "text")
