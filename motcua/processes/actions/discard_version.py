"""Bỏ bản soạn thảo."""

from datetime import datetime

from motcua.platform.action import Actor, action
from motcua.processes.actions._life import locked
from motcua.processes.models import ProcessVersion, VersionState


@action("processes.discard_version")
def discard_version(version: ProcessVersion, *, by: Actor, at: datetime) -> None:
    """Throw a draft away; a process that never had another version goes with it. Raises Stale if it is no draft."""
    fresh = locked(version, VersionState.DRAFT)
    process = fresh.process
    fresh.delete()
    if not process.versions.exists():
        process.delete()
