"""Put a version into force, and take a process out of force."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.platform.action import SYSTEM, Actor, Refused, Stale, action
from motcua.processes.models import Process, ProcessVersion, VersionState
from motcua.processes.ports import uses_of
from motcua.processes.proving import proof_of, said_too_long
from motcua.processes.reads import checksum_of
from motcua.processes.rules import Flaw


class FlawedProcess(Refused):
    """A process that may not be published yet, with every flaw and the element it stands on."""

    def __init__(self, flaws: list[Flaw]) -> None:
        super().__init__(" ".join(flaw.sentence(_) for flaw in flaws))
        self.flaws = flaws


@action("processes.publish_version")
def publish_version(version: ProcessVersion, *, valid_from: date, by: Actor, at: datetime) -> ProcessVersion:
    """Publish an approved version, to be started from that date on. From now on it cannot be changed any more.

    The system itself publishes drafts too: what is shipped with it. Raises FlawedProcess with all flaws if it is not
    well made, Refused where nobody approved it or its longest way exceeds a published limit, Stale if it is published.
    """
    fresh = ProcessVersion.objects.select_for_update(of=["self"]).select_related("process").get(pk=version.pk)
    if fresh.state in (VersionState.PUBLISHED, VersionState.RETIRED):
        raise Stale(_("Phiên bản này đã được ban hành."))
    if fresh.state != VersionState.APPROVED and by != SYSTEM:
        raise Refused(_("Quy trình phải được người khác duyệt trước khi ban hành."))
    proof = proof_of(fresh)
    if proof.flaws:
        raise FlawedProcess(list(proof.flaws))
    if proof.too_long and by != SYSTEM:
        raise Refused(said_too_long(proof.too_long), "thoi-han")
    fresh.checksum = checksum_of(fresh.definition)
    fresh.state, fresh.valid_from = VersionState.PUBLISHED, valid_from
    fresh.published_at, fresh.published_by_id = at, by.account_id
    fresh.save()
    return fresh


@action("processes.retire_process")
def retire_process(process: Process, *, by: Actor, at: datetime) -> int:
    """Hết hiệu lực: no matter starts with this process any more; those under way go on with their version.

    How many versions that ended. Raises Refused while procedures in force send their dossiers through it.
    """
    Process.objects.select_for_update().get(pk=process.pk)
    bound = [use.name for use in uses_of(process.pk, ()) if use.is_bound]
    if bound:
        raise Refused(_("Quy trình đang dùng cho thủ tục: %(names)s.") % {"names": "; ".join(bound[:5])})
    return process.versions.filter(state=VersionState.PUBLISHED).update(state=VersionState.RETIRED)
