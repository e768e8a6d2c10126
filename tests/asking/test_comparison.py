"""Two versions of answers: where they differ in words, how far each difference reaches alone, and the page that tells it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from models_catalogue.editions import catalogue_of
from questionnaire import access, operations
from questionnaire.comparison import differences, partners_reach, tried_one_at_a_time, with_answer
from questionnaire.document import stored_from
from questionnaire.models import Link, Report
from tests.asking.documents import example, simplest
from tests.asking.visitors import Visit, contributor, owner, posted_of, secret_of, stranger

SALFORD = example("salford")


def pages(catalogue, document, **changed):
    return stored_from(
        {**document, **{step: {**document.get(step, {}), **given} for step, given in changed.items()}}, catalogue
    )


def told(catalogue, first, second):
    return [(one.step.slug, one.field) for one in differences(catalogue, first, second)]


def reaches(catalogue, first, second):
    tried = tried_one_at_a_time(catalogue, first, second, care_level=None)
    return {one.difference.field: one.reach for one in tried}


def test_equal_answers_do_not_differ(catalogue):
    first = pages(catalogue, SALFORD)

    assert differences(catalogue, first, dict(first)) == ()


def test_a_difference_is_told_in_the_words_that_were_seen(catalogue):
    first = pages(catalogue, SALFORD, place={"footprint": "place"})
    second = pages(catalogue, SALFORD, place={"footprint": "system"})

    (found,) = differences(catalogue, first, second)

    labels = {term.slug: term.label for term in catalogue.vocabulary("footprint")}
    assert (found.first, found.second) == ((labels["place"],), (labels["system"],))


def test_an_answer_that_one_version_lacks_has_no_words_there(catalogue):
    first = pages(catalogue, SALFORD)
    second = pages(catalogue, SALFORD, pace={"start": "2027-04-01"})

    (found,) = differences(catalogue, first, second)

    assert (found.field, found.first, found.second) == ("start", (), ("1 April 2027",))


REACHES = [
    ("place", {"name": "Another name"}, "name", "nothing"),
    ("rationale", {"case_for_change": "Otherwise."}, "case_for_change", "nothing"),
    ("pace", {"boards": ["Cabinet, 12 January 2027"]}, "boards", "follows"),
    ("pace", {"start": "2027-04-01"}, "start", "follows"),
    ("readiness", {"data": 0}, "data", "ranking"),
    ("place", {"services": ["care-homes"]}, "services", "leads"),
    ("care-model", {"ruled_out": {"pacs": "No."}}, "ruled_out--pacs", "leads"),
]


@pytest.mark.parametrize(("step", "given", "field", "reach"), REACHES)
def test_how_far_a_difference_reaches_alone(catalogue, step, given, field, reach):
    found = reaches(catalogue, pages(catalogue, SALFORD), pages(catalogue, SALFORD, **{step: given}))

    assert found[field] == reach


def test_points_move_the_numbers(catalogue):
    points = SALFORD["priorities"] | {"integration": {**SALFORD["priorities"]["integration"], "points": 1}}
    first, second = pages(catalogue, SALFORD), pages(catalogue, {**SALFORD, "priorities": points})

    assert reaches(catalogue, first, second) in ({"integration--points": "ranking"}, {"integration--points": "leads"})


def test_an_aim_that_comes_brings_its_points_along_and_is_one_difference(catalogue):
    first = pages(catalogue, simplest())
    added = simplest()
    added["rationale"]["objectives"].append("prevention")
    added["priorities"]["prevention"] = {"points": 90, "today": "partly"}
    second = pages(catalogue, added)

    (found,) = differences(catalogue, first, second)

    assert found.field == "objectives"
    assert with_answer(first, second, found)["priorities"]["prevention--points"] == ["90"]


def test_each_difference_is_tried_on_the_first_version_alone(catalogue):
    first = pages(catalogue, SALFORD)
    second = pages(catalogue, SALFORD, place={"name": "Elsewhere", "services": ["care-homes"]})

    found = {one.field: with_answer(first, second, one)["place"] for one in differences(catalogue, first, second)}

    assert found["name"]["services"] == first["place"]["services"]
    assert found["services"]["name"] == first["place"]["name"]


def test_what_leads_instead_is_told(catalogue):
    first, second = (
        pages(catalogue, SALFORD),
        pages(catalogue, SALFORD, **{"care-model": {"ruled_out": {"pacs": "No."}}}),
    )

    (tried,) = tried_one_at_a_time(catalogue, first, second, care_level=None)

    (care,) = (stage for stage in tried.effect.stages if stage.stage == "care")
    assert care.before.leaders == (catalogue.option["pacs"].name,)
    assert care.after.leaders != care.before.leaders


@pytest.fixture
def revised(db) -> Visit:
    """An assessment with two reports, between which the name of the place and a model that is ruled out changed."""
    visit = owner()
    visit.answer_all()
    visit.post("finish")
    visit.post("reopen")
    changed = simplest()
    changed["place"]["name"] = "Renamed"
    changed["care-model"]["ruled_out"] = {"mcp": "General practice did not want it."}
    for step, posted in posted_of(changed).items():
        visit.save(step, posted)
    visit.post("finish")
    return visit


def revisions(visit: Visit) -> list[str]:
    found = Report.objects.filter(assessment=visit.assessment).order_by("revision")
    return [str(report.public_id) for report in found]


def compared(visit: Visit, first: str, second: str):
    return visit.browser.get(visit.address("compare-versions"), {"first": first, "second": second})


def test_two_revisions_stand_side_by_side_in_words(revised):
    response = compared(revised, *revisions(revised))

    page = BeautifulSoup(response.content, "html.parser").main.get_text(" ")
    assert response.status_code == 200
    assert all(words in page for words in ("Exampleton", "Renamed", "General practice did not want it."))


def test_an_owner_compares_another_assessment_that_this_browser_may_change(revised):
    other = owner().assessment
    revised.browser.get(reverse("follow-link", kwargs={"secret": secret_of(other)}))

    response = compared(revised, revisions(revised)[0], str(other.public_id))

    assert response.status_code == 200


@pytest.mark.parametrize("role", [None, Link.Role.READER])
def test_nobody_compares_what_they_may_not_change(revised, role):
    other = owner()
    other.answer_all()
    if role:
        revised.browser.get(reverse("follow-link", kwargs={"secret": secret_of(other.assessment, role)}))

    response = compared(revised, revisions(revised)[0], str(other.assessment.public_id))

    assert response.status_code == 422
    assert str(other.assessment.public_id) not in revised.get("compare-versions").content.decode()


def test_the_same_version_twice_is_refused_with_a_sentence(revised):
    first, _ = revisions(revised)

    response = compared(revised, first, first)

    assert response.status_code == 422
    assert "Choose two different versions." in response.content.decode()


def test_with_one_version_there_is_nothing_to_choose(db):
    page = owner().get("compare-versions").content.decode()

    assert "<select" not in page


def test_a_stranger_cannot_open_it(revised):
    assert stranger(revised.assessment).get("compare-versions").status_code == 404


def test_comparing_needs_at_most_six_queries(revised, django_assert_max_num_queries):
    others = [operations.start(revised.assessment.edition, at=revised.assessment.started_at) for _ in range(4)]
    for other in others:
        revised.browser.get(reverse("follow-link", kwargs={"secret": secret_of(other)}))
    catalogue_of(revised.assessment.edition_id)

    with django_assert_max_num_queries(6):
        compared(revised, *revisions(revised))


def test_two_assessments_with_partners_are_compared_in_as_few_queries(revised, django_assert_max_num_queries):
    other = owner()
    other.answer_all()
    contributor(other.assessment).answer_all()
    revised.browser.get(reverse("follow-link", kwargs={"secret": secret_of(other.assessment)}))
    catalogue_of(revised.assessment.edition_id)

    with django_assert_max_num_queries(6):
        response = compared(revised, revisions(revised)[0], str(other.assessment.public_id))

    assert "What the partners said of their own view" in response.content.decode()


def test_what_an_ended_link_had_opened_is_not_compared(revised):
    other = owner()
    other.answer_all()
    secret = secret_of(other.assessment)
    revised.browser.get(reverse("follow-link", kwargs={"secret": secret}))
    before = str(other.assessment.public_id) in revised.get("compare-versions").content.decode()

    access.end(access.live_link(secret), at=timezone.now())

    assert before
    assert str(other.assessment.public_id) not in revised.get("compare-versions").content.decode()


COUNCIL = {
    "partner": "Council",
    "priorities": {aim: 100 if aim == "prevention" else 0 for aim in SALFORD["priorities"]},
}


@pytest.mark.parametrize(
    ("first", "second", "reach"),
    [
        ({}, {}, None),
        ({"contributions": [COUNCIL]}, {"contributions": [COUNCIL]}, None),
        ({}, {"contributions": [COUNCIL]}, "leads"),
        ({"contributions": [COUNCIL]}, {"contributions": [COUNCIL], "agreed": True}, "leads"),
        ({}, {"contributions": [COUNCIL], "agreed": True}, "follows"),
        ({}, {"contributions": [{"partner": "Council"}]}, "follows"),
    ],
)
def test_how_far_it_reaches_that_partners_say_something_else(first, second, reach, catalogue):
    versions = [stored_from(SALFORD | beside, catalogue) for beside in (first, second)]

    assert partners_reach(catalogue, *versions, care_level="ROBUST") == reach
