"""Every sentence about doubt says the numbers that it was made from: caveats, changes of weights and scores, other answers."""

from types import SimpleNamespace

import pytest
from django.template import engines

from questionnaire.appraisal.levels import Caveat
from questionnaire.appraisal.sensitivity import BreakEven, ScoreChange, Shift, Stretch
from questionnaire.appraisal.value import Score
from questionnaire.report.turns import Barred, Turn

NAMES = {"mcp": "Community provider", "pacs": "Hospital system", "acp": "Partnership", "quality": "Better care"}
NEAREST = BreakEven("quality", "OK", 0.30, 0.10, ("acp",), 12.0, 0.34, ("pacs",), 51.4)
VIEW = SimpleNamespace(
    leader=SimpleNamespace(name=NAMES["mcp"], slug="mcp"),
    result=SimpleNamespace(
        best_open="acp",
        firmness=SimpleNamespace(sensitivity=SimpleNamespace(nearest=NEAREST)),
        ranking=SimpleNamespace(design={slug: {"quality": Score(75.0, 55.0, 95.0)} for slug in ("mcp", "pacs")}),
    ),
)


@pytest.fixture(scope="module")
def words():
    return engines["jinja2"].env.get_template("report/_doubt.jinja").module


def option(slug):
    return SimpleNamespace(slug=slug, name=NAMES[slug])


@pytest.mark.parametrize(
    ("caveat", "said"),
    [
        (Caveat("leader-conditional", ("mcp",)), ["Community provider leads on a condition", "Partnership"]),
        (Caveat("thin-coverage", ("pacs",), number=0.754), ["75%", "Hospital system"]),
        (
            Caveat("small-lead", ("pacs", "acp"), number=1.26),
            ["1.3 points", "Hospital system and Partnership", "less than 2"],
        ),
        (Caveat("small-lead", ("pacs",), number=0.0), ["Hospital system came level with Community provider"]),
        (
            Caveat("near-break-even", ("pacs",), "quality", 0.04),
            ["“Better care” carried 34.0%", "instead of 30.0%", "Hospital system would draw level"],
        ),
        (
            Caveat("near-break-even", ("acp",), "quality", -0.20),
            ["“Better care” carried 10.0%", "instead of 30.0%", "Partnership would draw level"],
        ),
        (
            Caveat("score-within-range", ("mcp", "pacs"), "quality", -14.7),
            ["Community provider scored 60 on “Better care” instead of 75", "Hospital system would draw level"],
        ),
        (
            Caveat("score-within-range", ("pacs", "pacs"), "quality", 9.9),
            ["Hospital system scored 85 on “Better care” instead of 75", "it would draw level"],
        ),
        (Caveat("evidence-alone", ("mcp",), number=0.5449), ["Community provider came first in 54%", "less than 66%"]),
        (Caveat("partners-disagree", number=2 / 3), ["Community provider leads", "67%"]),
    ],
    ids=lambda given: given.kind if isinstance(given, Caveat) else "",
)
def test_a_caveat_says_its_number_and_its_options(words, caveat, said):
    sentence = str(words.caveat_sentence(caveat, VIEW, NAMES))

    assert [part for part in said if part not in sentence] == []
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (NEAREST, ["“Better care”", "34.0% of the aims instead of 30.0%", "Hospital system", "51 beside"]),
        (
            BreakEven("quality", "OK", 0.30, 0.28, ("acp",), 12.0, 0.40, ("pacs",), 51.4),
            ["28.0% of the aims instead of 30.0%", "Partnership", "12 beside"],
        ),
        (
            BreakEven("quality", "OK", 0.30, upper=0.9, upper_to=("pacs",), upper_points=210.0),
            ["90.0%", "even as the most important swing"],
        ),
        (
            BreakEven("quality", "OK", 0.30, lower=0.2, lower_to=("acp", "pacs"), lower_points=100.0),
            ["20.0%", "Partnership and Hospital system", "100 beside"],
        ),
    ],
    ids=["the upper end is nearer", "the lower end is nearer", "no swing does it", "only a lower end"],
)
def test_the_nearest_break_even_says_weights_rivals_and_points(words, row, said):
    sentence = str(words.nearest_sentence(row, NAMES, "the aims"))

    assert [part for part in said if part not in sentence] == []


def test_the_smallest_shift_says_how_much_weight_would_have_to_move_and_where_to(words):
    sentence = str(words.shift_sentence(Shift("pacs", 0.0429, "quality", ()), NAMES, "the aims"))

    assert "4.3% of the weight of the aims would have to go to “Better care” before Hospital system" in sentence


@pytest.mark.parametrize(
    ("sweep", "said"),
    [
        ((Stretch(0, 1, ("mcp",)),), ["Community provider leads whatever share"]),
        ((Stretch(0, 1, ("mcp", "acp")),), ["Community provider and Partnership lead whatever share"]),
        (
            (Stretch(0, 0.412, ("pacs",)), Stretch(0.412, 1, ("mcp",))),
            ["50% of the value", "Up to 41.2% Hospital system", "above 41.2% Community provider"],
        ),
        (
            (Stretch(0, 0.2, ("pacs",)), Stretch(0.2, 0.7, ("mcp",)), Stretch(0.7, 1, ("acp",))),
            ["Up to 20.0% Hospital system", "from there to 70.0% Community provider", "above 70.0% Partnership"],
        ),
    ],
    ids=["one leads throughout", "two tie throughout", "one change", "two changes"],
)
def test_the_sweep_says_who_leads_at_which_share(words, sweep, said):
    sentence = str(words.sweep_sentence(sweep, 0.5, NAMES))

    assert [part for part in said if part not in sentence] == []


@pytest.mark.parametrize("is_in_range", [True, False])
def test_a_change_of_a_score_says_both_numbers_and_whether_the_evidence_leaves_room_for_it(words, is_in_range):
    change = ScoreChange("mcp", "quality", 75.0, 60.27, ("pacs",), is_in_range)

    sentence = str(words.score_sentence(change, NAMES))

    assert "Community provider on “Better care”: 60.3 instead of 75 would let Hospital system draw level" in sentence
    assert ("within the range" in sentence) is is_in_range


def turn(**given):
    shape = {
        "stage": "care",
        "kind": "choice",
        "step": "care-model",
        "field": "holder",
        "question": "Who could hold it?",
    }
    rest = {
        "member": "",
        "is_in": False,
        "is_answered": True,
        "now": "A trust",
        "becomes": ("A practice",),
        "leaders": (option("pacs"),),
    }
    return Turn(**{**shape, **rest, **given})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, ["“Who could hold it?”", "were “A practice” instead of “A trust”", "Hospital system would come first"]),
        ({"now": None, "becomes": ("A", "B", "C")}, ["were “A”, “B” or “C” instead of not sure"]),
        ({"now": None, "is_answered": False}, ["“Who could hold it?”</a>, still open, were “A practice”, Hospital"]),
        ({"leaders": (option("mcp"), option("acp"))}, ["Community provider and Partnership would come level"]),
        ({"leaders": ()}, ["no whole-place care model would be ranked"]),
        ({"leaders": (), "stage": "form"}, ["nothing would pass its gates"]),
        ({"kind": "list", "member": "Care homes", "is_in": True}, ["“Care homes”</a> were left out of the answer"]),
        ({"kind": "list", "member": "Care homes"}, ["“Care homes”</a> were part of the answer"]),
        ({"kind": "partner", "member": "Councils", "is_in": True}, ["no partner were of the kind “Councils”"]),
        ({"kind": "partner", "member": "Councils"}, ["a partner were of the kind “Councils”", "none is named today"]),
        ({"kind": "ruled-out", "question": "Hospital system"}, ["Hospital system</a> were not ruled out"]),
    ],
)
def test_another_answer_is_told_in_the_words_that_were_seen_and_linked(words, given, said):
    sentence = str(words.turn_sentence(turn(**given), "#answers-care-model"))

    assert [part for part in said if part not in sentence] == []
    assert '<a href="#answers-care-model">' in sentence


def test_what_was_seen_is_escaped(words):
    sentence = str(words.turn_sentence(turn(now="<b>A trust"), "#here"))

    assert "&lt;b&gt;A trust" in sentence


def test_a_barred_option_says_how_far_it_is_ahead_and_what_opens_its_gate(words):
    found = Barred(option("pacs"), 4.09, "No hospital service is in scope.", "Adding one would open it.")

    sentence = str(words.barred_sentence(found))

    assert "Hospital system would lead by 4.1 points if it were not ruled out: No hospital service" in sentence
    assert sentence.endswith("Adding one would open it.")


@pytest.mark.parametrize(
    ("names", "word", "said"),
    [(["A"], "and", "A"), (["A", "B"], "and", "A and B"), (["A", "B", "C"], "or", "A, B or C")],
)
def test_names_are_listed_as_a_sentence_lists_them(words, names, word, said):
    assert str(words.listed(names, word)) == said
