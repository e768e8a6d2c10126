"""Two doors: who may do what, and who may see which rows. A stranger sees what is not there."""

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from questionnaire import access
from questionnaire.models import Link, Report
from tests.asking.visitors import Visit, contributor, owner, stranger, with_link

pytestmark = pytest.mark.django_db

OF_ONE_ASSESSMENT = (
    "task-list", "links", "provisional", "answers-document", "check-answers", "finish", "reopen", "delete", "step", "end-link",
    "newer-edition", "echo", "wanted", "half-filled", "send-link", "compare-versions", "report-made", "what-if",
    "agreement", "invite-again", "leave-out",
)  # fmt: skip
OF_ONE_CONTRIBUTION = (
    "contribution", "contribution-check", "contribution-step", "contribution-half-filled", "contribution-echo",
)  # fmt: skip
PUBLIC = {
    "home", "method", "accessibility", "privacy", "help", "open-link", "livez", "readyz", "start", "start-from-document",
    "blank-questions",
    "follow-link", "nothing-to-read", "example", "check-report", "come-back", "contribution-come-back", "session",
    "public-report", "public-report-pdf", "public-report-word",
    "resources", "resource-search", "resource-compare", "resource-options", "resource-option", "resource-section",
    "resource-article", "resource-cases", "resource-case", "resource-quoted-places", "resource-interventions",
    "resource-tools", "resource-law", "resource-flexibility", "resource-policy", "resource-watch-list",
    "resource-successors", "resource-population", "resource-risks", "resource-glossary", "resource-sources",
}  # fmt: skip
BY_ROW = {
    "report", "report-pdf", "report-word", "report-workbook", "report-csv", "report-json", "cover-pdf", "cover-word",
    "framework-word", "report-public", "report-public-pdf", "report-public-word",
}  # fmt: skip
STAFF = {
    "edition-impact", "score-effect", "catalogue-files", "catalogue-workbook", "catalogue-csv", "catalogue-table", "catalogue-table-csv",
    "catalogue-upload", "catalogue-upload-drop",
}  # fmt: skip
"""Behind the admin's own door; who of the staff may use it is tested with the page."""


def more(name: str) -> dict:
    return {
        "step": {"step": "place"},
        "half-filled": {"step": "place"},
        "echo": {"step": "priorities"},
        "what-if": {"step": "place", "field": "lead"},
        "end-link": {"link_id": 1},
        "invite-again": {"contribution_id": 1},
        "leave-out": {"contribution_id": 1},
        "contribution-step": {"step": "organisation"},
        "contribution-half-filled": {"step": "organisation"},
        "contribution-echo": {"step": "priorities"},
        "report-made": {"revision": 1},
        "report-csv": {"sheet": "scores"},
    }.get(name, {})


def patterns() -> list[URLPattern]:
    found, waiting = [], [get_resolver()]
    while waiting:
        for entry in waiting.pop().url_patterns:
            if isinstance(entry, URLPattern):
                found.append(entry)
            elif getattr(entry, "app_name", None) != "admin":
                waiting.append(entry)
    return found


def test_every_address_has_a_door_or_is_on_the_short_public_list():
    undecided = [
        pattern.name
        for pattern in patterns()
        if not hasattr(pattern.callback, "door") and pattern.name not in PUBLIC | BY_ROW | STAFF
    ]

    assert undecided == []


def test_nothing_public_has_a_door_and_nothing_of_an_assessment_lacks_one():
    doors = {pattern.name: hasattr(pattern.callback, "door") for pattern in patterns()}

    assert {name for name, door in doors.items() if door} == {*OF_ONE_ASSESSMENT, *OF_ONE_CONTRIBUTION}


def test_every_page_of_a_contribution_is_for_that_partner_alone_and_every_other_for_none_of_them():
    doors = {pattern.name: getattr(pattern.callback, "door", frozenset()) for pattern in patterns()}

    assert {name for name, roles in doors.items() if Link.Role.CONTRIBUTOR in roles} == set(OF_ONE_CONTRIBUTION)
    assert {doors[name] for name in OF_ONE_CONTRIBUTION} == {frozenset({Link.Role.CONTRIBUTOR})}


@pytest.mark.parametrize("name", OF_ONE_ASSESSMENT)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing(name, method):
    visit = stranger(owner().assessment)

    response = getattr(visit.browser, method)(visit.address(name, **more(name)))

    assert response.status_code == 404


@pytest.mark.parametrize("name", OF_ONE_ASSESSMENT)
def test_a_reader_may_change_nothing(name):
    visit = with_link(owner().assessment, Link.Role.READER)

    response = visit.post(name, **more(name))

    assert response.status_code == 404


@pytest.mark.parametrize("name", OF_ONE_ASSESSMENT)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_contributor_reaches_nothing_of_the_assessment(name, method):
    visit = contributor(owner().assessment)

    response = getattr(visit.browser, method)(Visit.address(visit, name, **more(name)))

    assert response.status_code == 404


@pytest.mark.parametrize("name", OF_ONE_CONTRIBUTION)
@pytest.mark.parametrize("visitor", ["stranger", "reader", "owner", "another partner"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_finds_a_partners_pages(name, visitor, method):
    own = owner()
    partner = contributor(own.assessment)
    visits = {
        "stranger": lambda: stranger(own.assessment),
        "reader": lambda: with_link(own.assessment, Link.Role.READER),
        "owner": lambda: own,
        "another partner": lambda: contributor(own.assessment, "The trust"),
    }

    response = getattr(visits[visitor]().browser, method)(partner.address(name, **more(name)))

    assert response.status_code == 404


@pytest.fixture
def finished():
    visit = owner()
    visit.answer_all()
    visit.post("finish")
    return visit


@pytest.mark.parametrize("name", sorted(BY_ROW))
@pytest.mark.parametrize(
    ("visitor", "status"), [("stranger", 404), ("contributor", 404), ("reader", 200), ("owner", 200)]
)
def test_who_may_read_a_report(finished, name, visitor, status):
    report = Report.objects.get(assessment=finished.assessment)
    visits = {
        "stranger": stranger(finished.assessment),
        "contributor": contributor(finished.assessment),
        "reader": with_link(finished.assessment, Link.Role.READER),
        "owner": finished,
    }

    response = visits[visitor].browser.get(reverse(name, kwargs={"public_id": report.public_id, **more(name)}))

    assert response.status_code == status


def test_an_owner_of_another_assessment_is_a_stranger(finished):
    report = Report.objects.get(assessment=finished.assessment)

    response = owner().browser.get(reverse("report", kwargs={"public_id": report.public_id}))

    assert response.status_code == 404


def test_an_unknown_link_is_not_found(client):
    assert client.get(reverse("follow-link", kwargs={"secret": "no-such-secret"})).status_code == 404


def test_an_ended_link_is_not_found_and_its_grant_is_gone(client):
    visit = owner()
    link, secret = access.make_link(visit.assessment, Link.Role.OWNER, at=timezone.now())
    client.get(reverse("follow-link", kwargs={"secret": secret}))
    before = client.get(visit.address("task-list")).status_code

    visit.post("end-link", link_id=link.pk)

    assert before == 200
    assert client.get(visit.address("task-list")).status_code == 404
    assert client.get(reverse("follow-link", kwargs={"secret": secret})).status_code == 404


def test_only_a_hash_of_a_links_secret_is_stored():
    link, secret = access.make_link(owner().assessment, Link.Role.READER, at=timezone.now())

    stored = Link.objects.filter(pk=link.pk).values_list().get()

    assert len(secret) >= 43
    assert secret not in map(str, stored)


def test_following_a_link_takes_its_secret_out_of_the_address(client):
    _, secret = access.make_link(owner().assessment, Link.Role.OWNER, at=timezone.now())

    response = client.get(reverse("follow-link", kwargs={"secret": secret}))

    assert response.status_code == 302
    assert secret not in response.url


def test_the_address_of_a_new_link_is_shown_once():
    visit = owner()

    answer = visit.post("links", {"role": "reader"}).content.decode()
    later = visit.get("links").content.decode()

    assert "/link/" in answer
    assert "/link/" not in later


def test_the_secret_of_a_link_is_kept_in_no_session():
    visit = owner()

    visit.post("links", {"role": "owner"})

    assert "secret" not in str(dict(visit.browser.session))


def test_a_readers_link_opens_for_somebody_whose_owners_grant_was_ended(finished):
    link, secret = access.make_link(finished.assessment, Link.Role.OWNER, at=timezone.now())
    other = stranger(finished.assessment)
    other.browser.get(reverse("follow-link", kwargs={"secret": secret}))
    access.end(link, at=timezone.now())
    _, reading = access.make_link(finished.assessment, Link.Role.READER, at=timezone.now())

    response = other.browser.get(reverse("follow-link", kwargs={"secret": reading}), follow=True)

    assert response.status_code == 200


def test_a_link_of_another_assessment_cannot_be_ended():
    link, _ = access.make_link(owner().assessment, Link.Role.READER, at=timezone.now())

    assert owner().post("end-link", link_id=link.pk).status_code == 404


def test_a_readers_link_does_not_take_an_owners_grant_away():
    visit = owner()
    _, secret = access.make_link(visit.assessment, Link.Role.READER, at=timezone.now())

    visit.browser.get(reverse("follow-link", kwargs={"secret": secret}))

    assert visit.get("task-list").status_code == 200


def test_a_link_of_an_unknown_role_is_refused():
    assert owner().post("links", {"role": "king"}).status_code == 400


@pytest.mark.parametrize("first", [Link.Role.OWNER, Link.Role.CONTRIBUTOR, Link.Role.READER])
def test_a_browser_may_hold_a_partners_grant_beside_any_other(finished, first, client):
    report = Report.objects.get(assessment=finished.assessment)
    partner = contributor(finished.assessment)
    _, own = access.make_link(finished.assessment, Link.Role.CONTRIBUTOR, at=timezone.now())
    partner.contribution.link = access.live_link(own, {Link.Role.CONTRIBUTOR}) or partner.contribution.link
    partner.contribution.save()
    secrets = {role: access.make_link(finished.assessment, role, at=timezone.now())[1] for role in ("owner", "reader")}
    secrets["contributor"] = own
    for role in (first, *sorted(secrets.keys() - {first})):
        client.get(reverse("follow-link", kwargs={"secret": secrets[role]}))

    reached = [
        client.get(finished.address("task-list")),
        client.get(partner.address("contribution")),
        client.get(reverse("report", kwargs={"public_id": report.public_id})),
    ]

    assert [response.status_code for response in reached] == [200, 200, 200]


def test_an_ended_contributors_link_opens_nothing_any_more_and_what_was_said_stays():
    own = owner()
    partner = contributor(own.assessment)

    own.post("end-link", link_id=partner.contribution.link_id)

    assert [partner.get(name, **more(name)).status_code for name in OF_ONE_CONTRIBUTION[:3]] == [404, 404, 404]
    assert own.assessment.contributions.count() == 1
