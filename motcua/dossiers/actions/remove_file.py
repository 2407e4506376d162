from datetime import datetime

from motcua.dossiers.models import Draft, DraftFile
from motcua.platform.action import Actor, action


@action("dossiers.remove_file")
def remove_file(draft: Draft, attached: DraftFile, *, by: Actor, at: datetime) -> None:
    """Take a file off a draft that was not filed yet."""
    DraftFile.objects.filter(pk=attached.pk, draft=draft.pk, draft__state="open").delete()
