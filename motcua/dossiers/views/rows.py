"""A dossier as a row of a list. Lists are asked for most, so what is the same in all rows is found once."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import quote

from motcua.dossiers.reads.tabs import end_of_today
from motcua.dossiers.reads.wording import channel_words, clock_words, status_said
from motcua.dossiers.reads.worklist import Listed
from motcua.dossiers.rules import Status
from motcua.platform.addresses import address
from motcua.platform.formats import dmyhm, hm
from motcua.platform.language import Words, joined


class Row(NamedTuple):
    """What the table shows, in the order in which the template takes it apart."""

    url: str
    name: str
    code: str
    owner: str
    channel: str
    step: str
    since: str
    due: str
    due_note: str
    state: str
    words: str


def rows_of(dossiers: Iterable[Listed], now: datetime) -> list[Row]:
    """What the table shows of each."""
    told = _Told(now)
    return [told.row(dossier) for dossier in dossiers]


class _Told:
    """Puts dossiers into words, in the language and on the day of one page."""

    def __init__(self, now: datetime) -> None:
        self.now, self.words = now, Words()
        self.midnight = end_of_today(now)
        self.morning = self.midnight - timedelta(days=1)
        _ = self.words.gettext
        self.today, self.unset, self.expected, self.acceptance = (
            _("Hôm nay"), _("chưa có"), _("dự kiến"), _("hạn tiếp nhận"),
        )  # fmt: skip
        # All addresses begin alike: finding each anew costs more than all else in a row.
        self.beginning = address("dossiers:dossier", "-").removesuffix("-")

    def row(self, dossier: Listed) -> Row:
        settled_at = dossier.resolved_at or dossier.ended_at
        state, clock = clock_words(dossier.status, dossier.due_at, settled_at, self.now, self.words)
        step = dossier.step or {}
        due = dossier.due_at or dossier.accept_by
        waits = due is not None and dossier.due_at is None and dossier.status == Status.SUBMITTED
        if waits:
            # What runs out before acceptance is the time to accept.
            state, clock = clock_words(dossier.status, due, settled_at, self.now, self.words)
        return Row(
            url=f"{self.beginning}{quote(dossier.code)}",
            name=self.words.data(dossier.procedure),
            code=dossier.code,
            owner=dossier.owner,
            channel=self.words.of(channel_words, dossier.channel),
            step=self.words.data(step.get("name")) or status_said(dossier.status, dossier.result, self.words),
            since=self.since(step),
            due=self.when(due, self.today) if due else self.unset,
            due_note=self.note(dossier, state, due),
            state=state,
            words=clock,
        )

    def note(self, dossier: Listed, state: str, due: datetime | None) -> str:
        if state == "paused":
            return self.expected
        if due and not dossier.due_at:
            return self.acceptance
        if dossier.used_percent and state in ("ok", "soon"):
            return self.words.gettext("đã dùng %(percent)d %% thời hạn") % {"percent": dossier.used_percent}
        return ""

    def since(self, step: Mapping[str, Any]) -> str:
        if not step:
            return ""
        _ = self.words.gettext
        since = _("từ %(since)s") % {"since": self.when(datetime.fromisoformat(step["since"]))}
        return joined(" · ", (step["holder"] or _("chưa ai nhận"), since))

    def when(self, at: datetime, today: str = "") -> str:
        """`17:00` where it is today, with the word for it before where one is given, else the whole date."""
        if not self.morning <= at < self.midnight:
            return dmyhm(at)
        return f"{today} {hm(at)}" if today else hm(at)
