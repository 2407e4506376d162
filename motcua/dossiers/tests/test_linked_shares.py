"""Whose the time of a linked matter is: each instant of the total clock exactly one holder's."""

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.rules import Status, part_code
from motcua.dossiers.rules.parts import (
    UNDER_WAY,
    WITHOUT_RESULT,
    Held,
    PartSpan,
    PartState,
    end_of_whole,
    merged_stretches,
    part_state,
    part_states,
    parts_to_begin,
    running_stretches,
    shares,
)
from motcua.organisations.public import national_calendar, working_time_between
from motcua.platform.clock import VIETNAM

START = datetime(2026, 11, 2, 8, 0, tzinfo=VIETNAM)
HOUR = timedelta(hours=1)


def hour(number: int) -> datetime:
    return START + number * HOUR


hours = st.integers(0, 200)
spans = st.tuples(hours, hours).map(sorted).filter(lambda each: each[0] < each[1])


@st.composite
def part_lists(draw: st.DrawFn) -> list[PartSpan]:
    """Parts that began, the last ones perhaps under way, in no order that helps."""
    parts = []
    for number, (began, ended) in enumerate(draw(st.lists(spans, max_size=5))):
        is_open = draw(st.booleans())
        due = draw(st.none() | hours)
        parts.append(
            PartSpan(f"part{number}", hour(began), None if is_open else hour(ended), None if due is None else hour(due))
        )
    return parts


@given(spans, st.lists(spans, max_size=4), part_lists())
def test_the_shares_add_up_to_the_total_and_no_instant_is_two_holders(
    whole: list[int], paused: list[list[int]], parts: list[PartSpan]
) -> None:
    began, ended = hour(whole[0]), hour(whole[1])
    pauses = [(start, end or ended) for start, end in merged_stretches([(hour(a), hour(b)) for a, b in paused])]
    running = running_stretches(began, ended, pauses)
    held = shares(running, parts, ended)
    total = sum((end - start for start, end in running), timedelta())
    assert sum((each.ended_at - each.began_at for each in held), timedelta()) == total
    assert all(before.ended_at <= after.began_at for before, after in pairwise(held))
    # An oracle that looks at each hour by itself.
    for number in range(201):
        here = hour(number)
        runs = began <= here < ended and not any(hour(a) <= here < hour(b) for a, b in paused)
        holders = [each for each in held if each.began_at <= here < each.ended_at]
        assert len(holders) == int(runs)
        there = [p for p in parts if p.began_at <= here and (p.ended_at is None or p.ended_at > here)]
        if runs:
            assert holders[0].key in ({p.key for p in there} or {""})


@given(spans, part_lists())
def test_in_working_time_the_shares_add_up_too(whole: list[int], parts: list[PartSpan]) -> None:
    began, ended = hour(whole[0]), hour(whole[1])
    calendar = national_calendar()
    held = shares([(began, ended)], parts, ended)
    worked = sum((working_time_between(calendar, each.began_at, each.ended_at) for each in held), timedelta())
    assert worked == working_time_between(calendar, began, ended)


def test_side_by_side_the_time_is_of_the_one_waited_for() -> None:
    quick, slow = PartSpan("quick", hour(2), hour(5)), PartSpan("slow", hour(2), hour(9))
    assert shares([(hour(0), hour(10))], [quick, slow], hour(10)) == [
        Held("", hour(0), hour(2)), Held("slow", hour(2), hour(9)), Held("", hour(9), hour(10)),
    ]  # fmt: skip
    waits = PartSpan("waits", hour(2), None, hour(30))
    assert shares([(hour(0), hour(10))], [slow, waits], hour(10))[-1] == Held("waits", hour(2), hour(10))


def test_after_a_pause_the_same_holder_begins_anew() -> None:
    running = running_stretches(hour(0), hour(10), [(hour(3), hour(5))])
    assert running == [(hour(0), hour(3)), (hour(5), hour(10))]
    assert shares(running, [PartSpan("a", hour(0), hour(10))], hour(10)) == [
        Held("a", hour(0), hour(3)), Held("a", hour(5), hour(10)),
    ]  # fmt: skip
    assert running_stretches(hour(2), hour(4), [(hour(0), hour(9))]) == []


keys = st.integers(1, 6)


@given(st.data())
def test_a_plan_always_ends_and_nothing_begins_before_what_it_needs(data: st.DataObject) -> None:
    many = data.draw(keys)
    after = {
        f"p{number}": sorted({f"p{data.draw(st.integers(0, number - 1))}" for _ in range(data.draw(st.integers(0, 2)))})
        if number
        else []
        for number in range(many)
    }
    begun: dict[str, PartState] = {}
    for _round in range(3 * many + 1):
        states = part_states(after, begun)
        if (end := end_of_whole(states.values())) is not None:
            assert not UNDER_WAY & set(states.values())
            assert (end is PartState.GRANTED) == (PartState.GRANTED in states.values())
            return
        for key in parts_to_begin(after, states):
            assert all(begun[each] is PartState.GRANTED for each in after[key])
            begun[key] = PartState.RUNNING
        running = [key for key, state in begun.items() if state in UNDER_WAY]
        assert running, "a plan never waits for nobody"
        ended = data.draw(st.sampled_from([PartState.GRANTED, PartState.REFUSED, PartState.STOPPED]))
        begun[data.draw(st.sampled_from(running))] = ended
    raise AssertionError("it goes on for ever")


def test_how_a_part_stands_by_its_dossier() -> None:
    assert {status.name: part_state(status, None).value for status in Status} == {
        "SUBMITTED": "running", "RECEIVED": "running", "REFUSED": "refused", "IN_PROGRESS": "running",
        "AWAITING_SUPPLEMENT": "waiting", "AWAITING_PAYMENT": "running", "WITHDRAWN": "stopped", "STOPPED": "stopped",
        "RESOLVED": "granted", "DELIVERED": "granted",
    }  # fmt: skip
    assert part_state(Status.DELIVERED, "refused") is PartState.REFUSED
    barred = part_states({"a": [], "b": ["a"], "c": ["b"]}, {"a": PartState.REFUSED})
    assert barred == {"a": PartState.REFUSED, "b": PartState.BARRED, "c": PartState.BARRED}
    assert all(state in WITHOUT_RESULT for state in barred.values())
    assert end_of_whole([PartState.STOPPED, PartState.BARRED]) is PartState.STOPPED
    assert part_code("H24.77.01-261123-0001", 2) == "H24.77.01-261123-0001.2"
