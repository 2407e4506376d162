"""Duyệt: somebody who did not draw a process says that it may go live."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, action
from motcua.platform.text import clean
from motcua.processes.actions._life import again_a_draft, locked
from motcua.processes.models import ProcessVersion, VersionState
from motcua.processes.proving import proof_of


@action("processes.approve_version")
def approve_version(version: ProcessVersion, *, waiver: str = "", by: Actor, at: datetime) -> ProcessVersion:
    """Approve what was submitted. Four eyes: nobody approves what they drew or submitted.

    `waiver` says why it may go live though not every way was tried. Raises Refused for those, and where ways were not
    tried and no reason is given, Stale if it waits for no approval.
    """
    fresh = locked(version, VersionState.REVIEW)
    if by.account_id is None or by.account_id in (*fresh.drawn_by, fresh.submitted_by_id):
        raise Refused(_("Người soạn hoặc trình quy trình không tự duyệt được; cần một người khác duyệt."))
    proof, reason = proof_of(fresh), clean(waiver)[:1000]
    if not proof.is_tried and not reason:
        percent = proof.coverage.percent if proof.coverage else 0
        raise Refused(
            _("Mới chạy thử %(percent)d%% đường đi. Xin chạy thử hết, hoặc ghi lý do duyệt khi chưa chạy thử hết.")
            % {"percent": percent},
            "waiver",
        )
    fresh.state, fresh.waiver = VersionState.APPROVED, "" if proof.is_tried else reason
    fresh.approved_at, fresh.approved_by_id = at, by.account_id
    fresh.save(update_fields=["state", "waiver", "approved_at", "approved_by"])
    return fresh


@action("processes.approve_version")
def send_back(version: ProcessVersion, *, by: Actor, at: datetime) -> ProcessVersion:
    """Trả lại: what was submitted is a draft again, for those who drew it to go on. Raises Stale."""
    return again_a_draft(version)
