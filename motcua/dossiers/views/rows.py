"""A dossier as a row of a list."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.wording import channel_words, clock_words, status_words
from motcua.platform.formats import dmy, dmyhm, hm
from motcua.platform.language import data, joined


def rows_of(dossiers: Sequence[Dossier], now: datetime) -> list[dict[str, object]]:
    """What the table shows of each."""
    # All addresses begin alike: finding each anew costs more than all else in a row.
    beginning = reverse("dossiers:dossier", args=["-"]).removesuffix("-")
    return [{"url": f"{beginning}{quote(dossier.code)}", **_row(dossier, now)} for dossier in dossiers]


def _row(dossier: Dossier, now: datetime) -> dict[str, object]:
    state, words = clock_words(dossier.status, dossier.due_at, dossier.settled_at, now)
    step: dict[str, Any] = getattr(dossier, "step", None) or {}
    due = dossier.due_at or dossier.accept_by
    return {
        "name": dossier.version.name,
        "code": dossier.code,
        "owner": dossier.owner.full_name,
        "channel": channel_words(dossier.channel),
        "step": data(step.get("name")) or status_words(dossier),
        "since": _since(step, now),
        "due": _when(due, now, today=True) if due else _("chưa có"),
        "due_note": _("dự kiến") if state == "paused" else _("hạn tiếp nhận") if due and not dossier.due_at else "",
        "state": state,
        "words": words,
    }


def _since(step: dict[str, Any], now: datetime) -> str:
    if not step:
        return ""
    since = _("từ %(since)s") % {"since": _when(datetime.fromisoformat(step["since"]), now)}
    return joined(" · ", (step["holder"] or _("chưa ai nhận"), since))


def _when(at: datetime, now: datetime, *, today: bool = False) -> str:
    """`17:00` where it is today (`Hôm nay 17:00` where that is to be said), else the whole date."""
    if dmy(at) != dmy(now):
        return dmyhm(at)
    return f"{_('Hôm nay')} {hm(at)}" if today else hm(at)
