"""What the sheet of a process says, line by line, in words: for the page, the print and the differences."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from motcua.accounts.public import Role
from motcua.organisations.public import Organisation
from motcua.processes.ports import step_forms
from motcua.processes.rules import UNIT_PREFIX, Definition, Flaw, Limit, Outcome, Performer, UserTask
from motcua.processes.rules.redrawing import list_of
from motcua.processes.rules.table import (
    NEXT,
    NOWHERE,
    Choice,
    Fixed,
    Parallel,
    Row,
    Step,
    Table,
    Timer,
    Way,
    all_rows,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Line:
    """One line of the sheet. `kind`: step, choice, block, branch or fixed; `place` is where to add right behind it."""

    key: str
    kind: str
    number: str
    depth: int
    title: str
    content: str = ""
    who: str = ""
    papers: tuple[str, ...] = ()
    time: str = ""
    ways: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    place: str = ""
    branch: int = 0


@dataclass
class Words:
    """The words of a table: what its rows are called, who roles and organisations are."""

    table: Table
    roles: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Table) -> "Words":
        """With the names of all roles and of the organisations that the table names."""
        roles = dict(Role.objects.values_list("code", "name"))
        wheres = {row.task.performer.organisation for row in all_rows(table.rows) if isinstance(row, Step)}
        identifiers = [each.removeprefix(UNIT_PREFIX) for each in wheres if each.startswith(UNIT_PREFIX)]
        units = Organisation.objects.filter(identifier__in=identifiers).values_list("identifier", "name")
        return cls(table, roles, dict(units))

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The number of each row on the sheet: 3, in the first branch of block 4 4a.1."""
        return dict(_numbered(self.table.rows, ""))

    @cached_property
    def forms(self) -> dict[str, str]:
        """The titles of forms by code."""
        return dict(step_forms())

    def name(self, key: str) -> str:
        """What a row or an end is called where others lead to it."""
        for row in all_rows(self.table.rows):
            if row.id == key:
                return f"{self.numbers[key]}. {title_of(row)}"
            if isinstance(row, Parallel) and row.join == key:
                return _("hết khối %(number)s") % {"number": self.numbers[row.id]}
        ends = {end.id: _("kết thúc: %(name)s") % {"name": end.name or end.id} for end in self.table.ends}
        return ends.get(key, key)

    def who(self, performer: Performer) -> str:
        """Role and organisation of a step."""
        where = performer.organisation
        if where.startswith(UNIT_PREFIX):
            identifier = where.removeprefix(UNIT_PREFIX)
            place = self.units.get(identifier, identifier)
        else:
            place = str(relations().get(where, where))
        role = self.roles.get(performer.role, performer.role)
        return f"{role} – {place}" if role else ""

    def way(self, way: Way, outcomes: Iterable[Outcome] = ()) -> str:
        """One way in words: when, and where to."""
        target = {
            NEXT: _("bước liền sau"),
            NOWHERE: _("chưa chọn bước đến"),
        }.get(way.target) or self.name(way.target)
        when = condition_said(way, outcomes)
        said = _("%(when)s → %(target)s") % {"when": when, "target": target} if when else f"→ {target}"
        return said + (_(" (tối đa %(count)d lần)") % {"count": way.max_rounds} if way.max_rounds else "")

    def timer(self, timer: Timer) -> str:
        """One timer in words."""
        after = time_said(timer.node.limit) or timer.node.cron
        act = _("chuyển tới") if timer.node.interrupting else _("đồng thời mở")
        target = _("bước liền sau") if timer.then.target == NEXT else self.name(timer.then.target)
        return _("Quá %(time)s: %(act)s %(target)s") % {"time": after, "act": act, "target": target}

    def papers(self, task: UserTask) -> tuple[str, ...]:
        """The form and required outputs of a step."""
        form = [self.forms.get(task.form, task.form)] if task.form else []
        return (*form, *(outputs().get(each, each) for each in task.outputs))


def relations() -> Mapping[str, str]:
    """The organisations that a step may be done in, by their relation to the matter."""
    return {
        "competent": _("cơ quan có thẩm quyền"),
        "receiving": _("nơi tiếp nhận hồ sơ"),
        "record": _("cơ quan lưu giữ dữ liệu gốc"),
    }


def outputs() -> Mapping[str, str]:
    """The outputs that mean something to dossiers."""
    return {"result": _("Kết quả giải quyết"), "delivery": _("Giao kết quả cho người nộp")}


def title_of(row: Row) -> str:
    """What a row is called."""
    if isinstance(row, Step):
        return row.task.name or _("(chưa có tên)")
    if isinstance(row, Choice):
        return row.asks or _("Rẽ nhánh")
    if isinstance(row, Parallel):
        return row.name or _("Thực hiện đồng thời")
    return row.node.name or row.node.id


def time_said(limit: Limit | None) -> str:
    """A limit in words: 0,5 ngày làm việc."""
    if limit is None:
        return ""
    units = {
        "working_day": _("ngày làm việc"), "working_hour": _("giờ làm việc"), "day": _("ngày"), "hour": _("giờ"),
    }  # fmt: skip
    return f"{limit.amount.normalize():f}".replace(".", ",") + " " + units[str(limit.unit)]


def step_time_said(task: UserTask) -> str:
    """How long a step may take, in words; "" where nobody has said it."""
    return _("không tính thời gian") if task.untimed else time_said(task.limit)


def condition_said(way: Way, outcomes: Iterable[Outcome] = ()) -> str:
    """When a way is taken, in words where it hangs on an outcome of the step before."""
    if way.default:
        return _("Còn lại")
    for outcome in outcomes:
        if way.condition == outcome_condition(outcome.key):
            return _(outcome.label)
    return _("Khi %(condition)s") % {"condition": way.condition} if way.condition else way.name


def outcome_condition(key: str) -> str:
    """The condition that holds after a step was done with this outcome."""
    return f'outcome = "{key}"'


def _numbered(rows: Sequence[Row], before: str) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(rows, 1):
        own = f"{before}{number}"
        yield row.id, own
        if isinstance(row, Parallel):
            for letter, branch in zip(LETTERS, row.branches, strict=False):
                yield from _numbered(branch, f"{own}{letter}.")


def lines_of(table: Table, words: Words, faults: Mapping[str, Collection[str]]) -> list[Line]:
    """The lines of the sheet from top to bottom; `faults` are sentences by row."""
    return list(_lines(table.rows, words, faults, 0))


def _lines(rows: Sequence[Row], words: Words, faults: Mapping[str, Collection[str]], depth: int) -> Iterator[Line]:
    for row in rows:
        outcomes = row.task.outcomes if isinstance(row, Step) else ()
        ways = [words.way(way, outcomes) for way in row.then]
        wrong = tuple(faults.get(row.id, ()))
        number, title = words.numbers[row.id], title_of(row)
        if isinstance(row, Step):
            task = row.task
            ways = [_(each.label) for each in outcomes if not each.completes] + ways
            ways += [words.timer(timer) for timer in row.timers]
            yield Line(
                row.id, "step", number, depth, title, task.content, words.who(task.performer), words.papers(task),
                step_time_said(task), tuple(ways), wrong, row.id,
            )  # fmt: skip
        elif isinstance(row, Parallel):
            yield Line(row.id, "block", number, depth, title, ways=tuple(ways), faults=wrong)
            for index, branch in enumerate(row.branches):
                name = _("Nhánh %(letter)s") % {"letter": LETTERS[index % 26]}
                yield Line(row.id, "branch", "", depth + 1, name, place=f"{row.id}-{index}", branch=index)
                yield from _lines(branch, words, faults, depth + 1)
            yield Line(row.id, "joined", "", depth, _("Hết khối %(number)s") % {"number": number}, place=row.id)
        elif isinstance(row, Choice):
            yield Line(row.id, "choice", number, depth, title, ways=tuple(ways), faults=wrong, place=row.id)
        else:
            why = _(row.why.template).format(**row.why.values) if isinstance(row, Fixed) else ""
            yield Line(row.id, "fixed", number, depth, title, why, ways=tuple(ways), faults=wrong, place=row.id)


def faults_of(table: Table, definition: Definition | None, flaws: Iterable[Flaw]) -> dict[str, list[str]]:
    """What is wrong, in sentences, by the row on which it stands; under "" what stands on none."""
    rows = {row.id: row.id for row in all_rows(table.rows)}
    for row in all_rows(table.rows):
        if isinstance(row, Step):
            rows |= {timer.id: row.id for timer in row.timers}
        elif isinstance(row, Parallel):
            rows[row.join] = row.id
    found: dict[str, list[str]] = {}
    for flaw in flaws:
        row_id = _row_of(flaw.node, rows, definition)
        found.setdefault(row_id, []).append(flaw.sentence(_))
    return found


def _row_of(node: str | None, rows: Mapping[str, str], definition: Definition | None) -> str:
    """The row of an element: its own, or the one before the gateway or flow it is."""
    flows = list(definition.flows) if definition else []
    key = next((flow.source for flow in flows if flow.id == node), node or "")
    seen: set[str] = set()
    while key not in rows:
        seen.add(key)
        key = next((flow.source for flow in flows if flow.target == key and flow.source not in seen), "")
        if not key:
            return ""
    return rows[key]


def targets_for(table: Table, words: Words, key: str) -> list[tuple[str, str]]:
    """Where a row may lead: what follows, rows of its own list, out of its block, an end."""
    rows, join = list_of(table, key)
    own = [(row.id, words.name(row.id)) for row in rows]
    out = [(join, words.name(join))] if join else []
    ends = [(end.id, words.name(end.id)) for end in table.ends]
    return [(NEXT, _("Bước liền sau")), *own, *out, *ends]
