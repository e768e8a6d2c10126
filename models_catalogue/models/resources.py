"""Tables of what there is to read: policy, successors, thresholds, cases, tools and articles."""

from django.db import models
from django.db.models import F, Q

from models_catalogue.models.base import (
    CONFIDENCES,
    DIRECTIONS,
    GRADES,
    KEEPERS,
    REPORTED,
    SECTIONS,
    STATUSES,
    Row,
    Slugged,
    Sourced,
    one_of,
)
from models_catalogue.models.options import Option, Variant


class PolicyFact(Slugged, Sourced):
    reference = models.CharField(max_length=10)
    date = models.CharField("date, as far as it was read", max_length=80)
    fact = models.TextField()
    status = models.CharField(max_length=20, choices=STATUSES)
    status_note = models.TextField("status in words")
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    confidence = models.CharField(max_length=10, choices=CONFIDENCES)
    to_be_checked = models.TextField("what an adviser has to check", blank=True)
    as_at = models.DateField("date of the newest source")
    checked_at = models.DateField("last checked")

    class Meta(Slugged.Meta):
        constraints = [
            one_of("policy_status_is_known", "status", STATUSES),
            one_of("policy_confidence_is_known", "confidence", CONFIDENCES),
            models.CheckConstraint(name="policy_checked_after_source", condition=Q(checked_at__gte=F("as_at"))),
        ]

    def __str__(self):
        return f"{self.reference} {self.slug}"


class Successor(Slugged, Sourced):
    """What a word of 2014-16 became: in 2018-22, and today."""

    name = models.CharField("the word of 2014-16", max_length=160)
    option = models.ForeignKey(Option, on_delete=models.CASCADE, null=True, blank=True, related_name="successors")
    was = models.TextField("what it meant", blank=True)
    between = models.TextField("what followed in 2018-22", blank=True)
    now = models.TextField("what comes closest today")
    changed = models.TextField("what changed", blank=True)
    confidence = models.CharField(max_length=10, choices=CONFIDENCES)

    class Meta(Slugged.Meta):
        constraints = [one_of("successor_confidence_is_known", "confidence", CONFIDENCES)]


class PopulationThreshold(Slugged, Sourced):
    """A figure that somebody published for the population of a model; it warns and never blocks."""

    name = models.CharField(max_length=200)
    option = models.ForeignKey(Option, on_delete=models.CASCADE, null=True, blank=True, related_name="thresholds")
    smallest = models.PositiveIntegerField(null=True, blank=True)
    largest = models.PositiveIntegerField(null=True, blank=True)
    words = models.TextField("the figure in words")
    conflict = models.TextField("what speaks against it", blank=True)

    class Meta(Slugged.Meta):
        constraints = [
            models.CheckConstraint(
                name="threshold_smallest_before_largest",
                condition=Q(smallest__isnull=True) | Q(largest__isnull=True) | Q(largest__gte=F("smallest")),
            )
        ]


class Case(Slugged, Sourced):
    """A place that did something like it: what it chose, what it hoped for, and what was seen afterwards."""

    name = models.CharField("place", max_length=160)
    country = models.CharField(max_length=60, default="England")
    options = models.ManyToManyField(Option, blank=True, related_name="cases")
    variants = models.ManyToManyField(Variant, blank=True, related_name="cases")
    groups = models.JSONField("population groups", default=list, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    population_note = models.CharField(max_length=200, blank=True)
    started = models.PositiveSmallIntegerField(null=True, blank=True)
    ended = models.PositiveSmallIntegerField(null=True, blank=True)
    years_note = models.CharField(max_length=200, blank=True)
    chose = models.TextField("what it chose")
    hoped = models.TextField("what it hoped for", blank=True)
    happened = models.TextField("what happened next")
    result = models.TextField("what was measured", blank=True)
    grade = models.CharField("evidence", max_length=10, choices=GRADES)
    direction = models.CharField(max_length=3, choices=DIRECTIONS)
    reported = models.CharField("who reported the result, and how", max_length=20, choices=REPORTED)
    lesson = models.TextField("what another place may take from it", blank=True)
    circumstances = models.JSONField("its circumstances", default=list, blank=True)
    quoted = models.BooleanField("one of the three places of the opening text", default=False)
    example = models.CharField("worked example", max_length=60, blank=True)

    class Meta(Slugged.Meta):
        constraints = [
            one_of("case_grade_is_known", "grade", GRADES),
            one_of("case_direction_is_known", "direction", DIRECTIONS),
            one_of("case_reporting_is_known", "reported", REPORTED),
            models.CheckConstraint(
                name="case_starts_before_it_ends",
                condition=Q(started__isnull=True) | Q(ended__isnull=True) | Q(ended__gte=F("started")),
            ),
        ]


class Tool(Slugged, Sourced):
    """Something to use or to read, and what for."""

    name = models.CharField(max_length=200)
    keeper = models.CharField("whose it is", max_length=20, choices=KEEPERS)
    publisher = models.CharField(max_length=200)
    what_for = models.TextField()
    date = models.CharField(max_length=80, blank=True)
    url = models.URLField(max_length=500, blank=True)
    questions = models.JSONField("key questions that it helps with", default=list, blank=True)

    class Meta(Slugged.Meta):
        constraints = [one_of("tool_keeper_is_known", "keeper", KEEPERS)]


class Article(Slugged, Row):
    """A page of the resource centre: a heading and its paragraphs, each with its own sources."""

    section = models.CharField(max_length=20, choices=SECTIONS)
    name = models.CharField(max_length=200)
    summary = models.TextField()
    question = models.PositiveSmallIntegerField("number of the key question", null=True, blank=True)
    options = models.ManyToManyField(Option, blank=True, related_name="articles")

    class Meta(Slugged.Meta):
        constraints = [one_of("article_section_is_known", "section", SECTIONS)]


class Paragraph(Sourced):
    natural_fields = ("article__slug", "number")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="paragraphs")
    number = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=160, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ("article", "number")
        constraints = [models.UniqueConstraint(fields=("article", "number"), name="paragraph_once_per_article")]

    def __str__(self):
        return f"{self.article}, paragraph {self.number}"
