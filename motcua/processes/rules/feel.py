"""Conditions: a subset of FEEL (DMN 1.3, S-FEEL), read once into a closure. Text is never executed.

Read: numbers, strings, true, false, null, names with dots, comparisons, `in` with lists and ranges, `between`, `and`,
`or`, `not(…)`. A name that is not there is null; a comparison between different kinds of value is null, neither true
nor false, as the standard has it.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from motcua.processes.rules.flaws import N_

Value: TypeAlias = "bool | Decimal | str | list[Value] | Mapping[str, object] | None"
Evaluate: TypeAlias = Callable[[Mapping[str, object]], Value]
Check: TypeAlias = Callable[[Value, Mapping[str, object]], bool | None]

LONGEST = 1000
DEEPEST = 30

_TOKEN = re.compile(
    r'\s*(?:(?P<number>\d{1,40}(?:\.\d{1,40})?)|(?P<string>"(?:[^"\\]|\\.)*")|(?P<name>[^\W\d]\w*)'
    r"|(?P<sign><=|>=|!=|\.\.|[=<>()\[\],.\-]))"
)
_SIGNS = ("=", "!=", "<", "<=", ">", ">=")
_WORDS = frozenset({"and", "or", "not", "in", "between", "true", "false", "null"})


class BadCondition(ValueError):
    """A condition outside the subset. `template` and `values` make the sentence."""

    def __init__(self, template: str, **values: str) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values_ = values


@dataclass(frozen=True)
class Condition:
    """A condition read. `holds(variables)`: whether it is true; null is not. `names`: what it reads."""

    text: str
    names: frozenset[str]
    evaluate: Evaluate

    def holds(self, variables: Mapping[str, object]) -> bool:
        """Whether the condition is true for these variables."""
        return self.evaluate(variables) is True


@dataclass(frozen=True)
class Cell:
    """A cell of a decision table read. `constants`: the values it speaks of."""

    text: str
    check: Check
    constants: tuple[Value, ...]

    def matches(self, value: object) -> bool:
        """Whether the cell is true for this value."""
        return self.check(_value(value), {}) is True


def read_condition(text: str) -> Condition:
    """Read a condition. Raises BadCondition with a sentence that says what was not understood."""
    if len(text) > LONGEST:
        raise BadCondition(N_("điều kiện dài quá {limit} ký tự"), limit=str(LONGEST))
    reader = _Reader(_tokens(text))
    evaluate = reader.disjunction()
    if reader.kind != "end":
        raise reader.unexpected()
    return Condition(text, frozenset(reader.names), evaluate)


def read_cell(text: str) -> Cell:
    """Read a cell of a decision table: `-` for anything, or tests by commas, or not(…) of them. Raises BadCondition."""
    if text.strip() in ("", "-"):
        return Cell(text, lambda _value, _at: True, ())
    if len(text) > LONGEST:
        raise BadCondition(N_("điều kiện dài quá {limit} ký tự"), limit=str(LONGEST))
    reader = _Reader(_tokens(text))
    check = reader.cell()
    if reader.kind != "end":
        raise reader.unexpected()
    if reader.names:
        raise BadCondition(N_("ô của bảng chỉ được ghi giá trị, không ghi tên “{name}”"), name=min(reader.names)[:40])
    return Cell(text, check, tuple(reader.constants))


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise BadCondition(N_("không hiểu “{part}”"), part=text[position : position + 20].strip())
        kind, word = match.lastgroup, match.group(match.lastgroup)
        tokens.append((word if kind == "sign" or word in _WORDS else kind, word))
        position = match.end()
    return [*tokens, ("end", "")]


class _Reader:
    """Recursive descent; `kind` is the sign, the word or the class of the token at hand."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.position = 0
        self.depth = 0
        self.names: set[str] = set()
        self.constants: list[Value] = []

    @property
    def kind(self) -> str:
        return self.tokens[self.position][0]

    def take(self, kind: str | None = None) -> str:
        if kind is not None and self.kind != kind:
            raise self.unexpected()
        word = self.tokens[self.position][1]
        self.position += 1
        return word

    def unexpected(self) -> BadCondition:
        if self.kind == "end":
            return BadCondition(N_("điều kiện viết chưa hết"))
        return BadCondition(N_("không hiểu “{part}” ở vị trí này"), part=self.tokens[self.position][1][:20])

    def disjunction(self) -> Evaluate:
        return self._joined("or", self.conjunction, decisive=True)

    def conjunction(self) -> Evaluate:
        return self._joined("and", self.comparison, decisive=False)

    def _joined(self, word: str, read: Callable[[], Evaluate], *, decisive: bool) -> Evaluate:
        parts = [read()]
        while self.kind == word:
            self.take()
            parts.append(read())
        return parts[0] if len(parts) == 1 else _ternary(tuple(parts), decisive=decisive)

    def comparison(self) -> Evaluate:
        left = self.operand()
        if self.kind in _SIGNS:
            sign = self.take()
            right = self.operand()
            return lambda at: compare(sign, left(at), right(at))
        if self.kind == "between":
            self.take()
            low = self.operand()
            self.take("and")
            inside = _between(low, self.operand())
        elif self.kind == "in":
            self.take()
            inside = self.tests()
        else:
            return left
        return lambda at: inside(left(at), at)

    def cell(self) -> Check:
        if self.kind == "not":
            self.take()
            inside = self.tests()

            def outside(value: Value, at: Mapping[str, object]) -> bool | None:
                answer = inside(value, at)
                return None if answer is None else not answer

            return outside
        checks = [self.test()]
        while self.kind == ",":
            self.take()
            checks.append(self.test())
        return _any_of(tuple(checks))

    def tests(self) -> Check:
        if self.kind != "(":
            return self.test()
        self.take()
        checks = [self.test()]
        while self.kind == ",":
            self.take()
            checks.append(self.test())
        self.take(")")
        return _any_of(tuple(checks))

    def test(self) -> Check:
        if self.kind in _SIGNS:
            sign = self.take()
            limit = self.operand()
            return lambda value, at: compare(sign, value, limit(at))
        if self.kind == "[":
            return self._range_or_list()
        operand = self.operand()

        def same_or_member(value: Value, at: Mapping[str, object]) -> bool | None:
            found = operand(at)
            return _member(value, found) if isinstance(found, list) else compare("=", value, found)

        return same_or_member

    def _range_or_list(self) -> Check:
        self.take("[")
        first = self.operand()
        if self.kind == "..":
            self.take()
            last = self.operand()
            self.take("]")
            return _between(first, last)
        members = [first]
        while self.kind == ",":
            self.take()
            members.append(self.operand())
        self.take("]")
        return lambda value, at: _member(value, [member(at) for member in members])

    def operand(self) -> Evaluate:
        kind = self.kind
        if kind == "number":
            return self.constant(Decimal(self.take()))
        if kind == "-":
            self.take()
            return self.constant(-Decimal(self.take("number")))
        if kind == "string":
            return self.constant(re.sub(r"\\(.)", r"\1", self.take()[1:-1]))
        if kind in ("true", "false", "null"):
            return self.constant({"true": True, "false": False, "null": None}[self.take()])
        if kind == "name":
            return self._path()
        if kind in ("(", "not"):
            return self._enclosed()
        raise self.unexpected()

    def constant(self, value: Value) -> Evaluate:
        self.constants.append(value)
        return lambda _at: value

    def _path(self) -> Evaluate:
        path = [self.take("name")]
        while self.kind == ".":
            self.take()
            path.append(self.take("name"))
        self.names.add(".".join(path))
        return _lookup(tuple(path))

    def _enclosed(self) -> Evaluate:
        negated = self.kind == "not"
        if negated:
            self.take()
        self.take("(")
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadCondition(N_("điều kiện lồng ngoặc quá sâu"))
        inner = self.disjunction()
        self.depth -= 1
        self.take(")")
        if not negated:
            return inner

        def opposite(at: Mapping[str, object]) -> Value:
            value = inner(at)
            return (not value) if isinstance(value, bool) else None

        return opposite


def _lookup(path: tuple[str, ...]) -> Evaluate:
    def look(at: Mapping[str, object]) -> Value:
        found: object = at
        for name in path:
            if not isinstance(found, Mapping):
                return None
            found = found.get(name)
        return _value(found)

    return look


def _value(found: object) -> Value:
    """A variable as FEEL knows it: what JSON holds, numbers exact; anything else is null."""
    if found is None or isinstance(found, bool | str | Decimal):
        return found
    if isinstance(found, int):
        return Decimal(found)
    if isinstance(found, float):
        return Decimal(repr(found)) if math.isfinite(found) else None
    if isinstance(found, list):
        return [_value(item) for item in found]
    return found if isinstance(found, Mapping) else None


def _ternary(parts: tuple[Evaluate, ...], *, decisive: bool) -> Evaluate:
    def judge(at: Mapping[str, object]) -> Value:
        unknown = False
        for part in parts:
            value = part(at)
            if value is decisive:
                return decisive
            unknown = unknown or not isinstance(value, bool)
        return None if unknown else not decisive

    return judge


def _any_of(checks: tuple[Check, ...]) -> Check:
    def check(value: Value, at: Mapping[str, object]) -> bool | None:
        answers = [each(value, at) for each in checks]
        return True if True in answers else None if None in answers else False

    return check


def _member(value: Value, members: list[Value]) -> bool:
    return any(compare("=", value, member) is True for member in members)


def _between(low: Evaluate, high: Evaluate) -> Check:
    def check(value: Value, at: Mapping[str, object]) -> bool | None:
        answers = (compare("<=", low(at), value), compare("<=", value, high(at)))
        return False if False in answers else None if None in answers else True

    return check


def compare(sign: str, left: Value, right: Value) -> bool | None:
    """One comparison; None where the two cannot be compared."""
    if sign in ("=", "!="):
        if left is None or right is None:
            equal = left is None and right is None
        elif type(left) is type(right):
            equal = left == right
        else:
            return None
        return equal if sign == "=" else not equal
    # Twice the same line: only so does the type checker see two of a kind.
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _ordered(sign, left < right, left == right)
    if isinstance(left, str) and isinstance(right, str):
        return _ordered(sign, left < right, left == right)
    return None


def _ordered(sign: str, less: bool, equal: bool) -> bool:
    return {"<": less, "<=": less or equal, ">": not less and not equal, ">=": not less}[sign]
