"""The Jinja2 environment of all pages."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, StrictUndefined

from motcua.platform import ui
from motcua.platform.clock import VIETNAM


def environment(**options: Any) -> Environment:
    """Build the environment; Django calls this once."""
    env = Environment(  # noqa: S701 - Django passes autoescape=True
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(static=static, url=url, language=get_language)
    env.filters.update(dmy=dmy, dmyhm=dmyhm, hm=hm, money=money, number=number)
    ui.install(env)
    return env


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _local(value: datetime) -> datetime:
    return value.astimezone(VIETNAM)


def dmy(value: date | datetime | None) -> str:
    """`22/11/2026`, empty for nothing."""
    if value is None:
        return ""
    return (_local(value) if isinstance(value, datetime) else value).strftime("%d/%m/%Y")


def dmyhm(value: datetime | None) -> str:
    """`16:00 22/11/2026`, empty for nothing."""
    return "" if value is None else _local(value).strftime("%H:%M %d/%m/%Y")


def hm(value: datetime | None) -> str:
    """`16:00`, empty for nothing."""
    return "" if value is None else _local(value).strftime("%H:%M")


def number(value: float | int | Decimal | None) -> str:
    """`11.104,20`: thousands by points, decimals by a comma, as Vietnamese write."""
    if value is None:
        return ""
    return f"{value:,}".replace(",", "\0").replace(".", ",").replace("\0", ".")


def money(value: int | Decimal | None) -> str:
    """`135.000 đ`."""
    return "" if value is None else f"{number(int(value))} đ"
