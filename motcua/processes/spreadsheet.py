"""The table of a process as a spreadsheet, and back: one row a line of the sheet, codes where the engine needs them.

Cells that hold several things have one a line, their parts divided by " | ".
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from io import BytesIO
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from motcua.platform.action import Refused
from motcua.processes.rules import BoundaryTimer, EndEvent, Kind, Limit, LimitUnit, Node, Outcome, Performer, UserTask
from motcua.processes.rules.definition import DONE, TONES, UNTIMED
from motcua.processes.rules.reading import ID
from motcua.processes.rules.table import Choice, Fixed, Parallel, Row, Step, Table, Timer, Way, all_rows

COLUMNS = (
    "Dòng", "Mã", "Tên", "Nội dung", "Vai trò", "Cơ quan", "Thời gian", "Đơn vị", "Biểu mẫu", "Kết quả", "Nút",
    "Câu hỏi rẽ", "Đi tiếp", "Hẹn giờ", "Vai trò thay",
)  # fmt: skip
START, STEP, CHOICE, BLOCK, BRANCH, JOINED, END = (
    "Bắt đầu", "Bước", "Rẽ nhánh", "Đồng thời", "Nhánh", "Hết đồng thời", "Kết thúc",
)  # fmt: skip
MOST_ROWS = 1000
PART = " | "
Cells = Mapping[str, str]


def xlsx_of(table: Table) -> bytes:
    """The table as a workbook of one sheet. Raises Refused where it has what only a diagram can say."""
    fixed = [row for row in all_rows(table.rows) if isinstance(row, Fixed)]
    special = [end for end in table.ends if isinstance(end, EndEvent) and (end.terminate or end.escalation)]
    if table.unfit or fixed or special:
        raise Refused(_("Quy trình có phần tử mà bảng tính không ghi được; xin tải tệp BPMN."))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Quy trình"
    sheet.append(COLUMNS)
    for number, cells in enumerate(_lines(table), 2):
        for place, column in enumerate(COLUMNS, 1):
            if text := cells.get(column, ""):
                cell = sheet.cell(number, place, text)
                # Words that begin like a formula are words all the same.
                cell.data_type = "s"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _lines(table: Table) -> Iterator[Cells]:
    yield {"Dòng": START, "Mã": table.start.id, "Tên": table.start.name}
    yield from _row_lines(table.rows)
    for end in table.ends:
        yield {"Dòng": END, "Mã": end.id, "Tên": end.name}


def _row_lines(rows: Sequence[Row]) -> Iterator[Cells]:
    for row in rows:
        ways = {"Câu hỏi rẽ": row.asks, "Đi tiếp": "\n".join(map(_way_text, row.then))}
        if isinstance(row, Step):
            yield {
                "Dòng": STEP,
                "Mã": row.id,
                **_task_cells(row.task),
                **ways,
                "Hẹn giờ": "\n".join(map(_timer_text, row.timers)),
            }
        elif isinstance(row, Choice):
            yield {"Dòng": CHOICE, "Mã": row.id, **ways}
        elif isinstance(row, Parallel):
            yield {"Dòng": BLOCK, "Mã": row.id, "Tên": row.name}
            for branch in row.branches:
                yield {"Dòng": BRANCH}
                yield from _row_lines(branch)
            yield {"Dòng": JOINED, "Mã": row.join, "Tên": row.join_name, **ways}


def _task_cells(task: UserTask) -> Cells:
    limit = task.limit
    return {
        "Tên": task.name,
        "Nội dung": task.content,
        "Vai trò": task.performer.role,
        "Cơ quan": task.performer.organisation,
        "Vai trò thay": " ".join(task.performer.otherwise),
        "Thời gian": f"{limit.amount:f}" if limit else "",
        "Đơn vị": str(limit.unit) if limit else UNTIMED if task.untimed else "",
        "Biểu mẫu": task.form,
        "Kết quả": "\n".join(task.outputs),
        "Nút": "\n".join(map(_outcome_text, task.outcomes)) if task.outcomes != (DONE,) else "",
    }


def _outcome_text(each: Outcome) -> str:
    return PART.join(
        (each.key, each.tone, "xong" if each.completes else "mở", "ý kiến" if each.note_required else "-", each.label)
    )


def _way_text(way: Way) -> str:
    said = "còn lại" if way.default else "-"
    return PART.join((way.target or "?", str(way.max_rounds), said, way.name or "-", way.condition or "-"))


def _timer_text(timer: Timer) -> str:
    node = timer.node
    if node.limit is None:
        raise Refused(_("Quy trình có phần tử mà bảng tính không ghi được; xin tải tệp BPMN."))
    taken = "lấy đi" if node.interrupting else "để mở"
    limit = f"{node.limit.amount:f} {node.limit.unit}"
    return PART.join((timer.id, limit, taken, timer.then.target or "?", node.name or "-"))


def table_of_xlsx(content: bytes) -> Table:
    """The table that a workbook says. Raises Refused, naming the line, for what it does not understand."""
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        found = [list(row) for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=len(COLUMNS), values_only=True)]
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, IndexError):
        raise Refused(_("Tệp không phải bảng tính xlsx."), "file") from None
    if not found or [str(each or "").strip() for each in found[0]] != list(COLUMNS):
        raise Refused(_("Bảng tính phải có các cột: %(names)s.") % {"names": ", ".join(COLUMNS)}, "file")
    lines = [
        (
            number,
            {name: str(value).strip() if value is not None else "" for name, value in zip(COLUMNS, row, strict=True)},
        )
        for number, row in enumerate(found[1:], 2)
    ]
    return _Reader([(number, cells) for number, cells in lines if any(cells.values())]).table()


class _Reader:
    def __init__(self, lines: list[tuple[int, Cells]]) -> None:
        self.lines = lines
        self.place = 0
        self.seen: set[str] = set()

    def refuse(self, why: str) -> Refused:
        number = self.lines[min(self.place, len(self.lines) - 1)][0] if self.lines else 1
        return Refused(_("Dòng %(number)d: %(why)s") % {"number": number, "why": why}, "file")

    @property
    def kind(self) -> str:
        return self.lines[self.place][1]["Dòng"] if self.place < len(self.lines) else ""

    def key(self, cells: Cells) -> str:
        key = cells["Mã"]
        if not ID.fullmatch(key) or key in self.seen:
            raise self.refuse(_("mã “%(key)s” không hợp lệ hoặc bị trùng.") % {"key": key[:80]})
        self.seen.add(key)
        return key

    def take(self) -> Cells:
        cells = self.lines[self.place][1]
        self.place += 1
        return cells

    def table(self) -> Table:
        if self.kind != START:
            raise self.refuse(_("thiếu dòng “%(kind)s”.") % {"kind": START})
        cells = self.take()
        start = Node(self.key(cells), Kind.START, cells["Tên"])
        rows = self.rows()
        ends: list[Node] = []
        while self.kind == END:
            cells = self.take()
            ends.append(EndEvent(self.key(cells), Kind.END, cells["Tên"]))
        if not ends or self.place < len(self.lines):
            raise self.refuse(_("cần dòng “%(kind)s” ở cuối.") % {"kind": END})
        return Table(start, rows, tuple(ends))

    def rows(self) -> tuple[Row, ...]:
        found: list[Row] = []
        while self.kind in (STEP, CHOICE, BLOCK):
            found.append(self.row())
        return tuple(found)

    def row(self) -> Row:
        kind, cells = self.kind, self.take()
        key = self.key(cells)
        if kind == STEP:
            return Step(self.task(key, cells), self.ways(cells), cells["Câu hỏi rẽ"], self.timers(key, cells))
        if kind == CHOICE:
            return Choice(key, cells["Câu hỏi rẽ"], self.ways(cells))
        branches: list[tuple[Row, ...]] = []
        while self.kind == BRANCH:
            self.take()
            branches.append(self.rows())
        if self.kind != JOINED or len(branches) < 2:
            raise self.refuse(_("khối đồng thời cần hai nhánh trở lên và dòng “%(kind)s”.") % {"kind": JOINED})
        last = self.take()
        return Parallel(
            key, tuple(branches), cells["Tên"], self.key(last), last["Tên"], self.ways(last), last["Câu hỏi rẽ"]
        )  # fmt: skip

    def task(self, key: str, cells: Cells) -> UserTask:
        limit = self.limit(cells["Thời gian"], cells["Đơn vị"]) if cells["Thời gian"] else None
        outcomes = tuple(self.outcome(each) for each in self.parts(cells["Nút"], 5)) or (DONE,)
        otherwise = tuple(cells["Vai trò thay"].split())
        performer = Performer(cells["Vai trò"], cells["Cơ quan"] or "competent", otherwise)
        outputs = tuple(line for line in cells["Kết quả"].split("\n") if line)
        return UserTask(
            key, Kind.USER_TASK, cells["Tên"], performer, limit, outcomes, cells["Biểu mẫu"], outputs,
            cells["Nội dung"], limit is None and cells["Đơn vị"] == UNTIMED,
        )  # fmt: skip

    def limit(self, amount: str, unit: str) -> Limit:
        try:
            number = Decimal(amount.replace(",", "."))
            if number.is_finite() and 0 < number <= 10_000:
                return Limit(number, LimitUnit(unit or "working_day"))
        except (InvalidOperation, ValueError):
            pass
        raise self.refuse(_("thời gian “%(text)s” không hợp lệ.") % {"text": f"{amount} {unit}"[:80]})

    def parts(self, text: str, count: int) -> list[list[str]]:
        found = [line.split(PART, count - 1) for line in text.split("\n") if line.strip()]
        if any(len(line) != count for line in found):
            raise self.refuse(_("một ô có dòng không đủ %(count)d phần ngăn bằng “ | ”.") % {"count": count})
        return found

    def outcome(self, parts: list[str]) -> Outcome:
        key, tone, completes, noted, label = parts
        if not ID.fullmatch(key) or tone not in TONES:
            raise self.refuse(_("nút “%(text)s” không hợp lệ.") % {"text": label[:80]})
        return Outcome(key, label, tone, completes != "mở", noted == "ý kiến")

    def ways(self, cells: Cells) -> tuple[Way, ...]:
        found: list[Way] = []
        for target, rounds, rest, name, condition in self.parts(cells["Đi tiếp"], 5):
            most = int(rounds) if rounds.isascii() and rounds.isdigit() and len(rounds) < 5 else 0
            said = ("" if part == "-" else part for part in (condition, name))
            words, called = next(said), next(said)
            found.append(Way("" if target == "?" else target, words, rest == "còn lại", called, most))
        return tuple(found)

    def timers(self, step: str, cells: Cells) -> tuple[Timer, ...]:
        found: list[Timer] = []
        for key, limit, taken, target, name in self.parts(cells["Hẹn giờ"], 5):
            amount, _space, unit = limit.partition(" ")
            node = BoundaryTimer(
                self.key({"Mã": key}), Kind.TIMER, "" if name == "-" else name, attached_to=step,
                interrupting=taken == "lấy đi", limit=self.limit(amount, unit),
            )  # fmt: skip
            found.append(Timer(node, Way("" if target == "?" else target)))
        return tuple(found)
