"""The rows of a repeating group, as the page names them: `group-0-name`; buttons add a row and take one away."""

from collections.abc import Mapping

from motcua.forms.rules.definition import Answer, Field
from motcua.forms.rules.typed import read

ADD, REMOVE = "_add", "_remove"


def rows_name(group: str) -> str:
    """The hidden field that says how many rows were on the page."""
    return f"{group}-rows"


def read_rows(
    field: Field, posted: Mapping[str, str], before: Answer, shown: frozenset[str]
) -> list[dict[str, Answer]]:
    """The rows as posted, then one more or one less where the button of this group was pressed.

    What was not on the page keeps its answer; more rows than the group takes are not read.
    """
    assert field.row is not None
    kept = before if isinstance(before, list) else []
    rows: list[dict[str, Answer]] = []
    for place in range(min(_whole(posted.get(rows_name(field.name), "")), field.max_rows)):
        row: dict[str, Answer] = dict(kept[place]) if place < len(kept) else {}
        for inner in field.row.fields.values():
            name = f"{field.name}-{place}-{inner.name}"
            if name in shown or name in posted:
                value = read(inner, posted.get(name) or "")
                row.pop(inner.name, None)
                if value is not None:
                    row[inner.name] = value
        rows.append(row)
    if posted.get(ADD) == field.name and len(rows) < field.max_rows:
        rows.append({})
    group, _dash, gone = posted.get(REMOVE, "").partition("-")
    if group == field.name and _whole(gone, len(rows)) < len(rows):
        del rows[_whole(gone, len(rows))]
    return rows


def _whole(text: str, otherwise: int = 0) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else otherwise
