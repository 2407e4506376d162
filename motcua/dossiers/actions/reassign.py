from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.public import Account
from motcua.dossiers.actions._book import required
from motcua.dossiers.actions._each import Outcome
from motcua.dossiers.actions._giving import give, lock_all, that_may_see
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.assigning import assignable_steps
from motcua.dossiers.rules import MOST_REASSIGNED, RUNNING, Status
from motcua.platform.action import Actor, Refused, action, note


@dataclass(frozen=True)
class Reassigned:
    """What became of each: the codes of the dossiers that changed hands, and of those left as they were, why."""

    done: tuple[str, ...]
    left: tuple[Outcome, ...]


@action("dossiers.reassign")
def reassign(steps: Collection[int], *, account: Account, reason: str, by: Actor, at: datetime) -> Reassigned:
    """Give up to 500 open steps to one official at once, for a reason that each dossier's history keeps.

    Set-based: the number of statements does not grow with that of the dossiers. A step that is done meanwhile, that the
    actor does not assign or the official may not do stays as it was. Raises Refused without a reason, for none, or for
    more.
    """
    reason = required(reason, "reason", _("Xin ghi lý do giao lại."))
    wanted = set(steps)
    if not wanted:
        raise Refused(_("Xin chọn ít nhất một hồ sơ."))
    if len(wanted) > MOST_REASSIGNED:
        raise Refused(_("Mỗi lần giao lại tối đa %(count)d hồ sơ.") % {"count": MOST_REASSIGNED})
    found = {task.pk: task for task in assignable_steps([], by, steps=wanted)}
    dossiers = lock_all({task.instance_id for task in found.values()}, by)
    allowed = that_may_see(account, dossiers.values(), at)
    left: dict[int, Outcome] = {}
    for task in found.values():
        dossier = dossiers.get(task.instance_id)
        if dossier is None or Status(dossier.status) not in RUNNING:
            left[task.pk] = _left(dossier, _("Hồ sơ không còn ở bước phân công được."))
        elif dossier.pk not in allowed:
            left[task.pk] = _left(dossier, _("Người này không được xem hồ sơ này."))
        elif task.assignee_id == account.pk:
            left[task.pk] = _left(dossier, _("%(name)s đang giữ hồ sơ này rồi.") % {"name": account.display_name})
    given = give(dossiers, set(found) - set(left), account, reason=reason, by=by, at=at)
    for pk in given.left:
        words = _("Bước này đã xong, hoặc người được giao không giữ vai trò của bước.")
        left[pk] = _left(dossiers.get(found[pk].instance_id), words)
    codes = tuple(sorted({dossiers[task.instance_id].code for task in given.given}))
    note(account=account.pk, done=list(codes))
    return Reassigned(codes, tuple(left.values()))


def _left(dossier: Dossier | None, words: str) -> Outcome:
    return Outcome(dossier.code if dossier else "", dossier.version.name if dossier else "", words)
