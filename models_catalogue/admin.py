"""The catalogue in Django's admin: one class a table, saying how it is listed, searched and laid out."""

from django.contrib import admin

from models_catalogue import models as rows
from models_catalogue import resource_admin  # noqa: F401 - registers its tables
from models_catalogue.edition_admin import EditionAdmin
from models_catalogue.fit_admin import FitAdmin
from models_catalogue.row_admin import RowAdmin, StackedRows, TabularRows

admin.site.register(rows.Fit, FitAdmin)
admin.site.register(rows.Edition, EditionAdmin)


@admin.register(rows.Source)
class SourceAdmin(RowAdmin):
    list_display = ("number", "publisher", "title", "date")
    search_fields = ("=number", "publisher", "title", "url")
    hints = {"number": "Everything cites the source by this number, so it is fixed once saved."}


@admin.register(rows.Term)
class TermAdmin(RowAdmin):
    list_display = ("label", "slug", "vocabulary", "position")
    list_filter = ("vocabulary",)
    search_fields = ("label", "slug", "vocabulary")


@admin.register(rows.Theme)
class ThemeAdmin(RowAdmin):
    list_display = ("name", "slug", "position")
    search_fields = ("name", "slug")


@admin.register(rows.Objective)
class ObjectiveAdmin(RowAdmin):
    list_display = ("name", "slug", "kind", "theme", "position")
    list_filter = ("kind", "theme")
    list_select_related = ("theme",)
    search_fields = ("name", "slug", "what")


class CircumstanceAnswers(TabularRows):
    model = rows.CircumstanceAnswer


@admin.register(rows.Circumstance)
class CircumstanceAdmin(RowAdmin):
    list_display = ("name", "slug", "question", "weight", "position")
    search_fields = ("name", "slug", "question")
    inlines = (CircumstanceAnswers,)
    hints = {"weight": "Its share of the circumstances, before all shares are made to add up to one."}


@admin.register(rows.CircumstanceAnswer)
class CircumstanceAnswerAdmin(RowAdmin):
    list_display = ("label", "slug", "circumstance", "position")
    list_filter = ("circumstance",)
    search_fields = ("label", "slug", "circumstance__slug", "circumstance__name")


class VehicleOfOption(StackedRows):
    model = rows.Vehicle


class Variants(StackedRows):
    model = rows.Variant


class Requirements(StackedRows):
    model = rows.Requirement


class Gates(StackedRows):
    model = rows.Gate


@admin.register(rows.Option)
class OptionAdmin(RowAdmin):
    list_display = ("name", "short_name", "slug", "stage", "formality", "position")
    list_filter = ("stage", "vehicle__status", "of_the_brief", "dalton", "needs_award", "needs_transaction")
    search_fields = ("name", "short_name", "slug", "plain", "what")
    inlines = (VehicleOfOption, Variants, Requirements, Gates)
    fieldsets = (
        (None, {"fields": ("stage", "slug", "name", "short_name", "position", ("of_the_brief", "dalton"))}),
        ("What it is", {"fields": ("plain", "what", "meaning_2016", "board_line")}),
        (
            "Who does what",
            {"fields": ("who_leads", "holder", "payment", "general_practice", "governance", "exit")},
        ),
        ("How formal", {"fields": (("formality", "formality_range"), ("needs_award", "needs_transaction"))}),
        (
            "Size and time",
            {"fields": ("population_minimum", "population_note", "time_to_establish", "time_to_effect")},
        ),
        ("Services", {"fields": ("core_services", "core_rationale")}),
    )


@admin.register(rows.Vehicle)
class VehicleAdmin(RowAdmin):
    list_display = ("option", "name", "status", "as_at", "checked_at")
    list_filter = ("status", "option__stage")
    search_fields = ("option__slug", "option__name", "name", "words")


@admin.register(rows.Variant)
class VariantAdmin(RowAdmin):
    list_display = ("name", "slug", "option", "circumstance", "answer")
    list_filter = ("option", "circumstance")
    search_fields = ("name", "slug", "option__slug", "what")
    hints = {"answer": "The slug of one of the circumstance's answers."}


@admin.register(rows.Rating)
class RatingAdmin(RowAdmin):
    list_display = ("option", "answer", "rating")
    list_filter = ("option__stage", "rating", "answer__circumstance", "option")
    search_fields = ("option__slug", "option__name", "answer__slug", "answer__label", "rationale")


@admin.register(rows.Dimension)
class DimensionAdmin(RowAdmin):
    list_display = ("name", "slug", "question", "position")
    search_fields = ("name", "slug", "question")
    hints = {"levels": "Exactly six lines: what level 0 looks like, then 1, 2, 3, 4 and 5."}


@admin.register(rows.Requirement)
class RequirementAdmin(RowAdmin):
    list_display = ("option", "dimension", "level", "strength")
    list_filter = ("option__stage", "strength", "level", "dimension", "option")
    search_fields = ("option__slug", "option__name", "dimension__slug", "dimension__name", "rationale")


@admin.register(rows.Gate)
class GateAdmin(RowAdmin):
    list_display = ("name", "slug", "option", "kind", "otherwise")
    list_filter = ("option__stage", "kind", "otherwise", "option")
    search_fields = ("name", "slug", "option__slug", "because")
    hints = {
        "values": "Slugs that suit the kind: services, kinds of scope, groups, footprints, dimensions, partner types.",
        "level": "Only for a gate on readiness.",
    }


@admin.register(rows.Compatibility)
class CompatibilityAdmin(RowAdmin):
    list_display = ("upper", "lower", "level")
    list_filter = ("level", "lower__stage", "upper")
    search_fields = ("upper", "lower__slug", "lower__name", "rationale")


class FlexibilityUses(StackedRows):
    model = rows.FlexibilityUse


@admin.register(rows.Flexibility)
class FlexibilityAdmin(RowAdmin):
    list_display = ("reference", "name", "slug", "status", "confidence", "usable", "checked_at")
    list_display_links = ("reference", "name")
    list_filter = ("status", "confidence", "usable")
    search_fields = ("reference", "name", "slug", "lets", "law")
    inlines = (FlexibilityUses,)
    fieldsets = (
        (None, {"fields": ("reference", "slug", "name", "position", "usable", "everyone")}),
        ("What it does", {"fields": ("lets", "who", "conditions", "needs", "steps", "use_2016")}),
        ("The law", {"fields": ("law", ("in_force_from", "in_force_to"), "status", "status_note", "confidence")}),
        ("As at", {"fields": (("as_at", "checked_at"),)}),
    )


@admin.register(rows.FlexibilityUse)
class FlexibilityUseAdmin(RowAdmin):
    list_display = ("flexibility", "option", "need")
    list_filter = ("option__stage", "need", "option")
    search_fields = ("flexibility__slug", "flexibility__name", "option__slug", "option__name", "why")


@admin.register(rows.AwardRoute)
class AwardRouteAdmin(RowAdmin):
    list_display = ("name", "slug", "law", "standstill_days", "position")
    search_fields = ("name", "slug", "law", "because", "conditions")
    hints = {"standstill_days": "0 where there is none, or where its length was not read."}


@admin.register(rows.Fact)
class FactAdmin(RowAdmin):
    list_display = ("question", "slug", "sensitive", "position")
    list_filter = ("sensitive",)
    search_fields = ("slug", "question")


class RiskTriggers(TabularRows):
    model = rows.RiskTrigger


@admin.register(rows.Risk)
class RiskAdmin(RowAdmin):
    list_display = ("reference", "name", "category", "likelihood", "impact", "sensitive")
    list_display_links = ("reference", "name")
    list_filter = ("category", "likelihood", "impact", "bites_all", "sensitive")
    search_fields = ("reference", "name", "slug", "category", "cause", "consequence")
    inlines = (RiskTriggers,)
    fieldsets = (
        (None, {"fields": ("reference", "slug", "name", "category", "position", "sensitive")}),
        ("The risk", {"fields": ("cause", "consequence", "mitigation", ("likelihood", "impact"), "lowered_by")}),
        ("Where it bites", {"fields": ("bites_all", "bites", "trigger_facts")}),
    )


@admin.register(rows.RiskTrigger)
class RiskTriggerAdmin(RowAdmin):
    list_display = ("risk", "dimension", "below")
    list_filter = ("dimension",)
    search_fields = ("risk__slug", "risk__name", "dimension__slug")


@admin.register(rows.StopRule)
class StopRuleAdmin(RowAdmin):
    list_display = ("name", "slug", "position")
    search_fields = ("name", "slug", "argument")


class MoneyAnswers(TabularRows):
    model = rows.MoneyAnswer


@admin.register(rows.MoneyQuestion)
class MoneyQuestionAdmin(RowAdmin):
    list_display = ("question", "slug", "position")
    search_fields = ("slug", "question")
    inlines = (MoneyAnswers,)


@admin.register(rows.Reason)
class ReasonAdmin(RowAdmin):
    list_display = ("slug", "why", "position")
    search_fields = ("slug", "why")
    hints = {"slug": "The page and the field of the question, such as procurement-buyer."}


@admin.register(rows.MoneyAnswer)
class MoneyAnswerAdmin(RowAdmin):
    list_display = ("label", "slug", "money_question", "position")
    list_filter = ("money_question",)
    search_fields = ("label", "slug", "money_question__slug")


@admin.register(rows.Milestone)
class MilestoneAdmin(RowAdmin):
    list_display = ("reference", "name", "slug", "fast_weeks", "typical_weeks", "slow_weeks", "basis")
    list_display_links = ("reference", "name")
    list_filter = ("basis", "always", "quick_win")
    search_fields = ("reference", "name", "slug", "owner")
    fieldsets = (
        (None, {"fields": ("reference", "slug", "name", "position", "owner", "note")}),
        ("Weeks", {"fields": (("fast_weeks", "typical_weeks", "slow_weeks"), "basis", "basis_note")}),
        (
            "When it is in the plan",
            {"fields": (("always", "quick_win"), "permission", "needs", "facts", "forms", "routes")},
        ),
    )


@admin.register(rows.AssuranceHeading)
class AssuranceHeadingAdmin(RowAdmin):
    list_display = ("number", "name", "slug")
    list_display_links = ("number", "name")
    search_fields = ("=number", "name", "slug", "question")


@admin.register(rows.AssuranceQuestion)
class AssuranceQuestionAdmin(RowAdmin):
    list_display = ("number", "text")
    search_fields = ("=number", "text")


@admin.register(rows.Intervention)
class InterventionAdmin(RowAdmin):
    list_display = ("name", "slug", "grade", "direction", "self_reported", "position")
    list_filter = ("grade", "direction", "self_reported", "aims")
    search_fields = ("name", "slug", "what", "result")


@admin.register(rows.Caution)
class CautionAdmin(RowAdmin):
    list_display = ("slug", "text", "position")
    search_fields = ("slug", "text")


@admin.register(rows.WatchItem)
class WatchItemAdmin(RowAdmin):
    list_display = ("reference", "what", "slug", "recheck")
    list_display_links = ("reference", "what")
    search_fields = ("reference", "slug", "what", "why", "wording")
    hints = {"touches": "Slugs of options and flexibilities."}


@admin.register(rows.MethodConstant)
class MethodConstantAdmin(RowAdmin):
    list_display = ("slug", "number", "reason")
    search_fields = ("slug", "reason")
