"""The cast: an owner, a contributor, a reader and a stranger, each in a browser of their own."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from models_catalogue.editions import catalogue_of, current_edition
from models_catalogue.vocabulary import DIMENSIONS
from questionnaire import access, inviting, operations
from questionnaire.document import stored_from
from questionnaire.half_filled import mark_of
from questionnaire.models import Assessment, Contribution, Link
from tests.asking.documents import simplest
from tests.conftest import SecureClient


@dataclass
class Visit:
    """A browser and the assessment it came for."""

    assessment: Assessment
    browser: Client = field(default_factory=SecureClient)

    def address(self, name: str, **more: Any) -> str:
        return reverse(name, kwargs={"public_id": self.assessment.public_id, **more})

    def get(self, name: str, **more: Any):
        return self.browser.get(self.address(name, **more))

    def post(self, name: str, data: dict[str, Any] | None = None, **more: Any):
        return self.browser.post(self.address(name, **more), data or {})

    def save(self, step: str, posted: dict[str, Any], *, seen: str | None = None, query: str = ""):
        """Post a step as a page that was opened just now would, or one that had seen something else."""
        self.assessment.refresh_from_db()
        mark = mark_of(self.assessment.data.get(step)) if seen is None else seen
        return self.browser.post(self.address("step", step=step) + query, {**posted, "seen": mark})

    def finish(self) -> str:
        """Finish what is answered in full; the address of the report."""
        self.post("finish")
        newest = self.assessment.reports.light().order_by("-revision").first()
        return reverse("report", kwargs={"public_id": newest.public_id})

    def answer_all(self) -> None:
        for step, posted in posted_of(simplest()).items():
            self.save(step, posted)


def posted_of(document: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    return stored_from(document, catalogue_of(current_edition().pk))


def owner() -> Visit:
    """Somebody who has just started."""
    assessment = operations.start(current_edition(), at=timezone.now())
    return with_link(assessment, Link.Role.OWNER)


def with_link(assessment: Assessment, role: str) -> Visit:
    visit = Visit(assessment)
    visit.browser.get(reverse("follow-link", kwargs={"secret": secret_of(assessment, role)}))
    return visit


@dataclass
class Contributor(Visit):
    """A partner's browser. Its addresses name the contribution."""

    contribution: Contribution | None = None

    def address(self, name: str, **more: Any) -> str:
        return reverse(name, kwargs={"public_id": self.contribution.public_id, **more})

    def save(self, step: str, posted: dict[str, Any], *, seen: str | None = None, query: str = ""):
        self.contribution.refresh_from_db()
        mark = mark_of(self.contribution.data.get(step)) if seen is None else seen
        return self.browser.post(self.address("contribution-step", step=step) + query, {**posted, "seen": mark})

    def answer_all(self) -> None:
        for step, posted in OWN_VIEW.items():
            self.save(step, posted)


POINTS = {"integration": 20, "quality": 100, "experience": 10}
OWN_VIEW: dict[str, dict[str, Any]] = {
    "organisation": {"interest": ["no"]},
    "priorities": {f"{aim}--points": [str(points)] for aim, points in POINTS.items()},
    "readiness": {dimension: ["2"] for dimension in DIMENSIONS},
}
"""What a partner says on its pages."""


def contributor(assessment: Assessment, partner: str = "Exampleton Council") -> Contributor:
    link, secret = inviting.invite(assessment, partner, at=timezone.now())
    visit = Contributor(assessment, contribution=link.contribution)
    visit.browser.get(reverse("follow-link", kwargs={"secret": secret}))
    return visit


def secret_of(assessment: Assessment, role: str = Link.Role.OWNER) -> str:
    """The secret of a new link."""
    return access.make_link(assessment, role, at=timezone.now())[1]


def stranger(assessment: Assessment) -> Visit:
    return Visit(assessment)
