"""Partners who contribute: inviting them, leaving one out again, and saying that all have agreed; each in one transaction."""

from datetime import datetime

from django.db import IntegrityError, transaction

from questionnaire import access
from questionnaire.contributed import MOST_CONTRIBUTIONS
from questionnaire.models import Assessment, Contribution, Link


class AlreadyInvited(Exception):
    """A partner of this name contributes already."""


class TooManyInvited(Exception):
    """As many partners contribute as may."""


@transaction.atomic
def invite(assessment: Assessment, partner: str, *, at: datetime) -> tuple[Link, str]:
    """A contributor's link for a partner, and its secret. Raises `AlreadyInvited` or `TooManyInvited`."""
    if assessment.contributions.count() >= MOST_CONTRIBUTIONS:
        raise TooManyInvited
    link, secret = access.make_link(assessment, Link.Role.CONTRIBUTOR, at=at)
    try:
        with transaction.atomic():
            Contribution.objects.create(assessment=assessment, link=link, partner=partner, invited_at=at)
    except IntegrityError as taken:
        raise AlreadyInvited from taken
    return link, secret


@transaction.atomic
def invite_again(contribution: Contribution, *, at: datetime) -> tuple[Link, str]:
    """Another link to the same contribution; the one before it opens nothing any more."""
    row = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    _end_link_of(row, at=at)
    row.link, secret = access.make_link(row.assessment, Link.Role.CONTRIBUTOR, at=at)
    row.save(update_fields=["link"])
    return row.link, secret


@transaction.atomic
def leave_out(contribution: Contribution, *, at: datetime) -> None:
    """Forget what a partner contributed, and end its link. Reports that were made with it stay as they are."""
    for row in Contribution.objects.select_for_update(of=("self",)).filter(pk=contribution.pk):
        _end_link_of(row, at=at)
        row.delete()


def _end_link_of(contribution: Contribution, *, at: datetime) -> None:
    if contribution.link is not None:
        access.end(contribution.link, at=at)


@transaction.atomic
def say_whether_agreed(assessment: Assessment, *, agreed: bool, at: datetime) -> None:
    """An answer as any other: it cannot change while the assessment is finished."""
    drafts = Assessment.objects.filter(pk=assessment.pk, status=Assessment.Status.DRAFT)
    drafts.update(partners_agree=agreed, changed_at=at)
