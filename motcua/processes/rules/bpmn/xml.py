"""XML from strangers, read into plain elements: no document type, no entity of its own, not too large, not too deep.

Expat alone would guard against entities that explode; here whatever declares a document type is refused before
anything of it is looked at, so nothing outside the text can be asked for either.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from motcua.processes.rules.flaws import N_, Flaw, Flawed

LARGEST = 10 * 1024 * 1024
MOST_ELEMENTS = 200_000
DEEPEST = 60


@dataclass
class Element:
    """One element: its namespace and local name, attributes (those of other namespaces as "space name"), content."""

    space: str
    name: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def get(self, name: str) -> str:
        """The attribute, stripped; empty where it is not there."""
        return self.attributes.get(name, "").strip()

    def all(self, space: str, name: str) -> Iterator["Element"]:
        """The children of that name."""
        return (child for child in self.children if (child.space, child.name) == (space, name))

    def first(self, space: str, name: str) -> "Element | None":
        """The first child of that name."""
        return next(self.all(space, name), None)


def read_xml(content: bytes) -> Element:
    """The root element. Raises Flawed where the text is no XML, or XML of a kind that is not taken in."""
    if len(content) > LARGEST:
        raise Flawed([Flaw(None, N_("Tệp lớn quá {limit} MB."), {"limit": str(LARGEST // 1024 // 1024)})])
    reader = _Reader()
    try:
        return reader.read(content)
    except expat.ExpatError as error:
        line = {"line": str(error.lineno)}
        raise Flawed([Flaw(None, N_("Tệp không phải XML hợp lệ (dòng {line})."), line)]) from None
    except (LookupError, ValueError):
        raise Flawed([Flaw(None, N_("Tệp dùng bảng mã không đọc được; xin lưu lại là UTF-8."))]) from None


class _Reader:
    def __init__(self) -> None:
        self.open: list[Element] = []
        self.root: Element | None = None
        self.count = 0

    def read(self, content: bytes) -> Element:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self.refuse
        parser.EntityDeclHandler = self.refuse
        parser.ExternalEntityRefHandler = self.refuse
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.Parse(content, True)
        assert self.root is not None
        return self.root

    def refuse(self, *_told: object) -> int:
        template = N_("Tệp XML khai báo kiểu tài liệu hoặc thực thể (DOCTYPE, ENTITY); không nhận loại tệp này.")
        raise Flawed([Flaw(None, template)])

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) >= DEEPEST:
            raise Flawed([Flaw(None, N_("Tệp XML có quá nhiều phần tử hoặc lồng nhau quá sâu."))])
        space, _, name = tag.rpartition(" ")
        element = Element(space, name, attributes)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _tag: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        self.open[-1].text += text


class Page:
    """XML being written: elements one below the other, indented."""

    def __init__(self) -> None:
        self.lines = ['<?xml version="1.0" encoding="UTF-8"?>']
        self.depth = 0

    def leaf(self, tag: str, text: str = "", /, **attributes: object) -> None:
        """An element without others in it. Attributes that are None are left out; `_` in a name stands for `:`."""
        said = _attributes(attributes)
        body = f"<{tag}{said}>{escape(_lawful(text))}</{tag}>" if text else f"<{tag}{said} />"
        self.lines.append("  " * self.depth + body)

    def open(self, tag: str, /, **attributes: object) -> None:
        """Begin an element that holds others."""
        self.lines.append("  " * self.depth + f"<{tag}{_attributes(attributes)}>")
        self.depth += 1

    def close(self, tag: str) -> None:
        """End it."""
        self.depth -= 1
        self.lines.append("  " * self.depth + f"</{tag}>")

    def content(self) -> bytes:
        """The whole as UTF-8."""
        return ("\n".join(self.lines) + "\n").encode()


def _attributes(attributes: dict[str, object]) -> str:
    return "".join(
        f" {name.rstrip('_').replace('_', ':')}={quoteattr(_lawful(str(value)), {chr(10): '&#10;'})}"
        for name, value in attributes.items()
        if value is not None
    )


def _lawful(text: str) -> str:
    """Without what no XML may hold."""
    return "".join(sign for sign in text if sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff"))
