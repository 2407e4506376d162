"""Put a version into force."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, Stale, action
from motcua.processes.models import ProcessVersion, VersionState
from motcua.processes.reads import checksum_of
from motcua.processes.rules import Flaw, Flawed, flaws_of, read_definition


class FlawedProcess(Refused):
    """A process that may not be published yet, with every flaw and the element it stands on."""

    def __init__(self, flaws: list[Flaw]) -> None:
        super().__init__(" ".join(flaw.sentence(_) for flaw in flaws))
        self.flaws = flaws


@action("processes.publish_version")
def publish_version(version: ProcessVersion, *, valid_from: date, by: Actor, at: datetime) -> ProcessVersion:
    """Publish a draft, to be started from that date on. From now on it cannot be changed any more.

    Raises FlawedProcess with all flaws if it is not well made, Stale if it is no draft.
    """
    fresh = ProcessVersion.objects.select_for_update().get(pk=version.pk)
    if fresh.state != VersionState.DRAFT:
        raise Stale(_("Phiên bản này đã được ban hành."))
    try:
        flaws = flaws_of(read_definition(fresh.definition))
    except Flawed as flawed:
        flaws = flawed.flaws
    if flaws:
        raise FlawedProcess(flaws)
    fresh.checksum = checksum_of(fresh.definition)
    fresh.state, fresh.valid_from = VersionState.PUBLISHED, valid_from
    fresh.published_at, fresh.published_by_id = at, by.account_id
    fresh.save()
    return fresh
