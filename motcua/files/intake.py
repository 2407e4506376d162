"""Taking content in before anything is written in the database: the slow work, with nobody waiting for a lock."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from motcua.files import contents
from motcua.files.refusals import bad_file
from motcua.files.rules.examine import examine
from motcua.files.rules.names import file_name
from motcua.files.rules.pdf import pages_of
from motcua.files.rules.verdict import PAPERS, PDF, Accept, Fault, Unfit
from motcua.platform.action import is_acting


@dataclass(frozen=True)
class TakenIn:
    """Content that lies on the disk and that no row speaks of yet; left so, it is swept away after a day."""

    sha256: str
    name: str
    content_type: str
    size: int
    pages: int | None
    was_altered: bool = False


def take_in(upload: "UploadedFile[Any]", *, accept: Accept = PAPERS) -> TakenIn:
    """Check and clean an uploaded file and put it on the disk; `store_upload` makes it somebody's.

    Pictures are turned upright and drawn anew, active content is taken out of a PDF. Raises BadFile saying what is
    wrong, why, and what to do; then nothing is kept. RuntimeError inside an action, whose locks others wait for.
    """
    _not_while_acting()
    named = file_name(upload.name or "", "")
    try:
        if (upload.size or 0) > accept.max_bytes:
            raise Unfit(Fault.TOO_BIG, size=upload.size or 0, limit=accept.max_bytes)
        content = upload.read()
        examined = examine(content, accept)
    except Unfit as unfit:
        raise bad_file(unfit, name=named, accept=accept) from None
    return TakenIn(
        sha256=contents.keep(examined.content),
        name=file_name(upload.name or "", examined.content_type),
        content_type=examined.content_type,
        size=len(examined.content),
        pages=examined.pages,
        was_altered=examined.content != content,
    )


def take_in_own(content: bytes, *, name: str, content_type: str) -> TakenIn:
    """Put content that we made ourselves on the disk as it is; `store_content` makes it somebody's.

    ValueError when it is empty, RuntimeError inside an action.
    """
    _not_while_acting()
    if not content:
        raise ValueError("no content to keep")
    return TakenIn(
        sha256=contents.keep(content),
        name=file_name(name, content_type),
        content_type=content_type,
        size=len(content),
        pages=pages_of(content) if content_type == PDF else None,
    )


def _not_while_acting() -> None:
    if is_acting():
        raise RuntimeError("content is taken in before an action begins, not under its locks")
