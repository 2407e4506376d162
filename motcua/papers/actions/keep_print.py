"""Keep a paper as it was typeset."""

from datetime import datetime

from motcua.files.public import StoredFile, TakenIn, store_content
from motcua.papers.models import Paper
from motcua.platform.action import Actor, action


@action("papers.keep_print")
def keep_print(paper: Paper, taken: TakenIn, *, by: Actor, at: datetime) -> StoredFile:
    """Give a paper its file, once: where two typeset it at the same time, the first one's stands."""
    fresh = Paper.objects.select_for_update(of=("self",)).select_related("file").get(pk=paper.pk)
    if fresh.file is None:
        fresh.file = store_content(taken, by=by, at=at)
        fresh.save(update_fields=["file"])
    return fresh.file
