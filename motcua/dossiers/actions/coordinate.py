from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._beginning import process_of, set_going, wait_for_resolver
from motcua.dossiers.actions._book import put, required, take, write
from motcua.dossiers.actions._recounting import recounted, tell_moved
from motcua.dossiers.models import Coordination, Dossier, DossierEvent
from motcua.dossiers.rules import FINAL, Status, Unplaced
from motcua.organisations.public import Organisation, calendar_of, carried_on_by
from motcua.platform.action import Actor, Refused, Stale, action
from motcua.platform.clock import VIETNAM
from motcua.processes.public import instance_of, rehome, relist

_PLACES = ("competent_authority", "unit_of_record")


@action("dossiers.coordinate")
def coordinate(dossier: Dossier, organisation: Organisation, *, reason: str, by: Actor, at: datetime) -> Dossier:
    """Decide who resolves a dossier of the coordination queue, with the reason: its process starts, or moves there.

    Raises Stale where somebody decided before, Refused without a reason or for an organisation that stands no more.
    """
    reason = required(reason, "reason", _("Xin ghi lý do giao cho cơ quan này."))
    fresh = take(dossier)
    waiting = Coordination.objects.select_for_update().filter(dossier=fresh, decided_at=None).first()
    if waiting is None or Status(fresh.status) in FINAL:
        raise Stale(_("Hồ sơ này đã được người khác điều phối hoặc đã kết thúc."))
    if not Organisation.objects.as_of(at.astimezone(VIETNAM).date()).filter(pk=organisation.pk).exists():
        raise Refused(_("Cơ quan này hiện không hoạt động. Xin chọn cơ quan khác."), "organisation")
    _place(fresh, organisation.pk, by=by, at=at)
    waiting.decided_at, waiting.decided_by_id = at, by.account_id
    waiting.organisation, waiting.reason = organisation, reason
    waiting.save(update_fields=["decided_at", "decided_by", "organisation", "reason"])
    write(fresh, "coordinated", by=by, at=at, outcome=organisation.identifier, note=reason)
    return fresh


def _place(fresh: Dossier, organisation_id: int, *, by: Actor, at: datetime) -> None:
    before, fresh.competent_authority_id = fresh.competent_authority_id, organisation_id
    if fresh.instance_id is None:
        set_going(fresh, process_of(fresh, at), by=by, at=at)
    else:
        rehome(instance_of(fresh.subject), {before: organisation_id}, by=by, at=at)
    put(fresh, "competent_authority", "instance")


@action("dossiers.place_orphans")
def place_orphans(dossiers: Sequence[Dossier], *, by: Actor, at: datetime) -> int:
    """Pass on dossiers whose competent authority or unit of record stands no more: to who carries its matters on, else
    into the coordination queue. Returns how many moved. By the system.
    """
    on, moved = at.astimezone(VIETNAM).date(), 0
    for each in dossiers:
        fresh = take(each)
        if Status(fresh.status) in FINAL or fresh.coordinations.filter(decided_at=None).exists():
            continue
        heirs = carried_on_by({fresh.competent_authority_id, fresh.unit_of_record_id}, on)
        moved += _hand_on(fresh, heirs, by=by, at=at)
    return moved


def _hand_on(fresh: Dossier, heirs: dict[int, int], *, by: Actor, at: datetime) -> bool:
    """Move what has an heir; whether anything was done. A unit of record without one gives way to the authority."""
    authority, record = fresh.competent_authority_id, fresh.unit_of_record_id
    heir = heirs.get(authority)
    moves = {authority: heir or authority, record: heirs.get(record) or heir or record}
    waits = heir is None and fresh.received_at is not None
    if moves == {authority: authority, record: record} and not waits:
        return False
    if fresh.instance_id is not None:
        rehome(instance_of(fresh.subject), moves, by=by, at=at)
    fresh.competent_authority_id, fresh.unit_of_record_id = moves[authority], moves[record]
    if waits:
        wait_for_resolver(fresh, Unplaced.CLOSED, "", at=at)
        # Its steps stay where they are until somebody says whose they become.
        fresh.competent_authority_id = authority
    to = moves[authority] if moves[authority] != authority else moves[record]
    if to in (authority, record):
        put(fresh, *_PLACES)
        write(fresh, "passed_on", by=by, at=at)
        return True
    name = Organisation.objects.only("name").get(pk=to).name
    write(fresh, "passed_on", by=by, at=at, step=name, outcome="heir")
    _follow_calendar(fresh, name, by=by, at=at)
    return True


def _follow_calendar(fresh: Dossier, name: str, *, by: Actor, at: datetime) -> None:
    """Who carries the matters on works by days and hours of its own: what is not settled is counted anew by them."""
    entries = []
    if fresh.resolved_at is None:
        what = _("lịch làm việc của %(unit)s") % {"unit": name}
        entries = recounted(fresh, calendar_of(fresh.unit_of_record_id), what, by=by, at=at)
    put(fresh, *_PLACES, *(("due_at", "accept_by") if entries else ()))
    DossierEvent.objects.bulk_create(entries)
    tell_moved(entries, at)
    if entries and fresh.instance_id is not None:
        relist({fresh.instance_id: fresh.due_at}, by=by, at=at)


@action("dossiers.alarm_coordination")
def alarm_coordination(*, by: Actor, at: datetime) -> list[Coordination]:
    """Mark those undecided for too long, once each, and return them. By the system."""
    late = list(
        Coordination.objects.select_for_update(skip_locked=True, of=("self",))
        .to_alarm(at)
        .select_related("dossier__version", "dossier__place_of_receipt")
        .order_by("alarm_at", "pk")[:200]
    )
    for each in late:
        each.alarmed_at = at
        each.save(update_fields=["alarmed_at"])
    return late
