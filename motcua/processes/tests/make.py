"""Processes in the states that tests need, reached through actions."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import count
from typing import Any

from motcua.accounts.tests import make as accounts
from motcua.organisations.public import Organisation
from motcua.organisations.tests import make as organisations
from motcua.platform.action import SYSTEM, Actor
from motcua.platform.clock import VIETNAM
from motcua.processes.actions.define_process import define_process
from motcua.processes.actions.publish_version import publish_version
from motcua.processes.actions.start import start
from motcua.processes.models import ProcessVersion, Task, VersionState
from motcua.processes.reads import Movement, open_tasks
from motcua.processes.tests.shapes import birth_registration
from motcua.processes.tests.shapes import hours as hours
from motcua.processes.tests.shapes import line as line
from motcua.processes.tests.shapes import parallel as parallel

__all__ = ["AT", "birth_registration", "draft", "officer", "organisation", "process", "started", "task", "unchecked"]

# A Monday, in working hours.
AT = datetime(2026, 3, 2, 8, 0, tzinfo=VIETNAM)

_number = count(1)


organisation = organisations.organisation


def officer(*roles: str, at: Organisation) -> Actor:
    """An official with these standard roles in an organisation."""
    return accounts.actor(at=AT, role=roles, organisation=at, valid_from=AT)


def draft(definition: Mapping[str, Any] | None = None, *, owner: Organisation | None = None) -> ProcessVersion:
    """A process that is not published yet; birth registration unless told otherwise."""
    number = next(_number)
    return define_process(
        owner or organisation(),
        code=f"QT-{number}",
        name=f"Quy trình thử {number}",
        definition=definition or birth_registration(),
        by=SYSTEM,
        at=AT,
    )


def process(definition: Mapping[str, Any] | None = None, *, owner: Organisation | None = None) -> ProcessVersion:
    """A published version, in force since 2025-07-01; birth registration unless told otherwise."""
    return publish_version(draft(definition, owner=owner), valid_from=date(2025, 7, 1), by=SYSTEM, at=AT)


def unchecked(definition: Mapping[str, Any]) -> ProcessVersion:
    """A published version that was not proved sound: for shapes too large to prove."""
    version = draft(definition)
    version.state, version.valid_from, version.published_at = VersionState.PUBLISHED, date(2025, 7, 1), AT
    version.save()
    return version


def started(
    definition: Mapping[str, Any] | None = None,
    *,
    version: ProcessVersion | None = None,
    competent: Organisation | None = None,
    variables: Mapping[str, Any] | None = None,
    by: Actor = SYSTEM,
    at: datetime = AT,
) -> Movement:
    """A matter that has just begun; the competent organisation is also the receiving one."""
    competent = competent or organisation()
    return start(
        version or process(definition),
        subject=f"matter:{next(_number)}",
        organisation_id=competent.pk,
        relations={"receiving": competent.pk, "record": competent.pk},
        variables=variables,
        by=by,
        at=at,
    )


def task(subject: str, node: str) -> Task:
    """The open task of a matter at that step."""
    return open_tasks(subject).get(node=node)
