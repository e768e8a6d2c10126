"""The whole appraisal on small catalogues: every part is there, made from the leaders, the facts and what partners agreed."""

import pytest

from models_catalogue.catalogue import FlexibilityUse
from questionnaire.answers import Contribution
from questionnaire.appraisal.appraise import appraise
from tests.builders import AIMS, catalogue_of, flexibility, gate, milestone, row, settled_answers, with_partners

LEADS = {("pacs", "quality"): 3}
CLOSED = (gate("mcp", "needs_footprint", "system"),)


def appraised(catalogue, answers=None, **options):
    return appraise(catalogue, answers or settled_answers(), **{"draws": 0} | options)


def test_what_other_answers_would_change_is_told_only_where_something_is_drawn():
    catalogue = catalogue_of(ratings={("mcp", "lead", "general-practice"): 2, ("pacs", "lead", "joint"): 2})
    open_lead = settled_answers(place={"lead": None})

    without, drawn = (appraised(catalogue, open_lead, draws=draws) for draws in (0, 20))

    assert (without.next_questions, without.turning_points) == ((), ())
    assert [one.question for one in drawn.next_questions] == ["lead"]
    assert (("lead",), "care") in {(point.path, point.stage) for point in drawn.turning_points}


@pytest.mark.parametrize("draws", [0, 20])
def test_what_gates_keep_from_leading_is_told_whether_or_not_anything_is_drawn(draws):
    catalogue = catalogue_of(fits={("mcp", "quality"): 3}, gates=CLOSED)

    found = appraised(catalogue, draws=draws)

    assert [one.option for one in found.blocked] == ["mcp"]


def test_the_law_is_that_of_what_is_recommended():
    uses = tuple(
        row(FlexibilityUse, flexibility=slug, option=used_by, need="essential", why="It is needed.")
        for slug, used_by in (("pooled-fund", "pacs"), ("lead-provider", "mcp"))
    )
    powers = tuple(flexibility(slug) for slug in ("pooled-fund", "lead-provider"))

    found = appraised(catalogue_of(fits=LEADS, flexibilities=powers, flexibility_uses=uses))

    assert [(power.slug, power.serves) for power in found.law] == [("pooled-fund", ("pacs",))]


def test_the_plan_is_for_the_form_that_leads_and_the_route_to_an_award():
    work = (
        milestone("go-live", "form-set-up", "awarded", weeks=1),
        milestone("form-set-up", weeks=3, always=False, forms=("alliance-agreement",)),
        milestone("awarded", weeks=2, always=False, routes=("no-award",)),
        milestone("merged", weeks=9, always=False, forms=("merger",)),
    )
    catalogue = catalogue_of(fits={("alliance-agreement", "speed"): 3}, milestones=work)

    found = appraised(catalogue, settled_answers(procurement={"buying": "nothing"}))

    assert [one.slug for one in found.plan.milestones] == ["awarded", "form-set-up", "go-live"]
    assert found.plan.typical.weeks == 4


def test_once_agreed_the_owner_has_no_view_of_its_own():
    council = Contribution("council", dict.fromkeys(AIMS, 50))

    before, after = (
        appraised(catalogue_of(), with_partners(settled_answers(), council, agreed=agreed)) for agreed in (False, True)
    )

    assert (sorted(before.views.weights), sorted(after.views.weights)) == (["council", "owner"], ["council"])


@pytest.mark.parametrize(("agreed", "leader"), [(False, "current-arrangements"), (True, "mcp")])
def test_the_level_that_gates_is_the_agreed_one_or_what_all_give_together(agreed, leader):
    catalogue = catalogue_of(
        options={"care": ("mcp", "current-arrangements")},
        fits={("mcp", "quality"): 3},
        gates=(gate("mcp", "needs_readiness", "data", level=4),),
    )
    council = Contribution("council", dict.fromkeys(AIMS, 50), {"data": 3})

    answers = with_partners(settled_answers(readiness={"data": 4}), council, agreed=agreed)
    found = appraised(catalogue, answers)

    assert found.leader("care") == leader


def test_a_result_is_provisional_while_an_open_answer_could_put_another_in_front():
    turned = catalogue_of(ratings={("mcp", "lead", "general-practice"): 2, ("pacs", "lead", "joint"): 2})

    whole, open_one = (appraised(turned, settled_answers(place={"lead": lead})) for lead in ("joint", None))

    assert (whole.provisional, open_one.provisional) == (False, True)
    assert set(open_one.can_lead["care"]) == {"mcp", "pacs"}
