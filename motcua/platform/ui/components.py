"""The `ui` global: every macro of `templates/ui/macros/`, and the icons, under one name."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import segno
from jinja2 import Environment
from markupsafe import Markup, escape

from motcua.platform.ui import filters
from motcua.platform.ui.icons import ICONS

MACRO_FILES: Final = ("actions", "choices", "fields", "forms", "facts", "lists", "clock", "pages", "dossier")


@lru_cache(maxsize=1000)
def icon(name: str, size: int = 18, label: str = "") -> Markup:
    """One icon as inline SVG, `size` in pixels at the default zoom.

    Without a label it is hidden from assistive technology: the words beside it must say the same. Raises KeyError for
    a name that is not in `icons.py`, so that a missing icon fails in a test and not silently on a page.
    """
    # The names and shapes are constants of ours; only the label comes from outside.
    named = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return Markup(  # noqa: S704
        f'<svg class="icon" width="{size}" height="{size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" {named}>{ICONS[name]}</svg>'
    )


def qr(content: str) -> Markup:
    """A QR code of `content` as inline SVG that fills its box; the box must say in words what it leads to."""
    return Markup(segno.make(content, error="m", micro=False).svg_inline(border=2, omitsize=True))  # noqa: S704


class Components:
    """Finds a macro by name in the macro files: `ui.clock(…)`."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._places: dict[str, str] = {}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        if not self._places:
            self._places = self._find_all()
        try:
            place = self._places[name]
        except KeyError:
            raise AttributeError(f"no component {name!r}; the gallery at /ui/ lists them all") from None
        macro: Callable[..., Any] = getattr(self._environment.get_template(place).module, name)
        if not self._environment.auto_reload:
            setattr(self, name, macro)
        return macro

    icon = staticmethod(icon)
    qr = staticmethod(qr)

    def names(self) -> list[str]:
        """Every component's name, for the gallery's test."""
        return sorted([*(self._places or self._find_all()), "icon", "qr"])

    def _find_all(self) -> dict[str, str]:
        places: dict[str, str] = {}
        for file in MACRO_FILES:
            path = f"ui/macros/{file}.html"
            module = self._environment.get_template(path).module
            for name in vars(module):
                if name.startswith("_"):
                    continue
                if name in places:
                    raise ValueError(f"component {name!r} stands in {places[name]} and in {path}")
                places[name] = path
        return places


def install(environment: Environment) -> None:
    """Register the `ui` global and the filters `records sentences date_parts file_size` on a Jinja2 environment."""
    environment.globals["ui"] = Components(environment)
    environment.filters.update(
        records=filters.records,
        sentences=filters.sentences,
        date_parts=filters.date_parts,
        file_size=filters.file_size,
    )
