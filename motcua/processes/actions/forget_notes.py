"""Forget what officials wrote to each other about matters that may no longer be kept."""

from collections.abc import Collection
from datetime import datetime

from motcua.platform.action import Actor, action
from motcua.processes.models import Task


@action("processes.forget_notes")
def forget_notes(subjects: Collection[str], *, by: Actor, at: datetime) -> int:
    """Erase the notes of all steps of these matters; how many steps."""
    del by, at
    return Task.objects.filter(instance__subject__in=subjects).update(note="")
