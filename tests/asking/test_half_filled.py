"""What was typed and not saved: it comes back, never counts as an answer, and takes nobody else's typing away."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from questionnaire.half_filled import LONGEST_PAGE, NOTHING, mark_of
from questionnaire.models import Assessment, Link
from questionnaire.steps import STEPS
from tests.asking.documents import simplest
from tests.asking.visitors import Visit, owner, posted_of, stranger, with_link

pytestmark = pytest.mark.django_db

PLACE = {"name": "Half a na", "population": "12 t"}


def keep(visit: Visit, typed: dict, step: str = "place", *, key: str = "tab", turn: int | str = 1, **more: str):
    """Send a page as the script does while it is being filled in."""
    visit.assessment.refresh_from_db()
    opened = {"seen": mark_of(visit.assessment.data.get(step)), "kept": NOTHING, "page": key, "turn": str(turn)}
    return visit.post("half-filled", {**typed, **opened, **more}, step=step)


def told(response) -> str:
    return response.json()["told"]


def opened(visit: Visit, step: str = "place", query: str = "") -> BeautifulSoup:
    return BeautifulSoup(visit.browser.get(visit.address("step", step=step) + query).content, "html.parser")


def hidden(page: BeautifulSoup, *names: str) -> dict[str, str]:
    form = page.select_one("form[novalidate]")
    return {name: form.find("input", {"name": name})["value"] for name in names}


def named(page: BeautifulSoup) -> str:
    return page.find("input", {"id": "id_name"})["value"]


def kept_name(visit: Visit) -> str | None:
    visit.assessment.refresh_from_db()
    kept = visit.assessment.half_filled.get("place")
    return kept and kept["posted"]["name"][0]


def place(name: str) -> dict:
    return posted_of(simplest())["place"] | {"name": [name]}


def test_what_was_typed_comes_back_without_a_word_about_errors():
    visit = owner()

    response = keep(visit, PLACE)

    page = opened(visit)
    assert told(response) == "kept"
    assert named(page) == "Half a na"
    assert page.find("input", {"name": "population"})["value"] == "12 t"
    assert page.select_one(".portal-half-filled")
    assert not page.select(".nhsuk-error-summary, .nhsuk-error-message")


@pytest.mark.parametrize("slug", [step.slug for step in STEPS])
def test_every_page_comes_back_as_it_was_left(slug):
    visit = owner()
    visit.answer_all()
    boxes = opened(visit, slug).select("form[novalidate] input[type=text], form[novalidate] textarea")
    typed = {box["name"]: f"typed {number}" for number, box in enumerate(boxes)}
    choices = opened(visit, slug).select("form[novalidate] input[type=radio]")
    typed |= {choice["name"]: choice["value"] for choice in choices}

    keep(visit, typed, slug)

    page = opened(visit, slug)
    shown = {box["name"]: box.get("value", "") for box in page.select("form[novalidate] input[type=text]")}
    shown |= {box["name"]: box.text.strip() for box in page.select("form[novalidate] textarea")}
    shown |= {box["name"]: box["value"] for box in page.select("form[novalidate] input[type=radio][checked]")}
    assert shown == typed


def test_a_half_filled_page_is_no_answer():
    visit = owner()
    visit.answer_all()
    before = visit.get("answers-document").content, said_so_far(visit)

    keep(visit, place("Otherton") | {"lead": ["joint"]})

    assert (visit.get("answers-document").content, said_so_far(visit)) == before
    assert Assessment.objects.get().data["place"]["name"] == ["Exampleton"]


def said_so_far(visit: Visit) -> str:
    return BeautifulSoup(visit.get("provisional").content, "html.parser").select_one("main").text


def test_a_half_filled_page_is_in_progress_and_named_before_finishing():
    visit = owner()
    keep(visit, PLACE)

    tasks = BeautifulSoup(visit.get("task-list").content, "html.parser")
    check = BeautifulSoup(visit.get("check-answers").content, "html.parser")

    assert "In progress" in tasks.select_one(".nhsuk-task-list__item").text
    assert check.select_one(".nhsuk-inset-text a")["href"].startswith(visit.address("step", step="place"))


def test_an_invalid_page_is_kept_without_the_script():
    visit = owner()

    visit.save("place", PLACE)

    assert named(opened(visit)) == "Half a na"


def test_saving_clears_what_the_page_had_kept():
    visit = owner()
    keep(visit, PLACE)

    visit.save("place", place("Exampleton") | {"page": "tab"})

    assert kept_name(visit) is None


def test_saving_a_page_that_came_back_clears_it():
    visit = owner()
    keep(visit, PLACE)
    remembered = hidden(opened(visit), "kept", "page")

    visit.save("place", place("Exampleton") | remembered)

    assert kept_name(visit) is None


def test_typing_what_is_saved_leaves_nothing_behind():
    visit = owner()
    visit.answer_all()
    keep(visit, place("Otherton"), turn=1)

    keep(visit, place("Exampleton"), turn=2)

    assert kept_name(visit) is None


def test_a_message_that_arrives_after_the_save_changes_nothing():
    visit = owner()
    keep(visit, place("Exampl"), turn=1)
    visit.save("place", place("Exampleton") | {"page": "tab"}, seen=NOTHING)

    response = keep(visit, place("Exampleto"), turn=2, seen=NOTHING)

    assert told(response) == "refused"
    assert kept_name(visit) is None


def test_of_two_messages_that_overtake_each_other_the_newer_stays():
    visit = owner()

    keep(visit, PLACE | {"name": "newer"}, turn=7)
    keep(visit, PLACE | {"name": "older"}, turn=6)

    assert kept_name(visit) == "newer"


def test_a_second_tab_does_not_overwrite_what_the_first_has_typed():
    visit = owner()
    keep(visit, PLACE, key="first")

    response = keep(visit, PLACE | {"name": "Otherton"}, key="second")

    assert told(response) == "refused"
    assert kept_name(visit) == "Half a na"


def test_a_reloaded_page_goes_on_where_it_was_left():
    visit = owner()
    keep(visit, PLACE)
    remembered = hidden(opened(visit), "kept", "page")

    response = keep(visit, PLACE | {"name": "A whole name"}, **remembered)

    assert told(response) == "kept"
    assert kept_name(visit) == "A whole name"


def test_somebody_elses_save_leaves_what_i_have_typed():
    visit = owner()
    keep(visit, PLACE)

    visit.save("place", place("Theirton"))

    page = opened(visit)
    assert named(page) == "Theirton"
    assert kept_name(visit) == "Half a na"
    versions = opened(visit, query="?compare")
    assert {"Half a na", "Theirton"} <= {hint.text.strip() for hint in versions.select(".nhsuk-hint")}


def test_two_versions_that_differ_only_in_how_lines_end_say_the_same():
    visit = owner()
    visit.save("place", place("Exampleton") | {"partners--council": ["One\nTwo"]})

    response = visit.save("place", place("Exampleton ") | {"partners--council": ["One\r\nTwo"]}, seen=NOTHING)

    assert response.status_code == 409
    assert "Both say the same" in response.content.decode()


def test_going_back_to_what_was_saved_is_one_click():
    visit = owner()
    visit.answer_all()
    keep(visit, place("Otherton"))
    form = opened(visit).select_one(".portal-half-filled form")
    posted = {box["name"]: box["value"] for box in form.select("input")} | {"let-go": "yes"}

    response = visit.browser.post(form["action"], posted)

    assert response.url == visit.address("step", step="place")
    assert named(opened(visit)) == "Exampleton"
    assert kept_name(visit) is None


def test_going_back_forgets_only_what_was_seen():
    visit = owner()
    keep(visit, PLACE, turn=1)
    form = opened(visit).select_one(".portal-half-filled form")
    posted = {box["name"]: box["value"] for box in form.select("input")} | {"let-go": "yes"}
    keep(visit, PLACE | {"name": "typed since"}, turn=2)

    visit.browser.post(form["action"], posted)

    assert kept_name(visit) == "typed since"


def test_a_finished_assessment_keeps_no_typing_and_brings_back_what_came_too_late():
    visit = owner()
    visit.answer_all()
    visit.post("finish")

    refused = keep(visit, place("Otherton"))
    visit.save("place", place("Too late"))
    visit.post("reopen")

    assert told(refused) == "refused"
    assert named(opened(visit)) == "Too late"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"name": "x" * (LONGEST_PAGE + 1)}, "refused"),
        ({"name": "null\x00"}, "kept"),
        ({"unknown": "field"}, "kept"),
        ({}, "kept"),
    ],
)
def test_whatever_is_sent_is_answered(typed, answer):
    assert told(keep(owner(), typed)) == answer


@pytest.mark.parametrize("turn", ["", "-1", "٣", "9" * 30, "x"])
def test_a_turn_that_is_no_number_counts_as_none(turn):
    visit = owner()

    keep(visit, PLACE, turn=turn)

    assert kept_name(visit) == "Half a na"
    assert visit.assessment.half_filled["place"]["turn"] == 0


def test_names_that_the_page_does_not_have_are_not_kept():
    visit = owner()

    keep(visit, PLACE | {"unknown": "field"})

    assert set(Assessment.objects.get().half_filled["place"]["posted"]) == {"name", "population"}


def test_only_who_may_change_may_keep():
    assessment = owner().assessment

    responses = [keep(visit, PLACE) for visit in (stranger(assessment), with_link(assessment, Link.Role.READER))]

    assert [response.status_code for response in responses] == [404, 404]
    assert Assessment.objects.get().half_filled == {}


def test_a_step_that_is_not_there_keeps_nothing():
    visit = owner()

    assert keep(visit, PLACE, "no-such-step").status_code == 404
    assert told(keep(visit, PLACE, "priorities")) == "refused"


def test_keeping_needs_a_post_and_at_most_ten_queries(django_assert_max_num_queries):
    visit = owner()
    visit.answer_all()
    visit.assessment.refresh_from_db()

    assert visit.get("half-filled", step="place").status_code == 405
    with django_assert_max_num_queries(10):
        visit.post(
            "half-filled", PLACE | {"seen": mark_of(visit.assessment.data["place"]), "page": "tab"}, step="place"
        )


def test_deleting_an_assessment_takes_what_was_half_filled_with_it():
    visit = owner()
    keep(visit, PLACE)

    visit.post("delete")

    assert not Assessment.objects.exists()
    assert visit.browser.get(reverse("home")).status_code == 200
