"""The competence table is changed by two: one proposes a line or its end, another approves."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.areas.public import Area
from motcua.organisations.public import Organisation
from motcua.platform.action import Actor, ActorKind, Refused, Stale, action
from motcua.platform.text import clean
from motcua.procedures.models import CompetenceLine, Procedure, ProcedureField

LONGEST = 500
_Same = tuple[int | None, int | None, str, int]


@dataclass(frozen=True)
class LineSpec:
    """A line to be: what it is about (a procedure's code or a field's), where, who resolves, from when, by what.

    `number` is its place in the file it came from.
    """

    about: str
    organisation: str
    basis: str
    valid_from: date
    area: str = ""
    valid_to: date | None = None
    number: int | None = None


@action("procedures.propose_competence")
def propose_competence(specs: Sequence[LineSpec], *, by: Actor, at: datetime) -> list[CompetenceLine]:
    """Propose lines of the competence table, all or none; they hold once another official approves them.

    Raises Refused, naming the field, or the line of the file, for what does not exist or stands there already.
    """
    known = _known(specs)
    lines = []
    for spec in specs:
        try:
            line = _line(spec, known)
        except Refused as refused:
            if spec.number is None:
                raise
            told = {"number": spec.number, "why": refused.message}
            raise Refused(_("Dòng %(number)d: %(why)s") % told, "file") from refused
        known.open.add(_same(line))
        line.proposed_at, line.proposed_by_id = at, by.account_id
        lines.append(line)
    return CompetenceLine.objects.bulk_create(lines, batch_size=1000)


@dataclass(frozen=True)
class _Known:
    procedures: Mapping[str, Procedure]
    fields: Mapping[str, ProcedureField]
    organisations: Mapping[str, Organisation]
    areas: AbstractSet[str]
    open: set[_Same]


def _known(specs: Sequence[LineSpec]) -> _Known:
    about = {spec.about for spec in specs}
    identifiers = {spec.organisation for spec in specs}
    lines = CompetenceLine.objects.filter(valid_to=None)
    return _Known(
        {each.code: each for each in Procedure.objects.filter(code__in=about)},
        {each.code: each for each in ProcedureField.objects.filter(code__in=about)},
        {each.identifier: each for each in Organisation.objects.filter(identifier__in=identifiers)},
        set(Area.objects.filter(code__in={spec.area for spec in specs}).values_list("code", flat=True)),
        set(lines.values_list("procedure_id", "field_id", "area_code", "organisation_id")),
    )


def _same(line: CompetenceLine) -> _Same:
    return (line.procedure_id, line.field_id, line.area_code, line.organisation_id)


def _line(spec: LineSpec, known: _Known) -> CompetenceLine:
    procedure = known.procedures.get(spec.about)
    field = None if procedure else known.fields.get(spec.about)
    if procedure is None and field is None:
        raise Refused(_("Không có thủ tục hay lĩnh vực mang mã “%(code)s”.") % {"code": spec.about}, "about")
    organisation = known.organisations.get(spec.organisation)
    if organisation is None:
        raise Refused(_("Không có cơ quan mang mã “%(code)s”.") % {"code": spec.organisation}, "organisation")
    if spec.valid_from < organisation.valid_from or (organisation.valid_to or date.max) <= spec.valid_from:
        raise Refused(_("Cơ quan này không hoạt động vào ngày bắt đầu."), "organisation")
    if spec.area and spec.area not in known.areas:
        raise Refused(_("Không có địa bàn mang mã “%(code)s”.") % {"code": spec.area}, "area")
    if spec.valid_to is not None and spec.valid_to <= spec.valid_from:
        raise Refused(_("Ngày kết thúc phải sau ngày bắt đầu."), "valid_to")
    basis = clean(spec.basis)[:LONGEST]
    if not basis:
        raise Refused(_("Xin ghi căn cứ: quyết định nào giao thẩm quyền này."), "basis")
    line = CompetenceLine(
        procedure=procedure,
        field=field,
        area_code=spec.area,
        organisation=organisation,
        valid_from=spec.valid_from,
        valid_to=spec.valid_to,
        basis=basis,
    )
    if _same(line) in known.open:
        raise Refused(_("Dòng này đã có trong bảng hoặc đang chờ duyệt."), "about")
    return line


@action("procedures.propose_competence")
def propose_end(line: CompetenceLine, *, ends_on: date, reason: str, by: Actor, at: datetime) -> CompetenceLine:
    """Propose the first day on which an approved line no longer holds, and why. Raises Refused, Stale."""
    line = CompetenceLine.objects.select_for_update().get(pk=line.pk)
    if line.approved_at is None or line.valid_to is not None or line.ending_on is not None:
        raise Stale(_("Dòng này chưa được duyệt, đã kết thúc hoặc đang chờ duyệt kết thúc."))
    if ends_on < line.valid_from:
        raise Refused(_("Ngày kết thúc không được trước ngày bắt đầu."), "ends_on")
    reason = clean(reason)[:LONGEST]
    if not reason:
        raise Refused(_("Xin ghi lý do kết thúc."), "reason")
    line.ending_on, line.ending_reason, line.ending_proposed_by_id = ends_on, reason, by.account_id
    line.save(update_fields=["ending_on", "ending_reason", "ending_proposed_by"])
    return line


@action("procedures.approve_competence")
def approve_competence(lines: Sequence[CompetenceLine], *, by: Actor, at: datetime) -> int:
    """Approve lines, or ends, that others proposed; returns how many. Raises Refused for one's own, Stale for done."""
    locked = list(CompetenceLine.objects.select_for_update().filter(pk__in=[each.pk for each in lines]).order_by("pk"))
    if not locked:
        raise Refused(_("Xin chọn ít nhất một dòng."))
    for line in locked:
        _approve(line, by=by, at=at)
    return len(locked)


def _approve(line: CompetenceLine, *, by: Actor, at: datetime) -> None:
    if not line.is_waiting:
        raise Stale(_("Có dòng vừa được người khác duyệt. Xin xem lại."))
    is_end = line.approved_at is not None
    proposed_by = line.ending_proposed_by_id if is_end else line.proposed_by_id
    if by.kind is ActorKind.OFFICIAL and proposed_by == by.account_id:
        raise Refused(_("Người đề nghị không tự duyệt được; cần một người khác duyệt."))
    if is_end:
        line.valid_to, line.ending_approved_by_id = line.ending_on, by.account_id
        line.save(update_fields=["valid_to", "ending_approved_by"])
    else:
        line.approved_at, line.approved_by_id = at, by.account_id
        line.save(update_fields=["approved_at", "approved_by"])


@action("procedures.propose_competence")
def discard_proposal(line: CompetenceLine, *, by: Actor, at: datetime) -> None:
    """Throw a proposal away, or the proposal of an end. Raises Stale once it is approved."""
    line = CompetenceLine.objects.select_for_update().get(pk=line.pk)
    if not line.is_waiting:
        raise Stale(_("Dòng này đã được duyệt."))
    if line.approved_at is None:
        line.delete()
        return
    line.ending_on, line.ending_reason, line.ending_proposed_by = None, "", None
    line.save(update_fields=["ending_on", "ending_reason", "ending_proposed_by"])
