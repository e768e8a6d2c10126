"""The meetings at which bodies decide, read from a place's own lines."""

import pytest

from questionnaire.appraisal.meetings import day_in, meetings


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Integrated care board, 12 May 2027", "2027-05-12"),
        ("Cabinet on the 1st February 2027", "2027-02-01"),
        ("Trust board: 3 Sept 2027", "2027-09-03"),
        ("Trust board: 3 sep. 2027 and 5 October 2027", "2027-09-03"),
        ("Governors 2027-06-30", "2027-06-30"),
        ("Governors 2027-06-31", None),
        ("Governors, 30 February 2027", None),
        ("Governors, 30 Floreal 2027", None),
        ("Governors, in spring 2027", None),
        ("Integrated care board", None),
    ],
)
def test_a_day_is_read_where_a_line_gives_one_that_exists(line, day):
    assert day_in(line) == day


def test_every_line_is_kept_in_its_own_words_and_order():
    lines = ("Cabinet, 1 May 2027", "The board")

    assert [meeting.said for meeting in meetings(lines, None)] == list(lines)
    assert [meeting.comes for meeting in meetings(lines, None)] == [None, None]
