"""Sổ theo dõi hồ sơ (form 07): the register of what a unit received, written anew from what happened."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, Min, OuterRef
from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier, DossierEvent, DossierOutput, ResultDelivery
from motcua.dossiers.queries import DossierQuerySet
from motcua.dossiers.reads.control_slips import outcome_words
from motcua.dossiers.reads.slips import delivery_words
from motcua.dossiers.reads.wording import status_words
from motcua.dossiers.rules import Status
from motcua.organisations.public import Organisation
from motcua.papers.public import RegisterLine, numbers_of
from motcua.platform.action import Actor
from motcua.platform.formats import dmy, dmyhm

PERMISSION = "dossiers.read_register"
MOST_UNITS = 500
OVER = frozenset({Status.REFUSED, Status.WITHDRAWN, Status.STOPPED})


def units_with_register(actor: Actor) -> list[Organisation]:
    """The units whose register the actor may read: those that received something, in the order of their names."""
    units = Organisation.objects.filter(Exists(Dossier.objects.filter(place_of_receipt=OuterRef("pk"))))
    if not actor.is_everywhere(PERMISSION):
        units = units.filter(pk__in=actor.organisations_for(PERMISSION))
    return list(units.order_by("sort_key")[:MOST_UNITS])


def registered(actor: Actor, unit_id: int, start: datetime, end: datetime) -> DossierQuerySet:
    """What a unit accepted between two instants and the actor may see; parts of linked matters are not registered."""
    rows = Dossier.objects.visible_to(actor).filter(
        place_of_receipt=unit_id, received_at__gte=start, received_at__lt=end, whole=None
    )
    return rows.select_related("version__eform", "owner", "result", "entity", "competent_authority")


def register_lines(dossiers: Sequence[Dossier]) -> list[RegisterLine]:
    """A line each, in their order; as many statements for one as for many. The serial is that of form 01."""
    keys = [dossier.pk for dossier in dossiers]
    numbers = numbers_of([dossier.subject for dossier in dossiers], "receipt_slip")
    taken = DossierEvent.objects.filter(dossier__in=keys, kind__in=("claimed", "assigned", "part_begun"))
    passed = dict(taken.order_by().values("dossier").annotate(first=Min("at")).values_list("dossier", "first"))
    handed = {each.dossier_id: each for each in ResultDelivery.objects.filter(dossier__in=keys, has_last=True)}
    parts: dict[int, list[str]] = {}
    for part in DossierOutput.objects.filter(dossier__in=keys).select_related("delivery"):
        parts.setdefault(part.dossier_id, []).append(_part_words(part))
    return [
        _line(dossier, numbers.get(dossier.subject, ""), passed.get(dossier.pk), handed.get(dossier.pk),
              parts.get(dossier.pk, ()))
        for dossier in dossiers
    ]  # fmt: skip


def _part_words(part: DossierOutput) -> str:
    """A result in parts, in the column for remarks: it does not settle the matter."""
    if part.delivery is None:
        return _("từng phần: %(name)s, chưa nhận") % {"name": part.name}
    return _("từng phần: %(name)s, trả %(day)s") % {"name": part.name, "day": dmy(part.delivery.delivered_at)}


def _line(
    dossier: Dossier, number: str, passed: datetime | None, handed: ResultDelivery | None, parts: Sequence[str]
) -> RegisterLine:
    late = outcome_words(dossier.due_at, dossier.settled_at) if dossier.resolved_at else ""
    ended = str(status_words(dossier)) if Status(dossier.status) in OVER else ""
    contact = (dossier.contact_address or dossier.owner.address_line, dossier.contact_phone)
    return RegisterLine(
        serial=number.split("/")[0],
        code=dossier.code,
        procedure=dossier.version.name,
        sets="01",
        applicant=dossier.entity.name if dossier.entity is not None else dossier.owner.full_name,
        contact="; ".join(part for part in contact if part),
        authority=dossier.competent_authority.name,
        received=dmyhm(dossier.received_at),
        due=dmyhm(dossier.due_at) if dossier.due_at else _("không quy định"),
        passed_on=dmyhm(passed),
        resolved=dmyhm(dossier.resolved_at),
        returned=dmyhm(handed.delivered_at) if handed is not None else "",
        way=str(handed.get_way_display()) if handed is not None else delivery_words(dossier),
        receiver=handed.receiver if handed is not None else "",
        note="; ".join(part for part in (ended, late, _extended(dossier), *parts) if part),
    )


def _extended(dossier: Dossier) -> str:
    if dossier.original_due_at is None or dossier.due_at == dossier.original_due_at:
        return ""
    return _("hẹn ban đầu %(day)s") % {"day": dmy(dossier.original_due_at)}


def titles() -> list[str]:
    """The heads of the columns, in the order of `cells`."""
    return [
        _("TT"), _("Mã hồ sơ"), _("Tên thủ tục hành chính"), _("Số bộ"), _("Tên cá nhân, tổ chức"),
        _("Địa chỉ, số điện thoại"), _("Cơ quan chủ trì giải quyết"), _("Nhận hồ sơ"), _("Hẹn trả kết quả"),
        _("Chuyển cơ quan giải quyết"), _("Nhận kết quả"), _("Trả kết quả"), _("Phương thức nhận"), _("Ký nhận"),
        _("Ghi chú"),
    ]  # fmt: skip


def cells(line: RegisterLine) -> list[str]:
    """A line as a spreadsheet has it."""
    return [
        line.serial, line.code, line.procedure, line.sets, line.applicant, line.contact, line.authority, line.received,
        line.due, line.passed_on, line.resolved, line.returned, line.way, line.receiver, line.note,
    ]  # fmt: skip
