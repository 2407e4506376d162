"""The command `explain_due`, and the words it tells."""

import json
from datetime import date, datetime
from typing import Any

import pytest
from django.core.management import call_command

from motcua.organisations.management.commands.explain_due import Command
from motcua.organisations.public import DayKind, Pause, TimeLimit, explain_due, national_calendar, sentences
from motcua.organisations.tests import make
from motcua.platform.clock import VIETNAM, frozen

RECEIVED = "--received=2026-02-13T16:10"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    call_command("explain_due", *words)
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_without_an_organisation_no_database_is_touched(capsys: pytest.CaptureFixture[str]) -> None:
    answer = run(capsys, RECEIVED, "--limit", "5 working_day")
    assert answer["due_at"] == "2026-02-27T17:00:00+07:00"
    assert [counted["on"][8:] for counted in answer["counted"]] == ["23", "24", "25", "26", "27"]
    assert answer["skipped"][0] == {
        "on": "2026-02-13",
        "reason": "receipt_day",
        "name": "",
        "why": "ngày tiếp nhận không tính",
    }
    assert answer["skipped"][4]["why"] == "nghỉ lễ, tết: Tết Nguyên Đán"
    assert not Command.needs_database([RECEIVED, "--limit", "5 working_day"])
    assert Command.needs_database(["--organisation=H31"])
    assert Command.needs_database(["--organisation", "H31"])


def test_all_options(capsys: pytest.CaptureFixture[str]) -> None:
    answer = run(
        capsys,
        RECEIVED,
        "--limit=2 working_day",
        "--first-day=receipt_day",
        "--cutoff=15:00",
        "--pause",
        "2026-02-23T07:30/2026-02-23T11:30",
        "2026-02-24T08:00+07:00/2026-02-24T12:00",
    )
    assert answer["receipt_day"] == "2026-02-23"
    assert answer["receipt_reason"] == "after_cutoff"
    # 0.5 of Monday and 0.5625 of Tuesday were counted; 0.9375 of Wednesday are left.
    assert [counted["amount"] for counted in answer["counted"]] == [0.5, 0.5625, 0.9375]
    assert answer["due_at"] == "2026-02-25T16:30:00+07:00"


def test_a_pause_that_still_runs_counts_until_now(capsys: pytest.CaptureFixture[str]) -> None:
    with frozen(datetime(2026, 2, 23, 17, 0, tzinfo=VIETNAM)):
        answer = run(capsys, RECEIVED, "--limit=1 working_day", "--pause=2026-02-23T07:30/")
    assert answer["due_at"] == "2026-02-24T17:00:00+07:00"
    assert answer["pauses"][0]["to"] is None


@pytest.mark.django_db
def test_an_organisation_has_its_own_calendar(capsys: pytest.CaptureFixture[str]) -> None:
    ward = make.organisation(identifier="H31.77.04")
    make.day(organisation=ward, on=date(2026, 2, 24), kind=DayKind.CLOSURE, name="Mất điện")
    answer = run(capsys, RECEIVED, "--limit=2 working_day", "--organisation=H31.77.04")
    assert answer["due_at"] == "2026-02-25T17:00:00+07:00"
    assert {"on": "2026-02-24", "reason": "closure", "name": "Mất điện"}.items() <= answer["skipped"][-1].items()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--limit=5 working_day"], "--received"),
        ([RECEIVED], "--limit"),
        ([RECEIVED, "--limit=5 week"], "đơn vị"),
        ([RECEIVED, "--limit=1e999999 day"], "quá dài"),
        ([RECEIVED, "--limit=" + "9" * 100_000 + " day"], "quá dài"),
        ([RECEIVED, "--limit=0 day"], "lớn hơn 0"),
        (["--received=hôm nay", "--limit=5 day"], "thời điểm"),
        (["--received=0001-01-01T00:00", "--limit=5 day"], "2000"),
        (["--received=9999-12-31T23:00", "--limit=5 day"], "2000"),
        ([RECEIVED, "--limit=5 day", "--cutoff=25:00"], "giờ"),
        ([RECEIVED, "--limit=5 day", "--first-day=now"], "receipt_day"),
        ([RECEIVED, "--limit=5 day", "--pause=2026-02-14T10:00"], "TỪ/ĐẾN"),
        ([RECEIVED, "--limit=5 day", "--pause=2026-02-15T10:00/2026-02-14T10:00"], "trước khi bắt đầu"),
        ([RECEIVED, "--limit=5 day", "--pause=2026-02-14T10:00/2099-02-14T10:00"], "không bao giờ"),
        ([RECEIVED, "--limit=5 day", "--organisation=H99"], "H99"),
        ([RECEIVED, "--limit=5 day", "--unknown"], "--help"),
    ],
)
def test_bad_input_is_answered_with_one_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as leaving:
        Command().run_from_argv(["motcua", "explain_due", *words])
    output = capsys.readouterr()
    assert leaving.value.code == 2
    assert said in output.err
    assert len(output.err) < 250
    assert output.out == ""


def test_the_sentences_tell_the_whole_story() -> None:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)

    told = sentences(
        explain_due(
            at("2026-02-13T17:10"),
            TimeLimit.parse("2 working_day"),
            national_calendar(),
            [Pause(at("2026-02-24T07:30"), at("2026-02-24T11:30"), "chờ bổ sung giấy chứng sinh")],
        )
    )
    assert told == [
        "Nhận hồ sơ hợp lệ lúc 17:10 thứ Sáu 13/02/2026.",
        "Lúc đó đã hết giờ làm việc, nên ngày tiếp nhận là thứ Hai 23/02/2026.",
        "Thời hạn giải quyết là 2 ngày làm việc, "
        "tính từ ngày tiếp theo ngày tiếp nhận (Bộ luật Dân sự 2015, điều 147).",
        "Tạm dừng tính giờ từ 07:30 thứ Ba 24/02/2026 đến 11:30 thứ Ba 24/02/2026 (chờ bổ sung giấy chứng sinh).",
        "Các ngày được tính: thứ Ba 24/02/2026 đến thứ Năm 26/02/2026.",
        "Phần bị tạm dừng của thứ Ba 24/02/2026 được cộng bù vào cuối.",
        "Không tính thứ Sáu 13/02/2026 (nhận khi đã hết giờ làm việc).",
        "Không tính thứ Bảy 14/02/2026 đến Chủ nhật 15/02/2026; "
        "thứ Bảy 21/02/2026 đến Chủ nhật 22/02/2026 (cuối tuần).",
        "Không tính thứ Hai 16/02/2026 đến thứ Sáu 20/02/2026 (nghỉ lễ, tết: Giao thừa Tết Nguyên Đán, Tết Nguyên Đán, "
        "Mùng hai Tết Nguyên Đán, Mùng ba Tết Nguyên Đán, Mùng bốn Tết Nguyên Đán).",
        "Không tính thứ Hai 23/02/2026 (ngày tiếp nhận không tính).",
        "Hẹn trả: 11:30 thứ Năm 26/02/2026.",
    ]
