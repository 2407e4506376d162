"""What the law says of a dossier's life, by tables."""

from datetime import datetime, timedelta

import pytest

from motcua.dossiers.reads.wording import clock_words
from motcua.dossiers.rules import (
    FINAL,
    RUNNING,
    WITHDRAWABLE,
    Channel,
    ClockState,
    Phase,
    Resolution,
    Status,
    clock_state,
    dossier_code,
    phase_of,
    resolution_of,
    status_after_supplement,
)
from motcua.platform.clock import VIETNAM

DUE = datetime(2026, 11, 30, 17, 0, tzinfo=VIETNAM)
MINUTE = timedelta(minutes=1)


def test_statuses_and_channels_are_those_exchanged_nationally() -> None:
    assert {status.value: status.name for status in Status} == {
        1: "SUBMITTED", 2: "RECEIVED", 3: "REFUSED", 4: "IN_PROGRESS", 5: "AWAITING_SUPPLEMENT",
        6: "AWAITING_PAYMENT", 7: "WITHDRAWN", 8: "STOPPED", 9: "RESOLVED", 10: "DELIVERED",
    }  # fmt: skip
    assert {channel.value: channel.name for channel in Channel} == {1: "IN_PERSON", 2: "ONLINE", 3: "POSTAL"}


@pytest.mark.parametrize("status", Status)
def test_every_status_says_whether_a_supplement_may_be_asked_for_and_the_dossier_withdrawn(status: Status) -> None:
    phases = {
        Status.SUBMITTED: Phase.INTAKE,
        Status.RECEIVED: Phase.EXAMINATION,
        Status.IN_PROGRESS: Phase.EXAMINATION,
    }
    assert phase_of(status) is phases.get(status)
    has_result = status in (Status.RESOLVED, Status.DELIVERED)
    assert (status in WITHDRAWABLE) == (status not in FINAL and not has_result)
    assert not (RUNNING & FINAL)


def test_after_a_supplement_the_dossier_goes_on_where_it_stood() -> None:
    assert status_after_supplement(Phase.INTAKE) is Status.SUBMITTED
    assert status_after_supplement(Phase.EXAMINATION) is Status.IN_PROGRESS


@pytest.mark.parametrize(
    ("outputs", "outcome", "resolution"),
    [
        (["result"], "approve", Resolution.GRANTED),
        (["result"], "refuse", Resolution.REFUSED),
        (["result"], "return", Resolution.NONE),
        (["draft"], "approve", Resolution.NONE),
        ([], "approve", Resolution.NONE),
    ],
)
def test_only_a_step_that_makes_the_result_decides(outputs: list[str], outcome: str, resolution: Resolution) -> None:
    assert resolution_of(outputs, outcome) is resolution


@pytest.mark.parametrize(
    ("status", "done_at", "now", "state"),
    [
        (Status.IN_PROGRESS, None, DUE - timedelta(days=1), ClockState.OK),
        (Status.IN_PROGRESS, None, DUE - timedelta(hours=4), ClockState.SOON),
        (Status.IN_PROGRESS, None, DUE - timedelta(hours=4, minutes=1), ClockState.OK),
        (Status.IN_PROGRESS, None, DUE, ClockState.SOON),
        (Status.IN_PROGRESS, None, DUE + MINUTE, ClockState.LATE),
        (Status.AWAITING_SUPPLEMENT, None, DUE + timedelta(days=9), ClockState.PAUSED),
        # A result that was ready in time stays in time however long nobody comes for it.
        (Status.RESOLVED, DUE, DUE + timedelta(days=9), ClockState.DONE),
        (Status.RESOLVED, DUE + MINUTE, DUE + timedelta(days=9), ClockState.LATE),
        (Status.DELIVERED, DUE - MINUTE, DUE + timedelta(days=9), ClockState.DONE),
    ],
)
def test_the_colour_of_the_clock(status: Status, done_at: datetime | None, now: datetime, state: ClockState) -> None:
    assert clock_state(status, DUE, done_at, now) is state
    assert clock_state(status, None, done_at, now) is ClockState.NONE


def test_the_clock_speaks_of_what_is_left_and_of_what_is_late() -> None:
    assert clock_words(Status.SUBMITTED, None, None, DUE) == ("none", "Chưa tính giờ")
    assert clock_words(Status.RECEIVED, DUE, None, DUE - timedelta(hours=2)) == ("soon", "Còn 2 giờ")
    assert clock_words(Status.RECEIVED, DUE, None, DUE + timedelta(days=1)) == ("late", "Quá hạn 1 ngày")
    assert clock_words(Status.DELIVERED, DUE, DUE - MINUTE, DUE) == ("ok", "Đúng hạn")
    assert clock_words(Status.DELIVERED, DUE, DUE + MINUTE, DUE + timedelta(days=9)) == ("late", "Trễ hạn")


def test_a_code_is_the_unit_the_day_and_a_serial() -> None:
    assert dossier_code("H31.77.04", "261119", 7) == "H31.77.04-261119-0007"
    assert dossier_code("H31.77.04", "261119", 12345) == "H31.77.04-261119-12345"
