"""What pages show of a linked matter: each agency's part in plain words, for officials and for the citizen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.reads.linked import Plan, Share, agency_of, plan_of, shares_of
from motcua.dossiers.reads.pages import open_supplement
from motcua.dossiers.reads.wording import clock_words, part_words
from motcua.dossiers.rules.parts import PartState
from motcua.platform.action import Actor
from motcua.platform.formats import dmyhm
from motcua.platform.language import data, said
from motcua.procedures.public import LinkedPart

_SHAPES = {
    PartState.AHEAD: "todo",
    PartState.BARRED: "todo",
    PartState.RUNNING: "now",
    PartState.WAITING: "paused",
    PartState.GRANTED: "done",
    PartState.REFUSED: "done",
    PartState.STOPPED: "done",
}


@dataclass(frozen=True)
class PartRow:
    """One agency's part: its name, whose it is, how it stands and by when, and how much of the total clock is its.

    `code` is empty where the reader may not open its dossier; `result` is the key of the paper that it ended with.
    """

    name: str
    agency: str
    state: str
    shape: str
    words: str
    note: str
    code: str = ""
    clock_state: str = "none"
    clock_words: str = ""
    is_late: bool = False
    is_here: bool = False
    spent: str = ""
    percent: int = 0
    result: int | None = None
    number: str = ""
    supplement: SupplementRequest | None = None


@dataclass(frozen=True)
class Chain:
    """A linked matter: the code that the citizen knows (empty where not to be opened), its parts, whose the rest is."""

    name: str
    code: str
    may_open: bool
    rows: tuple[PartRow, ...]
    keeper: str
    keeper_spent: str
    keeper_percent: int
    total: str

    @property
    def waiting(self) -> tuple[PartRow, ...]:
        """The parts that wait for the applicant."""
        return tuple(row for row in self.rows if row.supplement is not None)


def worked_words(spent: timedelta) -> str:
    """A working time in hours and minutes: “10 giờ 30 phút làm việc”."""
    hours, minutes = divmod(int(spent.total_seconds() // 60), 60)
    told = [ngettext("%d giờ", "%d giờ", hours) % hours] if hours else []
    if minutes or not hours:
        told.append(ngettext("%d phút", "%d phút", minutes) % minutes)
    return _("%(time)s làm việc") % {"time": " ".join(told)}


def chain_of(dossier: Dossier, actor: Actor | None, now: datetime) -> Chain | None:
    """The linked matter that a dossier is the whole or a part of; None for all others, without a statement.

    To an official only parts that this official may open bear their codes; without one all do, for the applicant.
    """
    if dossier.whole_id is None and not dossier.is_linked:
        return None
    whole = dossier if dossier.whole_id is None else _whole_of(dossier.whole_id)
    plan = plan_of(whole)
    if plan is None:
        return None
    keys = [each.pk for each in plan.begun.values()]
    seen = (
        set(Dossier.objects.visible_to(actor).filter(pk__in=[whole.pk, *keys]).values_list("pk", flat=True))
        if actor is not None
        else set(keys)
    )
    spent = shares_of(plan, now)
    rest = spent.get("", Share("", timedelta(), 0))
    return Chain(
        name=data(whole.version.name),
        code=whole.code,
        may_open=whole.pk in seen and whole.pk != dossier.pk,
        rows=tuple(_row(part, plan, dossier, seen, spent, now) for part in plan.parts),
        keeper=data(whole.unit_of_record.name),
        keeper_spent=worked_words(rest.spent),
        keeper_percent=rest.percent,
        total=worked_words(sum((each.spent for each in spent.values()), timedelta())),
    )


def _whole_of(whole_id: int) -> Dossier:
    return Dossier.objects.select_related("version", "unit_of_record__area").get(pk=whole_id)


def _row(
    part: LinkedPart, plan: Plan, here: Dossier, seen: set[int], spent: Mapping[str, Share], now: datetime
) -> PartRow:
    state, dossier = plan.states[part.key], plan.begun.get(part.key)
    row = PartRow(data(part.name), "", state.value, _SHAPES[state], part_words(state), "")
    if dossier is None:
        agency = agency_of(part, plan.whole, now)
        stuck = state is PartState.AHEAD and agency is None
        note = _("Chưa có cơ quan giải quyết ở nơi này; nơi tiếp nhận đang tìm cơ quan.") if stuck else ""
        return replace(row, agency=data(agency.name) if agency else "", note=note)
    clock, words = clock_words(dossier.status, dossier.due_at, dossier.settled_at, now)
    share = spent.get(part.key)
    result = plan.result_of(part.key)
    return replace(
        row,
        agency=data(dossier.competent_authority.name),
        note=_note(dossier, state),
        code=dossier.code if dossier.pk in seen and dossier.pk != here.pk else "",
        clock_state=clock,
        clock_words=words,
        is_late=clock == "late",
        is_here=dossier.pk == here.pk,
        spent=worked_words(share.spent) if share else "",
        percent=share.percent if share else 0,
        result=result.paper_id if result is not None else None,
        number=result.number if result is not None else "",
        supplement=open_supplement(dossier) if state is PartState.WAITING else None,
    )


def _note(dossier: Dossier, state: PartState) -> str:
    if state is PartState.RUNNING:
        return said(
            _("từ %(since)s, hẹn xong %(due)s"), since=dmyhm(dossier.received_at), due=dmyhm(dossier.due_at) or "—"
        )
    if state is PartState.WAITING:
        return _("đang chờ ông/bà bổ sung giấy tờ, thời hạn tạm dừng")
    return dmyhm(dossier.settled_at)
