"""Walking the wizard: saving, coming back, two tabs, missing inputs, and nothing typed lost."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from questionnaire.half_filled import NOTHING
from questionnaire.models import Assessment, Report
from questionnaire.steps import STEPS
from tests.asking.documents import simplest
from tests.asking.visitors import owner, posted_of, with_link

pytestmark = pytest.mark.django_db


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def values_typed(response) -> dict[str, str]:
    return {box["name"]: box.get("value", "") for box in page(response).select("input[type=text][name]")}


def test_starting_leads_to_the_first_step_with_an_owners_grant(client):
    response = client.post(reverse("start"))

    assert response.status_code == 302
    assert client.get(response.url).status_code == 200
    assert Assessment.objects.get().edition.number == 1


def test_opening_pages_changes_nothing():
    visit = owner()
    before = Assessment.objects.values().get()

    for step in STEPS:
        visit.get("step", step=step.slug)
    visit.get("task-list")
    visit.get("check-answers")

    assert Assessment.objects.values().get() == before


def test_a_saved_step_leads_to_the_next_one():
    visit = owner()

    response = visit.save("place", posted_of(simplest())["place"])

    assert response.url == visit.address("step", step="rationale")


def test_a_step_that_the_answer_just_given_shows_comes_next():
    visit = owner()

    response = visit.save("rationale", posted_of(simplest())["rationale"])

    assert response.url == visit.address("step", step="priorities")


def test_every_step_leads_to_the_next_and_the_last_to_check_answers():
    visit = owner()
    visit.answer_all()
    visit.assessment.refresh_from_db()
    slugs = [step.slug for step in STEPS]
    for slug, following in zip(slugs, [*slugs[1:], None], strict=True):
        posted = visit.assessment.data.get(slug) or not_sure_everywhere(visit, slug)
        expected = visit.address("step", step=following) if following else visit.address("check-answers")
        assert visit.save(slug, posted).url == expected


def not_sure_everywhere(visit, slug: str) -> dict[str, str]:
    boxes = page(visit.get("step", step=slug)).select("main input[type=radio][value=not-sure]")
    return {box["name"]: "not-sure" for box in boxes}


def test_a_step_saved_from_check_answers_leads_back_there():
    visit = owner()

    response = visit.save("place", posted_of(simplest())["place"], query="?check=1")

    assert response.url == visit.address("check-answers")


def test_save_and_come_back_later_leads_to_the_private_links():
    visit = owner()

    response = visit.save("place", posted_of(simplest())["place"] | {"save-for-later": "yes"})

    assert response.url == visit.address("links")


def test_a_half_filled_page_is_kept_for_later():
    visit = owner()

    response = visit.save("readiness", {"governance": "3", "save-for-later": "yes"})

    assert response.url == visit.address("links")
    assert Assessment.objects.get().data["readiness"] == {"governance": ["3"]}


def test_a_wrong_answer_is_not_kept_for_later():
    visit = owner()

    response = visit.save("readiness", {"governance": "9", "save-for-later": "yes"})

    assert response.status_code == 422


def test_saved_answers_are_there_in_another_browser():
    visit = owner()
    visit.save("place", posted_of(simplest())["place"])

    elsewhere = with_link(visit.assessment, "owner")

    assert values_typed(elsewhere.get("step", step="place"))["name"] == "Exampleton"


def test_an_unknown_step_is_not_found():
    assert owner().get("step", step="no-such-step").status_code == 404


def test_a_step_whose_inputs_are_missing_sends_back_to_the_first_that_is():
    visit = owner()

    response = visit.get("step", step="priorities")

    assert response.url == visit.address("step", step="rationale")


def test_an_invalid_step_is_shown_again_with_everything_that_was_typed():
    visit = owner()

    response = visit.save(
        "place", {"name": "Exampleton", "population": "lots", "partners--council": "Exampleton Council"}
    )

    assert response.status_code == 422
    assert values_typed(response)["population"] == "lots"
    assert "Exampleton Council" in page(response).find("textarea", {"name": "partners--council"}).text
    assert Assessment.objects.get().data == {}


def test_a_second_tab_that_saw_older_answers_is_refused_with_both_versions():
    visit = owner()
    first = posted_of(simplest())["place"]
    visit.save("place", first, seen=NOTHING)

    response = visit.save("place", first | {"name": ["Otherton"]}, seen=NOTHING)

    assert response.status_code == 409
    assert {"Exampleton", "Otherton"} == {words.text.strip() for words in page(response).select(".nhsuk-hint")}
    assert page(response).find("input", {"name": "name"})["value"] == "Otherton"
    assert Assessment.objects.get().data["place"]["name"] == ["Exampleton"]


def test_saving_again_after_a_conflict_is_a_decision_and_wins():
    visit = owner()
    first = posted_of(simplest())["place"]
    visit.save("place", first, seen=NOTHING)
    conflict = visit.save("place", first | {"name": ["Otherton"]}, seen=NOTHING)
    seen = page(conflict).find("input", {"name": "seen"})["value"]

    visit.save("place", first | {"name": ["Otherton"]}, seen=seen)

    assert Assessment.objects.get().data["place"]["name"] == ["Otherton"]


def test_two_tabs_on_different_steps_do_not_disturb_each_other():
    visit = owner()
    posted = posted_of(simplest())

    visit.save("care-model", posted["care-model"], seen=NOTHING)
    response = visit.save("place", posted["place"], seen=NOTHING)

    assert response.status_code == 302
    assert set(Assessment.objects.get().data) == {"place", "care-model"}


def test_a_double_click_is_no_conflict():
    visit = owner()
    posted = posted_of(simplest())["place"]

    responses = [visit.save("place", posted, seen=NOTHING) for _ in range(2)]

    assert [response.status_code for response in responses] == [302, 302]


def test_two_assessments_in_one_browser_keep_their_answers_apart():
    one = owner()
    other = owner()
    other.browser = one.browser
    other.browser.get(reverse("follow-link", kwargs={"secret": secret_for(other.assessment)}))
    posted = posted_of(simplest())["place"]

    one.save("place", posted)
    other.save("place", posted | {"name": ["Otherton"]})

    assert Assessment.objects.get(pk=one.assessment.pk).data["place"]["name"] == ["Exampleton"]
    assert Assessment.objects.get(pk=other.assessment.pk).data["place"]["name"] == ["Otherton"]


def secret_for(assessment) -> str:
    from django.utils import timezone

    from questionnaire.access import make_link

    return make_link(assessment, "owner", at=timezone.now())[1]


def test_finishing_makes_one_report_however_often_it_is_asked_for():
    visit = owner()
    visit.answer_all()

    responses = [visit.post("finish") for _ in range(3)]

    assert len({response.url for response in responses}) == 1
    assert Report.objects.filter(assessment=visit.assessment).count() == 1


def test_finishing_needs_a_post():
    visit = owner()
    visit.answer_all()

    assert visit.get("finish").status_code == 405
    assert Report.objects.filter(assessment=visit.assessment).count() == 0


def test_finishing_without_the_steps_it_needs_is_refused():
    visit = owner()
    visit.save("place", posted_of(simplest())["place"])

    response = visit.post("finish")

    assert response.status_code == 422
    assert Report.objects.filter(assessment=visit.assessment).count() == 0


def test_a_finished_assessment_refuses_answers_until_it_is_reopened():
    visit = owner()
    visit.answer_all()
    visit.post("finish")
    changed = posted_of(simplest())["place"] | {"name": ["Otherton"]}

    refused = visit.save("place", changed)
    visit.post("reopen")
    accepted = visit.save("place", changed)

    assert refused.status_code == 409
    assert accepted.status_code == 302


def test_a_reopened_assessment_makes_a_new_revision_and_keeps_the_old_report():
    visit = owner()
    visit.answer_all()
    first = visit.finish()
    old_page = visit.browser.get(first).content
    visit.post("reopen")
    visit.save("place", posted_of(simplest())["place"] | {"name": ["Otherton"]})

    second = visit.finish()

    assert second != first
    assert list(
        Report.objects.filter(assessment=visit.assessment).values_list("revision", flat=True).order_by("pk")
    ) == [1, 2]
    assert b"Exampleton" in visit.browser.get(first).content
    assert b"Otherton" in visit.browser.get(second).content
    assert len(old_page) > 10_000


def test_answers_can_be_downloaded_and_start_another_assessment(client):
    visit = owner()
    visit.answer_all()
    document = visit.get("answers-document").content.decode()

    response = client.post(reverse("start-from-document"), {"document": document})

    newest = Assessment.objects.order_by("-pk").first()
    assert response.url == reverse("task-list", kwargs={"public_id": newest.public_id})
    assert newest.data == Assessment.objects.get(pk=visit.assessment.pk).data


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "[" * 50_000, '{"seed": 1e30}', '{"place": {"footprint": "galaxy"}}', "null"]
)
def test_a_broken_document_is_refused_and_stays_in_the_box(client, text):
    response = client.post(reverse("start-from-document"), {"document": text})

    assert response.status_code == 422
    assert page(response).find("textarea", {"name": "document"}).text.strip() == text
    assert Assessment.objects.count() == 0


def test_an_owner_can_delete_everything():
    visit = owner()
    visit.answer_all()
    visit.post("finish")

    visit.post("delete")

    assert not Assessment.objects.exists()
    assert not Report.objects.filter(example="").exists()


def test_the_provisional_result_waits_for_the_place():
    visit = owner()

    assert visit.get("provisional").url == visit.address("step", step="place")


def test_the_provisional_result_names_everything_that_can_still_lead():
    visit = owner()
    visit.save("place", posted_of(simplest())["place"])

    response = visit.get("provisional")

    assert response.status_code == 200
    assert "These can still lead" in page(response).text


@pytest.mark.parametrize("step", [step.slug for step in STEPS])
def test_a_get_of_any_step_needs_at_most_six_queries(step, django_assert_max_num_queries):
    visit = owner()
    visit.answer_all()

    with django_assert_max_num_queries(6):
        visit.get("step", step=step)


@pytest.mark.parametrize("step", ["place", "priorities", "care-model"])
def test_saving_a_step_needs_at_most_ten_queries(step, django_assert_max_num_queries):
    visit = owner()
    visit.answer_all()
    posted = posted_of(simplest())[step]
    visit.assessment.refresh_from_db()

    with django_assert_max_num_queries(10):
        visit.browser.post(visit.address("step", step=step), posted | {"seen": "whatever"})


@pytest.mark.parametrize("name", ["task-list", "check-answers", "links", "provisional", "answers-document"])
def test_the_pages_around_the_wizard_need_at_most_six_queries(name, django_assert_max_num_queries):
    visit = owner()
    visit.answer_all()

    with django_assert_max_num_queries(6):
        visit.get(name)
