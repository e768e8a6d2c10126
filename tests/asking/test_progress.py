"""How far an assessment has come: statuses, and the two depths counted in answers."""

import pytest

from questionnaire.document import stored_from
from questionnaire.progress import minutes, progress
from questionnaire.steps import STEPS
from tests.asking.documents import example, simplest


def progress_with(catalogue, document, *, half_filled=()):
    stored = stored_from({step: given for step, given in document.items() if step != "seed"}, catalogue)
    return progress(stored, {step: {} for step in half_filled}, catalogue)


def statuses(found) -> dict[str, str]:
    return {task.step.slug: task.status for group in found.groups for task in group.tasks}


def first_view_of(document):
    """Without what a first view does without."""
    found = {step: document[step] for step in ("place", "rationale", "priorities", "care-model")}
    found["rationale"] = {"objectives": found["rationale"]["objectives"]}
    found["priorities"] = {aim: {"points": given["points"]} for aim, given in found["priorities"].items()}
    return found


@pytest.mark.parametrize(
    ("answers", "expected"), [(0, 0), (1, 5), (3, 5), (6, 10), (13, 15), (15, 20), (45, 60), (60, 80)]
)
def test_about_how_long_so_many_answers_take(answers, expected):
    assert minutes(answers) == expected


def test_nothing_answered_is_nothing_given_and_everything_wanted(catalogue):
    found = progress_with(catalogue, {})

    assert (found.first_view.given, found.board_ready.given) == (0, 0)
    assert (found.first_view.wanted, found.first_view.minutes_left) == (13, 15)
    assert found.board_ready.wanted > 3 * found.first_view.wanted
    assert found.first_view.next_step == found.board_ready.next_step == STEPS[0]


@pytest.mark.parametrize(("aims", "wanted"), [(3, 13), (5, 15), (9, 19)])
def test_the_first_view_takes_one_answer_more_for_each_further_aim(catalogue, aims, wanted):
    chosen = [aim.slug for aim in catalogue.aims()[:aims]]

    found = progress_with(catalogue, {"rationale": {"objectives": chosen}})

    assert found.first_view.wanted == wanted


def test_the_first_view_is_done_without_what_can_wait(catalogue):
    found = progress_with(catalogue, first_view_of(simplest()))

    assert found.first_view.is_done
    assert found.first_view.minutes_left == 0
    assert found.board_ready.given == found.first_view.given
    assert found.board_ready.next_step.slug == "rationale"


def test_what_the_first_view_asked_counts_for_the_board_too(catalogue):
    before = progress_with(catalogue, first_view_of(simplest())).board_ready

    after = progress_with(catalogue, simplest()).board_ready

    waited = 1 + len(simplest()["priorities"])
    assert (after.given, after.wanted) == (before.given + waited, before.wanted)


def test_a_page_on_which_nothing_must_be_answered_counts_once_it_is_saved(catalogue):
    before = progress_with(catalogue, simplest()).board_ready

    after = progress_with(catalogue, simplest() | {"legal": {}}).board_ready

    assert (after.given, after.wanted) == (before.given + 1, before.wanted)


def test_an_answer_that_is_not_valid_is_not_counted(catalogue):
    found = progress({"place": {"name": ["Exampleton"], "footprint": ["galaxy"]}}, {}, catalogue)

    assert found.first_view.given == 1


@pytest.mark.parametrize(
    ("document", "half_filled", "step", "status"),
    [
        ({}, (), "place", "not yet started"),
        ({}, ("place",), "place", "in progress"),
        ({"place": {"name": "Exampleton"}}, (), "place", "in progress"),
        ({"place": simplest()["place"]}, (), "place", "completed"),
        ({}, (), "priorities", "cannot start yet"),
        ({"rationale": simplest()["rationale"]}, (), "priorities", "not yet started"),
        (first_view_of(simplest()), (), "priorities", "in progress"),
        (first_view_of(simplest()), (), "care-model", "completed"),
    ],
)
def test_the_status_of_a_step(catalogue, document, half_filled, step, status):
    assert statuses(progress_with(catalogue, document, half_filled=half_filled))[step] == status


def test_a_page_that_vanishes_is_no_longer_among_the_tasks_and_its_answers_no_longer_counted(catalogue):
    stored = stored_from(simplest(), catalogue)
    without_aims = {**stored, "rationale": {"case_for_change": ["We no longer know."]}}

    before, after = progress(stored, {}, catalogue), progress(without_aims, {}, catalogue)

    assert "priorities" in {task.step.slug for task in before.tasks}
    assert [task.step.slug for task in after.opening_later] == ["priorities"]
    assert after.opening_later[0].waits_for == "Why change, and to achieve what"
    assert after.board_ready.given == before.board_ready.given - 1 - 2 * len(simplest()["priorities"])


def test_a_step_tells_how_many_of_its_answers_are_given(catalogue):
    tasks = {task.step.slug: task for task in progress_with(catalogue, first_view_of(simplest())).tasks}

    assert (tasks["rationale"].given, tasks["rationale"].wanted) == (1, 2)
    assert (tasks["care-model"].given, tasks["care-model"].wanted) == (4, 4)


def test_a_long_document_is_never_more_than_complete(catalogue):
    found = progress_with(catalogue, example("salford"))

    assert all(task.given <= task.wanted for task in found.tasks)
    assert found.board_ready.given <= found.board_ready.wanted
