from datetime import datetime

from motcua.dossiers.models import Draft
from motcua.platform.action import Actor, action


@action("dossiers.delete_draft")
def delete_draft(draft: Draft, *, by: Actor, at: datetime) -> None:
    """Throw a draft away; one that was filed stays what it was."""
    Draft.objects.filter(pk=draft.pk, state="open").update(state="deleted", saved_at=at)
