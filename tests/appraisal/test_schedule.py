"""The schedule against brute force: every chain of a random plan is walked, and nothing depends on the order of entry."""

from graphlib import CycleError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.appraisal.schedule import schedule

END = "end"


@st.composite
def graphs(draw):
    """Work that waits only for earlier names, so never in a circle, with the end anywhere; whole weeks, so sums are exact."""
    names = draw(st.permutations([END, *"abcdefg"]))
    needs = {
        name: frozenset(draw(st.sets(st.sampled_from(names[:place]), max_size=4)) if place else ())
        for place, name in enumerate(names)
    }
    weeks = {name: float(draw(st.integers(0, 9))) for name in names}
    return needs, weeks


def chains_to(slug, needs):
    """Every chain that ends with this work."""
    before = [chain for need in needs[slug] for chain in chains_to(need, needs)]
    return [[*chain, slug] for chain in before] or [[slug]]


def chains_from(slug, needs):
    """Every chain that begins after this work."""
    after = [other for other in needs if slug in needs[other]]
    return [[other, *chain] for other in after for chain in chains_from(other, needs)] or [[]]


def length(chain, weeks):
    return sum(weeks[slug] for slug in chain)


@given(graphs())
def test_work_ends_after_the_longest_chain_of_what_it_waits_for(graph):
    needs, weeks = graph

    found = schedule(needs, weeks, END)

    assert found.ends == {slug: max(length(chain, weeks) for chain in chains_to(slug, needs)) for slug in needs}
    assert found.starts == {slug: found.ends[slug] - weeks[slug] for slug in needs}
    assert found.finish == found.ends[END]


@given(graphs())
def test_the_critical_path_is_an_unbroken_chain_that_is_as_long_as_the_plan(graph):
    needs, weeks = graph

    path = schedule(needs, weeks, END).critical_path

    assert list(path) in chains_to(END, needs)
    assert length(path, weeks) == max(length(chain, weeks) for chain in chains_to(END, needs))


@given(graphs())
def test_work_must_end_in_time_for_the_longest_chain_of_what_waits_for_it(graph):
    needs, weeks = graph
    found = schedule(needs, weeks, END)
    last = max(found.ends.values())

    for slug in needs:
        ways = [last - length(chain, weeks) for chain in chains_from(slug, needs)]
        to_the_end = [chain[: chain.index(END)] for chain in chains_from(slug, needs) if END in chain]
        ways += [found.finish - weeks[END] - length(chain, weeks) for chain in to_the_end]
        ways += [found.finish] if slug == END else []

        assert found.latest_ends[slug] == min(ways)


@given(graphs())
def test_what_leads_to_the_end_is_whatever_stands_in_a_chain_to_it(graph):
    needs, weeks = graph

    found = schedule(needs, weeks, END)

    assert found.leads_to_end == {slug for chain in chains_to(END, needs) for slug in chain}
    assert set(found.critical_path) <= {slug for slug in needs if found.is_critical(slug)} <= found.leads_to_end


@given(graphs())
def test_slipping_by_its_slack_moves_nothing_and_by_a_week_more_moves_the_end_or_the_last_work(graph):
    needs, weeks = graph
    found = schedule(needs, weeks, END)
    last = max(found.ends.values())

    for slug in needs:
        just = schedule(needs, {**weeks, slug: weeks[slug] + found.slack(slug)}, END)
        more = schedule(needs, {**weeks, slug: weeks[slug] + found.slack(slug) + 1}, END)

        assert (just.finish, max(just.ends.values())) == (found.finish, last)
        assert more.finish == found.finish + 1 or max(more.ends.values()) == last + 1


@given(graphs(), st.randoms(use_true_random=False))
def test_the_schedule_does_not_depend_on_the_order_of_entry(graph, random):
    needs, weeks = graph
    names = list(needs)
    random.shuffle(names)

    found = schedule({name: needs[name] for name in names}, {name: weeks[name] for name in names}, END)

    assert found == schedule(needs, weeks, END)


@given(graphs())
def test_longer_work_never_brings_the_end_forward(graph):
    needs, weeks = graph

    longer = schedule(needs, {slug: found + 1 for slug, found in weeks.items()}, END)

    assert longer.finish > schedule(needs, weeks, END).finish


@given(graphs())
def test_without_the_end_everything_is_meant_for_whatever_ends_last(graph):
    needs, weeks = graph

    found = schedule(needs, weeks, "nowhere")

    assert found.finish == max(found.ends.values())
    assert found.leads_to_end == set(needs)
    assert length(found.critical_path, weeks) == found.finish


def test_work_that_waits_for_itself_is_refused():
    needs = {"a": frozenset("b"), "b": frozenset("a")}

    with pytest.raises(CycleError):
        schedule(needs, {"a": 1.0, "b": 1.0}, "a")


def test_a_plan_of_nothing_takes_no_time():
    found = schedule({}, {}, END)

    assert (found.finish, found.critical_path) == (0.0, ())
