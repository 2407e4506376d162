from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.public import Account
from motcua.dossiers.actions._each import Outcome, each
from motcua.dossiers.actions.assign_step import assign_step
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.assigning import assignable_steps
from motcua.platform.action import Actor, Refused, action
from motcua.platform.action import note as enter_in_audit


@action("dossiers.assign_steps")
def assign_steps(codes: Sequence[str], *, account: Account, note: str = "", by: Actor, at: datetime) -> list[Outcome]:
    """Give the open step of each of these dossiers to one official; tells what became of each.

    Of several open steps where the actor assigns, it is the one due first; a dossier without such a step, or with one
    that the official may not do or has already, stays as it is. Raises Refused for no dossier at all.
    """

    def assign(dossier: Dossier) -> None:
        steps = list(assignable_steps([dossier.instance_id or 0], by))
        if not steps:
            raise Refused(_("Không có bước nào ông/bà phân công được ở hồ sơ này."))
        if any(step.assignee_id == account.pk for step in steps):
            raise Refused(_("%(name)s đang giữ hồ sơ này rồi.") % {"name": account.display_name})
        assign_step(dossier, task_id=steps[0].pk, account=account, note=note, by=by, at=at)

    outcomes = each(codes, assign, permission="dossiers.assign_step", by=by)
    enter_in_audit(account=account.pk, done=[outcome.code for outcome in outcomes if not outcome.refusal])
    return outcomes
