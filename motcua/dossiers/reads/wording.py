"""A dossier in plain words: for citizens, slips and lists."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.dossiers.models import Dossier
from motcua.dossiers.models.dossier import CHANNEL_NAMES, STATUS_NAMES
from motcua.dossiers.rules import ClockState, Status, clock_state

# Looked up here and not by `get_…_display`, which goes through every choice each time: lists ask for each row.
CHANNELS, STATUSES = dict(CHANNEL_NAMES), dict(STATUS_NAMES)


def channel_words(channel: int) -> str:
    """How the dossier came."""
    return str(CHANNELS[channel])


def is_refused(dossier: Dossier) -> bool:
    """Whether the matter was examined and refused: there is a result, and it says no."""
    result = getattr(dossier, "result", None)
    return result is not None and result.kind == "refused"


def status_words(dossier: Dossier) -> str:
    """The status as people read it: a refusal is a result, but nobody calls it one."""
    if Status(dossier.status) is Status.RESOLVED and is_refused(dossier):
        return _("Không được giải quyết")
    return str(STATUSES[dossier.status])


def clock_words(status: int, due_at: datetime | None, settled_at: datetime | None, now: datetime) -> tuple[str, str]:
    """The state of the clock (its colour) and its words: `("soon", "Còn 2 giờ 40 phút")`."""
    if status in (Status.REFUSED, Status.WITHDRAWN, Status.STOPPED):
        return "done", _("Đã kết thúc")
    state = clock_state(Status(status), due_at, settled_at, now)
    if state is ClockState.NONE or due_at is None:
        return "none", _("Chưa tính giờ")
    if state is ClockState.PAUSED:
        return "paused", _("Tạm dừng")
    if state is ClockState.DONE:
        return "ok", _("Đúng hạn")
    if settled_at is not None:
        return "late", _("Trễ hạn")
    if state is ClockState.LATE:
        return "late", _("Quá hạn %(span)s") % {"span": span_words(now - due_at)}
    return state.value, _("Còn %(span)s") % {"span": span_words(due_at - now)}


def span_words(span: timedelta) -> str:
    """`2 ngày 7 giờ`, `2 giờ 40 phút`, `5 phút`: the two largest parts of an elapsed time."""
    minutes = max(1, int(span.total_seconds() // 60))
    days, hours, left = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = (
        (days, ngettext("%d ngày", "%d ngày", days)),
        (hours, ngettext("%d giờ", "%d giờ", hours)),
        (left, ngettext("%d phút", "%d phút", left)),
    )
    largest = next(place for place, (count, _words) in enumerate(parts) if count)
    return " ".join(words % count for count, words in parts[largest : largest + 2] if count)
