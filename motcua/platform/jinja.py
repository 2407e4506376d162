"""The Jinja2 environments of all pages: one for each language, in which the texts of templates are constants.

A page says hundreds of texts of ours and asks for dozens of icons and files; looking each up anew in the reader's
language took a fifth of the time of a page.
"""

import re
from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.utils.translation import get_language, gettext, ngettext, override
from jinja2 import Environment, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from motcua.platform import ui
from motcua.platform.addresses import address
from motcua.platform.formats import dmy, dmyhm, hm, money, number
from motcua.platform.language import data, data_attributes
from motcua.platform.logs import request_id


class Templates(Jinja2):
    """Django's backend, whose `env` is that of the language in which the page is shown."""

    def __init__(self, params: dict[str, Any]) -> None:
        self._environments: dict[str, Environment] = {}
        super().__init__(params)

    @property
    def env(self) -> Environment:
        """The environment of the language that is active."""
        language = get_language() or settings.LANGUAGE_CODE
        if language not in self._environments:
            self._environments[language] = self._like_the_first(language)
        return self._environments[language]

    @env.setter
    def env(self, made: Environment) -> None:
        self._environments[cast(_Environment, made).language] = made

    def forget(self) -> None:
        """Compile all templates anew: for tests in which files have other addresses."""
        self._environments = {settings.LANGUAGE_CODE: self._like_the_first(settings.LANGUAGE_CODE)}

    def _like_the_first(self, language: str) -> Environment:
        first = next(iter(self._environments.values()))
        options = {"loader": first.loader, "autoescape": first.autoescape, "auto_reload": first.auto_reload}
        return environment(language=language, **options)


_MARKS = re.compile("[&<>'\"]")


def shown(value: object) -> str:
    """A value as it stands on a page: escaped as by `escape`, but plain text need not become `Markup` for that.

    A page shows hundreds of values; making each a `Markup` took a tenth of its time.
    """
    if type(value) is str:
        return escape(value) if _MARKS.search(value) else value
    return value if type(value) is Markup else escape(value)


class _Writer(CodeGenerator):
    """Writes templates that show values by `shown`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Environment(Environment):
    """Templates compiled in it say their texts in its language."""

    code_generator_class = _Writer
    language: str

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        with override(self.language):
            written = super()._generate(cast(nodes.Template, _Said().visit(source)), *args, **kwargs)
        # At the end, so that the lines of the template are found by those above.
        return f"{written}\nfrom {__name__} import shown"


class _Said(NodeTransformer):
    """Puts what a call always gives in the place of the call: `_("…")`, `static("…")` and `ui.icon("…")`."""

    def visit_Call(self, node: nodes.Call, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802 (Jinja's name)
        function = _constant(node.node)
        given = [each.value for each in node.args if isinstance(each, nodes.Const)]
        whole = len(given) == len(node.args) and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        if function is None or not whole:
            return self.generic_visit(node, *args, **kwargs)
        return nodes.Const(function(*given), lineno=node.lineno, environment=node.environment)


def _constant(node: nodes.Expr) -> Callable[..., str] | None:
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return ui.Components.icon if (node.node.name, node.attr) == ("ui", "icon") else None
    constant: dict[str, Callable[..., str]] = {"_": words, "static": static}
    return constant.get(node.name) if isinstance(node, nodes.Name) else None


class Kept:
    """Parts of pages that are the same for everybody, rendered once: `{% call kept("dossiers.filters", tab) %}…`.

    What stands inside depends on the key and the language alone: no name, no token of a form, nothing of who asks. With
    `keep=false` it is rendered anew.
    """

    AT_MOST = 1000

    def __init__(self) -> None:
        self._parts: dict[tuple[str, ...], str] = {}

    def __call__(self, *key: str, caller: Callable[[], str], keep: bool = True) -> str:
        if not keep:
            return caller()
        part = self._parts.get(key)
        if part is None:
            if len(self._parts) >= self.AT_MOST:
                self._parts.clear()
            part = self._parts[key] = caller()
        return part


def environment(*, language: str = settings.LANGUAGE_CODE, **options: Any) -> Environment:
    """Build the environment of one language; Django asks for that of the language of our texts."""
    env = _Environment(
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.language = language
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(
        _=words, static=static, url=address, language=get_language, request_id=request_id,
        data_attributes=data_attributes, kept=Kept(),
    )  # fmt: skip
    env.filters.update(dmy=dmy, dmyhm=dmyhm, hm=hm, money=money, number=number, data=data)
    ui.install(env)
    return env


def words(text: str, **values: object) -> Markup:
    """A text in the reader's language, its values escaped; as Jinja's own, without its way round by the context."""
    translated = Markup(gettext(text))  # noqa: S704 - texts are ours
    return translated % values if values or "%" in translated else translated
