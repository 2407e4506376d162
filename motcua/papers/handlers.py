"""What papers do by themselves."""

from motcua.papers.events import PaperIssued
from motcua.papers.models import Paper
from motcua.papers.printing import print_of
from motcua.platform import clock
from motcua.platform.events import on


@on(PaperIssued)
def typeset_issued(event: PaperIssued) -> None:
    """Typeset a paper once it is issued, so that it is there when somebody asks for it."""
    print_of(Paper.objects.select_related("template", "file").get(pk=event.paper_id), at=clock.now())
