"""Reading a catalogue file of any size, a row at a time. Pure."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from motcua.procedures.rules.cautions import BadRow

LONGEST_LINE = 4 * 1024 * 1024
# A JSON list is read whole; a longer one belongs into a file of one row a line.
LONGEST_LIST = 64 * 1024 * 1024
OTHER_ENCODINGS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


class UnreadableFile(ValueError):
    """The file as a whole is no catalogue; `reason` says why: not_utf8, too_long, not_json, empty, too_many_bad."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def rows_of(stream: BinaryIO, *, key: str = "rows") -> Iterator[tuple[int, Any]]:
    """Number and content of every row: a JSON value, or a BadRow where the row cannot be read.

    The file holds one JSON object a line, or one JSON list (or an object with a list under `key`) as a whole.
    Raises UnreadableFile.
    """
    first = stream.readline(LONGEST_LINE + 1)
    if first.startswith(OTHER_ENCODINGS):
        raise UnreadableFile("not_utf8")
    first = first.removeprefix(codecs.BOM_UTF8)
    skipped = 0
    while first and not first.strip():
        first, skipped = stream.readline(LONGEST_LINE + 1), skipped + 1
    if not first:
        raise UnreadableFile("empty")
    if first.lstrip()[:1] == b"[" or first.strip() == b"{" or _holds_list(first, key):
        yield from _listed(first, stream, key)
    else:
        yield from _lines(first, stream, skipped)


def _holds_list(first: bytes, key: str) -> bool:
    return first.lstrip().startswith(b"{") and f'"{key}"'.encode() in first and b'"code"' not in first.split(b"[")[0]


def _listed(first: bytes, stream: BinaryIO, key: str) -> Iterator[tuple[int, Any]]:
    content = first + stream.read(LONGEST_LIST + 1)
    if len(content) > LONGEST_LIST:
        raise UnreadableFile("too_long")
    try:
        found = json.loads(content)
    except UnicodeDecodeError:
        raise UnreadableFile("not_utf8") from None
    except (ValueError, RecursionError):
        raise UnreadableFile("not_json") from None
    if isinstance(found, dict) and "code" in found:
        found = [found]
    rows = found.get(key) if isinstance(found, dict) else found
    if not isinstance(rows, list):
        raise UnreadableFile("not_json")
    yield from enumerate(rows, 1)


def _lines(line: bytes, stream: BinaryIO, number: int) -> Iterator[tuple[int, Any]]:
    while line:
        number += 1
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
            yield number, BadRow("", "too_long")
        elif line.strip():
            yield number, _read(line)
        line = stream.readline(LONGEST_LINE + 1)


def _read(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return BadRow("", "not_utf8")
    except (ValueError, RecursionError):
        return BadRow("", "not_json")
