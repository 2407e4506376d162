"""The texts of the pages: gathered from code and templates into the English catalogue, and asked whether it is whole.

Source texts are Vietnamese, so the Vietnamese catalogue is the code itself.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None, "N_": None, "_lazy": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def gathered(sources: Path = ROOT / "motcua") -> Catalog:
    """Every text that code and templates ask to be translated."""
    mapping = io.StringIO((ROOT / "babel.cfg").read_text())
    methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    catalogue = Catalog(project="Một Cửa", charset="utf-8")
    found = extract_from_dir(sources, methods, options, keywords=KEYWORDS, comment_tags=("Translators:",))
    for path, _line, message, comments, context in found:
        place = (Path(path).as_posix(), None)
        catalogue.add(message, None, [place], auto_comments=comments, context=context)  # type: ignore[list-item]
    return catalogue


def catalogue_file(sources: Path = ROOT / "motcua") -> Path:
    """The English catalogue."""
    return sources / "locale" / "en" / "LC_MESSAGES" / "django.po"


def update(sources: Path = ROOT / "motcua") -> int:
    """Bring the English catalogue up to date and compile it; gives how many texts still lack a translation."""
    path = catalogue_file(sources)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = _read(path)
    catalogue.update(gathered(sources), no_fuzzy_matching=True, update_creation_date=False)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, omit_header=False, ignore_obsolete=True, include_lineno=False)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    return sum(1 for message in catalogue if message.id and not _is_translated(message))


def faults(sources: Path = ROOT / "motcua") -> Iterator[str]:
    """What keeps the English catalogue from being whole, a sentence each."""
    catalogue = _read(catalogue_file(sources))
    for wanted in gathered(sources):
        if not wanted.id:
            continue
        place = wanted.locations[0][0] if wanted.locations else "?"
        shown = wanted.id if isinstance(wanted.id, str) else wanted.id[0]
        held = catalogue.get(wanted.id, wanted.context)
        if held is None:
            yield f'{place}: "{shown}" is not in the catalogue: run `make messages`'
        elif not _is_translated(held):
            yield f'{place}: "{shown}" has no English'
        else:
            yield from (f'{place}: "{shown}": {problem}' for problem in held.check(catalogue))


def _read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="en", project="Một Cửa", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="en", charset="utf-8")


def _is_translated(message: Message) -> bool:
    words = [message.string] if isinstance(message.string, str) else message.string or [""]
    return all(words) and not message.fuzzy
