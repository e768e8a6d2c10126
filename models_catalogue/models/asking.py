"""Tables of what a place is asked: words, objectives, circumstances, readiness, facts and money; and the method's numbers."""

from django.db import models
from django.db.models import Q

from models_catalogue.models.base import (
    OBJECTIVE_KINDS,
    Ordered,
    Row,
    Slugged,
    Sourced,
    one_of,
    slug_validator,
)


class Term(Ordered, Sourced):
    natural_fields = ("vocabulary", "slug")
    vocabulary = models.CharField(max_length=40)
    slug = models.CharField(max_length=60, validators=[slug_validator])
    label = models.CharField(max_length=200)
    hint = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("vocabulary", "position", "slug")
        constraints = [models.UniqueConstraint(fields=("vocabulary", "slug"), name="term_once_per_vocabulary")]

    def __str__(self):
        return f"{self.vocabulary}: {self.label}"


class Theme(Slugged, Row):
    name = models.CharField(max_length=120)


class Objective(Slugged, Sourced):
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=OBJECTIVE_KINDS)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT)
    what = models.TextField()
    anchor_0 = models.TextField("what 0 looks like")
    anchor_100 = models.TextField("what 100 looks like")
    holder = models.CharField("who usually knows", max_length=200, blank=True)

    class Meta(Slugged.Meta):
        constraints = [one_of("objective_is_aim_or_criterion", "kind", OBJECTIVE_KINDS)]


class Circumstance(Slugged, Sourced):
    name = models.CharField(max_length=120)
    question = models.CharField(max_length=300)
    why = models.TextField()
    hint = models.TextField(blank=True)
    holder = models.CharField(max_length=200, blank=True)
    weight = models.FloatField(default=1)

    class Meta(Slugged.Meta):
        constraints = [models.CheckConstraint(name="circumstance_weight_not_negative", condition=Q(weight__gte=0))]


class CircumstanceAnswer(Ordered, Row):
    natural_fields = ("circumstance__slug", "slug")
    circumstance = models.ForeignKey(Circumstance, on_delete=models.CASCADE, related_name="answers")
    slug = models.CharField(max_length=60, validators=[slug_validator])
    label = models.CharField(max_length=200)
    hint = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("circumstance", "position", "slug")
        constraints = [models.UniqueConstraint(fields=("circumstance", "slug"), name="answer_once_per_circumstance")]

    def __str__(self):
        return f"{self.circumstance}: {self.slug}"


class Dimension(Slugged, Sourced):
    name = models.CharField(max_length=120)
    question = models.CharField(max_length=300)
    why = models.TextField()
    holder = models.CharField(max_length=200, blank=True)
    levels = models.JSONField("descriptors of levels 0 to 5", default=list)
    lift = models.JSONField("steps that raise a low level", default=list, blank=True)


class Fact(Slugged, Sourced):
    question = models.CharField(max_length=300)
    why = models.TextField()
    sensitive = models.BooleanField("left out of public reports", default=False)


class MoneyQuestion(Slugged, Sourced):
    question = models.CharField(max_length=300)
    why = models.TextField()


class MoneyAnswer(Ordered, Row):
    natural_fields = ("money_question__slug", "slug")
    money_question = models.ForeignKey(MoneyQuestion, on_delete=models.CASCADE, related_name="answers")
    slug = models.CharField(max_length=60, validators=[slug_validator])
    label = models.CharField(max_length=200)
    hint = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("money_question", "position", "slug")
        constraints = [
            models.UniqueConstraint(fields=("money_question", "slug"), name="answer_once_per_money_question")
        ]

    def __str__(self):
        return f"{self.money_question}: {self.slug}"


class Reason(Slugged, Sourced):
    why = models.TextField("why the question is asked")


class MethodConstant(Slugged, Sourced):
    number = models.FloatField()
    reason = models.TextField()
