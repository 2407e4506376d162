"""Every text of a template can be translated, and every template compiles."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, cast

import pytest
from django.template import engines
from jinja2 import Environment, nodes

from motcua.platform.tests.architecture.house import ROOT, Fault, in_order

# The gallery shows components with examples of people and places, which are the same in every language.
TEMPLATES = [
    path for path in sorted((ROOT / "motcua").glob("**/templates/**/*.html")) if "gallery" not in path.parent.parts
]
SPOKEN_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "aria-description", "label"}
TRANSLATING = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
# Pieces of a tag that a macro or a block hands to another template, as far as they can be told from text.
TAG_PIECE = re.compile(r"[\w-]+=\"[^\"]*\"|[\w-]+='[^']*'")
TAG_BLOCK = re.compile(r"class|attributes")
WORD = re.compile(r"[^\W\d_]{2,}")
BEYOND_ASCII = re.compile(r"[À-ỹ]")
# A name, not a text; and what is written the same in every language.
NAMES = re.compile(r"Một Cửa|\b(SMS|Zalo|VNeID|QR|PDF|EN|VI|English|Tiếng Việt)\b")


class Texts(HTMLParser):
    """Collects what a reader sees or hears of a piece of HTML, with the line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style")
        spoken = SPOKEN_ATTRIBUTES | ({"value"} if tag == "input" and ("type", "submit") in attrs else set())
        self.found += [(self.getpos()[0], value) for name, value in attrs if name in spoken and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append((self.getpos()[0], data))


def untranslatable(environment: Environment, path: str, text: str) -> Iterator[Fault]:
    tree = environment.parse(text)
    pieces: list[str] = []
    line = 1
    for node in _in_order(tree):
        # Expressions are left out; the lines are kept by filling up.
        if isinstance(node, nodes.TemplateData):
            pieces.append("\n" * max(0, node.lineno - line))
            pieces.append(node.data)
            line = max(line, node.lineno) + node.data.count("\n")
        elif isinstance(node, nodes.Const) and isinstance(node.value, str):
            if not BEYOND_ASCII.search(NAMES.sub("", node.value)):
                continue
            yield Fault(path, node.lineno, f'"{node.value[:60]}": put it into _("…")')
    parser = Texts()
    parser.feed("".join(pieces))
    for where, spoken in parser.found:
        if WORD.search(NAMES.sub("", TAG_PIECE.sub("", spoken))):
            yield Fault(path, where, f'"{" ".join(spoken.split())[:60]}": put it into _("…") or {{% trans %}}')


def _in_order(node: nodes.Node) -> Iterator[nodes.Node]:
    """All nodes in the order of the text, without what is already translated."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Call) and isinstance(child.node, nodes.Name) and child.node.name in TRANSLATING:
            continue
        if isinstance(child, nodes.Block) and TAG_BLOCK.search(child.name):
            continue
        yield child
        yield from _in_order(child)


def jinja() -> Environment:
    return cast(Environment, cast(Any, engines["jinja2"]).env)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "motcua")))
def test_template_can_be_translated(path: Path) -> None:
    text = path.read_text()
    in_order(untranslatable(jinja(), str(path.relative_to(ROOT)), text))
    jinja().compile(text)


def test_an_untranslatable_text_is_found() -> None:
    faults = {
        "<p>Nộp hồ sơ</p>": 1,
        "<p>{{ _('Nộp hồ sơ') }}</p>\n<p>Submit</p>": 2,
        '<p>\n{{ name }}\n<img alt="Ảnh"></p>': 3,
        "{% if a %}<b>{{ a }}</b>{% else %}không{% endif %}": 1,
        "{{ ui.button('Gửi đi') }}": 1,
    }
    for text, line in faults.items():
        assert [fault.line for fault in untranslatable(jinja(), "page.html", text)] == [line], text
    proper = [
        '{% macro described(id) %} aria-describedby="{{ id }}-hint"{% endmacro %}',
        "<body class='{% block body_class %}print{% endblock %}'>{{ ui.link('Tiếng Việt') }}",
        "<p>{% trans %}Nộp hồ sơ{% endtrans %}</p>",
        "{{ ui.button(_('Gửi đi'), kind='primary') }}",
        "<script>const a = 'x'</script><p>→ 1.001193</p><title>{{ title }} · Một Cửa</title>",
        "{{ ngettext('%(num)s hồ sơ', '%(num)s hồ sơ', 3) }}",
    ]
    for text in proper:
        assert list(untranslatable(jinja(), "page.html", text)) == [], text
