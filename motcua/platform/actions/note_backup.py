"""What the audit is told of backups: taking one is reading everything, restoring one is writing everything."""

from datetime import datetime

from motcua.platform.action import Actor, action, note


@action("platform.backup")
def note_backup(name: str, *, by: Actor, at: datetime) -> None:
    """Write down that this backup was taken."""
    note(backup=name)


@action("platform.restore")
def note_restore(name: str, *, by: Actor, at: datetime) -> None:
    """Write down, in what was restored, that it came from this backup."""
    note(backup=name)
