"""Which answers make a board heading more than open, and which leave a financial case lacking something."""

from typing import Any

import pytest

from models_catalogue.catalogue import AssuranceHeading, CircumstanceAnswer, MoneyQuestion
from questionnaire.answers import read_document
from questionnaire.appraisal.additions import assurance, money
from tests.builders import catalogue_of, row

HEADINGS = tuple(row(AssuranceHeading, slug=f"heading-{number}", number=number) for number in range(1, 24))
"""The 22 board headings, and one that no answer speaks of."""


def stated(document: dict[str, Any]) -> list[int]:
    found = assurance(catalogue_of(assurance_headings=HEADINGS), read_document(document))
    return [line.number for line in found if line.status != "open"]


@pytest.mark.parametrize(
    ("said", "headings"),
    [
        ({}, []),
        ({"pace": {"boards": ["Trust board, 1 May"]}}, [1]),
        ({"rationale": {"case_for_change": "Too many stay too long."}}, [2]),
        ({"priorities": {"quality": {"points": 50}}}, [3, 4, 5, 22]),
        ({"care-model": {"ruled_out": {"mcp": "Practices voted against it."}}}, [4]),
        ({"form": {"limits": ["one-budget"]}}, [6]),
        ({"form": {"criteria": {"speed": 50}}}, [6]),
        ({"legal": {"in_use": {"section-75-pooled-fund": ""}}}, [7]),
        ({"procurement": {"buying": "health"}}, [8]),
        ({"money": {"gap": "no-gap"}}, [9]),
        ({"money": {"savings-from": "year-one"}}, [9, 10]),
        ({"governance": {"facts": {"holder-quality-concern": "no"}}}, [11, 17]),
        ({"governance": {"facts": {"acute-income-at-risk": "yes"}}}, [12, 17]),
        ({"pace": {"staff_moving": "no"}}, [13]),
        ({"readiness": {"data": 0}}, [14]),
        ({"readiness": {"people_communities": 3}}, [15]),
        ({"pace": {"substantial_change": "yes"}}, [15]),
        ({"governance": {"arrangements": ["regulator-contact"]}}, [16]),
        ({"governance": {"own_risks": ["Winter"]}}, [17]),
        ({"governance": {"facts": {"vat-open": "no", "small-acute": "not-sure"}}}, [17]),
        ({"governance": {"facts": {"vat-open": "not-sure"}}}, []),
        ({"governance": {"facts": {"national-approval-needed": "no"}}}, [17, 18]),
        ({"pace": {"start": "2027-04-01"}}, [19]),
        ({"pace": {"target": "2028-04-01"}}, [19]),
        ({"governance": {"facts": {"no-guarantee": "no"}}}, [17, 20]),
        ({"governance": {"facts": {"footprint-changing": "no"}}}, [17, 21]),
    ],
)
def test_each_answer_speaks_of_certain_board_headings_and_of_no_others(said, headings):
    assert stated(said) == headings


@pytest.mark.parametrize(
    ("question", "lacking", "settled"),
    [
        ("value-in-scope", (), ("under-10m", "50m-to-200m")),
        ("baseline-agreed", ("no-figures", "estimated", "built-not-signed", "signed-by-some"), ("signed-by-all",)),
        ("gap", ("5-to-10-percent", "10-percent-or-more"), ("no-gap", "under-5-percent")),
        ("transition-cost", ("not-costed", "costed-not-funded", "partly-funded"), ("fully-funded",)),
        ("savings-from", ("year-one", "year-two"), ("year-three", "year-four-or-later")),
        ("loss-bearer", ("holder-no-guarantee", "not-decided"), ("holder-with-guarantee", "commissioner")),
        ("vat-advice", ("not-asked", "asked", "informal"), ("written",)),
    ],
)
def test_a_financial_case_still_lacks_what_is_not_answered_or_not_settled(question, lacking, settled):
    answers = tuple(row(CircumstanceAnswer, slug=slug) for slug in (*lacking, *settled))
    catalogue = catalogue_of(money_questions=(row(MoneyQuestion, slug=question, answers=answers),))

    def is_open(answer):
        (line,) = money(catalogue, read_document({"money": {question: answer}}))
        return line.is_open

    assert is_open(None)
    assert [answer for answer in (*lacking, *settled) if is_open(answer)] == list(lacking)
