"""The Jinja2 environment of all pages."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from motcua.platform import ui
from motcua.platform.formats import dmy, dmyhm, hm, money, number
from motcua.platform.language import data, data_attributes
from motcua.platform.logs import request_id


def environment(**options: Any) -> Environment:
    """Build the environment; Django calls this once."""
    env = Environment(  # noqa: S701 - Django passes autoescape=True
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(
        _=words, static=static, url=url, language=get_language, request_id=request_id, data_attributes=data_attributes
    )
    env.filters.update(dmy=dmy, dmyhm=dmyhm, hm=hm, money=money, number=number, data=data)
    ui.install(env)
    return env


def words(text: str, **values: object) -> Markup:
    """A text in the reader's language, its values escaped; as Jinja's own, without its way round by the context."""
    translated = Markup(gettext(text))  # noqa: S704 - texts are ours
    return translated % values if values or "%" in translated else translated


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page."""
    return reverse(name, args=args or None, kwargs=kwargs or None)
