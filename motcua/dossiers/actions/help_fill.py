from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.actions.save_draft import save_draft
from motcua.dossiers.models import Assistance, Draft
from motcua.dossiers.reads.provenance import helped
from motcua.platform.action import Actor, NotAllowed, Refused, action


@action("dossiers.help_fill")
def help_fill(
    assistance: Assistance,
    *,
    answers: dict[str, Any],
    shown: dict[str, str],
    step: str = "",
    shown_at_revision: int | None = None,
    by: Actor,
    at: datetime,
) -> Draft:
    """Keep what the helper typed in the writer's draft, each answer that changed marked as theirs.

    `shown` as for `save_draft`. Raises NotAllowed for another than the helper, Refused where the consent has ended,
    Late and Crossed.
    """
    fresh = Assistance.objects.select_for_update(of=("self",)).select_related("draft", "helper").get(pk=assistance.pk)
    if fresh.helper_id is None or fresh.helper_id != by.account_id:
        raise NotAllowed(_("Ông/bà không được mời điền giúp bản nháp này."))
    if not fresh.is_good(at):
        raise Refused(_("Việc điền giúp đã kết thúc. Người dân cần mời lại."))
    assert fresh.helper is not None
    before = Draft.objects.get(pk=fresh.draft_id).answers
    draft = save_draft(
        fresh.draft, answers=answers, step=step, shown_at_revision=shown_at_revision, shown=shown, by=by, at=at
    )
    changed = {name: draft.answers.get(name) for name in answers if draft.answers.get(name) != before.get(name)}
    tags = {
        name: helped(name, value, account_id=fresh.helper.pk, helper=fresh.helper.display_name, at=at)
        for name, value in changed.items()
        if value is not None and not draft.provenance.get(name, {}).get("disputed")
    }
    if tags:
        draft.provenance = {**draft.provenance, **tags}
        draft.save(update_fields=["provenance"])
    return draft
