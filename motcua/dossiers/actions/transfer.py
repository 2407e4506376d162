from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.public import Account
from motcua.dossiers.actions._book import put, take, write
from motcua.dossiers.events import TransferMoved
from motcua.dossiers.models import Dossier, DossierTransfer
from motcua.persons.public import find_by_personal_id
from motcua.platform.action import Actor, NotAllowed, Refused, Stale, action, emit
from motcua.platform.text import fold

PURPOSE = "Làm thủ tục thay"


@action("dossiers.ask_transfer")
def ask_transfer(
    dossier: Dossier, *, personal_id: str, full_name: str, by: Actor, at: datetime
) -> DossierTransfer:  # fmt: skip
    """Ask that the person of this number and name goes on with the dossier; its owner must agree, that person take it.

    Raises Refused: it has ended, nobody of that number and name has an account, it is theirs already, another transfer
    waits.
    """
    if by.person_id is None:
        raise NotAllowed(_("Chỉ người nộp hoặc chủ hồ sơ đề nghị chuyển."))
    fresh = take(dossier)
    if fresh.ended_at is not None:
        raise Stale(_("Hồ sơ đã kết thúc, không chuyển nữa."))
    receiver = find_by_personal_id(personal_id, by=by, purpose=PURPOSE)
    # One sentence for all, so that nobody learns from it whose number this is.
    if receiver is None or fold(receiver.full_name) != fold(full_name) or _account_of(receiver.pk) is None:
        raise Refused(_("Không tìm thấy người có tài khoản mang số định danh và họ tên này."), "personal_id")
    if receiver.pk == fresh.submitter_id:
        raise Refused(_("Người này đang làm hồ sơ rồi."), "personal_id")
    if fresh.transfers.filter(state="asked").exists():
        raise Refused(_("Hồ sơ đang có một đề nghị chuyển chưa được trả lời."))
    is_owner = fresh.owner_id in by.persons
    asked = DossierTransfer.objects.create(
        dossier=fresh,
        asked_by_id=by.person_id,
        receiver=receiver,
        asked_at=at,
        agreed_at=at if is_owner else None,
        taken_at=at if receiver.pk in by.persons else None,
    )
    write(fresh, "transfer_asked", by=by, at=at)
    emit(TransferMoved(asked.pk, "asked", at))
    return asked


@action("dossiers.answer_transfer")
def answer_transfer(transfer: DossierTransfer, *, agrees: bool, by: Actor, at: datetime) -> DossierTransfer:
    """The owner agrees, or the receiver takes it, or somebody of the three says no; with both it is done.

    Raises NotAllowed for anybody else, Stale where it was answered or the dossier ended meanwhile.
    """
    fresh = take(transfer.dossier)
    locked = DossierTransfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    if by.persons.isdisjoint({fresh.owner_id, locked.asked_by_id, locked.receiver_id}):
        raise NotAllowed(_("Ông/bà không liên quan đến việc chuyển này."))
    if locked.state != "asked" or fresh.ended_at is not None:
        raise Stale(_("Việc chuyển này đã được trả lời."))
    if not agrees:
        locked.state, locked.ended_at = "ended", at
        locked.save(update_fields=["state", "ended_at"])
        write(fresh, "transfer_ended", by=by, at=at)
        emit(TransferMoved(locked.pk, "ended", at))
        return locked
    if fresh.owner_id in by.persons:
        locked.agreed_at = locked.agreed_at or at
    if locked.receiver_id in by.persons:
        locked.taken_at = locked.taken_at or at
    if locked.agreed_at is not None and locked.taken_at is not None:
        _hand_over(fresh, locked, by=by, at=at)
    locked.save(update_fields=["state", "agreed_at", "taken_at"])
    return locked


def _hand_over(dossier: Dossier, transfer: DossierTransfer, *, by: Actor, at: datetime) -> None:
    account = _account_of(transfer.receiver_id)
    if account is None:
        raise Stale(_("Người nhận không còn tài khoản."))
    receiver = transfer.receiver
    transfer.state = "done"
    dossier.submitter, dossier.submitter_account = receiver, account
    # What lets them act from now on is the owner's consent, kept with the transfer.
    dossier.guardianship = dossier.mandate = None
    dossier.contact_phone, dossier.contact_phone_index = receiver.phone, receiver.phone_index
    dossier.contact_email = receiver.email
    put(
        dossier, "submitter", "submitter_account", "guardianship", "mandate", "contact_phone", "contact_phone_index",
        "contact_email",
    )  # fmt: skip
    write(dossier, "transferred", by=by, at=at)
    emit(TransferMoved(transfer.pk, "done", at))


def _account_of(person_id: int) -> Account | None:
    return Account.objects.active().filter(person_id=person_id).exclude(kind="official").order_by("id").first()
