"""Several people in the same moment: nothing is lost, nothing is mixed, nothing is done twice."""

import json
import re
from functools import partial
from time import sleep

from questionnaire.half_filled import NOTHING, mark_of
from tests.asking.documents import simplest
from tests.faults.browsers import SECRET_LINK, Browser, Owner, at_once, somebody_starts
from tests.faults.sites import Site

MORE_ANSWERS = {
    "legal": {"in_use": ["section-75-pooled-fund"]},
    "procurement": {"buying": ["nothing"], "buyer": ["council"], "continuity": ["new"]},
    "governance": {"own_risks": ["The lead may leave."]},
    "form": {"criteria--speed": ["100"]},
    "pace": {"people": ["small-team"]},
}

PUBLISH = "/admin/models_catalogue/edition/publish/"
DIGEST = re.compile(r'name="digest" value="(\w{64})"')
EDITIONS = "SELECT number FROM models_catalogue_edition ORDER BY number"
SIGNED_IN_FIRST = "SELECT session_key FROM django_session ORDER BY expire_date LIMIT 1"


def test_of_eight_who_save_one_step_one_wins_and_the_others_are_shown_both_versions(site):
    owner = somebody_starts(site, simplest())
    people = owner.joined_by(8)
    answers = owner.stored()
    was = answers["place"]

    for attempt in range(4):
        versions = [
            {**was, "name": [f"Place {attempt}.{number}"], "population": [str(1000 * attempt + number)]}
            for number in range(1, 9)
        ]
        saves = [
            partial(one.save, "place", version, mark_of(was)) for one, version in zip(people, versions, strict=True)
        ]
        responses = at_once(saves)

        assert sorted(response.status for response in responses) == [302] + 7 * [409]
        was = next(version for version, seen in zip(versions, responses, strict=True) if seen.status == 302)
        assert owner.stored() == {**answers, "place": was}
        for version, seen in zip(versions, responses, strict=True):
            assert seen.status == 302 or {version["name"][0], was["name"][0]} <= set(words(seen.text))


def words(page: str) -> list[str]:
    return [part.strip() for part in page.replace('"', "<").replace(">", "<").split("<")]


def test_eight_different_steps_of_one_assessment_are_all_there_afterwards(site):
    given = somebody_starts(site, simplest()).stored()
    answers = {step: given[step] for step in ("place", "rationale", "care-model")} | MORE_ANSWERS

    for _ in range(3):
        people = somebody_starts(site).joined_by(8)
        saves = [partial(one.save, *answer, NOTHING) for one, answer in zip(people, answers.items(), strict=True)]
        responses = at_once(saves)

        assert [response.status for response in responses] == 8 * [302]
        assert people[0].stored() == answers


def test_ten_who_finish_get_one_and_the_same_report(site):
    owner = somebody_starts(site, simplest())
    people = owner.joined_by(10)

    for revision in (1, 2):
        responses = at_once([partial(one.post, "finish/") for one in people])

        assert {response.status for response in responses} == {302}
        (report,) = {response.location for response in responses}
        assert owner.browser.get(report).status == 200
        assert [found for found, _ in owner.reports()] == list(range(1, revision + 1))
        owner.post("reopen/")


def test_an_answer_saved_while_somebody_finishes_is_in_the_report_or_refused(site):
    owner = somebody_starts(site, simplest())
    colleague, other = owner.joined_by(2)
    was = owner.stored()["place"]

    for attempt in range(4):
        new = {**was, "name": [f"Place {attempt}"]}
        finished, saved = at_once([partial(colleague.post, "finish/"), partial(other.save, "place", new, mark_of(was))])

        assert finished.status == 302
        assert saved.status in (302, 409)
        was = new if saved.status == 302 else was
        assert owner.reports()[-1] == (attempt + 1, was["name"][0])
        assert owner.stored()["place"] == was
        owner.post("reopen/")


def test_what_a_partner_saves_while_somebody_finishes_is_in_the_report_or_refused(site):
    owner = somebody_starts(site, simplest())
    partner, page = partner_of(owner)
    was: dict[str, list[str]] | None = None

    for attempt in range(4):
        new = {"interest": [("yes", "no")[attempt % 2]]}
        save = partial(partner.post, page, {**new, "seen": mark_of(was)})
        finished, saved = at_once([partial(owner.post, "finish/"), save])

        assert finished.status == 302
        assert saved.status in (302, 409)
        was = new if saved.status == 302 else was
        assert json.loads(owner.newest_document())["contributions"] == [
            {"partner": "Exampleton Council", **({"interest": was["interest"][0]} if was else {})}
        ]
        owner.post("reopen/")


def partner_of(owner: Owner) -> tuple[Browser, str]:
    """A partner who has opened a link of its own, and the first of its pages."""
    (link,) = set(
        SECRET_LINK.findall(owner.post("links/", {"role": "contributor", "chosen": "Exampleton Council"}).text)
    )
    partner = Browser(owner.browser.site)
    page = f"{partner.get(link).location}steps/organisation/"
    assert partner.get(page).status == 200
    return partner, page


def test_saving_what_somebody_deletes_is_answered_without_a_server_error(site):
    for _ in range(3):
        people = somebody_starts(site, simplest()).joined_by(8)
        was = people[0].stored()["place"]
        acts = [partial(one.save, "place", {**was, "name": ["Another"]}, mark_of(was)) for one in people[:4]]
        acts += [partial(one.post, "finish/") for one in people[4:6]]
        acts += [partial(one.post, "delete/") for one in people[6:]]
        responses = at_once(acts)

        assert {response.status for response in responses} <= {200, 302, 404, 409}
        assert people[0].stored() is None


def test_publishing_twice_at_once_makes_one_edition(site):
    ((session,),) = site.database.rows(SIGNED_IN_FIRST)
    editors = [Browser(site, {"sessionid": session}) for _ in range(2)]
    pages = at_once([partial(one.get, PUBLISH) for one in editors])

    typed = {"note": "Themes renamed.", "digest": DIGEST.search(pages[0].text)[1]}
    _, *responses = at_once([partial(write_slowly, site), *(partial(one.post, PUBLISH, typed) for one in editors)])

    assert [number for (number,) in site.database.rows(EDITIONS)] == [1, 2]
    assert sorted(response.status for response in responses) == [200, 302]


def write_slowly(site: Site) -> None:
    """Makes everybody wait for the same moment, in which they all go on."""
    with site.database.held("IMMEDIATE"):
        sleep(2)
