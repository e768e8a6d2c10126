"""What every table of the catalogue shares: natural keys, provenance, order, scales and closed lists."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from models_catalogue.vocabulary import GATE_VALUES

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
GATE_KINDS = choices(*GATE_VALUES)
STRENGTHS = choices("must", "should")
OTHERWISE = choices("fail", "fixable")
CONFIDENCES = choices("high", "medium", "low")
NEEDS = choices("essential", "useful")
BASES = choices("sourced", "estimate")
REPORTED = choices("controlled", "uncontrolled", "mixed", "self-reported", "not-evaluated")
KEEPERS = choices("local-government", "nhs", "partners")
SECTIONS = choices("introduction", "question", "faq", "mechanism", "spending-review")


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
    link_checked_on = models.DateField("address last tried", null=True, blank=True, editable=False)
    link_fault = models.CharField("what went wrong", max_length=200, blank=True, editable=False)

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
