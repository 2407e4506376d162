from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.models import Draft
from motcua.platform.action import Actor, Refused, action

MAX_ANSWERS = 500


@action("dossiers.save_draft")
def save_draft(draft: Draft, *, answers: dict[str, Any], by: Actor, at: datetime) -> Draft:
    """Keep what was typed, whether it is right or not: `answers` of one step are laid over those kept before.

    An answer of None takes the kept one away. Raises Refused for a draft that was filed or deleted.
    """
    fresh = Draft.objects.select_for_update().get(pk=draft.pk)
    if fresh.state != "open":
        raise Refused(_("Bản nháp này đã được nộp hoặc đã xóa."))
    merged = {**fresh.answers, **answers}
    fresh.answers = {name: value for name, value in merged.items() if value is not None}
    if len(fresh.answers) > MAX_ANSWERS:
        raise Refused(_("Biểu mẫu có quá nhiều mục."))
    fresh.revision += 1
    fresh.saved_at = at
    fresh.save(update_fields=["answers", "revision", "saved_at"])
    return fresh
