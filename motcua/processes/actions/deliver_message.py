"""Tell a matter something that it waits for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, Stale, action, note
from motcua.processes import rules
from motcua.processes.actions._following import live_family
from motcua.processes.actions._moving import lock_family
from motcua.processes.actions.follow_wait import follow_wait
from motcua.processes.models import ProcessInstance, Wait, WaitKind
from motcua.processes.reads import Movement, net_of, without_reserved

HEARD = 50


@action("processes.deliver_message")
def deliver_message(
    subject: str, *, name: str, by: Actor, at: datetime, variables: Mapping[str, Any] | None = None, key: str = ""
) -> tuple[Movement, ...]:
    """Tell a message to whatever waits for it in the live process of a matter, called processes included.

    `variables` are what it brings. Where nothing waits yet but a step to come does, it is kept for that. A second
    message under the same `key` does nothing. Raises Refused if the matter has no live process.
    """
    given = without_reserved(variables, rules.RESERVED)
    root = ProcessInstance.objects.live().roots().filter(subject=subject).first()
    if root is None:
        raise Refused(_("Hồ sơ này không có quy trình đang chạy."))
    lock_family(root.pk)
    family = live_family(root.pk)
    if not family or (key and not _is_new(family[0], key)):
        return ()
    note(message=name)
    waits = list(Wait.objects.for_event(WaitKind.MESSAGE, name).filter(instance__in=family, happened_at=None))
    moved: list[Movement] = []
    for wait in waits:
        try:
            moved.append(follow_wait(wait, variables=given, by=by, at=at))
        except Stale:
            continue  # the first to hear it put this one away
    if not waits:
        _keep(family, name, given)
    return tuple(moved)


def _is_new(root: ProcessInstance, key: str) -> bool:
    heard = root.variables.get("heard", [])
    if key in heard:
        return False
    root.variables["heard"] = [*heard, key][-HEARD:]
    root.save(update_fields=["variables"])
    return True


def _keep(family: list[ProcessInstance], name: str, given: Mapping[str, Any]) -> None:
    for instance in family:
        net = net_of(instance.version_id, instance.version.checksum)
        if any(isinstance(node, rules.Catch) and node.event == name for node in net.nodes.values()):
            instance.variables["messages"] = instance.variables.get("messages", {}) | {name: dict(given)}
            instance.save(update_fields=["variables"])
