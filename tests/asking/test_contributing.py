"""A partner's own pages: what it says is kept, counts, is nobody else's, and is never lost or doubled."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from questionnaire import access, operations
from questionnaire.half_filled import NOTHING, OpenPage
from questionnaire.models import Contribution, Link
from questionnaire.steps import CONTRIBUTION, STEPS
from questionnaire.storage import AlreadyFinished, ContributionStorage
from tests.asking.visitors import OWN_VIEW, POINTS, contributor, owner, secret_of

pytestmark = pytest.mark.django_db

PAGES = tuple(step.slug for step in CONTRIBUTION)
AROUND = ("contribution", "contribution-check")


@pytest.fixture
def place():
    visit = owner()
    visit.answer_all()
    return visit


@pytest.fixture
def partner(place):
    return contributor(place.assessment)


def document_of(visit):
    visit.assessment.refresh_from_db()
    return operations.document_with_seed(visit.assessment)


def main(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser").main


def test_a_partner_walks_its_pages_in_order_to_the_last_look(partner):
    ways = [partner.save(step, OWN_VIEW[step]).url for step in PAGES]

    following = [partner.address("contribution-step", step=step) for step in PAGES[1:]]
    assert ways == [*following, partner.address("contribution-check")]
    assert partner.get("contribution-check").status_code == 200


def test_what_a_partner_says_is_in_the_answers_document(place, partner):
    partner.answer_all()

    (found,) = document_of(place)["contributions"]
    assert found["partner"] == "Exampleton Council"
    assert found["interest"] == "no"
    assert {aim: given["points"] for aim, given in found["priorities"].items()} == POINTS
    assert set(found["readiness"].values()) == {2}


def test_a_link_leads_a_partner_to_its_first_page_and_out_of_the_secret(place, client):
    link = contributor(place.assessment).contribution.link
    other, secret = access.make_link(place.assessment, Link.Role.CONTRIBUTOR, at=timezone.now())
    Contribution.objects.filter(link=link).update(link=other)

    response = client.get(reverse("follow-link", kwargs={"secret": secret}))

    contribution = Contribution.objects.get()
    assert response.url == reverse("contribution", kwargs={"public_id": contribution.public_id})


@pytest.mark.parametrize("step", PAGES)
def test_an_empty_page_is_refused_with_its_errors_at_the_top_and_nothing_is_saved(partner, step):
    response = partner.save(step, {})

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert page.title.text.startswith("Error: ")
    targets = [link["href"][1:] for link in page.select(".nhsuk-error-summary a")]
    assert targets
    assert all(page.find(id=target) for target in targets)
    partner.contribution.refresh_from_db()
    assert partner.contribution.data == {}


def test_what_was_typed_is_kept_when_it_is_refused(partner):
    typed = OWN_VIEW["priorities"] | {"quality--points": ["101"]}

    response = partner.save("priorities", typed)
    again = partner.get("contribution-step", step="priorities")

    assert [
        BeautifulSoup(page.content, "html.parser").find(id="id_quality--points")["value"] for page in (response, again)
    ] == [
        "101",
        "101",
    ]


def test_a_partner_is_asked_only_what_counts_of_it(partner):
    page = BeautifulSoup(partner.get("contribution-step", step="priorities").content, "html.parser")

    asked = {field["name"].split("--")[-1] for field in page.select("form[novalidate] [name*='--']")}
    assert asked == {"place", "points"}


def test_a_second_tab_does_not_overwrite_what_the_first_saved(partner):
    partner.save("organisation", {"interest": ["no"]}, seen=NOTHING)

    late = partner.save("organisation", {"interest": ["yes"]}, seen=NOTHING)

    partner.contribution.refresh_from_db()
    assert late.status_code == 409
    assert "settle" in late.content.decode()
    assert partner.contribution.data["organisation"] == {"interest": ["no"]}
    assert partner.contribution.half_filled["organisation"]["posted"] == {"interest": ["yes"]}


def test_a_double_click_saves_once_and_is_no_conflict(partner):
    ways = [partner.save("organisation", {"interest": ["no"]}, seen=NOTHING).status_code for _ in range(2)]

    partner.contribution.refresh_from_db()
    assert ways == [302, 302]
    assert partner.contribution.writes == 1


def test_a_page_is_kept_while_it_is_filled_in_and_is_there_when_it_is_opened_again(partner):
    kept = partner.browser.post(
        partner.address("contribution-half-filled", step="readiness"),
        {"data": "3", "seen": NOTHING, "page": "p", "turn": "1"},
    )

    page = BeautifulSoup(partner.get("contribution-step", step="readiness").content, "html.parser")
    assert kept.json() == {"told": "kept"}
    assert page.select_one('[name="data"][value="3"]').has_attr("checked")
    assert document_of(partner).get("contributions") == [{"partner": "Exampleton Council"}]


def test_what_points_say_is_told_while_they_are_typed(partner):
    response = partner.browser.post(partner.address("contribution-echo", step="priorities"), OWN_VIEW["priorities"])

    assert response.status_code == 200
    assert "100 points" in response.content.decode()


def test_saving_for_later_leads_to_the_first_page_and_may_leave_answers_out(partner):
    response = partner.save("readiness", {"data": ["3"], "save-for-later": "yes"})

    assert response.url == partner.address("contribution")


def test_a_change_from_the_last_look_leads_back_to_it(partner):
    partner.answer_all()

    response = partner.save("organisation", {"interest": ["yes"]}, query="?check=1")

    assert response.url == partner.address("contribution-check")


def test_before_the_place_has_chosen_its_aims_points_cannot_be_given_but_the_rest_can():
    partner = contributor(owner().assessment)

    away = partner.get("contribution-step", step="priorities")
    ways = [partner.save(step, OWN_VIEW[step]).status_code for step in ("organisation", "readiness")]

    assert away.url == partner.address("contribution")
    assert ways == [302, 302]
    assert partner.get("contribution").status_code == 200


@pytest.mark.parametrize("step", [*(step.slug for step in STEPS if step.slug not in PAGES), "wealth"])
def test_there_are_no_other_pages(partner, step):
    assert partner.get("contribution-step", step=step).status_code == 404
    assert partner.save(step, {}).status_code == 404


def test_nothing_can_be_changed_once_the_assessment_is_finished_and_what_was_typed_stays(place, partner):
    partner.answer_all()
    place.finish()

    late = partner.save("organisation", {"interest": ["yes"]})
    page = main(partner.get("contribution-step", step="organisation"))

    partner.contribution.refresh_from_db()
    assert late.status_code == 409
    assert partner.contribution.data["organisation"] == {"interest": ["no"]}
    assert partner.contribution.half_filled["organisation"]["posted"] == {"interest": ["yes"]}
    assert page.select("form[novalidate] button") == []
    assert [partner.get(name).status_code for name in AROUND] == [200, 200]


def test_a_save_that_was_under_way_when_the_assessment_was_finished_is_refused(place, partner):
    under_way = Contribution.objects.select_related("assessment").get()
    request = SimpleNamespace(contribution=under_way, resolver_match=SimpleNamespace(kwargs={"step": "organisation"}))
    place.finish()

    with pytest.raises(AlreadyFinished):
        ContributionStorage("own", request).save("organisation", {"interest": ["yes"]}, OpenPage(NOTHING))

    assert Contribution.objects.get().data == {}


def test_after_reopening_a_partner_goes_on(place, partner):
    place.finish()
    place.post("reopen")

    assert partner.save("organisation", {"interest": ["yes"]}).status_code == 302


def test_a_partner_that_was_left_out_meanwhile_finds_nothing(place, partner):
    place.post("leave-out", contribution_id=partner.contribution.pk)

    assert partner.get("contribution").status_code == 404
    assert not Contribution.objects.exists()


def test_what_is_typed_after_the_end_of_a_session_comes_along_with_the_link(partner):
    secret = secret_again(partner)
    partner.browser.cookies.clear()
    typed = {"interest": "yes", "seen": NOTHING}

    lost = partner.browser.post(partner.address("contribution-step", step="organisation"), typed)
    carried = {field["name"]: field.get("value", "") for field in main(lost).select("form input[type=hidden]")}
    found = partner.browser.post(main(lost).form["action"], {**carried, "link": secret}, follow=True)

    assert lost.status_code == 404
    assert main(found).select_one('[name="interest"][value="yes"]').has_attr("checked")
    partner.contribution.refresh_from_db()
    assert partner.contribution.data == {}


def test_neither_an_owners_link_nor_that_of_another_partner_opens_a_partners_page_again(place, partner):
    other, secret = access.make_link(place.assessment, Link.Role.CONTRIBUTOR, at=timezone.now())
    Contribution.objects.create(assessment=place.assessment, link=other, partner="The trust", invited_at=timezone.now())
    partner.browser.cookies.clear()
    where = partner.address("contribution-come-back", step="organisation")

    refused = [partner.browser.post(where, {"link": one}).status_code for one in (secret, secret_of(place.assessment))]

    assert refused == [422, 422]


def secret_again(partner) -> str:
    link, secret = access.make_link(partner.assessment, Link.Role.CONTRIBUTOR, at=timezone.now())
    Contribution.objects.filter(pk=partner.contribution.pk).update(link=link)
    return secret


@pytest.mark.parametrize("name", AROUND)
def test_the_pages_around_need_at_most_six_queries(partner, name, django_assert_max_num_queries):
    partner.answer_all()

    with django_assert_max_num_queries(6):
        assert partner.get(name).status_code == 200


@pytest.mark.parametrize("step", PAGES)
def test_a_partners_page_needs_at_most_six_queries_to_read_and_ten_to_save(
    partner, step, django_assert_max_num_queries
):
    contributor(partner.assessment, "The trust").answer_all()

    with django_assert_max_num_queries(6):
        partner.get("contribution-step", step=step)
    with django_assert_max_num_queries(10):
        partner.browser.post(partner.address("contribution-step", step=step), OWN_VIEW[step] | {"seen": NOTHING})
