"""Tables of what a place can choose: options with their scores, ratings, requirements, gates and what goes with what."""

from django.db import models
from django.db.models import F, Q

from models_catalogue.models.asking import Circumstance, CircumstanceAnswer, Dimension, Objective
from models_catalogue.models.base import (
    DIRECTIONS,
    GATE_KINDS,
    GRADES,
    OTHERWISE,
    STAGES,
    STATUSES,
    STRENGTHS,
    Ordered,
    Slugged,
    Sourced,
    one_of,
    scale,
    slug_validator,
    within,
)


class Option(Slugged, Sourced):
    stage = models.CharField(max_length=20, choices=STAGES)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=60)
    of_the_brief = models.BooleanField("one of the six models of 2014-16", default=False)
    dalton = models.BooleanField("one of the Dalton Review's forms", default=False)
    plain = models.CharField("in plain words", max_length=300)
    what = models.TextField("what it is")
    meaning_2016 = models.TextField("what it meant in 2014-16", blank=True)
    who_leads = models.TextField(blank=True)
    holder = models.TextField("who holds contract and budget", blank=True)
    payment = models.TextField(blank=True)
    general_practice = models.TextField("how general practice takes part", blank=True)
    governance = models.TextField(blank=True)
    formality = scale(1, 5, help_text="1 informal, 2 alliance, 3 contractual, 4 single contract, 5 corporate")
    formality_range = models.CharField(max_length=60, blank=True)
    population_minimum = models.PositiveIntegerField(null=True, blank=True)
    population_note = models.TextField(blank=True)
    time_to_establish = models.TextField(blank=True)
    time_to_effect = models.TextField(blank=True)
    board_line = models.TextField("the evidence in one sentence", blank=True)
    needs_award = models.BooleanField(default=False)
    needs_transaction = models.BooleanField(default=False)
    exit = models.TextField("how partners leave", blank=True)
    core_services = models.JSONField("services that it joins", default=list, blank=True)
    core_rationale = models.TextField(blank=True)

    class Meta(Slugged.Meta):
        constraints = [
            one_of("option_stage_is_known", "stage", STAGES),
            within("formality_from_1_to_5", "formality", 1, 5),
        ]


class Vehicle(Sourced):
    """What carries an option today."""

    natural_fields = ("option__slug",)
    option = models.OneToOneField(Option, on_delete=models.CASCADE, related_name="vehicle")
    name = models.CharField(max_length=300)
    status = models.CharField(max_length=20, choices=STATUSES)
    words = models.TextField()
    start = models.TextField("least formal step available now", blank=True)
    start_form = models.CharField(max_length=60, blank=True)
    needs = models.TextField("whose approval it needs", blank=True)
    do_not_rely_on = models.CharField(max_length=300, blank=True)
    do_not_rely_status = models.CharField(max_length=300, blank=True)
    as_at = models.DateField("date of the newest source")
    checked_at = models.DateField("last checked")

    class Meta:
        constraints = [
            one_of("vehicle_status_is_known", "status", STATUSES),
            models.CheckConstraint(name="vehicle_checked_after_source", condition=Q(checked_at__gte=F("as_at"))),
        ]

    def __str__(self):
        return f"{self.option}: {self.name}"


class Variant(Ordered, Sourced):
    slug = models.CharField(max_length=60, unique=True, validators=[slug_validator])
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="variants")
    name = models.CharField(max_length=160)
    circumstance = models.ForeignKey(Circumstance, on_delete=models.PROTECT)
    answer = models.CharField(max_length=60)
    what = models.TextField()
    formality = models.CharField(max_length=20, blank=True)
    organisation = models.TextField("whether a new organisation is needed", blank=True)
    budget = models.TextField("who holds which budget", blank=True)
    general_practice = models.TextField("what becomes of practices' contracts and staff", blank=True)
    autonomy = models.TextField("how much partners still decide alone", blank=True)
    suits_when = models.TextField("when it is usable", blank=True)
    grade = models.CharField("evidence", max_length=10, choices=GRADES, default="none")
    direction = models.CharField(max_length=3, choices=DIRECTIONS, default="?")
    evidence = models.TextField("what has been shown", blank=True)
    limits = models.TextField("what it costs and risks", blank=True)

    class Meta:
        ordering = ("option", "position", "slug")
        constraints = [
            one_of("variant_grade_is_known", "grade", GRADES),
            one_of("variant_direction_is_known", "direction", DIRECTIONS),
        ]

    def __str__(self):
        return f"{self.option}: {self.name}"


class Fit(Sourced):
    natural_fields = ("option__slug", "objective__slug")
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="fits")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="fits")
    fit = scale(-1, 3, help_text="-1 works against, 0 neutral, 1 partial, 2 good, 3 central to the design")
    rationale = models.TextField()
    grade = models.CharField("evidence", max_length=10, choices=GRADES)
    direction = models.CharField(max_length=3, choices=DIRECTIONS)
    evidence = models.TextField("what has been shown", blank=True)

    class Meta:
        ordering = ("option", "objective")
        constraints = [
            models.UniqueConstraint(fields=("option", "objective"), name="fit_once_per_option_and_objective"),
            within("fit_from_minus_1_to_3", "fit", -1, 3),
            one_of("fit_grade_is_known", "grade", GRADES),
            one_of("fit_direction_is_known", "direction", DIRECTIONS),
            models.CheckConstraint(name="fit_has_a_rationale", condition=~Q(rationale="")),
        ]

    def __str__(self):
        return f"{self.option} / {self.objective}"


class Rating(Sourced):
    natural_fields = ("option__slug", "answer__circumstance__slug", "answer__slug")
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="ratings")
    answer = models.ForeignKey(CircumstanceAnswer, on_delete=models.PROTECT, related_name="ratings")
    rating = scale(-2, 2, help_text="2 suits strongly, 1 suits, 0 neutral, -1 sits badly, -2 works against")
    rationale = models.TextField()

    class Meta:
        ordering = ("option", "answer")
        constraints = [
            models.UniqueConstraint(fields=("option", "answer"), name="rating_once_per_option_and_answer"),
            within("rating_from_minus_2_to_2", "rating", -2, 2),
            models.CheckConstraint(name="rating_has_a_rationale", condition=~Q(rationale="")),
        ]

    def __str__(self):
        return f"{self.option} / {self.answer}"


class Requirement(Sourced):
    natural_fields = ("option__slug", "dimension__slug")
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="requirements")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT)
    level = scale(1, 5)
    strength = models.CharField(max_length=6, choices=STRENGTHS)
    must_when_service = models.JSONField(default=list, blank=True, help_text="Services that turn a should into a must.")
    rationale = models.TextField()

    class Meta:
        ordering = ("option", "dimension")
        constraints = [
            models.UniqueConstraint(fields=("option", "dimension"), name="requirement_once_per_option_and_dimension"),
            within("requirement_level_from_1_to_5", "level", 1, 5),
            one_of("requirement_strength_is_known", "strength", STRENGTHS),
        ]

    def __str__(self):
        return f"{self.option} needs {self.dimension} {self.level}"


class Gate(Slugged, Sourced):
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="gates")
    kind = models.CharField(max_length=20, choices=GATE_KINDS)
    values = models.JSONField(default=list)
    level = scale(1, 5, null=True, blank=True)
    otherwise = models.CharField(max_length=10, choices=OTHERWISE)
    name = models.CharField(max_length=160)
    because = models.TextField()
    opens = models.TextField("what would open it", blank=True)

    class Meta(Slugged.Meta):
        constraints = [
            one_of("gate_kind_is_known", "kind", GATE_KINDS),
            one_of("gate_otherwise_is_known", "otherwise", OTHERWISE),
            models.CheckConstraint(
                name="gate_on_readiness_has_a_level",
                condition=~Q(kind="needs_readiness") | Q(level__isnull=False),
            ),
        ]


class Compatibility(Sourced):
    natural_fields = ("upper", "lower__slug")
    upper = models.CharField(max_length=60, help_text="An option of the stage before, or single-pathway.")
    lower = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="goes_with")
    level = scale(0, 2, help_text="2 natural, 1 possible, 0 poor (a gate)")
    rationale = models.TextField()

    class Meta:
        ordering = ("upper", "lower")
        verbose_name_plural = "compatibilities"
        constraints = [
            models.UniqueConstraint(fields=("upper", "lower"), name="compatibility_once_per_pair"),
            within("compatibility_from_0_to_2", "level", 0, 2),
        ]

    def __str__(self):
        return f"{self.upper} with {self.lower}: {self.level}"
