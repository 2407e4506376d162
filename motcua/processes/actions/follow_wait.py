"""What a matter waits for has come."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, action, note
from motcua.processes import rules
from motcua.processes.actions._following import proceed
from motcua.processes.actions._moving import is_live, lock_family, read_matter, someone_was_first
from motcua.processes.models import InstanceState, Wait, WaitKind, WaitState
from motcua.processes.reads import Movement, without_reserved


@action("processes.follow_wait")
def follow_wait(wait: Wait, *, by: Actor, at: datetime, variables: Mapping[str, Any] | None = None) -> Movement:
    """Let a matter go on from what it waited for: a time, a message, a signal, a service that is done.

    `variables` (JSON values, no personal data) are what it brought. While the matter is held it is noted, and follows
    when the matter goes on. Raises Stale if it came before, was put away or is too early, Refused if no way leads on.
    """
    given = without_reserved(variables, rules.RESERVED)
    lock_family(wait.instance_id)
    fresh = Wait.objects.filter(pk=wait.pk).first()
    if fresh is None:
        raise Refused(_("Không tìm thấy bước xử lý này."))
    matter, state = read_matter(fresh.instance_id)
    if fresh.state != WaitState.WAITING or not is_live(state):
        raise someone_was_first()
    if fresh.kind == WaitKind.TIMER and (fresh.fires_at is None or fresh.fires_at > at):
        raise someone_was_first()
    note(wait=fresh.pk, node=fresh.node)
    fresh.brought = given
    if state == InstanceState.HELD:
        fresh.happened_at = at
        fresh.save(update_fields=["happened_at", "brought"])
        return Movement(fresh.instance_id, (), (), False)
    return proceed(fresh, matter, by=by, at=at)
