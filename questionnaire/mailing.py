"""Sending a private link by e-mail, where this site can. The address that it goes to is kept nowhere."""

from datetime import datetime, timedelta
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from questionnaire.models import Assessment, Link, SentLink

MOST_A_DAY = 5
"""For one assessment."""
MOST_AN_HOUR = 200
"""For the whole site, so that nobody makes it a machine for letters by starting many assessments."""


class TooManySent(Exception):
    """As many links have been sent as may be for now."""


class NotSent(Exception):
    """The mail server did not take it."""


def mail_link(link: Link, address: str, *, to: str, at: datetime) -> None:
    """Send a link's address. The letter holds nothing that anybody typed. Raises `TooManySent` or `NotSent`."""
    _count(link, at=at)
    words = {"link": link, "address": address}
    subject = render_to_string("mail/link-subject.txt.jinja", words).strip()
    body = render_to_string("mail/link-body.txt.jinja", words)
    try:
        send_mail(subject, body, None, [to])
    except (SMTPException, OSError) as failed:
        raise NotSent from failed


@transaction.atomic
def _count(link: Link, *, at: datetime) -> None:
    """Count first and send then: what failed counts too."""
    Assessment.objects.select_for_update().only("pk").get(pk=link.assessment_id)
    today = SentLink.objects.filter(link__assessment=link.assessment_id, sent_at__gt=at - timedelta(days=1)).count()
    this_hour = SentLink.objects.filter(sent_at__gt=at - timedelta(hours=1)).count()
    if today >= MOST_A_DAY or this_hour >= MOST_AN_HOUR:
        raise TooManySent
    SentLink.objects.create(link=link, sent_at=at)
