"""From state to state, under a lock."""

from django.utils.translation import gettext as _

from motcua.platform.action import Stale
from motcua.processes.models import ProcessVersion, VersionState


def again_a_draft(version: ProcessVersion) -> ProcessVersion:
    """The version as a draft, what was said of it before forgotten. Raises Stale."""
    fresh = locked(version, VersionState.REVIEW, VersionState.APPROVED)
    fresh.state, fresh.waiver = VersionState.DRAFT, ""
    fresh.submitted_at = fresh.submitted_by_id = fresh.approved_at = fresh.approved_by_id = None
    fresh.save()
    return fresh


def locked(version: ProcessVersion, *states: VersionState) -> ProcessVersion:
    """The version, locked. Raises Stale where it is in none of the states."""
    fresh = ProcessVersion.objects.select_for_update(of=["self"]).select_related("process").get(pk=version.pk)
    if fresh.state not in states:
        raise Stale(
            _("Phiên bản này nay ở trạng thái “%(state)s”; xin tải lại trang.") % {"state": fresh.get_state_display()}
        )
    return fresh
