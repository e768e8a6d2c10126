"""An owner and its partners: inviting them, seeing who is in, leaving one out, agreeing, and what each does to the result."""

import json

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from questionnaire import inviting, operations
from questionnaire.checking import differences
from questionnaire.document import DEFAULT_SEED
from questionnaire.forms.contribution import ANOTHER, InvitationForm
from questionnaire.models import Contribution, Link
from questionnaire.standing import standings
from tests.asking.documents import simplest
from tests.asking.visitors import OWN_VIEW, contributor, owner, posted_of, with_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    visit = owner()
    visit.answer_all()
    return visit


def main(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser").main


def words(tag) -> str:
    return " ".join(tag.text.split())


def document_of(visit):
    visit.assessment.refresh_from_db()
    return operations.document_with_seed(visit.assessment)


def invite(visit, **typed):
    return visit.post("links", {"role": "contributor", **typed})


def test_a_partner_of_the_place_is_chosen_and_gets_a_link_that_is_shown_once(place):
    response = invite(place, chosen="Exampleton Council")

    address = main(response).select_one("#new-link")["value"]
    link = Link.objects.get(role="contributor")
    assert link.contribution.partner == "Exampleton Council"
    assert with_link(place.assessment, Link.Role.OWNER).browser.get(address).url.startswith("/contributions/")
    assert main(place.get("links")).select_one("#new-link") is None


def test_another_partner_is_named(place):
    invite(place, chosen=ANOTHER, partner=" The mental health trust ")

    assert Contribution.objects.get().partner == "The mental health trust"


def test_where_the_place_has_named_no_partners_a_name_is_asked_for_at_once():
    visit = owner()

    invite(visit, partner="The council")

    assert Contribution.objects.get().partner == "The council"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "chosen"),
        ({"chosen": "7"}, "chosen"),
        ({"chosen": "The trust"}, "chosen"),
        ({"chosen": ANOTHER}, "partner"),
        ({"chosen": ANOTHER, "partner": "Council | Trust"}, "partner"),
        ({"chosen": ANOTHER, "partner": "OWNER"}, "partner"),
        ({"chosen": ANOTHER, "partner": "x" * 201}, "partner"),
        ({"chosen": ANOTHER, "partner": "the TRUST"}, "partner"),
    ],
)
def test_a_name_that_cannot_be_used_is_refused_at_its_field_and_no_link_is_made(place, typed, field):
    contributor(place.assessment, "The trust")

    response = invite(place, **typed)

    assert response.status_code == 422
    assert [link["href"] for link in main(response).select(".nhsuk-error-summary a")] == [f"#id_{field}"]
    assert Link.objects.filter(role="contributor").count() == 1


@pytest.mark.parametrize("name", ["Council | Trust", "Owner"])
def test_a_name_of_the_place_that_cannot_be_used_is_refused_where_it_is_chosen(name):
    form = InvitationForm({"chosen": name}, partners=[name, "Exampleton Council"])

    assert not form.is_valid()
    assert list(form.errors) == ["chosen"]


def test_who_is_chosen_is_who_was_seen_when_another_was_invited_meanwhile(place):
    seen = [radio["value"] for radio in main(place.get("links")).select("[name=chosen]")]
    inviting.invite(place.assessment, seen[0], at=timezone.now())

    response = invite(place, chosen=seen[0])

    assert response.status_code == 422
    assert Contribution.objects.get().partner == seen[0]


def test_two_owners_who_invite_the_same_partner_at_once_make_one_contribution(place):
    inviting.invite(place.assessment, "The trust", at=timezone.now())

    with pytest.raises(inviting.AlreadyInvited):
        inviting.invite(place.assessment, "the trust", at=timezone.now())

    assert Contribution.objects.count() == Link.objects.filter(role="contributor").count() == 1


def test_more_partners_than_may_contribute_are_refused(place, monkeypatch):
    monkeypatch.setattr(inviting, "MOST_CONTRIBUTIONS", 1)
    contributor(place.assessment, "The trust")

    assert invite(place, chosen="Exampleton Council").status_code == 422
    assert Contribution.objects.count() == 1


def test_an_owner_sees_who_is_in_and_who_is_not(place):
    asked = {name: contributor(place.assessment, name) for name in ("In", "Open", "Begun", "Silent")}
    asked["In"].answer_all()
    asked["Open"].save("priorities", OWN_VIEW["priorities"])
    asked["Begun"].save("readiness", OWN_VIEW["readiness"])

    place.assessment.refresh_from_db()
    found = {one.contribution.partner: one for one in standings(place.assessment)}

    assert {name: (one.has_begun, one.is_in, one.is_complete) for name, one in found.items()} == {
        "In": (True, True, True),
        "Open": (True, True, False),
        "Begun": (True, False, False),
        "Silent": (False, False, False),
    }
    page = words(main(place.get("links")))
    assert all(name in page for name in found)


def test_an_aim_that_is_chosen_later_leaves_a_partner_out_until_it_is_weighed(place):
    partner = contributor(place.assessment)
    partner.answer_all()
    place.save(
        "rationale", posted_of(simplest())["rationale"] | {"objectives": ["integration", "prevention", "quality"]}
    )

    place.assessment.refresh_from_db()
    (before,) = standings(place.assessment)
    partner.save("priorities", OWN_VIEW["priorities"] | {"prevention--points": ["50"]})
    place.assessment.refresh_from_db()
    (after,) = standings(place.assessment)

    assert (before.is_in, after.is_in) == (False, True)


def test_another_link_opens_the_same_contribution_and_ends_the_one_before(place):
    partner = contributor(place.assessment)
    partner.answer_all()

    response = place.post("invite-again", contribution_id=partner.contribution.pk)

    address = main(response).select_one("#new-link")["value"]
    assert partner.get("contribution").status_code == 404
    partner.browser.get(address)
    assert partner.get("contribution").status_code == 200
    assert Contribution.objects.get().data["priorities"]


def test_an_ended_link_leaves_what_was_said_in_the_result(place):
    partner = contributor(place.assessment)
    partner.answer_all()
    before = document_of(place)

    place.post("end-link", link_id=partner.contribution.link_id)

    assert document_of(place) == before


def test_leaving_a_partner_out_is_asked_once_more_and_takes_its_words_and_its_link(place):
    partner = contributor(place.assessment)
    partner.answer_all()

    asked = place.get("leave-out", contribution_id=partner.contribution.pk)
    before = document_of(place)
    place.post("leave-out", contribution_id=partner.contribution.pk)

    assert asked.status_code == 200
    assert "contributions" in before
    assert "contributions" not in document_of(place)
    assert Link.objects.get(role="contributor").ended_at is not None


def test_a_partner_of_another_assessment_cannot_be_left_out_or_invited_again(place):
    other = contributor(owner().assessment)

    refused = [place.post(name, contribution_id=other.contribution.pk) for name in ("leave-out", "invite-again")]

    assert [response.status_code for response in refused] == [404, 404]
    assert Contribution.objects.count() == 1


def test_that_the_partners_agree_is_an_answer_and_stands_until_it_is_changed(place):
    contributor(place.assessment).answer_all()

    said = [document_of(place).get("agreed")]
    for answer in ("yes", "no"):
        place.post("agreement", {"agreed": answer})
        said.append(document_of(place).get("agreed"))

    assert said == [None, True, None]
    assert place.post("agreement", {}).status_code == 422


def test_a_finished_assessment_keeps_what_was_said_of_an_agreement(place):
    contributor(place.assessment).answer_all()
    place.finish()

    place.post("agreement", {"agreed": "yes"})

    place.assessment.refresh_from_db()
    assert place.assessment.partners_agree is False


def test_partners_move_the_result_so_far_until_they_agree(place):
    before = place.get("provisional").content
    contributor(place.assessment).answer_all()
    together = place.get("provisional").content
    place.post("agreement", {"agreed": "yes"})
    agreed = place.get("provisional").content

    assert main_words(before) != main_words(together)
    assert main_words(agreed) != main_words(together)


def main_words(content: bytes) -> str:
    return words(BeautifulSoup(content, "html.parser").main)


def test_a_report_is_made_with_what_the_partners_said_and_can_be_checked(place):
    contributor(place.assessment).answer_all()
    contributor(place.assessment, "The trust")

    place.finish()

    report = place.assessment.reports.get()
    assert json.loads(report.document) == document_of(place)
    assert json.loads(report.appraisal)["partners"]["not_yet_in"] == ["The trust"]
    assert differences(report) == ()
    assert report.has_public_version is False


def test_an_assessment_started_from_its_document_has_its_partners_and_the_same_document(place):
    contributor(place.assessment).answer_all()
    place.post("agreement", {"agreed": "yes"})
    before = document_of(place)

    again = operations.start(place.assessment.edition, at=timezone.now(), document=before)

    assert operations.document_with_seed(again) == before
    assert before["seed"] == DEFAULT_SEED
    assert [one.link for one in again.contributions.all()] == [None]


@pytest.mark.parametrize("name", ["links", "task-list", "check-answers", "provisional"])
def test_the_owners_pages_need_at_most_six_queries_however_many_partners_there_are(
    place, name, django_assert_max_num_queries
):
    for number in range(5):
        contributor(place.assessment, f"Partner {number}").answer_all()

    with django_assert_max_num_queries(6):
        assert place.get(name).status_code == 200


@pytest.mark.parametrize("role", ["reader", "contributor"])
def test_what_partners_say_is_on_no_page_of_another(place, role):
    contributor(place.assessment, "The trust").answer_all()
    visit = contributor(place.assessment) if role == "contributor" else with_link(place.assessment, role)

    pages = (
        [visit.get("contribution"), visit.get("contribution-check")] if role == "contributor" else [visit.get("links")]
    )

    assert all("The trust" not in page.content.decode() for page in pages)
