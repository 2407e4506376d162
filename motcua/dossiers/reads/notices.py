"""What an authority writes when a matter ends without what was asked for: refused, stopped or withdrawn (form 05)."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.behalf import whose_name
from motcua.dossiers.reads.results import from_authority, signer_of
from motcua.dossiers.reads.slips import OFFICIAL_LANGUAGE, common_of
from motcua.papers.public import RefusalNoticeData, SignatureBlock, StopNoticeData
from motcua.platform.action import Actor, ActorKind
from motcua.processes.public import open_tasks


@override(OFFICIAL_LANGUAGE)
def refusal_notice(dossier: Dossier, *, reason: str, by: Actor, at: datetime) -> RefusalNoticeData:
    """The matter was examined and is refused, and why: a paper of the authority that decides, signed as its results."""
    return RefusalNoticeData(
        **from_authority(dossier, at),
        received_at=dossier.received_at,
        reasons=(reason,),
        recipients=_recipients(dossier),
        signer=signer_of(by),
    )


@override(OFFICIAL_LANGUAGE)
def stop_notice(
    dossier: Dossier, *, ground: str, stage: str, is_authoritys: bool, by: Actor, at: datetime
) -> StopNoticeData:
    """Form 05: the work on a dossier ends, on what ground; of the authority, or of the unit that received it.

    Where the applicant ends it online, no official decided: whoever received the dossier signs for the unit.
    """
    is_officials = by.kind is ActorKind.OFFICIAL
    return StopNoticeData(
        **(from_authority(dossier, at) if is_authoritys else common_of(dossier, at)),
        received_at=dossier.received_at,
        stage=stage,
        ground=ground,
        stopped_at=at,
        fee_consequence=_fee_words(dossier),
        recipients=_recipients(dossier),
        signer=signer_of(by) if is_officials else SignatureBlock(position="Người tiếp nhận hồ sơ"),
    )


@override(OFFICIAL_LANGUAGE)
def withdrawal_words(reason: str) -> str:
    """The ground of form 05 where the applicant asked for it (Nghị định 118/2025/NĐ-CP, điều 21)."""
    return _("Theo đề nghị của người nộp hồ sơ: %(reason)s.") % {"reason": reason.rstrip(".")}


def stage_of(dossier: Dossier) -> str:
    """How far the work has come: the names of the open steps."""
    return ", ".join(task.name for task in open_tasks(dossier.subject))


def _recipients(dossier: Dossier) -> tuple[str, ...]:
    return (whose_name(dossier), dossier.unit_of_record.name, "Lưu: VT")


def _fee_words(dossier: Dossier) -> str:
    """What becomes of the fee: where none was due there is nothing to say but that."""
    if dossier.case.fee == 0:
        return _("Không thu")
    return _("Khoản đã nộp (nếu có) được xử lý theo quy định của pháp luật về phí, lệ phí")
