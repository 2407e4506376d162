from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.exchange.rules import Circuit, Outcome, address, outcome_of_status, pause_before

NOON = datetime(2026, 11, 19, 5, tzinfo=UTC)


def test_an_address_is_the_base_url_with_the_path_filled_in() -> None:
    url = address("registry", "https://r.gov.vn/api/", "/persons/{id}", {"id": "03/1?x"}, {"on": "2026-11-19"})
    assert url == "https://r.gov.vn/api/persons/03%2F1%3Fx?on=2026-11-19"


@pytest.mark.parametrize("path", ["persons", "//evil.vn/x", "/../admin", "/a?b", "/a#b", "/\\evil", "/@evil.vn"])
def test_a_path_that_could_leave_the_base_url_is_refused(path: str) -> None:
    with pytest.raises(ValueError):
        address("registry", "https://r.gov.vn", path)


@pytest.mark.parametrize("base", ["ftp://r.gov.vn", "r.gov.vn", "file:///etc"])
def test_a_base_url_is_http(base: str) -> None:
    with pytest.raises(ValueError):
        address("registry", base, "/x")


@given(st.text(min_size=1, max_size=20))
def test_no_part_can_leave_its_place_in_the_path(part: str) -> None:
    try:
        url = address("registry", "https://r.gov.vn/api", "/a/{part}/b", {"part": part})
    except (ValueError, UnicodeEncodeError):
        return
    assert url.startswith("https://r.gov.vn/api/a/")
    assert url.count("/") == 6
    assert not set(url) & set("?#\\")


def test_statuses() -> None:
    assert outcome_of_status(204) is Outcome.OK
    assert outcome_of_status(404) is Outcome.REFUSED
    assert outcome_of_status(429) is Outcome.FAILED
    assert outcome_of_status(503) is Outcome.FAILED
    assert outcome_of_status(302) is Outcome.BAD_REPLY


def test_pauses_grow_and_are_bounded() -> None:
    pauses = [pause_before(attempt) for attempt in range(2, 9)]
    assert pauses[0] == 0.2
    assert pauses == sorted(pauses)
    assert pauses[-1] == 3.0


def test_the_circuit_opens_after_failures_in_a_row_and_probes_after_a_rest() -> None:
    circuit = Circuit(limit=3, rest=timedelta(seconds=20))
    for outcome in (Outcome.FAILED, Outcome.FAILED, Outcome.OK, Outcome.TIMED_OUT, Outcome.UNREACHABLE):
        circuit.learn(outcome, NOON)
    assert circuit.may_pass(NOON)
    circuit.learn(Outcome.FAILED, NOON)
    assert not circuit.may_pass(NOON + timedelta(seconds=19))
    later = NOON + timedelta(seconds=21)
    assert circuit.may_pass(later), "one probe"
    assert not circuit.may_pass(later), "and only one"
    circuit.learn(Outcome.OK, later)
    assert circuit.may_pass(later)


def test_a_refusal_is_an_answer_and_does_not_open_the_circuit() -> None:
    circuit = Circuit(limit=1)
    circuit.learn(Outcome.REFUSED, NOON)
    circuit.learn(Outcome.BAD_REPLY, NOON)
    assert circuit.may_pass(NOON)
