"""What follows an act on a dossier: the acknowledgement, and word to the applicant."""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from motcua.accounts.public import actor_of
from motcua.dossiers.actions.acknowledge import acknowledge
from motcua.dossiers.actions.bulk import file_line, finish_bulk
from motcua.dossiers.actions.clear_drafts import clear_drafts
from motcua.dossiers.actions.count_ask_once import count_ask_once
from motcua.dossiers.actions.count_filings import count_filings
from motcua.dossiers.events import (
    BulkConfirmed,
    DossierReceived,
    DossierRefused,
    DossierResolved,
    DossierStopped,
    DossierSubmitted,
    DossierSupplemented,
    DossierUndone,
    DossierWithdrawn,
    ResultDelivered,
    SupplementRequested,
    TransferMoved,
)
from motcua.dossiers.models import BulkFiling, Dossier, DossierTransfer, SupplementItem
from motcua.dossiers.reads.behalf import behalf_of, whose_name
from motcua.dossiers.reads.clock import explain_if_received
from motcua.dossiers.reads.control_slips import is_early
from motcua.dossiers.reads.pages import place_to_collect
from motcua.dossiers.reads.slips import known_as, tracking_url
from motcua.dossiers.reads.undoing import occasion_of
from motcua.dossiers.rules import Status
from motcua.notifications.public import notify, recall
from motcua.platform.action import SYSTEM, NotAllowed
from motcua.platform.clock import now
from motcua.platform.events import every, on
from motcua.platform.formats import dmyhm
from motcua.platform.settings import installation

CHANNELS = ("in_app", "email", "sms")
TOLD_OF_PARTS = frozenset(
    {"dossier_supplement_requested", "dossier_supplemented", "dossier_not_granted", "dossier_stopped"}
)


@every(seconds=3600)
def clear_old_drafts() -> None:
    """Drafts that nobody went on with, and those thrown away a month ago."""
    clear_drafts(by=SYSTEM, at=now())


@every(seconds=3600)
def count_new_filings() -> None:
    """What people file most is counted aside: no page asks every dossier for it."""
    while count_filings(by=SYSTEM, at=now()):
        pass


@every(seconds=3600)
def count_new_ask_once() -> None:
    """How much people are not asked again is counted aside too."""
    while count_ask_once(by=SYSTEM, at=now()):
        pass


def _dossier(dossier_id: int) -> Dossier:
    return Dossier.objects.select_related(
        "version__procedure",
        "version__eform",
        "case",
        "owner",
        "submitter",
        "entity",
        "guardianship",
        "mandate",
        "unit_of_record",
        "competent_authority",
        "place_of_receipt",
        "whole",
    ).get(pk=dossier_id)


def _tell(
    dossier: Dossier, template: str, at: datetime, *, not_before: datetime | None = None, occasion: str = "",
    **more: str,
) -> None:  # fmt: skip
    """Tell who filed it, by the contact given for it, and whose matter it is, by their own, where that is another.

    Of a part of a linked matter only what they must do or bear is told, under the code that they know.
    """
    if dossier.whole_id is not None and template not in TOLD_OF_PARTS:
        return
    context = {
        "code": known_as(dossier).code,
        "procedure": dossier.version.name,
        "unit": dossier.unit_of_record.name,
        "link": tracking_url(dossier),
        "due": dmyhm(dossier.due_at) or _("sau khi hồ sơ được tiếp nhận"),
        **more,
    }
    say = partial(
        notify, template=template, context=context, channels=CHANNELS, subject=dossier.subject, at=at,
        not_before=not_before, occasion=occasion or (occasion_of(at) if not_before else ""),
    )  # fmt: skip
    phone, email = dossier.contact_phone, dossier.contact_email
    person, account = dossier.submitter_id, dossier.submitter_account_id
    say(person_id=person, account_id=account, phone=phone, email=email, by=SYSTEM)
    if dossier.owner_id != person:
        say(person_id=dossier.owner_id, by=SYSTEM)


@on(DossierSubmitted)
def acknowledge_filing(event: DossierSubmitted) -> None:
    """Make the acknowledgement."""
    acknowledge(_dossier(event.dossier_id), by=SYSTEM, at=event.at)


@on(DossierSubmitted)
def tell_submitted(event: DossierSubmitted) -> None:
    """Filed: here is the code, and by when it will be accepted."""
    dossier = _dossier(event.dossier_id)
    promise = explain_if_received(dossier, event.at)
    _tell(
        dossier,
        "dossier_submitted",
        event.at,
        accept_by=dmyhm(dossier.accept_by),
        expected_due=dmyhm(promise.due_at) if promise else _("theo thông báo của cơ quan"),
    )


@on(DossierSubmitted)
def tell_of_filing_for_another(event: DossierSubmitted) -> None:
    """Whose matter it is hears who filed it in their name, and by what."""
    dossier = _dossier(event.dossier_id)
    behalf = behalf_of(dossier)
    if behalf is None or dossier.owner_id == dossier.submitter_id:
        return
    notify(
        template="dossier_filed_for_you",
        person_id=dossier.owner_id,
        channels=("in_app", "email"),
        context={
            "code": dossier.code,
            "procedure": dossier.version.name,
            "owner": behalf.owner,
            "submitter": behalf.submitter,
            "ground": behalf.ground,
            "link": tracking_url(dossier),
        },
        subject=dossier.subject,
        by=SYSTEM,
        at=event.at,
    )


@on(DossierReceived)
def tell_received(event: DossierReceived) -> None:
    """Accepted: here is the due date."""
    _tell(_dossier(event.dossier_id), "dossier_received", event.at)


@on(DossierRefused)
def tell_refused(event: DossierRefused) -> None:
    """Not accepted, and why."""
    dossier = _dossier(event.dossier_id)
    _tell(dossier, "dossier_refused", event.at, reason=_said(dossier, "refused"))


@on(SupplementRequested)
def tell_supplement_requested(event: SupplementRequested) -> None:
    """Something is asked for: what, item by item."""
    items = SupplementItem.objects.filter(request__dossier=event.dossier_id, request__requested_at=event.at)
    names = ", ".join(item.name for item in items.select_related("component"))
    _tell(_dossier(event.dossier_id), "dossier_supplement_requested", event.at, items=names)


@on(DossierSupplemented)
def tell_supplemented(event: DossierSupplemented) -> None:
    """It arrived; here is the new due date."""
    _tell(_dossier(event.dossier_id), "dossier_supplemented", event.at)


@on(DossierWithdrawn)
def tell_withdrawn(event: DossierWithdrawn) -> None:
    """Taken back, as asked; said once that cannot be undone any more."""
    dossier = _dossier(event.dossier_id)
    way_back = dossier.events.filter(kind__startswith="withdrawn", at=event.at).values_list("way_back", flat=True)
    may_be_undone = way_back.first() is not None
    if dossier.status != Status.WITHDRAWN:
        return
    not_before = event.at + installation().undo_within if may_be_undone else None
    _tell(dossier, "dossier_withdrawn", event.at, not_before=not_before)
    # Undone while this was being written: whichever of the two comes second takes it back.
    if may_be_undone and _dossier(event.dossier_id).status != Status.WITHDRAWN:
        recall(subject=dossier.subject, occasion=occasion_of(event.at), by=SYSTEM, at=now())


@on(DossierUndone)
def take_back_word(event: DossierUndone) -> None:
    """Nobody is told of what did not stand."""
    dossier = _dossier(event.dossier_id)
    recall(subject=dossier.subject, occasion=occasion_of(event.undone_at), by=SYSTEM, at=event.at)


@on(DossierStopped)
def tell_stopped(event: DossierStopped) -> None:
    """The work ended, and why."""
    dossier = _dossier(event.dossier_id)
    _tell(dossier, "dossier_stopped", event.at, reason=_said(dossier, "stopped"))


@on(DossierResolved)
def tell_resolved(event: DossierResolved) -> None:
    """The result is there, or the refusal with its reason."""
    dossier = _dossier(event.dossier_id)
    if dossier.result.kind == "refused":
        authority = dossier.competent_authority.name
        _tell(dossier, "dossier_not_granted", event.at, unit=authority, reason=_said(dossier, "not_granted"))
        return
    place = _("tải bản điện tử trong trang hồ sơ của ông/bà, hoặc đến %(unit)s") % {
        "unit": place_to_collect(dossier).name
    }
    if is_early(dossier):
        place = _("%(place)s (có trước hạn %(due)s)") % {"place": place, "due": dmyhm(dossier.due_at)}
    _tell(dossier, "dossier_approved", event.at, place=place)


@on(ResultDelivered)
def tell_delivered(event: ResultDelivered) -> None:
    """Handed over."""
    _tell(_dossier(event.dossier_id), "dossier_delivered", event.at, delivered_at=dmyhm(event.at))


@on(TransferMoved)
def tell_of_transfer(event: TransferMoved) -> None:
    """Owner, who handed it on and who takes it hear of every step."""
    transfer = DossierTransfer.objects.select_related("asked_by", "receiver").get(pk=event.transfer_id)
    dossier = _dossier(transfer.dossier_id)
    context = {
        "code": dossier.code,
        "procedure": dossier.version.name,
        "owner": whose_name(dossier),
        "sender": transfer.asked_by.full_name,
        "receiver": transfer.receiver.full_name,
        "link": f"{installation().base_url}/chuyen-ho-so/{transfer.pk}",
    }
    for person_id in sorted(transfer.scope().persons):
        notify(
            template=f"dossier_transfer_{event.move}",
            person_id=person_id,
            channels=("in_app", "email"),
            context=context,
            subject=dossier.subject,
            by=SYSTEM,
            at=event.at,
        )


@on(BulkConfirmed)
def make_dossiers(event: BulkConfirmed) -> None:
    """Line by line, on the authority of who confirmed it as it is now; a line done before is not done again."""
    bulk = BulkFiling.objects.select_related("account").filter(pk=event.bulk_id, finished_at=None).first()
    if bulk is None:
        return
    reason = ""
    try:
        by = actor_of(bulk.account, at=now(), assurance=bulk.assurance)
        for line in bulk.lines.filter(done_at=None).select_related("bulk__account"):
            file_line(line, by=by, at=now())
    except NotAllowed as refused:
        reason = refused.message
    finish_bulk(bulk, reason=reason, by=SYSTEM, at=now())


def _said(dossier: Dossier, kind: str) -> str:
    """What the applicant was told in the dossier's last event of that kind."""
    event = dossier.events.filter(kind=kind).last()
    return event.public_text if event else ""
