"""Rehearsing an edition: what a changed draft would do to finished reports."""

import json
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from models_catalogue.catalogue import Catalogue
from models_catalogue.editions import catalogue_of, draft
from models_catalogue.models import Fit
from questionnaire.examples import EXAMPLES
from questionnaire.models import Rehearsal, Report
from questionnaire.operations import freeze_example
from questionnaire.rehearsal import Overtaken, has_stopped, processes, rehearsal_of, rehearse
from questionnaire.replay import first_look, second_look, stored_outcome
from questionnaire.trying import begin, look

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def reports(catalogue_db, db) -> list[Report]:
    """The worked examples, frozen on the edition."""
    return [freeze_example(found.slug, found.document(), catalogue_db, at=NOW) for found in EXAMPLES]


@pytest.fixture
def stored(reports) -> dict[str, tuple[dict, dict]]:
    """Each example's document and result."""
    return {report.example: (json.loads(report.document), json.loads(report.appraisal)) for report in reports}


def workers(content: str) -> Executor:
    return ThreadPoolExecutor(1, initializer=begin, initargs=(content,))


def run(rehearsal: Rehearsal) -> None:
    with workers(rehearsal.content) as pool:
        rehearse(rehearsal, pool, clock=lambda: NOW)


def with_fits(catalogue: Catalogue, option: str, fit: int) -> Catalogue:
    rows = tuple(replace(row, fit=fit) if row.option == option else row for row in catalogue.fits)
    return replace(catalogue, fits=rows)


@pytest.mark.parametrize("example", [found.slug for found in EXAMPLES])
def test_the_same_catalogue_moves_nothing(catalogue, stored, example):
    found = first_look(catalogue, *stored[example])

    assert not found.moved
    assert found.changed == ()
    assert second_look(catalogue, stored[example][0]) == stored_outcome(stored[example][1])


def test_other_words_move_nothing(catalogue, stored):
    reworded = replace(catalogue, fits=tuple(replace(row, rationale="Put otherwise.") for row in catalogue.fits))

    found = first_look(reworded, *stored["salford"])

    assert (found.moved, found.changed) == (False, ())


def test_a_score_of_what_was_recommended_changes_the_leader(catalogue, stored):
    document, result = stored["salford"]
    leader = result["recommendation"]["care_model"]

    found = first_look(with_fits(catalogue, leader, -1), document, result)

    assert found.moved
    assert "leaders" in found.changed
    assert found.after.leaders["care_model"] != leader


def test_a_grade_alone_moves_levels_and_no_leader(catalogue, stored):
    regraded = replace(catalogue, fits=tuple(replace(row, grade="none") for row in catalogue.fits))

    found = first_look(regraded, *stored["wolverhampton"])

    assert found.moved
    assert found.after.leaders["care_model"] == found.before.leaders["care_model"]


def test_an_edition_without_a_chosen_aim_says_that_the_report_no_longer_fits(catalogue, stored):
    document, result = stored["salford"]
    aim = document["rationale"]["objectives"][0]
    without = replace(catalogue, objectives=tuple(row for row in catalogue.objectives if row.slug != aim))

    found = first_look(without, document, result)

    assert aim in found.after.fault
    assert second_look(without, document) == found.after


def test_a_draft_like_the_edition_changes_no_report(reports):
    rehearsal = rehearsal_of(draft(), at=NOW)

    run(rehearsal)

    assert (rehearsal.looked, rehearsal.drawn, rehearsal.is_done) == (3, 0, True)
    assert not rehearsal.reports.exists()


def test_a_changed_draft_lists_what_would_change_with_levels_drawn_anew(reports):
    leader = json.loads(reports[1].appraisal)["recommendation"]["care_model"]
    Fit.objects.filter(option__slug=leader).update(fit=-1)
    rehearsal = rehearsal_of(draft(), at=NOW)

    run(rehearsal)

    found = rehearsal.reports.get(report=reports[1])
    assert "leaders" in found.changed
    assert found.after["levels"] == second_look(draft(), json.loads(reports[1].document)).levels
    assert rehearsal.drawn == rehearsal.reports.filter(moved=True).count()


def test_another_state_of_the_draft_begins_anew(reports):
    run(rehearsal_of(draft(), at=NOW))
    Fit.objects.filter(option__slug="mcp").update(fit=0)

    again = rehearsal_of(draft(), at=NOW)

    assert again.looked == 0
    assert Rehearsal.objects.count() == 1


def test_a_rehearsal_goes_on_where_it_was_stopped(reports, monkeypatch):
    monkeypatch.setattr("questionnaire.rehearsal.BLOCK", 1)
    rehearsal = rehearsal_of(draft(), at=NOW)
    Rehearsal.objects.update(looked=2, looked_up_to=reports[1].pk)
    rehearsal.refresh_from_db()

    run(rehearsal)

    assert rehearsal.looked == 3


def test_of_two_that_rehearse_the_same_one_gives_way(reports):
    rehearsal = rehearsal_of(draft(), at=NOW)
    Rehearsal.objects.update(looked=3, looked_up_to=reports[-1].pk)

    with pytest.raises(Overtaken):
        run(rehearsal)

    rehearsal.refresh_from_db()
    assert rehearsal.looked == 3


def test_a_silent_rehearsal_counts_as_stopped(reports):
    rehearsal = rehearsal_of(draft(), at=NOW)

    assert not has_stopped(rehearsal, at=NOW + timedelta(seconds=30))
    assert has_stopped(rehearsal, at=NOW + timedelta(seconds=90))


def test_the_command_rehearses_the_present_draft(reports, capsys, monkeypatch):
    monkeypatch.setattr("questionnaire.management.commands.rehearse.processes", lambda content, _: workers(content))

    call_command("rehearse")

    assert "Reports tried: 3. Would change: 0." in capsys.readouterr().out
    assert catalogue_of(reports[0].edition_id) == draft()


def test_processes_of_their_own_find_the_same(reports):
    """A new process knows nothing of Django yet; it once waited for ever."""
    rows = [(report.pk, report.document, report.appraisal) for report in reports]

    with processes(draft().canonical().decode(), 1) as pool:
        found = list(pool.map(look, rows, timeout=120))

    assert [(one.moved, one.changed) for one in found] == [(False, ())] * 3
