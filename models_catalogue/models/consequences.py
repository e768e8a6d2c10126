"""Tables of what follows from a choice: law, risks, the plan, assurance, additions, cautions and the watch list."""

from django.db import models
from django.db.models import F, Q

from models_catalogue.models.asking import Dimension, Fact, Objective
from models_catalogue.models.base import (
    BASES,
    CONFIDENCES,
    DIRECTIONS,
    GRADES,
    NEEDS,
    STATUSES,
    Row,
    Slugged,
    Sourced,
    choices,
    one_of,
    scale,
    slug_validator,
    within,
)
from models_catalogue.models.options import Option
from models_catalogue.vocabulary import CAUTION_CASES


class Flexibility(Slugged, Sourced):
    reference = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    lets = models.TextField("what it lets a place do")
    who = models.TextField("who may use it", blank=True)
    law = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    needs = models.TextField("whose decision it needs", blank=True)
    steps = models.JSONField(default=list, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=STATUSES)
    status_note = models.TextField(blank=True)
    use_2016 = models.TextField(blank=True)
    confidence = models.CharField(max_length=10, choices=CONFIDENCES)
    usable = models.BooleanField("a place can say that it uses it", default=False)
    everyone = models.TextField("why it binds everyone", blank=True)
    as_at = models.DateField("date of the newest source")
    checked_at = models.DateField("last checked")

    class Meta(Slugged.Meta):
        verbose_name_plural = "flexibilities"
        constraints = [
            one_of("flexibility_status_is_known", "status", STATUSES),
            one_of("flexibility_confidence_is_known", "confidence", CONFIDENCES),
            models.CheckConstraint(name="flexibility_checked_after_source", condition=Q(checked_at__gte=F("as_at"))),
        ]


class FlexibilityUse(Sourced):
    natural_fields = ("flexibility__slug", "option__slug")
    flexibility = models.ForeignKey(Flexibility, on_delete=models.CASCADE, related_name="uses")
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="flexibilities")
    need = models.CharField(max_length=10, choices=NEEDS)
    why = models.TextField()

    class Meta:
        ordering = ("flexibility", "option")
        constraints = [
            models.UniqueConstraint(fields=("flexibility", "option"), name="use_once_per_flexibility_and_option"),
            one_of("use_need_is_known", "need", NEEDS),
        ]

    def __str__(self):
        return f"{self.flexibility} for {self.option}"


class AwardRoute(Slugged, Sourced):
    """A way of selecting a provider, in words; which facts lead to it is a rule of the method, not of the catalogue."""

    name = models.CharField(max_length=160)
    law = models.CharField(max_length=200, blank=True)
    because = models.TextField("when it is the route")
    conditions = models.TextField(blank=True)
    notices = models.TextField(blank=True)
    standstill = models.TextField(blank=True)
    standstill_days = models.PositiveSmallIntegerField("standstill in working days", default=0)


class Risk(Slugged, Sourced):
    reference = models.CharField(max_length=10)
    category = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    cause = models.TextField()
    consequence = models.TextField()
    mitigation = models.TextField()
    likelihood = scale(1, 5)
    impact = scale(1, 5)
    bites_all = models.BooleanField(default=False)
    bites = models.ManyToManyField(Option, blank=True, related_name="risks")
    trigger_facts = models.ManyToManyField(Fact, blank=True, related_name="risks")
    lowered_by = models.JSONField("arrangements that lower it", default=list, blank=True)
    sensitive = models.BooleanField("left out of public reports", default=False)

    class Meta(Slugged.Meta):
        constraints = [
            within("likelihood_from_1_to_5", "likelihood", 1, 5),
            within("impact_from_1_to_5", "impact", 1, 5),
        ]


class RiskTrigger(Row):
    natural_fields = ("risk__slug", "dimension__slug")
    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="trigger_dimensions")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT)
    below = scale(1, 5)

    class Meta:
        ordering = ("risk", "dimension")
        constraints = [
            models.UniqueConstraint(fields=("risk", "dimension"), name="trigger_once_per_risk_and_dimension"),
            within("trigger_below_from_1_to_5", "below", 1, 5),
        ]

    def __str__(self):
        return f"{self.risk}: {self.dimension} below {self.below}"


class StopRule(Slugged, Sourced):
    name = models.CharField(max_length=200)
    cause_facts = models.ManyToManyField(Fact, related_name="causes_of")
    exposure_facts = models.ManyToManyField(Fact, related_name="exposures_of")
    bites = models.ManyToManyField(Option, related_name="stop_rules")
    argument = models.TextField()
    what_to_do = models.TextField()


class Milestone(Slugged, Sourced):
    reference = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=200)
    needs = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="opens")
    fast_weeks = models.FloatField()
    typical_weeks = models.FloatField()
    slow_weeks = models.FloatField()
    basis = models.CharField(max_length=10, choices=BASES)
    basis_note = models.TextField(blank=True)
    note = models.TextField(blank=True)
    owner = models.CharField(max_length=200, blank=True)
    quick_win = models.BooleanField(default=False)
    permission = models.CharField("whose leave it needs, beyond the partners who do it", max_length=200, blank=True)
    always = models.BooleanField(default=False)
    facts = models.ManyToManyField(Fact, blank=True, related_name="milestones")
    forms = models.ManyToManyField(Option, blank=True, related_name="milestones")
    routes = models.JSONField(default=list, blank=True)

    class Meta(Slugged.Meta):
        constraints = [
            one_of("milestone_basis_is_known", "basis", BASES),
            models.CheckConstraint(
                name="milestone_weeks_in_order",
                condition=Q(fast_weeks__gte=0, typical_weeks__gte=F("fast_weeks"), slow_weeks__gte=F("typical_weeks")),
            ),
        ]


class AssuranceHeading(Sourced):
    natural_fields = ("number",)
    number = models.PositiveSmallIntegerField(unique=True)
    slug = models.CharField(max_length=60, unique=True, validators=[slug_validator])
    name = models.CharField(max_length=200)
    question = models.TextField()
    evidence = models.TextField()
    answered_by = models.TextField(blank=True)

    class Meta:
        ordering = ("number",)

    def __str__(self):
        return f"{self.number}. {self.name}"


class AssuranceQuestion(Sourced):
    natural_fields = ("number",)
    number = models.PositiveSmallIntegerField(unique=True)
    text = models.TextField()

    class Meta:
        ordering = ("number",)

    def __str__(self):
        return self.text


class Intervention(Slugged, Sourced):
    name = models.CharField(max_length=200)
    what = models.TextField()
    groups = models.JSONField(default=list, blank=True)
    services = models.JSONField(default=list, blank=True)
    aims = models.ManyToManyField(Objective, blank=True, related_name="interventions")
    grade = models.CharField("evidence", max_length=10, choices=GRADES)
    direction = models.CharField(max_length=3, choices=DIRECTIONS)
    result = models.TextField()
    caution = models.TextField(blank=True)
    self_reported = models.BooleanField(default=False)

    class Meta(Slugged.Meta):
        constraints = [
            one_of("intervention_grade_is_known", "grade", GRADES),
            one_of("intervention_direction_is_known", "direction", DIRECTIONS),
        ]


class Caution(Slugged, Sourced):
    text = models.TextField()
    when = models.CharField(
        max_length=40, blank=True, choices=choices(*CAUTION_CASES), help_text="Empty: printed in every report."
    )


class WatchItem(Slugged, Sourced):
    reference = models.CharField(max_length=10)
    what = models.TextField()
    why = models.TextField()
    wording = models.TextField("safe wording")
    recheck = models.CharField(max_length=20)
    touches = models.JSONField("options and flexibilities that it touches", default=list, blank=True)
