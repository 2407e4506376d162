"""The legal clock in plain words: what stands behind "Vì sao?" on every due date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.organisations.rules import (
    DueExplanation,
    Extended,
    FirstDay,
    ReceiptReason,
    Skipped,
    SkipReason,
    TimeLimit,
    Unit,
)
from motcua.platform.clock import VIETNAM


def describe_limit(limit: TimeLimit) -> str:
    """A limit as people say it: "5 ngày làm việc", "trong ngày"."""
    if limit.unit is Unit.IMMEDIATE:
        return _("trong ngày")
    count = 1 if limit.amount == 1 else 2
    sentences = {
        Unit.WORKING_DAY: ngettext("%(amount)s ngày làm việc", "%(amount)s ngày làm việc", count),
        Unit.DAY: ngettext("%(amount)s ngày", "%(amount)s ngày", count),
        Unit.WORKING_HOUR: ngettext("%(amount)s giờ làm việc", "%(amount)s giờ làm việc", count),
        Unit.HOUR: ngettext("%(amount)s giờ", "%(amount)s giờ", count),
        Unit.MONTH: ngettext("%(amount)s tháng", "%(amount)s tháng", count),
    }
    return sentences[limit.unit] % {"amount": _decimal(limit.amount)}


def why_skipped(skipped: Skipped) -> str:
    """Why a date was not counted, in a few words."""
    words = {
        SkipReason.WEEKEND: _("cuối tuần"),
        SkipReason.HOLIDAY: _("nghỉ lễ, tết"),
        SkipReason.SWAP_OFF: _("nghỉ hoán đổi"),
        SkipReason.CLOSURE: _("cơ quan tạm ngừng làm việc"),
        SkipReason.AFTER_CLOSING: _("nhận khi đã hết giờ làm việc"),
        SkipReason.AFTER_CUTOFF: _("nhận sau giờ chốt trong ngày"),
        SkipReason.RECEIPT_DAY: _("ngày tiếp nhận không tính"),
        SkipReason.PAUSED: _("tạm dừng tính giờ"),
    }
    return f"{words[skipped.reason]}: {skipped.name}" if skipped.name else words[skipped.reason]


def sentences(explanation: DueExplanation) -> list[str]:
    """The whole explanation in plain sentences, in the order in which one would tell it."""
    extension = explanation.extension
    if extension is not None:
        first = sentences(replace(explanation, due_at=extension.before, extension=None, is_provisional=False))
        return [*first, *_about_extension(extension, explanation)]
    return [
        *_about_receipt(explanation),
        *_about_start(explanation),
        *_about_pauses(explanation),
        *_about_counting(explanation),
        *_about_end(explanation),
    ]


def _about_receipt(explanation: DueExplanation) -> list[str]:
    told = [_("Nhận hồ sơ hợp lệ lúc %(instant)s.") % {"instant": _instant(explanation.received_at)}]
    if explanation.limit.unit is Unit.HOUR:
        return told
    receipt_day = _weekday(explanation.receipt_day)
    if explanation.receipt_reason is ReceiptReason.DAY_OFF:
        told.append(_("Đó là ngày nghỉ, nên ngày tiếp nhận là %(day)s.") % {"day": receipt_day})
    elif explanation.receipt_reason is ReceiptReason.AFTER_CLOSING:
        told.append(_("Lúc đó đã hết giờ làm việc, nên ngày tiếp nhận là %(day)s.") % {"day": receipt_day})
    elif explanation.receipt_reason is ReceiptReason.AFTER_CUTOFF and explanation.limit.cutoff is not None:
        told.append(
            _("Hồ sơ nhận sau %(cutoff)s, nên ngày tiếp nhận là %(day)s.")
            % {"cutoff": f"{explanation.limit.cutoff:%H:%M}", "day": receipt_day}
        )
    return told


def _about_start(explanation: DueExplanation) -> list[str]:
    values = {"limit": describe_limit(explanation.limit)}
    match explanation.limit.unit:
        case Unit.IMMEDIATE:
            return [_("Thời hạn giải quyết là trong ngày: đến hết giờ làm việc của ngày tiếp nhận.")]
        case Unit.WORKING_HOUR:
            return [_("Thời hạn giải quyết là %(limit)s, tính từ lúc tiếp nhận, chỉ tính trong giờ làm việc.") % values]
        case Unit.HOUR:
            return [_("Thời hạn giải quyết là %(limit)s, tính liên tục từ lúc tiếp nhận.") % values]
    if explanation.limit.first_day is FirstDay.RECEIPT_DAY:
        return [_("Thời hạn giải quyết là %(limit)s, tính cả ngày tiếp nhận.") % values]
    return [
        _("Thời hạn giải quyết là %(limit)s, tính từ ngày tiếp theo ngày tiếp nhận (Bộ luật Dân sự 2015, điều 147).")
        % values
    ]


def _about_pauses(explanation: DueExplanation) -> list[str]:
    told = []
    for pause in explanation.pauses:
        values = {"start": _instant(pause.started_at), "ground": f" ({pause.ground})" if pause.ground else ""}
        if pause.ended_at is None:
            told.append(_("Tạm dừng tính giờ từ %(start)s đến nay%(ground)s; ngày hẹn trả còn lùi thêm.") % values)
        else:
            values["end"] = _instant(pause.ended_at)
            told.append(_("Tạm dừng tính giờ từ %(start)s đến %(end)s%(ground)s.") % values)
    return told


def _about_counting(explanation: DueExplanation) -> list[str]:
    told = []
    days = [counted.on for counted in explanation.counted]
    if explanation.limit.unit in (Unit.WORKING_DAY, Unit.DAY, Unit.MONTH) and days:
        told.append(_("Các ngày được tính: %(days)s.") % {"days": _runs(days)})
    for counted in explanation.counted:
        if counted.paused:
            told.append(_("Phần bị tạm dừng của %(day)s được cộng bù vào cuối.") % {"day": _weekday(counted.on)})
    reasons = dict.fromkeys(skipped.reason for skipped in explanation.skipped)
    for reason in reasons:
        group = [skipped for skipped in explanation.skipped if skipped.reason is reason]
        names = ", ".join(dict.fromkeys(skipped.name for skipped in group if skipped.name))
        values = {
            "days": _runs([skipped.on for skipped in group]),
            "why": why_skipped(Skipped(group[0].on, reason, names)),
        }
        told.append(_("Không tính %(days)s (%(why)s).") % values)
    return told


def _about_end(explanation: DueExplanation) -> list[str]:
    told = []
    if explanation.nominal_on is not None:
        told.append(
            _("Ngày cuối, %(day)s, là ngày nghỉ nên dời sang ngày làm việc tiếp theo (Bộ luật Dân sự 2015, điều 148).")
            % {"day": _weekday(explanation.nominal_on)}
        )
    told.append(_("Hẹn trả: %(instant)s.") % {"instant": _instant(explanation.due_at)})
    if explanation.is_provisional:
        told.append(
            _("Lịch nghỉ lễ năm %(year)d chưa được công bố đủ; ngày hẹn trả có thể thay đổi.")
            % {"year": explanation.due_at.year}
        )
    return told


def _about_extension(extension: Extended, explanation: DueExplanation) -> list[str]:
    told = [
        _("Được gia hạn %(days)d ngày làm việc, tính từ sau ngày hẹn trả trên: %(counted)s.")
        % {"days": extension.days, "counted": _runs([counted.on for counted in extension.counted])}
    ]
    if off := [skipped.on for skipped in extension.skipped if skipped.reason is not SkipReason.PAUSED]:
        told.append(_("Trong thời gian gia hạn không tính %(days)s (ngày nghỉ).") % {"days": _runs(off)})
    return [*told, *_about_end(replace(explanation, nominal_on=None))]


def _runs(days: Sequence[date]) -> str:
    """Dates one after another as runs: "thứ Hai 23/02/2026 đến thứ Sáu 27/02/2026"."""
    runs: list[list[date]] = []
    for day in days:
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    words = []
    for run in runs:
        if len(run) == 1:
            words.append(_weekday(run[0]))
        else:
            words.append(_("%(first)s đến %(last)s") % {"first": _weekday(run[0]), "last": _weekday(run[-1])})
    return "; ".join(words)


def _weekday(day: date) -> str:
    names = (_("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật"))
    return f"{names[day.weekday()]} {day:%d/%m/%Y}"


def _instant(instant: datetime) -> str:
    moment = instant.astimezone(VIETNAM)
    return _("%(time)s %(day)s") % {"time": f"{moment:%H:%M}", "day": _weekday(moment.date())}


def _decimal(amount: Decimal) -> str:
    text = f"{amount:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
