"""The meetings at which bodies decide, read from a place's own lines."""

from dataclasses import dataclass

import pytest

from questionnaire.appraisal.meetings import day_in, meetings


@dataclass(frozen=True)
class Decision:
    starts_on: str | None = "2027-05-10"
    ends_on: str | None = "2027-06-21"


MONTHS = [
    ("January", 1),
    ("February", 2),
    ("March", 3),
    ("April", 4),
    ("May", 5),
    ("June", 6),
    ("July", 7),
    ("August", 8),
    ("September", 9),
    ("October", 10),
    ("November", 11),
    ("December", 12),
]


@pytest.mark.parametrize(("name", "number"), MONTHS)
def test_every_month_is_read_in_full_in_short_and_in_any_case(name, number):
    day = f"2027-{number:02}-03"

    read = [day_in(f"Board, 3 {word} 2027") for word in (name, name[:3], name.lower(), name.upper(), f"{name[:3]}.")]

    assert read == [day] * 5


@pytest.mark.parametrize("name", [name for name, _ in MONTHS])
def test_a_word_that_goes_on_after_a_months_name_is_no_month(name):
    assert day_in(f"Board, 3 {name}x 2027") is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Integrated care board, 12 May 2027", "2027-05-12"),
        ("Cabinet on the 1st February 2027", "2027-02-01"),
        ("Cabinet on Tuesday, 2nd February 2027", "2027-02-02"),
        ("Cabinet on 3rd February, 2027", "2027-02-03"),
        ("Cabinet on the 24th  February 2027 at 10.30", "2027-02-24"),
        ("Trust board: 3 Sept 2027", "2027-09-03"),
        ("Trust board: 3 sep. 2027 and 5 October 2027", "2027-09-03"),
        ("Governors 2027-06-30", "2027-06-30"),
        ("Governors 2027-06-30, not 1 May 2027", "2027-06-30"),
        ("Governors, 29 February 2028", "2028-02-29"),
        ("Governors 2027-06-31", None),
        ("Governors 2027-00-01", None),
        ("Governors, 30 February 2027", None),
        ("Governors, 0 May 2027", None),
        ("Governors, 30 Floreal 2027", None),
        ("Governors, 30 Marching 2027", None),
        ("Governors, 12 Ma 2027", None),
        ("Governors, 12 May", None),
        ("Governors, May 2027", None),
        ("Governors, in spring 2027", None),
        ("Integrated care board", None),
    ],
)
def test_a_day_is_read_where_a_line_gives_one_that_exists(line, day):
    assert day_in(line) == day


@pytest.mark.parametrize(
    ("line", "comes"),
    [
        ("9 May 2027", "too early"),
        ("10 May 2027", "in time"),
        ("1 June 2027", "in time"),
        ("21 June 2027", "in time"),
        ("22 June 2027", "later"),
        ("The board", None),
    ],
)
def test_a_meeting_comes_too_early_in_time_or_later_than_the_plan_asks_for(line, comes):
    (found,) = meetings((line,), Decision())

    assert found.comes == comes


@pytest.mark.parametrize("decision", [None, Decision(starts_on=None), Decision(ends_on=None)])
def test_without_a_dated_decision_no_meeting_is_early_or_late(decision):
    (found,) = meetings(("9 May 2027",), decision)

    assert (found.on, found.comes) == ("2027-05-09", None)


def test_every_line_is_kept_in_its_own_words_and_order():
    lines = ("Cabinet, 1 May 2027", "The board")

    found = meetings(lines, None)

    assert [(meeting.said, meeting.on) for meeting in found] == [(lines[0], "2027-05-01"), (lines[1], None)]
