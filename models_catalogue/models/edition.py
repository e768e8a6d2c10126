"""The editions that are published from the draft rows."""

from django.db import models
from django.db.models import Q


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


class Approval(models.Model):
    """A publisher's word that one state of the draft, told by its hash, may be published."""

    digest = models.CharField(max_length=64)
    approved_by = models.CharField(max_length=150)
    approved_at = models.DateTimeField()

    class Meta:
        ordering = ("digest", "approved_at")
        constraints = [models.UniqueConstraint(fields=("digest", "approved_by"), name="approval_once_per_person")]

    def __str__(self):
        return f"{self.approved_by} approved {self.digest[:12]}"
