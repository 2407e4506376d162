"""Set a matter on its way."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, action
from motcua.platform.clock import VIETNAM
from motcua.processes import rules
from motcua.processes.actions._following import write_step
from motcua.processes.actions._moving import Listing, Matter
from motcua.processes.models import ProcessVersion, VersionState
from motcua.processes.reads import Movement, net_of, organisations_for, without_reserved

_INSERT = """
INSERT INTO processes_processinstance
    (version_id, subject, organisation_id, relations, variables, marking, state, started_at, started_by_id,
     listed_number, listed_due_at)
VALUES (%s, %s, %s, %s, '{}', '{}', 'running', %s, %s, %s, %s)
ON CONFLICT (subject) WHERE state IN ('running', 'held') AND parent_id IS NULL DO NOTHING
RETURNING id
"""


@action("processes.start")
def start(
    version: ProcessVersion,
    *,
    subject: str,
    organisation_id: int,
    by: Actor,
    at: datetime,
    relations: Mapping[str, int] | None = None,
    variables: Mapping[str, Any] | None = None,
    listed: Listing | None = None,
) -> Movement:
    """Start a published version for a matter and open its first steps; the matter keeps this version to its end.

    `organisation_id` is the competent authority, `relations` the others by name ("receiving", "record"). `variables`
    are JSON values for conditions to read, no personal data. Its steps are `listed` so until the matter is held,
    settled or cancelled. Raises Refused if the version is not published, the
    matter already has a live process, or an organisation that the process names is not known.
    """
    given = without_reserved(variables, rules.RESERVED)
    if version.state != VersionState.PUBLISHED:
        raise Refused(_("Quy trình này chưa được ban hành."))
    net = net_of(version.pk, version.checksum)
    day = at.astimezone(VIETNAM).date()
    places = organisations_for(net.definition, {"competent": organisation_id, **(relations or {})}, on=day)
    try:
        step = rules.begin(net, given)
    except rules.NoWay as no_way:
        raise Refused(no_way.flaw.sentence(_))
    values: list[Any] = [version.pk, subject, organisation_id, json.dumps(places), at, by.account_id]
    values += [listed.number, listed.due_at] if listed else [None, None]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        row = cursor.fetchone()
    if row is None:
        raise Refused(_("Hồ sơ này đã có quy trình đang chạy."))
    matter = Matter(row[0], net, subject, places, given, {}, "", "", organisation_id, None)
    return write_step(matter, step, listed=listed, by=by, at=at)
