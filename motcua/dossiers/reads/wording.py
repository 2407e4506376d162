"""A dossier in plain words: for citizens, slips and lists."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier
from motcua.dossiers.models.dossier import CHANNEL_NAMES, STATUS_NAMES
from motcua.dossiers.rules import ClockState, Status, clock_state, is_before_day
from motcua.dossiers.rules.parts import PartState
from motcua.platform.action import DataClass
from motcua.platform.language import Words

# Looked up here and not by `get_…_display`, which goes through every choice each time: lists ask for each row.
CHANNELS, STATUSES = dict(CHANNEL_NAMES), dict(STATUS_NAMES)


def channel_words(channel: int) -> str:
    """How the dossier came."""
    return str(CHANNELS[channel])


def secrecy_words(data_class: int) -> str:
    """How guarded the dossier is, empty for those that are not."""
    return {DataClass.INTERNAL: _("nội bộ"), DataClass.SECRET: _("mật")}.get(DataClass(data_class), "")


def is_refused(dossier: Dossier) -> bool:
    """Whether the matter was examined and refused: there is a result, and it says no."""
    result = getattr(dossier, "result", None)
    return result is not None and result.kind == "refused"


def status_words(dossier: Dossier) -> str:
    """The status as people read it: a refusal is a result, but nobody calls it one."""
    return status_said(dossier.status, "refused" if is_refused(dossier) else None, Words())


def status_said(status: int, result: str | None, words: Words) -> str:
    """The status in the words of a page; `result` is the kind of result there is, if any."""
    _ = words.gettext
    if status == Status.RESOLVED and result == "refused":
        return _("Không được giải quyết")
    return words.of(_status, status)


def _status(status: int) -> str:
    return str(STATUSES[status])


def part_words(state: PartState) -> str:
    """How one agency's part of a linked matter stands."""
    return {
        PartState.AHEAD: _("Chưa đến lượt"),
        PartState.RUNNING: _("Đang giải quyết"),
        PartState.WAITING: _("Chờ ông/bà bổ sung"),
        PartState.GRANTED: _("Đã có kết quả"),
        PartState.REFUSED: _("Không được giải quyết"),
        PartState.STOPPED: _("Đã dừng giải quyết"),
        PartState.BARRED: _("Không thực hiện, vì phần trước không có kết quả"),
    }[state]


def clock_words(
    status: int, due_at: datetime | None, settled_at: datetime | None, now: datetime, words: Words | None = None
) -> tuple[str, str]:
    """The state of the clock (its colour) and its words: `("soon", "Còn 2 giờ 40 phút")`."""
    words = words or Words()
    _ = words.gettext
    if status in (Status.REFUSED, Status.WITHDRAWN, Status.STOPPED):
        return "done", _("Đã kết thúc")
    state = clock_state(Status(status), due_at, settled_at, now)
    if state is ClockState.NONE or due_at is None:
        return "none", _("Chưa tính giờ")
    if state is ClockState.PAUSED:
        return "paused", _("Tạm dừng")
    if state is ClockState.DONE:
        return "ok", _("Trước hạn") if settled_at and is_before_day(settled_at, due_at) else _("Đúng hạn")
    if settled_at is not None:
        return "late", _("Trễ hạn")
    if state is ClockState.LATE:
        return "late", _("Quá hạn %(span)s") % {"span": span_words(now - due_at, words)}
    return state.value, _("Còn %(span)s") % {"span": span_words(due_at - now, words)}


def span_words(span: timedelta, words: Words | None = None) -> str:
    """`2 ngày 7 giờ`, `2 giờ 40 phút`, `5 phút`: the two largest parts of an elapsed time."""
    ngettext = (words or Words()).ngettext
    minutes = max(1, int(span.total_seconds() // 60))
    days, hours, left = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        parts = (days, ngettext("%d ngày", "%d ngày", days)), (hours, ngettext("%d giờ", "%d giờ", hours))
    else:
        parts = (hours, ngettext("%d giờ", "%d giờ", hours)), (left, ngettext("%d phút", "%d phút", left))
    return " ".join(said % count for count, said in parts if count)
