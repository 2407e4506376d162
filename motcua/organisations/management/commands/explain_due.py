import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from motcua.organisations.public import (
    CalendarError,
    FirstDay,
    LimitError,
    Organisation,
    Pause,
    TimeLimit,
    WorkingCalendar,
    calendar_of,
    explain_due,
    national_calendar,
    sentences,
    why_skipped,
)
from motcua.platform import clock

_YEARS = range(2000, 2100)


class Command(BaseCommand):
    requires_system_checks = ()
    help = "When a limit runs out, with each day counted and skipped and why, as JSON."

    @staticmethod
    def needs_database(words: Sequence[str]) -> bool:
        """Only an organisation has a calendar of its own."""
        return any(word.split("=")[0] == "--organisation" for word in words)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, allow_abbrev=False, **kwargs)
        parser.error = _refuse_usage  # type: ignore[assignment]
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--received", required=True, help="2026-02-13T16:10, in Vietnam unless an offset is given")
        parser.add_argument("--limit", required=True, help='"5 working_day", "0.5 working_day", "immediate" …')
        parser.add_argument("--first-day", default=FirstDay.AFTER_RECEIPT.value)
        parser.add_argument("--cutoff", help="15:00")
        parser.add_argument(
            "--pause", action="append", nargs="+", default=[], metavar="FROM/TO", help="without TO it still runs"
        )
        parser.add_argument("--as-of", help="until when a pause that still runs is counted; now unless given")
        parser.add_argument("--organisation", help="identifier, such as H31.77.04")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            received = _instant(options["received"])
            limit = TimeLimit.parse(
                options["limit"], first_day=_first_day(options["first_day"]), cutoff=_time(options["cutoff"])
            )
            pauses = [_pause(text) for group in options["pause"] for text in group]
            as_of = _instant(options["as_of"]) if options["as_of"] else clock.now()
            open_until = as_of if any(pause.ended_at is None for pause in pauses) else None
            calendar = _calendar(options["organisation"])
            explanation = explain_due(received, limit, calendar, pauses, as_of=open_until)
        except (LimitError, CalendarError) as error:
            _refuse(_sentence(error))
        answer = dict(explanation.as_json())
        answer["skipped"] = [
            {**row, "why": why_skipped(skipped)}
            for row, skipped in zip(answer["skipped"], explanation.skipped, strict=True)
        ]
        answer["sentences"] = sentences(explanation)
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))


def _refuse(sentence: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    sys.exit(2)


def _refuse_usage(_message: str) -> NoReturn:
    _refuse(_("Lệnh chưa đúng: cần --received và --limit, mỗi tham số một giá trị. Xem motcua explain_due --help."))


def _calendar(identifier: str | None) -> WorkingCalendar:
    if identifier is None:
        return national_calendar()
    organisation = Organisation.objects.filter(identifier=identifier).first()
    if organisation is None:
        _refuse(_("Không có cơ quan nào mang mã %(code)s.") % {"code": identifier[:60]})
    return calendar_of(organisation.pk)


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=clock.VIETNAM)
        moment = moment.astimezone(clock.VIETNAM)
    except (ValueError, OverflowError):
        raise LimitError("instant_unreadable", text) from None
    if moment.year not in _YEARS:
        raise LimitError("instant_out_of_range", text)
    return moment


def _time(text: str | None) -> time | None:
    if text is None:
        return None
    try:
        moment = time.fromisoformat(text)
    except ValueError:
        raise LimitError("time_unreadable", text) from None
    if moment.tzinfo is not None:
        raise LimitError("time_unreadable", text)
    return moment


def _first_day(text: str) -> FirstDay:
    try:
        return FirstDay(text)
    except ValueError:
        raise LimitError("first_day_unknown", text) from None


def _pause(text: str) -> Pause:
    start, slash, end = text.partition("/")
    if not slash:
        raise LimitError("pause_unreadable", text)
    return Pause(_instant(start), _instant(end) if end else None)


def _sentence(error: LimitError | CalendarError) -> str:
    """What was wrong with what was typed, and what to type instead."""
    sentences = {
        "limit_unreadable": _('Thời hạn "%(detail)s" chưa đúng dạng. Ví dụ: "5 working_day", "immediate".'),
        "unit_unknown": _(
            'Không có đơn vị "%(detail)s". Đơn vị là working_day, day, working_hour, hour, month hoặc immediate.'
        ),
        "amount_unreadable": _('"%(detail)s" không phải là số.'),
        "amount_not_positive": _("Thời hạn phải lớn hơn 0, không phải %(detail)s."),
        "amount_too_large": _("Thời hạn %(detail)s quá dài: nhiều nhất là mười năm."),
        "amount_too_fine": _("Thời hạn %(detail)s có quá bốn chữ số thập phân."),
        "amount_with_immediate": _("Thời hạn trong ngày (immediate) không kèm số."),
        "pause_backwards": _("Khoảng tạm dừng %(detail)s kết thúc trước khi bắt đầu."),
        "pause_unreadable": _('Khoảng tạm dừng "%(detail)s" chưa đúng dạng TỪ/ĐẾN.'),
        "instant_unreadable": _('"%(detail)s" không phải là thời điểm. Ví dụ: 2026-02-13T16:10.'),
        "instant_out_of_range": _("Thời điểm %(detail)s nằm ngoài các năm 2000 đến 2099."),
        "time_unreadable": _('"%(detail)s" không phải là giờ trong ngày. Ví dụ: 15:00.'),
        "first_day_unknown": _('Không có cách tính "%(detail)s". Xin dùng after_receipt hoặc receipt_day.'),
        "never_due": _("Thời hạn này không bao giờ hết: khoảng tạm dừng hoặc lịch nghỉ quá dài."),
        "no_working_day": _("Lịch này không có ngày làm việc nào trong hơn một năm kể từ %(detail)s."),
    }
    return sentences[error.code] % {"detail": error.detail}
