from datetime import datetime

from motcua.dossiers.models import BulkFiling, Draft
from motcua.dossiers.rules import DRAFT_LIFE, DRAFT_RESTORE
from motcua.platform.action import Actor, action

AT_ONCE = 500


@action("dossiers.clear_drafts")
def clear_drafts(*, by: Actor, at: datetime) -> int:
    """Throw away drafts that nobody went on with, and forget those thrown away too long ago; how many in all.

    Spreadsheets that nobody confirmed go with them.
    """
    BulkFiling.objects.filter(confirmed_at=None, uploaded_at__lte=at - DRAFT_LIFE).delete()
    idle = Draft.objects.filter(state="open", saved_at__lte=at - DRAFT_LIFE).values("pk")[:AT_ONCE]
    thrown = Draft.objects.filter(pk__in=idle, state="open").update(state="deleted", deleted_at=at)
    gone = Draft.objects.filter(state="deleted", deleted_at__lte=at - DRAFT_RESTORE).values("pk")[:AT_ONCE]
    forgotten = Draft.objects.filter(pk__in=list(gone.values_list("pk", flat=True)), state="deleted")
    count = forgotten.count()
    forgotten.delete()
    return thrown + count
