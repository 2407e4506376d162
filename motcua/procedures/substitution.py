"""Taking over which databases replace which papers."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

from motcua.platform import clock
from motcua.platform.action import Actor
from motcua.platform.text import clean
from motcua.procedures.actions.begin_import import begin_import
from motcua.procedures.actions.finish_import import finish_import
from motcua.procedures.actions.import_substitution import Substituted, import_substitution
from motcua.procedures.catalogue import ImportReport, unreadable
from motcua.procedures.models import ImportKind
from motcua.procedures.rules import is_procedure_code
from motcua.procedures.rules.cautions import BadRow, Caution
from motcua.procedures.rules.lines import LONGEST_LIST, UnreadableFile
from motcua.procedures.wording import said_rejection


def import_substitutions(
    stream: BinaryIO, *, file_name: str, by: Actor, at: datetime, valid_from: date | None = None
) -> tuple[ImportReport, Substituted]:
    """Keep every row on its procedure and mark the papers it surely names, in drafts; the report and what was marked.

    Rows that name no paper for sure, or a procedure that is not here, are warnings. Raises Refused, changing nothing,
    where the file is no such list.
    """
    source, rows = _read(stream)
    report = ImportReport()
    good: list[Mapping[str, Any]] = []
    seen: set[tuple[str, int]] = set()
    for number, row in enumerate(rows, 1):
        report.read += 1
        code = clean(str(row.get("code", ""))) if isinstance(row, Mapping) else ""
        if not is_procedure_code(code):
            bad = BadRow(code[:80], "bad_code" if isinstance(row, Mapping) else "not_an_object")
            report.reject(number, bad.code, said_rejection(bad))
            continue
        told = row.get("no") if isinstance(row.get("no"), int) and 0 < row["no"] < 10**9 else number
        if (code, told) in seen:
            told = 10**6 + number
        seen.add((code, told))
        good.append({**row, "code": code, "no": told})
    run = begin_import(ImportKind.SUBSTITUTION, file_name=file_name, by=by, at=at)
    done = import_substitution(run, good, source=source, valid_from=valid_from or clock.today(), by=by, at=at)
    report.imported, report.unchanged = done.imported, done.unchanged
    for code, papers in done.unmatched:
        report.warn(code, Caution("replaced_documents", "unmatched", papers[:200]))
    for code, papers in done.unknown:
        report.warn(code, Caution("code", "procedure_unknown", papers[:200]))
    counts = {"read": report.read, "imported": report.imported, "unchanged": report.unchanged}
    codes = {row["code"] for row in good}
    finish_import(
        run, counts=counts, rejected=report.rejected, warnings=report.warnings, codes=codes, by=by, at=clock.now()
    )
    return report, done


def _read(stream: BinaryIO) -> tuple[str, list[Any]]:
    content = stream.read(LONGEST_LIST + 1)
    try:
        if len(content) > LONGEST_LIST:
            raise UnreadableFile("too_long")
        if not content.strip():
            raise UnreadableFile("empty")
        try:
            found = json.loads(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise UnreadableFile("not_utf8") from None
        except (ValueError, RecursionError):
            raise UnreadableFile("not_json") from None
        rows = found.get("rows") if isinstance(found, dict) else found
        if not isinstance(rows, list):
            raise UnreadableFile("not_json")
    except UnreadableFile as error:
        raise unreadable(error) from None
    return clean(str(found.get("source") or "")) if isinstance(found, dict) else "", rows
