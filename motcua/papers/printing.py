"""The file of a paper: typeset after it was issued, by the worker or by whoever asks first; never under its locks."""

from datetime import datetime

from motcua.files.public import PDF, StoredFile, take_in_own
from motcua.papers.actions.keep_print import keep_print
from motcua.papers.models import Paper
from motcua.papers.reads import reprint
from motcua.papers.sheets import title_of
from motcua.platform.action import SYSTEM


def print_of(paper: Paper, *, at: datetime) -> StoredFile:
    """The PDF/A-2a + PDF/UA-1 of an issued paper, typeset now where that was not done yet; always the same bytes.

    Raises TypesettingFailed.
    """
    if paper.file is not None:
        return paper.file
    name = f"{title_of(paper.template.code, paper.template.domain)} {paper.number.replace('/', '-')}".strip()
    taken = take_in_own(reprint(paper), name=f"{name}.pdf", content_type=PDF)
    return keep_print(paper, taken, by=SYSTEM, at=at)
