"""What tests look at: everything about a dossier at once, so that a refusal can be seen to change nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from motcua.audit.public import AuditEntry
from motcua.dossiers.public import Dossier
from motcua.papers.public import papers_of
from motcua.platform.action import Refused
from motcua.processes.public import Task


def everything(dossier: Dossier) -> dict[str, Any]:
    """The dossier's rows in every table that its actions write, and how many acts and jobs there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        jobs = cursor.fetchone()
    return {
        "dossier": Dossier.objects.filter(pk=dossier.pk).values().get(),
        "events": list(dossier.events.values()),
        "pauses": list(dossier.pauses.values()),
        "supplements": list(dossier.supplements.values()),
        "components": list(dossier.components.values("type", "files__file")),
        "papers": papers_of(dossier.subject).count(),
        "tasks": list(Task.objects.of_subject(dossier.subject).order_by("id").values("node", "state", "assignee")),
        "acts": AuditEntry.objects.about(dossier.subject).filter(outcome="done").count(),
        "jobs": jobs,
    }


@contextmanager
def refused(dossier: Dossier, kind: type[Refused] = Refused, words: str = "") -> Iterator[None]:
    """The block is refused so, in these words, and nothing at all has changed."""
    before = everything(dossier)
    with pytest.raises(kind, match=words or None) as caught:
        yield
    assert type(caught.value) is kind or kind is Refused
    assert everything(dossier) == before
