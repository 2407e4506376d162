"""Decision tables (DMN 1.3): which row holds, what it gives; cases that no row or several rows meet are found.

The JSON is `{"hit": "unique" | "first", "inputs": [{"name", "expression", "integer"}], "outputs": [names], "rules":
[{"when": [cells], "then": [values]}], "examples": [{"given": {…}, "expect": {…}}]}`. Cells are S-FEEL tests on values
alone, so a few values of each input stand for all there are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise, product
from math import prod
from typing import Any

from motcua.processes.rules.definition import RESERVED
from motcua.processes.rules.feel import BadCondition, Cell, Condition, Value, read_cell, read_condition
from motcua.processes.rules.flaws import N_, Flaw

MOST_CASES = 50_000
MOST_ROWS = 500
MOST_TOLD = 5
_KEYS = {"hit", "inputs", "outputs", "rules", "examples"}


class BadTable(ValueError):
    """A table that says no decision. `template` and `values_` make the sentence."""

    def __init__(self, template: str, **values: str) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values_ = values


class NoRule(Exception):
    """No row, or against the table's word several, hold. `template` makes the sentence for a {node}."""

    def __init__(self, template: str) -> None:
        super().__init__(template)
        self.template = template


@dataclass(frozen=True)
class Input:
    """A column asked: what it is called, how it is found, whether only whole numbers occur."""

    name: str
    expression: Condition
    integer: bool = False


@dataclass(frozen=True)
class Rule:
    """A row: its cells, and the values it gives."""

    when: tuple[Cell, ...]
    then: tuple[Any, ...]

    def matches(self, case: tuple[object, ...]) -> bool:
        """Whether every cell is true for its value."""
        return all(cell.matches(value) for cell, value in zip(self.when, case, strict=True))


@dataclass(frozen=True)
class DecisionTable:
    """A table read."""

    is_unique: bool
    inputs: tuple[Input, ...]
    outputs: tuple[str, ...]
    rules: tuple[Rule, ...]
    examples: tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...]

    def rows_for(self, case: tuple[object, ...]) -> list[int]:
        """The rows that hold, by number from 0."""
        return [number for number, rule in enumerate(self.rules) if rule.matches(case)]

    def decide(self, variables: Mapping[str, object]) -> dict[str, Any]:
        """What the table says for these variables, by output. Raises NoRule."""
        rows = self.rows_for(tuple(each.expression.evaluate(variables) for each in self.inputs))
        if not rows:
            raise NoRule(N_("Bảng quyết định “{node}” không có dòng nào khớp."))
        if self.is_unique and len(rows) > 1:
            raise NoRule(N_("Bảng quyết định “{node}” có nhiều dòng cùng khớp."))
        return dict(zip(self.outputs, self.rules[rows[0]].then, strict=True))


def read_table(data: Mapping[str, Any]) -> DecisionTable:
    """The table that the JSON says. Raises BadTable with the first thing that is not understood."""
    unknown = sorted(str(key) for key in data.keys() - _KEYS)
    if unknown:
        raise BadTable(N_("không hiểu thuộc tính “{key}”"), key=unknown[0][:40])
    if data.get("hit", "unique") not in ("unique", "first"):
        raise BadTable(N_("cách chọn dòng phải là “unique” hoặc “first”"))
    inputs = tuple(_input(each) for each in _list(data, "inputs"))
    outputs = tuple(_list(data, "outputs"))
    for name in outputs:
        if not isinstance(name, str) or not name.isidentifier() or name in RESERVED:
            raise BadTable(N_("tên kết quả “{name}” không dùng được"), name=str(name)[:40])
    if not inputs or not outputs or len(set(outputs)) < len(outputs):
        raise BadTable(N_("cần ít nhất một cột hỏi và một cột kết quả, không trùng tên"))
    rows = _list(data, "rules")
    if not 0 < len(rows) <= MOST_ROWS:
        raise BadTable(N_("cần từ 1 đến {most} dòng"), most=str(MOST_ROWS))
    rules = tuple(_rule(number, row, len(inputs), len(outputs)) for number, row in enumerate(rows, 1))
    examples = tuple(_example(each) for each in _list(data, "examples"))
    return DecisionTable(data.get("hit", "unique") == "unique", inputs, outputs, rules, examples)


def table_flaws(node: str, name: str, data: Mapping[str, Any]) -> Iterator[Flaw]:
    """Everything wrong with the table of a node: not understood, an example not met, gaps, overlaps, idle rows."""
    try:
        table = read_table(data)
    except BadTable as bad:
        yield Flaw(node, N_("Bảng quyết định “{node}”: {why}."), {"node": name, "why": str(bad)})
        return
    yield from islice(_unmet(node, name, table), MOST_TOLD)
    samples = [_samples(table, column) for column in range(len(table.inputs))]
    if prod(len(values) for values in samples) > MOST_CASES:
        yield Flaw(
            node, N_("Bảng quyết định “{node}” quá lớn để kiểm tra hết các trường hợp; xin tách bảng."), {"node": name}
        )
        return
    yield from _holes(node, name, table, samples)


def _unmet(node: str, name: str, table: DecisionTable) -> Iterator[Flaw]:
    for number, (given, expected) in enumerate(table.examples, 1):
        try:
            found = table.decide(given)
        except NoRule:
            found = {}
        wrong = sorted(key for key, value in expected.items() if found.get(key) != value)
        if wrong or not expected:
            values = {"node": name, "number": str(number), "found": _told(found), "expected": _told(expected)}
            yield Flaw(node, N_("Bảng quyết định “{node}”: ví dụ {number} mong {expected} nhưng ra {found}."), values)


def _holes(node: str, name: str, table: DecisionTable, samples: list[list[Value]]) -> Iterator[Flaw]:
    gaps: list[str] = []
    overlaps: dict[tuple[int, int], str] = {}
    used: set[int] = set()
    for case in product(*samples):
        rows = table.rows_for(case)
        said = dict(zip((each.name for each in table.inputs), case, strict=True))
        if not rows:
            gaps.append(_told(said))
        else:
            used.update(rows if table.is_unique else rows[:1])
            if table.is_unique and len(rows) > 1:
                overlaps.setdefault((rows[0] + 1, rows[1] + 1), _told(said))
    for gap in gaps[:MOST_TOLD]:
        values = {"node": name, "case": gap}
        yield Flaw(node, N_("Bảng quyết định “{node}” không có dòng cho trường hợp {case}."), values)
    for (first, second), case_said in list(overlaps.items())[:MOST_TOLD]:
        values = {"node": name, "first": str(first), "second": str(second), "case": case_said}
        yield Flaw(node, N_("Bảng quyết định “{node}”: dòng {first} và dòng {second} cùng khớp khi {case}."), values)
    for number in sorted(set(range(len(table.rules))) - used)[:MOST_TOLD]:
        values = {"node": name, "number": str(number + 1)}
        yield Flaw(node, N_("Bảng quyết định “{node}”: dòng {number} không bao giờ được dùng."), values)


def _samples(table: DecisionTable, column: int) -> list[Value]:
    """Values of a column that stand for all: those its cells speak of, one between each two, one beyond each end."""
    constants = [value for rule in table.rules for value in rule.when[column].constants]
    numbers = sorted({value for value in constants if isinstance(value, Decimal)})
    found: list[Value] = list(numbers)
    if numbers:
        found += [numbers[0] - 1, numbers[-1] + 1]
        for low, high in pairwise(numbers):
            if not table.inputs[column].integer:
                found.append((low + high) / 2)
            elif high - low > 1:
                found.append(low + 1)
    texts = {value for value in constants if isinstance(value, str)}
    if texts:
        # Ordered comparisons of texts are rare; one text before all, one behind each.
        found += ["", *sorted(texts), *(f"{text}…" for text in sorted(texts))]
    if any(isinstance(value, bool) for value in constants):
        found += [True, False]
    if any(value is None for value in constants):
        found.append(None)
    return found or [None]


def _told(case: Mapping[str, Any]) -> str:
    return ", ".join(f"{key} = {value}" for key, value in case.items()) or "∅"


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    found = data.get(key, [])
    if not isinstance(found, list):
        raise BadTable(N_("“{key}” phải là danh sách"), key=key)
    return found


def _input(data: object) -> Input:
    if not isinstance(data, Mapping) or not isinstance(data.get("expression"), str):
        raise BadTable(N_("cột hỏi cần biểu thức"))
    expression = str(data["expression"])
    try:
        return Input(str(data.get("name") or expression), read_condition(expression), data.get("integer") is True)
    except BadCondition as bad:
        raise BadTable(N_("cột “{name}”: {why}"), name=expression[:40], why=str(bad)) from None


def _rule(number: int, data: object, inputs: int, outputs: int) -> Rule:
    when = data.get("when") if isinstance(data, Mapping) else None
    then = data.get("then") if isinstance(data, Mapping) else None
    shaped = isinstance(when, list) and isinstance(then, list) and all(isinstance(cell, str) for cell in when)
    if not shaped or not isinstance(when, list) or not isinstance(then, list):
        raise BadTable(N_("dòng {number} cần danh sách ô hỏi và ô kết quả"), number=str(number))
    if (len(when), len(then)) != (inputs, outputs):
        raise BadTable(N_("dòng {number} không đủ ô"), number=str(number))
    if not all(value is None or isinstance(value, bool | int | float | str) for value in then):
        raise BadTable(N_("dòng {number}: kết quả phải là chữ, số, đúng hoặc sai"), number=str(number))
    try:
        return Rule(tuple(read_cell(cell) for cell in when), tuple(then))
    except BadCondition as bad:
        raise BadTable(N_("dòng {number}: {why}"), number=str(number), why=str(bad)) from None


def _example(data: object) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    given = data.get("given") if isinstance(data, Mapping) else None
    expected = data.get("expect") if isinstance(data, Mapping) else None
    if not isinstance(given, Mapping) or not isinstance(expected, Mapping):
        raise BadTable(N_("ví dụ cần phần cho và phần mong đợi"))
    return given, expected
