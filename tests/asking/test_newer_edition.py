"""A newer edition: an owner sees what it changes and may move; no answer is lost on the way."""

from datetime import UTC, datetime

import pytest

from models_catalogue.editions import draft, publish
from models_catalogue.models import Edition, Fit
from questionnaire import operations
from questionnaire.models import Assessment, Link
from questionnaire.operations import AlreadyFinished
from tests.asking.documents import simplest
from tests.asking.visitors import Visit, owner, posted_of, stranger, with_link

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def visit() -> Visit:
    answered = owner()
    answered.answer_all()
    return answered


def a_newer_edition() -> Edition:
    """Which turns the scores of one model round and takes an answer away from one question."""
    Fit.objects.filter(option__slug="mcp").update(fit=-1, rationale="Scored anew.")
    return publish(note="Scored anew.", at=NOON, by="editor")


def without_the_answer_given() -> Edition:
    """Written directly: publishing would want the aim's interventions and more renamed too."""
    content = draft().canonical().decode().replace('"experience"', '"experience-of-people"')
    return Edition.objects.create(number=2, published_at=NOON, note="An aim renamed.", content=content, sha256="0" * 64)


def edition_of(visit: Visit) -> int:
    return Assessment.objects.get(pk=visit.assessment.pk).edition.number


def test_an_assessment_stays_on_its_edition_and_its_owner_is_told(visit):
    a_newer_edition()

    page = visit.get("task-list").content.decode()

    assert visit.address("newer-edition") in page
    assert edition_of(visit) == 1


@pytest.mark.parametrize("name", ["provisional", "check-answers"])
def test_other_pages_tell_it_too(visit, name):
    a_newer_edition()

    assert visit.address("newer-edition") in visit.get(name).content.decode()


def test_the_difference_is_shown_in_words_before_a_move(visit):
    a_newer_edition()

    response = visit.get("newer-edition")

    assert response.status_code == 200
    assert "Scored anew." in response.content.decode()
    assert edition_of(visit) == 1


def test_without_a_newer_edition_there_is_no_such_page(visit):
    assert visit.get("newer-edition").url == visit.address("task-list")


def test_moving_keeps_every_answer_as_stored(visit):
    newer = a_newer_edition()
    before = Assessment.objects.get().data

    response = visit.post("newer-edition", {"edition": newer.number})

    assert response.url == visit.address("task-list")
    assert edition_of(visit) == newer.number
    assert Assessment.objects.get().data == before


def test_moving_twice_changes_nothing_more(visit):
    newer = a_newer_edition()
    visit.post("newer-edition", {"edition": newer.number})
    before = Assessment.objects.values().get()

    response = visit.post("newer-edition", {"edition": newer.number})

    assert response.status_code == 302
    assert Assessment.objects.values().get() == before


def test_an_edition_that_was_not_seen_is_not_moved_to(visit):
    a_newer_edition()

    response = visit.post("newer-edition", {"edition": "1"})

    assert response.status_code == 409
    assert edition_of(visit) == 1


def test_a_finished_assessment_does_not_move(visit):
    visit.post("finish")
    newer = a_newer_edition()

    response = visit.post("newer-edition", {"edition": newer.number})

    assert response.status_code == 409
    assert edition_of(visit) == 1
    with pytest.raises(AlreadyFinished):
        operations.move(visit.assessment, newer, at=NOON)


def test_an_answer_that_no_longer_fits_is_told_before_and_after_and_kept(visit):
    newer = without_the_answer_given()
    before = visit.get("newer-edition").content.decode()
    data = Assessment.objects.get().data

    visit.post("newer-edition", {"edition": newer.number})

    assert "need an answer again" in before
    assert "To answer again" in visit.get("task-list").content.decode()
    assert Assessment.objects.get().data == data


def test_a_page_opened_before_the_move_saves_after_it(visit):
    newer = a_newer_edition()
    visit.post("newer-edition", {"edition": newer.number})

    response = visit.save("place", posted_of(simplest())["place"] | {"name": ["Otherton"]})

    assert response.status_code == 302


def test_a_page_opened_before_the_move_is_told_that_its_answer_is_no_longer_offered(visit):
    newer = without_the_answer_given()
    posted = dict(Assessment.objects.get().data["rationale"])
    visit.post("newer-edition", {"edition": newer.number})

    assert visit.save("rationale", posted | {"case_for_change": ["Typed in another tab."]}).status_code == 422


@pytest.mark.parametrize("method", ["get", "post"])
def test_neither_a_stranger_nor_a_reader_finds_the_page(visit, method):
    a_newer_edition()
    others = (stranger(visit.assessment), with_link(visit.assessment, Link.Role.READER))

    assert [getattr(other, method)("newer-edition").status_code for other in others] == [404, 404]


def test_the_pages_need_few_queries(visit, django_assert_max_num_queries):
    newer = a_newer_edition()

    with django_assert_max_num_queries(6):
        visit.get("newer-edition")
    with django_assert_max_num_queries(6):
        visit.get("task-list")
    with django_assert_max_num_queries(10):
        visit.post("newer-edition", {"edition": newer.number})
