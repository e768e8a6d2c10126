"""A private link sent by e-mail: only where mail is set up, only a live link of one's own, a few times, and to nobody we remember."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from questionnaire import access, mailing
from questionnaire.mailing import MOST_A_DAY, NotSent, TooManySent, mail_link
from questionnaire.models import Link, SentLink
from tests.asking.visitors import owner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_is_set_up(settings):
    settings.OFFERS_EMAIL = True


def new_link(visit, role="owner") -> BeautifulSoup:
    return BeautifulSoup(visit.post("links", {"role": role}).content, "html.parser")


def secret_on(page: BeautifulSoup) -> str:
    return page.find("input", {"name": "secret"})["value"]


def test_a_link_is_sent_once_and_still_shown(mailoutbox):
    visit = owner()
    page = new_link(visit)

    response = visit.post("send-link", {"secret": secret_on(page), "email": "someone@example.org"})

    (letter,) = mailoutbox
    assert response.status_code == 200
    assert letter.to == ["someone@example.org"]
    assert page.find(id="new-link")["value"] in letter.body
    assert page.find(id="new-link")["value"] in response.content.decode()


def test_the_address_is_kept_nowhere(mailoutbox):
    visit = owner()
    visit.post("send-link", {"secret": secret_on(new_link(visit)), "email": "someone@example.org"})

    kept = [*SentLink.objects.values(), *Link.objects.values(), dict(visit.browser.session)]

    assert "someone" not in str(kept)


def test_without_a_mail_server_nothing_is_offered(settings, mailoutbox):
    settings.OFFERS_EMAIL = False
    visit = owner()
    _, secret = access.make_link(visit.assessment, "owner", at=timezone.now())

    response = visit.post("send-link", {"secret": secret, "email": "someone@example.org"})

    assert not new_link(visit).find("input", {"name": "email"})
    assert (response.status_code, mailoutbox) == (404, [])


@pytest.mark.parametrize("email", ["", "nobody", "a@b.example\nBcc: c@d.example", "x" * 250 + "@example.org"])
def test_a_wrong_address_is_refused_and_the_link_still_shown(mailoutbox, email):
    visit = owner()
    secret = secret_on(new_link(visit))

    response = visit.post("send-link", {"secret": secret, "email": email})

    assert (response.status_code, mailoutbox) == (422, [])
    assert secret in BeautifulSoup(response.content, "html.parser").find(id="new-link")["value"]


def test_only_a_live_link_of_this_assessment_is_sent(mailoutbox):
    visit = owner()
    ended, ended_secret = access.make_link(visit.assessment, "owner", at=timezone.now())
    access.end(ended, at=timezone.now())
    _, others = access.make_link(owner().assessment, "owner", at=timezone.now())

    responses = [
        visit.post("send-link", {"secret": secret, "email": "someone@example.org"})
        for secret in (ended_secret, others, "made-up", "")
    ]

    assert {response.status_code for response in responses} == {404}
    assert mailoutbox == []


def test_so_many_a_day_and_no_more(mailoutbox):
    visit = owner()
    link, _ = access.make_link(visit.assessment, "owner", at=timezone.now())
    now = timezone.now()

    for _ in range(MOST_A_DAY):
        mail_link(link, "https://example.org/link/x/", to="someone@example.org", at=now)
    with pytest.raises(TooManySent):
        mail_link(link, "https://example.org/link/x/", to="someone@example.org", at=now)
    mail_link(link, "https://example.org/link/x/", to="someone@example.org", at=now + timedelta(days=1, seconds=1))

    assert len(mailoutbox) == MOST_A_DAY + 1


def test_so_many_an_hour_for_everybody_together(mailoutbox, monkeypatch):
    monkeypatch.setattr(mailing, "MOST_AN_HOUR", 1)
    one, other = (access.make_link(owner().assessment, "owner", at=timezone.now())[0] for _ in range(2))
    mail_link(one, "https://example.org/link/x/", to="someone@example.org", at=timezone.now())

    with pytest.raises(TooManySent):
        mail_link(other, "https://example.org/link/x/", to="someone@example.org", at=timezone.now())


def test_a_mail_server_that_fails_is_told(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    link, _ = access.make_link(owner().assessment, "owner", at=timezone.now())

    with pytest.raises(NotSent):
        mail_link(link, "https://example.org/link/x/", to="someone@example.org", at=timezone.now())


def test_a_letter_says_what_the_link_opens(mailoutbox):
    visit = owner()

    for role in (Link.Role.OWNER, Link.Role.READER):
        visit.post("send-link", {"secret": secret_on(new_link(visit, role)), "email": "someone@example.org"})

    assert ["delete" in letter.body for letter in mailoutbox] == [True, False]


def test_a_public_link_is_passed_on_without_us():
    visit = owner()
    _, secret = access.make_link(visit.assessment, Link.Role.PUBLIC, at=timezone.now())

    page = new_link(visit, Link.Role.PUBLIC)

    assert page.find("input", {"name": "secret"}) is None
    assert visit.post("send-link", {"secret": secret, "email": "someone@example.org"}).status_code == 404
