"""Conditions cannot execute code: what hostile designers write is refused, or means no more than data."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.processes.rules import BadCondition, flaws_of, read_condition, read_definition
from motcua.processes.rules.decisions import BadTable, read_table
from motcua.processes.rules.feel import LONGEST, read_cell
from motcua.processes.tests.shapes import birth_registration

CODE = {
    "exec",
    "compile",
    "import",
    "open",
    "os.system",
    "os.exec",
    "subprocess.Popen",
    "socket.connect",
    "ctypes.dlopen",
}
_watching: ContextVar[list[str] | None] = ContextVar("watching", default=None)


def _watch(event: str, _arguments: tuple[object, ...]) -> None:
    seen = _watching.get()
    if seen is not None and event in CODE:
        seen.append(event)


sys.addaudithook(_watch)


@contextmanager
def no_code_runs() -> Iterator[None]:
    """Fails if, in here, Python compiles, executes, imports or opens anything."""
    token = _watching.set([])
    try:
        yield
        assert _watching.get() == []
    finally:
        _watching.reset(token)


HOSTILE = [
    "__import__('os').system('id')",
    "__import__",
    "().__class__.__base__.__subclasses__()",
    "outcome.__class__.__init__.__globals__",
    "eval('1')",
    'exec("import os")',
    "open('/etc/passwd').read()",
    "[x for x in (1,2)]",
    "lambda: 1",
    "a := 1",
    "a if b else c",
    "f'{outcome}'",
    "{outcome}",
    "{{ 7*7 }}",
    "{% import os %}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "`id`",
    "$(id)",
    "'; DROP TABLE processes_process; --",
    "1 OR 1=1",
    '" or ""="',
    "for x in [1..1000000000] return x",
    "some x in outcomes satisfies x",
    "function(x) x",
    'external { java: { class: "java.lang.Runtime" } }',
    'date("2026-01-01")',
    "9" * 41,
    "1e309",
    "0x41",
    "1_000",
    "10 ** 10 ** 10",
    "a.b." * 200,
    "\x00outcome",
    'outcome\u202e = "x"',
    "ｏutcome＝1",
    'outcome = "' + "a" * 2000,
    '"' + "\\" * 999,
    "[" * 500,
    "not(" * 200,
    "(" * 31 + "true" + ")" * 31,
    "a in (" * 100,
    "-" * 500 + "1",
    "true and " * 111 + "true",
    "..",
    "a..b",
    "a = b = c",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_condition_is_refused_or_means_nothing(text: str) -> None:
    with no_code_runs():
        try:
            condition = read_condition(text)
        except BadCondition as bad:
            assert 0 < len(str(bad)) < 200
        else:
            assert condition.holds({"outcome": "x", "a": 1}) is False


def test_the_corpus_is_refused_when_a_process_is_drawn_with_it() -> None:
    for text in HOSTILE:
        try:
            read_condition(text)
        except BadCondition:
            definition = birth_registration()
            definition["flows"][3]["condition"] = text.strip()
            assert any(flaw.node in ("f4", "decided") for flaw in flaws_of(read_definition(definition))), text


def test_the_watch_does_watch() -> None:
    with pytest.raises(AssertionError), no_code_runs():
        eval("1")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_cell_is_refused_or_means_nothing(text: str) -> None:
    with no_code_runs():
        try:
            cell = read_cell(text)
        except BadCondition:
            return
        assert cell.matches("x") in (True, False)


names = st.sampled_from(["a", "b.c", "outcome", "thiếu", "đường_phố"])
literals = st.one_of(
    st.integers(-99, 99).map(str),
    st.decimals(-9, 9, places=2).map(str),
    st.sampled_from(["true", "false", "null"]),
    st.text(alphabet='abc đ\\"', max_size=6).map(
        lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    ),
)
signs = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
operands = st.one_of(names, literals)
comparisons = st.one_of(
    operands,
    st.tuples(operands, signs, operands).map(" ".join),
    st.tuples(operands, operands, operands).map(lambda each: f"{each[0]} in [{each[1]}..{each[2]}]"),
    st.tuples(operands, operands, operands).map(lambda each: f"{each[0]} between {each[1]} and {each[2]}"),
    st.tuples(operands, st.lists(operands, min_size=1, max_size=4)).map(
        lambda each: f"{each[0]} in ({', '.join(each[1])})"
    ),
)
expressions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        inner.map(lambda each: f"({each})"),
        inner.map(lambda each: f"not({each})"),
        st.tuples(inner, inner).map(" and ".join),
        st.tuples(inner, inner).map(" or ".join),
    ),
    max_leaves=12,
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["c", "x"]), inner, max_size=2),
    max_leaves=5,
)
variables = st.dictionaries(st.sampled_from(["a", "b", "outcome", "đường_phố"]), values)


@given(expressions, variables)
def test_what_is_well_written_is_read_and_answers_true_false_or_null(text: str, known: Mapping[str, object]) -> None:
    if len(text) > LONGEST:
        return
    condition = read_condition(text)
    with no_code_runs():
        answer = condition.evaluate(known)
    assert condition.evaluate(known) == answer or answer != answer
    assert condition.holds(known) is (answer is True)
    assert read_condition(f"not({text})").holds(known) is (answer is False)


@given(expressions, st.data())
def test_what_is_mangled_is_read_or_refused(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    mangled = text[:at] + data.draw(st.text(max_size=3)) + text[at + data.draw(st.integers(0, 3)) :]
    for read in (read_condition, read_cell):
        try:
            read(mangled)
        except BadCondition as bad:
            assert str(bad)


@given(st.text(max_size=200) | st.binary(max_size=100).map(lambda raw: raw.decode("latin-1")))
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    try:
        read_condition(text).holds({})
    except BadCondition as bad:
        assert str(bad)


tables = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["hit", "inputs", "outputs", "rules", "examples", "when", "then", "expression", "given"]),
            inner,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["hit", "inputs", "outputs", "rules", "examples"]), tables))
def test_any_table_is_read_or_refused(data: dict[str, object]) -> None:
    try:
        read_table(data)
    except BadTable as bad:
        assert str(bad)
