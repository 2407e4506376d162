from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.consultations.rules import (
    ANSWERABLE,
    Fault,
    Kind,
    Policy,
    Question,
    Silence,
    State,
    fault_of,
    faults_in,
    is_in_time,
    may_answer,
    policy_on,
    state_after,
)
from motcua.consultations.terms import policy_at
from motcua.consultations.tests.make import AT, GIVEN, QUESTIONS

SECOND = timedelta(seconds=1)


def test_the_instant_of_the_deadline_is_in_time_and_the_next_second_is_not() -> None:
    assert is_in_time(AT, AT) and not is_in_time(AT + SECOND, AT)


@given(st.sampled_from(State), st.sampled_from(Silence), st.integers(-3, 3))
def test_who_may_answer_is_who_has_not_and_whose_silence_decided_nothing(
    state: State, silence: Silence, seconds: int
) -> None:
    may = may_answer(state, silence, AT + seconds * SECOND, AT)
    assert may == (state in ANSWERABLE and (seconds <= 0 or silence is not Silence.AGREED))
    if silence is Silence.AGREED:
        assert not may_answer(state_after(silence), silence, AT + SECOND, AT)


def test_answers_are_held_to_their_questions() -> None:
    assert faults_in(QUESTIONS, GIVEN) == {}
    assert faults_in(QUESTIONS, {}) == {"0": Fault.MISSING, "1": Fault.MISSING}
    assert faults_in(QUESTIONS, {"0": "maybe", "1": "Loại C"}) == {"0": Fault.NOT_A_CHOICE, "1": Fault.NOT_A_CHOICE}
    assert faults_in(QUESTIONS, {**GIVEN, "2": "x" * 4001}) == {"2": Fault.TOO_LONG}
    assert fault_of(Question("0", "", Kind.TEXT)) is Fault.NO_WORDS
    assert fault_of(Question("0", "Gì?", Kind.CHOICE, ("A", "A"))) is Fault.FEW_CHOICES
    assert [Question.read(each.as_json()) for each in QUESTIONS] == list(QUESTIONS)


@pytest.mark.django_db
def test_the_policy_is_that_of_the_day_and_of_the_procedure() -> None:
    old = Policy(date(2025, 1, 1), 5, Silence.UNANSWERED, "cũ")
    new = Policy(date(2026, 1, 1), 7, Silence.UNANSWERED, "mới")
    own = Policy(date(2025, 6, 1), 3, Silence.AGREED, "riêng", procedures=frozenset({"1.001"}))
    told = [new, old, own]
    assert policy_on(told, "2.002", date(2025, 12, 31)) is old
    assert policy_on(told, "2.002", date(2026, 1, 1)) is new
    assert policy_on(told, "1.001", date(2026, 1, 1)) is own
    assert policy_on(told, "1.001", date(2025, 5, 31)) is old
    with pytest.raises(LookupError):
        policy_on(told, "1.001", date(2024, 1, 1))
    assert policy_at("1.001", AT).silence is Silence.UNANSWERED
