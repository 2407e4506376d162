from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.public import Account, may_in_a_position
from motcua.dossiers.actions._book import required, take
from motcua.dossiers.events import CommentWritten
from motcua.dossiers.models import CommentFile, Dossier, DossierComment
from motcua.dossiers.reads.clock import accept_by
from motcua.dossiers.reads.practice import practice_of
from motcua.dossiers.reads.uploads import MAX_FILES
from motcua.dossiers.rules import LONGEST_COMMENT
from motcua.files.public import TakenIn, store_upload
from motcua.platform.action import Actor, ActorKind, NotAllowed, Refused, Stale, action, emit
from motcua.processes.public import open_tasks


@action("dossiers.comment")
def comment(
    dossier: Dossier,
    *,
    text: str,
    visibility: str,
    addressed_to: Account | None = None,
    uploads: Sequence[TakenIn] = (),
    by: Actor,
    at: datetime,
) -> DossierComment:
    """Write a note among officials ("internal") or a word to the applicant ("applicant"): one says which, each time.

    A word to the applicant answers all that they wrote before. Raises Refused without a choice, empty, too long, or for
    a colleague who may not see the dossier; NotAllowed for anybody but an official.
    """
    if by.kind is not ActorKind.OFFICIAL:
        raise NotAllowed(_("Chỉ cán bộ ghi được lời này."))
    if visibility not in dict(DossierComment.VISIBILITIES):
        raise Refused(_("Xin chọn ai đọc được lời ghi này: nội bộ, hay người nộp cùng đọc."), "visibility")
    words = _words(text)
    fresh = take(dossier)
    if visibility == "applicant" and addressed_to is not None:
        raise Refused(_("Lời gửi người nộp không gửi riêng cho một cán bộ."), "addressed_to")
    if addressed_to is not None and not may_in_a_position(addressed_to, "dossiers.read", fresh.scope(), at=at):
        raise Refused(_("Người này không được xem hồ sơ này."), "addressed_to")
    written = _write(fresh, words, visibility, uploads, by=by, at=at, addressed_to=addressed_to)
    if visibility == "applicant":
        fresh.comments.filter(by_applicant=True, answered_at=None).update(answered_at=at)
    return written


@action("dossiers.write_to_officials")
def write_to_officials(
    dossier: Dossier, *, text: str, uploads: Sequence[TakenIn] = (), by: Actor, at: datetime
) -> DossierComment:
    """The applicant writes to whoever handles the dossier, who answers within the unit's time (`reply_by`).

    Raises Refused for nothing or too much, Stale once the dossier has ended.
    """
    words = _words(text)
    fresh = take(dossier)
    if by.persons.isdisjoint(fresh.scope().persons):
        raise NotAllowed(_("Chỉ người nộp hoặc chủ hồ sơ trao đổi ở đây."))
    if fresh.ended_at is not None:
        raise Stale(_("Hồ sơ đã kết thúc, không trao đổi thêm ở đây được."))
    hours = practice_of(fresh.unit_of_record_id, at).reply_hours
    reply_by = accept_by(fresh.unit_of_record_id, at, hours)
    return _write(fresh, words, "applicant", uploads, by=by, at=at, reply_by=reply_by)


@action("dossiers.withdraw_comment")
def withdraw_comment(dossier: Dossier, comment_id: int, *, reason: str, by: Actor, at: datetime) -> DossierComment:
    """Take one's own word back, with the reason; its words stay for who may read them, never for the applicant.

    Raises NotAllowed for another's, Stale where it was taken back before.
    """
    reason = required(reason, "reason", _("Xin ghi lý do thu hồi."))
    kept = DossierComment.objects.select_for_update().filter(pk=comment_id, dossier=dossier).first()
    if kept is None:
        raise Refused(_("Không có lời ghi này."))
    if kept.by_applicant or kept.account_id != by.account_id:
        raise NotAllowed(_("Chỉ người viết thu hồi được lời ghi của mình."))
    if kept.withdrawn_at is not None:
        raise Stale(_("Lời ghi này đã được thu hồi."))
    kept.withdrawn_at, kept.withdrawn_by_id, kept.withdrawn_reason = at, by.account_id, reason[:LONGEST_COMMENT]
    kept.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    return kept


def _words(text: str) -> str:
    words = required(text, "text", _("Xin viết nội dung."))
    if len(words) > LONGEST_COMMENT:
        raise Refused(_("Nội dung dài quá 4.000 ký tự."), "text")
    return words


def _write(
    dossier: Dossier, text: str, visibility: str, uploads: Sequence[TakenIn], *, by: Actor, at: datetime,
    addressed_to: Account | None = None, reply_by: datetime | None = None,
) -> DossierComment:  # fmt: skip
    if len(uploads) > MAX_FILES:
        raise Refused(_("Mỗi lần gửi tối đa %(count)d tệp.") % {"count": MAX_FILES}, "files")
    steps = open_tasks(dossier.subject) if visibility == "internal" and dossier.instance_id else ()
    written = DossierComment.objects.create(
        dossier=dossier,
        at=at,
        visibility=visibility,
        text=text,
        by_applicant=by.kind is not ActorKind.OFFICIAL,
        account_id=by.account_id,
        position_id=by.position_id,
        organisation_id=by.organisation_id,
        addressed_to=addressed_to,
        step=", ".join(step.name for step in steps),
        reply_by=reply_by,
    )
    CommentFile.objects.bulk_create(
        CommentFile(comment=written, file=store_upload(taken, by=by, at=at)) for taken in uploads
    )
    emit(CommentWritten(written.pk, at))
    return written
