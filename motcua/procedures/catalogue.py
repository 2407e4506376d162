"""Taking over catalogues and giving ours away: files in, reports and files out."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection
from django.utils.translation import gettext as _

from motcua.platform import clock
from motcua.platform.action import Actor, Refused
from motcua.procedures.actions.begin_import import begin_import
from motcua.procedures.actions.finish_import import finish_import
from motcua.procedures.actions.import_rows import import_rows
from motcua.procedures.actions.publish_import import publish_import
from motcua.procedures.models import CatalogueImport, ImportKind
from motcua.procedures.reads import rows_in_force
from motcua.procedures.rules.catalogue import Row, read_row
from motcua.procedures.rules.cautions import BadRow, Caution
from motcua.procedures.rules.lines import UnreadableFile, rows_of
from motcua.procedures.wording import said_caution, said_rejection

BATCH = 250
# A file that begins with so many rows that cannot be read is none of ours; to collect them all would fill the memory.
MOST_BAD_ROWS = 10_000


@dataclass
class ImportReport:
    """What an import did: counts, the rows it could not take over, and what the others leave open."""

    read: int = 0
    imported: int = 0
    unchanged: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, str]] = field(default_factory=list)

    def reject(self, row: int, code: str, reason: str) -> None:
        """Add a row that was not taken over."""
        self.rejected.append({"row": row, "code": code, "reason": reason})

    def warn(self, code: str, caution: Caution) -> None:
        """Add what a row leaves open."""
        self.warnings.append({"code": code, "field": caution.field, "reason": said_caution(caution)})

    def as_json(self) -> dict[str, Any]:
        """The report in the shape that the commands write."""
        return {
            "read": self.read,
            "imported": self.imported,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "warnings": self.warnings,
        }


def open_file(path: Path) -> BinaryIO:
    """The file, for reading. Raises Refused, with what to do, where it cannot be read."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise Refused(_("Không có tệp %(path)s.") % {"path": path}, "file") from None
    except OSError:
        raise Refused(_("Không đọc được tệp %(path)s.") % {"path": path}, "file") from None


@contextmanager
def alone() -> Iterator[None]:
    """While this lasts no other import runs, wherever it was begun. Raises Refused where one does.

    The lock belongs to the connection: an import that dies leaves none behind.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('procedures.import'))")
        if not cursor.fetchone()[0]:
            raise Refused(_("Đang có một lần nhập khác. Xin đợi lần ấy xong rồi nhập lại."))
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('procedures.import'))")


def unreadable(error: UnreadableFile) -> Refused:
    """Why a file as a whole was not taken over."""
    sentences = {
        "not_utf8": _("Tệp không phải chữ UTF-8. Xin lưu lại tệp với bảng mã UTF-8 rồi nhập lại."),
        "too_long": _("Danh sách JSON lớn quá 64 MB. Xin dùng tệp mỗi dòng một đối tượng JSON (.jsonl)."),
        "not_json": _("Tệp không phải danh mục: cần mỗi dòng một đối tượng JSON, hoặc một danh sách JSON."),
        "empty": _("Tệp không có dòng nào."),
        "too_many_bad": _("Quá 10.000 dòng không đọc được: đã dừng. Phần nhập trước đó vẫn còn; xin kiểm tra tệp."),
    }
    return Refused(sentences[error.reason], "file")


def import_catalogue(
    stream: BinaryIO,
    *,
    file_name: str,
    by: Actor,
    at: datetime,
    valid_from: date | None = None,
    publish: bool = False,
    progress: Callable[[ImportReport], None] = lambda _report: None,
) -> tuple[CatalogueImport, ImportReport]:
    """Take over a catalogue, a batch of rows a transaction; with `publish`, put in force what has no predecessor.

    The file is read a row at a time: of a long one no more than a batch and the report stand in memory. `progress`
    hears after every batch how far it is.
    What was read before a failure stays, and reading the file again goes on from there. Raises Refused, changing
    nothing, where the file is no catalogue.
    """
    report, codes = ImportReport(), set[str]()
    try:
        numbered = rows_of(stream)
        first = next(numbered)
        good = _good(chain([first], numbered), report)
        ahead = next(good, None)
        kind = ImportKind.OUTLINE if ahead is not None and ahead.is_outline else ImportKind.CATALOGUE
        run = begin_import(kind, file_name=file_name, by=by, at=at)
        for batch in _batches(chain([ahead] if ahead else [], good), codes, report):
            done = import_rows(run, batch, valid_from=valid_from or clock.today(), by=by, at=at)
            report.imported += len(done.imported)
            report.unchanged += len(done.unchanged)
            for code, caution in done.cautions:
                report.warn(code, caution)
            progress(report)
    except UnreadableFile as error:
        raise unreadable(error) from None
    except StopIteration:
        raise unreadable(UnreadableFile("empty")) from None
    if publish:
        for code, sentence in publish_import(run, only_new=True, by=by, at=at).refused:
            report.warn(code, Caution("state", "not_published", sentence))
    counts = {"read": report.read, "imported": report.imported, "unchanged": report.unchanged}
    finish_import(
        run, counts=counts, rejected=report.rejected, warnings=report.warnings, codes=codes, by=by, at=clock.now()
    )
    return run, report


def _good(numbered: Iterator[tuple[int, Any]], report: ImportReport) -> Iterator[Row]:
    for number, raw in numbered:
        report.read += 1
        try:
            if isinstance(raw, BadRow):
                raise raw
            yield read_row(raw)
        except BadRow as bad:
            report.reject(number, bad.code, said_rejection(bad))
            if len(report.rejected) > MOST_BAD_ROWS:
                raise UnreadableFile("too_many_bad") from None


def _batches(rows: Iterator[Row], codes: set[str], report: ImportReport) -> Iterator[list[Row]]:
    """Rows in lots in which every code stands once: of two rows for one code the later is the newer."""
    batch: list[Row] = []
    here: set[str] = set()
    for row in rows:
        if row.code in codes:
            report.warn(row.code, Caution("code", "twice"))
        if len(batch) == BATCH or row.code in here:
            yield batch
            batch, here = [], set()
        batch.append(row)
        here.add(row.code)
        codes.add(row.code)
    if batch:
        yield batch


def export_catalogue(path: Path, *, on: date) -> int:
    """Write all procedures in force on a date, one JSON object a line, in the shape that is imported; how many.

    The file appears whole or not at all. Raises Refused where it cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    count = 0
    with ExitStack() as left:
        try:
            out = left.enter_context(unfinished.open("w", encoding="utf-8"))
            left.callback(unfinished.unlink, missing_ok=True)
            for row in rows_in_force(on):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
            out.flush()
            unfinished.replace(path)
        except OSError:
            raise Refused(_("Không ghi được tệp %(path)s.") % {"path": path}, "file") from None
    return count
