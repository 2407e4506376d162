"""What a version changes against another, row by row, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.processes.rules.table import Table
from motcua.processes.sheet import Line, Words, lines_of


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same. `kind`: added, removed or changed; `what` names the row and the column."""

    kind: str
    key: str
    what: str
    before: str
    after: str


def differences(before: Table, after: Table) -> list[Difference]:
    """What `after` changes against `before`, in the order of the sheet."""
    return list(_differences(_rows(before), _rows(after)))


def _rows(table: Table) -> Mapping[str, tuple[Line, Mapping[str, str]]]:
    lines = [line for line in lines_of(table, Words.of(table), {}) if line.kind not in ("branch", "joined")]
    said = {line.key: (line, _columns(line)) for line in lines}
    ends = Line("", "end", "", 0, _("Bắt đầu và kết thúc"))
    words = {_("Bắt đầu"): table.start.name, _("Kết thúc"): "; ".join(end.name for end in table.ends)}
    return {**said, "": (ends, words)}


def _columns(line: Line) -> Mapping[str, str]:
    return {
        _("Tên bước"): line.title,
        _("Trách nhiệm"): line.who,
        _("Nội dung"): line.content,
        _("Biểu mẫu / kết quả"): "; ".join(line.papers),
        _("Thời gian"): line.time,
        # Numbers change where rows come in or go out above: they are no difference of the row.
        _("Đi tiếp"): "; ".join(line.ways),
        _("Khối"): str(line.depth) if line.depth else "",
    }


def _differences(
    before: Mapping[str, tuple[Line, Mapping[str, str]]], after: Mapping[str, tuple[Line, Mapping[str, str]]]
) -> Iterator[Difference]:
    for key, (line, said) in after.items():
        if key not in before:
            yield Difference("added", key, f"{line.number}. {line.title}", "", line.who)
            continue
        old = before[key][1]
        for column, words in said.items():
            if _bare(words) != _bare(old.get(column, "")):
                where = f"{line.number}. {line.title}" if line.number else line.title
                yield Difference("changed", key, f"{where}: {column}", old.get(column, ""), words)
    for key, (line, _said) in before.items():
        if key not in after:
            yield Difference("removed", key, f"{line.number}. {line.title}", line.who, "")


def _bare(words: str) -> str:
    """Without the numbers of the rows that ways lead to."""
    return "; ".join(part.partition("→ ")[2].partition(". ")[2] or part for part in words.split("; "))
