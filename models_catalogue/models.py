"""The draft rows that admins edit, and the editions that are published from them.

A column has the same name as the field of the frozen value it becomes (`catalogue.py`), so freezing is mechanical.
"""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from models_catalogue.vocabulary import CAUTION_CASES

slug_validator = RegexValidator(r"^[a-z0-9]+([-_][a-z0-9]+)*$", "Use lower-case letters, digits, - and _.")


def choices(*values: str) -> list[tuple[str, str]]:
    return [(value, value.replace("_", " ").replace("-", " ").capitalize()) for value in values]


GRADES = choices("strong", "moderate", "weak", "contested", "none")
DIRECTIONS = [
    ("+", "+ improves"),
    ("0", "0 no effect found"),
    ("-", "- adverse"),
    ("+/-", "+/- mixed"),
    ("?", "? unknown"),
]
STATUSES = choices("historic", "in_force", "in_development", "bill", "uncertain")
STAGES = choices("care", "organisational", "commissioning", "form")
OBJECTIVE_KINDS = choices("aim", "criterion")
GATE_KINDS = choices(
    "needs_any_service",
    "needs_no_service",
    "needs_scope",
    "needs_groups",
    "needs_footprint",
    "needs_readiness",
    "needs_partner",
)
STRENGTHS = choices("must", "should")
OTHERWISE = choices("fail", "fixable")
CONFIDENCES = choices("high", "medium", "low")
NEEDS = choices("essential", "useful")
BASES = choices("sourced", "estimate")


def within(name: str, column: str, low: int, high: int) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(**{f"{column}__gte": low, f"{column}__lte": high}))


def one_of(name: str, column: str, pairs: list[tuple[str, str]]) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(**{f"{column}__in": [value for value, _ in pairs]}))


def scale(low: int, high: int, **options) -> models.SmallIntegerField:
    return models.SmallIntegerField(validators=[MinValueValidator(low), MaxValueValidator(high)], **options)


class NaturalManager(models.Manager):
    """Finds a row by the words that identify it, so that fixtures need no numbers of ours."""

    def get_by_natural_key(self, *key):
        return self.get(**dict(zip(self.model.natural_fields, key, strict=True)))


class Row(models.Model):
    """A row of the catalogue with a natural key."""

    natural_fields: tuple[str, ...] = ("slug",)
    objects = NaturalManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple:
        return tuple(self._follow(path) for path in self.natural_fields)

    def _follow(self, path: str):
        value = self
        for name in path.split("__"):
            value = getattr(value, name)
        return value


class Sourced(Row):
    """A row of knowledge: on what it rests, and when and by whom it was last looked at."""

    sources: models.ManyToManyField = models.ManyToManyField("Source", blank=True)
    editorial = models.BooleanField(
        "our own judgement",
        default=False,
        help_text="Argued by the editors; shown to readers as a judgement, not a finding.",
    )
    reviewed_on = models.DateField("last reviewed", null=True, blank=True)
    review_due = models.DateField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True


class Ordered(models.Model):
    position = models.PositiveIntegerField(default=0, help_text="Place in lists; smallest first.")

    class Meta:
        abstract = True


class Source(Row):
    natural_fields = ("number",)
    number = models.PositiveIntegerField(unique=True)
    publisher = models.CharField(max_length=200)
    title = models.CharField(max_length=400)
    date = models.CharField(max_length=80, blank=True)
    url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ("number",)

    def __str__(self):
        return f"[{self.number}] {self.publisher}: {self.title}"


class Slugged(Ordered):
    slug = models.CharField(max_length=60, unique=True, validators=[slug_validator])

    class Meta:
        abstract = True
        ordering = ("position", "slug")

    def __str__(self):
        return getattr(self, "name", self.slug)


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

    class Meta:
        ordering = ("option", "position", "slug")

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


class Dimension(Slugged, Sourced):
    name = models.CharField(max_length=120)
    question = models.CharField(max_length=300)
    why = models.TextField()
    holder = models.CharField(max_length=200, blank=True)
    levels = models.JSONField("descriptors of levels 0 to 5", default=list)
    lift = models.JSONField("steps that raise a low level", default=list, blank=True)


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


class Fact(Slugged, Sourced):
    question = models.CharField(max_length=300)
    why = models.TextField()
    sensitive = models.BooleanField("left out of public reports", default=False)


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


class MethodConstant(Slugged, Sourced):
    number = models.FloatField()
    reason = models.TextField()


class EditionQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-number")


class Edition(models.Model):
    """A frozen, numbered state of the whole catalogue; a database trigger refuses any later change."""

    number = models.PositiveIntegerField(unique=True)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=150, blank=True)
    note = models.TextField()
    content = models.TextField(help_text="Canonical JSON")
    sha256 = models.CharField("SHA-256", max_length=64)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.CheckConstraint(name="edition_number_from_1", condition=Q(number__gte=1)),
            models.CheckConstraint(name="edition_has_content", condition=~Q(content="")),
        ]

    def __str__(self):
        return f"edition {self.number}"
