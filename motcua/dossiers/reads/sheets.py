"""A spreadsheet of dossiers for one procedure: its headings, and its lines checked as the form itself would."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.models import BulkFiling
from motcua.dossiers.reads.places import receiving_unit
from motcua.forms.public import Column, answers_of_line, flat_columns, validate
from motcua.platform.action import Actor, Refused
from motcua.platform.clock import VIETNAM
from motcua.platform.tables import read_table, write_table
from motcua.platform.text import clean
from motcua.procedures.public import ProcedureVersion

MOST_LINES = 500
# With what the line begins that says how to answer, in every language.
GUIDE = "#"
_CODE = re.compile(r"\[(\w+)\]$")


@dataclass(frozen=True)
class CheckedLine:
    """One line; `number` is its place in the file, `faults` are pairs of the question and what is wrong."""

    number: int
    answers: dict[str, Any]
    faults: tuple[tuple[str, str], ...]


def bulk_filings_of(actor: Actor) -> list[BulkFiling]:
    """The actor's own latest, the newest first."""
    own = BulkFiling.objects.filter(account=actor.account_id).select_related("version", "entity")
    return list(own.order_by("-uploaded_at")[:20])


def own_bulk_filing(pk: int, actor: Actor) -> BulkFiling | None:
    """The one, where it is the actor's own."""
    kept = BulkFiling.objects.filter(pk=pk, account=actor.account_id)
    return kept.select_related("version__procedure", "case", "entity", "account").first()


def blank_sheet(columns: Sequence[Column]) -> bytes:
    """The spreadsheet to fill in: headings in the first line, how to answer in the second."""
    guide = f"{GUIDE} {_('Hướng dẫn')}"
    return write_table([[_("STT"), *(each.heading for each in columns)], [guide, *(each.hint for each in columns)]])


def read_sheet(content: bytes, name: str, version: ProcedureVersion, at: datetime) -> list[CheckedLine]:
    """The lines of a spreadsheet that was filled in, each checked. Raises Refused where it cannot be read as such."""
    eform = version.eform
    if eform is None:
        raise Refused(_("Thủ tục này chưa nhận hồ sơ trực tuyến tại đây."))
    on = at.astimezone(VIETNAM).date()
    labels = {each.name: each.label for each in flat_columns(eform)}
    places: dict[str, bool] = {}
    checked = []
    for number, cells in _lines(content, name, labels):
        answers = answers_of_line(eform, cells, on=on)
        faults = [(labels.get(error.question, ""), error.message) for error in validate(eform, answers, on=on)]
        place = str(answers.get(version.area_answer, ""))
        if place not in places:
            places[place] = receiving_unit(version.area_answer, answers, at) is not None
        if not faults and not places[place]:
            faults = [(labels.get(version.area_answer, ""), _("Nơi nộp này chưa nhận hồ sơ tại đây."))]
        checked.append(CheckedLine(number, answers, tuple(faults)))
    return checked


def _lines(content: bytes, name: str, labels: dict[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    numbered = enumerate(read_table(content, name), start=1)
    heads = [_name(head, labels) for head in next(numbered, (0, []))[1]]
    if missing := [label for name_, label in labels.items() if name_ not in heads]:
        message = _("Dòng đầu thiếu cột: %(columns)s. Xin dùng bảng tính mẫu của thủ tục này.")
        raise Refused(message % {"columns": ", ".join(missing[:5])}, field="file")
    count = 0
    for number, line in numbered:
        cells = {head: clean(text) for head, text in zip(heads, line, strict=False) if head}
        if not any(cells.values()) or (number == 2 and line[0].startswith(GUIDE)):
            continue
        count += 1
        if count > MOST_LINES:
            message = _("Tệp có hơn %(most)d dòng. Xin chia thành nhiều tệp.")
            raise Refused(message % {"most": MOST_LINES}, field="file")
        yield number, cells
    if not count:
        raise Refused(_("Tệp không có dòng nào."), field="file")


def _name(head: str, labels: dict[str, str]) -> str:
    found = _CODE.search(clean(head))
    return found[1] if found and found[1] in labels else ""
