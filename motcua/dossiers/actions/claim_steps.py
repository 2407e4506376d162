from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._each import Outcome, each
from motcua.dossiers.actions.claim_step import claim_step
from motcua.dossiers.models import Dossier
from motcua.platform.action import Actor, Refused, action, note
from motcua.processes.public import Task


@action("dossiers.claim_steps")
def claim_steps(codes: Sequence[str], *, by: Actor, at: datetime) -> list[Outcome]:
    """Take on oneself the open step of each of these dossiers that is one's own to do; tells what became of each.

    Of several open steps of one dossier the one due first is taken. Raises Refused for no dossier at all.
    """

    def claim(dossier: Dossier) -> None:
        steps = Task.objects.visible_to(by).filter(instance=dossier.instance_id, state="open")
        step = steps.filter(assignee=None).order_by("due_at", "id").first()
        if step is None:
            raise Refused(
                _("Ông/bà đang giữ hồ sơ này rồi.")
                if steps.filter(assignee=by.account_id).exists()
                else _("Không có bước nào đang chờ ông/bà nhận ở hồ sơ này.")
            )
        claim_step(dossier, task_id=step.pk, by=by, at=at)

    outcomes = each(codes, claim, permission="dossiers.claim_step", by=by)
    note(done=[outcome.code for outcome in outcomes if not outcome.refusal])
    return outcomes
