"""One stylesheet out of those that the theme names, without what no page of ours uses: fewer bytes, one request."""

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.contrib.staticfiles.finders import find

THEME = "ui/theme.css"
# Only of these are rules left out: what we wrote ourselves we use.
LEANED = re.compile(r"vendor/bootstrap/")
SOURCES = Path(__file__).resolve().parents[1]

_IMPORT = re.compile(r'@import url\("([^"]+)"\)(?: layer\((\w+)\))?;')
_ADDRESS = re.compile(r'url\("((?!data:|https?:|/|#)[^"]+)"\)')
_NOISE = re.compile(r"/\*.*?\*/|@charset [^;]+;|^\s+", re.DOTALL | re.MULTILINE)
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_PART = re.compile(r"[^{}]*[{}]")


def one_stylesheet(name: str = THEME) -> str:
    """The stylesheet of this name with all that it imports, layers kept, addresses relative to it."""
    folder = posixpath.dirname(name)

    def imported(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(folder, found[1]))
        css = _NOISE.sub("", _read(path))
        if LEANED.match(path):
            css = without_unused(css, used_words())
        css = _ADDRESS.sub(lambda at: f'url("{_moved(at[1], posixpath.dirname(path), folder)}")', css)
        return f"@layer {found[2]} {{\n{css}\n}}" if found[2] else css

    return _IMPORT.sub(imported, _NOISE.sub("", _read(name)))


@cache
def used_words() -> frozenset[str]:
    """Every word of templates, code and scripts: a class that none of them spells is on no page.

    A word that ends with a hyphen (`btn-` before a variable) stands for all classes that begin with it.
    """
    files = (path for kind in ("html", "py", "js") for path in SOURCES.rglob(f"*.{kind}") if "tests" not in path.parts)
    return frozenset(word for path in files for word in _WORD.findall(path.read_text(encoding="utf-8")))


def without_unused(css: str, words: frozenset[str]) -> str:
    """The stylesheet (minified, without comments) without selectors that name a class that is not among the words."""
    beginnings = tuple(word for word in words if word.endswith("-") and len(word) > 1)

    def used(selector: str) -> bool:
        return all(name in words or name.startswith(beginnings) for name in _CLASS.findall(selector))

    kept: list[str] = []
    for head, body in _rules(css):
        if body.startswith("{{"):
            inner = without_unused(body[2:-2], words)
            kept += [f"{head}{{{inner}}}"] if inner else []
        elif head.startswith("@"):
            kept.append(head + body)
        elif selectors := [each for each in _alternatives(head) if used(each)]:
            kept.append(",".join(selectors) + body)
    return "".join(kept)


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Each rule: its head and its block in braces; in two pairs of them where the block holds rules itself."""
    at = 0
    while (opened := css.find("{", at)) >= 0:
        head, end, depth, nested = css[at:opened].strip(), opened + 1, 1, False
        while depth:
            part = _PART.match(css, end)
            assert part is not None, f"a brace is missing after {head[:60]}"
            depth += 1 if part[0].endswith("{") else -1
            nested, end = nested or depth > 1, part.end()
        block = css[opened:end]
        holds_rules = nested and not head.startswith("@keyframes")
        yield head, f"{{{block}}}" if holds_rules else block
        at = end


def _alternatives(head: str) -> Iterator[str]:
    """The selectors of a rule; commas inside brackets part nothing."""
    begun = depth = 0
    for place, sign in enumerate(head):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            yield head[begun:place]
            begun = place + 1
    yield head[begun:]


def _moved(address: str, here: str, there: str) -> str:
    return posixpath.relpath(posixpath.join(here, address), there or ".")


def _read(name: str) -> str:
    path = find(name)
    if path is None:
        raise FileNotFoundError(f"no static file {name}")
    return Path(path).read_text(encoding="utf-8")
