"""Trình duyệt: a draft is drawn and waits for somebody else to approve it."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, Stale, action
from motcua.processes.actions._life import again_a_draft, locked
from motcua.processes.actions.publish_version import FlawedProcess
from motcua.processes.models import ProcessVersion, VersionState
from motcua.processes.proving import proof_of, said_too_long


@action("processes.submit_version")
def submit_version(version: ProcessVersion, *, expected: str | None = None, by: Actor, at: datetime) -> ProcessVersion:
    """Send a draft to be approved; until it comes back it is not changed.

    Raises FlawedProcess with all flaws if it is not well made, Refused if its longest way exceeds a published limit,
    Stale if it is no draft or no longer the one with the checksum `expected`.
    """
    fresh = locked(version, VersionState.DRAFT)
    if expected is not None and fresh.checksum != expected:
        raise Stale(_("Quy trình vừa được người khác sửa. Xin xem lại bản mới rồi trình."))
    proof = proof_of(fresh)
    if proof.flaws:
        raise FlawedProcess(list(proof.flaws))
    if proof.too_long:
        raise Refused(said_too_long(proof.too_long), "thoi-han")
    fresh.state = VersionState.REVIEW
    fresh.submitted_at, fresh.submitted_by_id = at, by.account_id
    fresh.save(update_fields=["state", "submitted_at", "submitted_by"])
    return fresh


@action("processes.submit_version")
def take_back(version: ProcessVersion, *, by: Actor, at: datetime) -> ProcessVersion:
    """Rút về: what waits for approval, or was approved and is not published yet, is a draft again. Raises Stale."""
    return again_a_draft(version)
