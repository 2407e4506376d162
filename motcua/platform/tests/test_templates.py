"""Templates say their texts in the reader's language: each language has an environment of its own."""

import re
from pathlib import Path
from typing import Any, cast

import pytest
from django.template import engines
from django.utils.safestring import SafeString
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, UndefinedError
from markupsafe import Markup, escape

from motcua.platform.language import Words, data


def shown(text: str, **context: object) -> str:
    return cast(Environment, cast(Any, engines["jinja2"]).env).from_string(text).render(context)


def test_a_text_is_said_in_the_language_that_is_active_whichever_was_first() -> None:
    for language, said in (("vi", "Đăng xuất"), ("en", "Sign out"), ("vi", "Đăng xuất")):
        with override(language):
            assert shown('{{ _("Đăng xuất") }}') == said
    with override(None):
        assert shown('{{ _("Đăng xuất") }}') == "Đăng xuất"


def test_no_attribute_holds_the_mark_of_another_language() -> None:
    marked = re.compile(r'(?:aria-label|title|alt|placeholder)(?:="\{\{|": ?)[^}]*\|data\b')
    pages = Path(__file__).parents[2].glob("*/templates/**/*.html")
    assert not [page.name for page in pages if marked.search(page.read_text(encoding="utf-8"))]


def test_texts_with_values_are_said_with_theirs_escaped() -> None:
    template = '{{ _("Bỏ từ %(words)s", words=words) }}'
    with override("vi"):
        assert shown(template, words="<b>") == "Bỏ từ &lt;b&gt;"


def test_what_is_not_known_beforehand_is_looked_up_when_shown() -> None:
    with override("en"):
        assert shown("{{ _(told) }}", told="Đăng xuất") == "Sign out"
        assert "<svg" in shown("{{ ui.icon(name) }}", name="check") == shown('{{ ui.icon("check") }}')


def test_a_component_speaks_the_language_of_the_page_it_stands_in() -> None:
    for language, said in (("vi", "Phím tắt"), ("en", "Keyboard shortcuts"), ("vi", "Phím tắt")):
        with override(language):
            assert said in shown("{{ ui.keys_button() }}")


def test_words_remembered_for_a_page_are_those_of_its_language_and_mark_data() -> None:
    with override("en"):
        words = Words()
        assert [words.gettext("Đăng xuất") for _ in range(2)] == ["Sign out"] * 2
        assert words.data("<b>") == data("<b>") == '<span lang="vi">&lt;b&gt;</span>'
        assert hasattr(words.data("<b>"), "__html__")
    with override("vi"):
        words = Words()
        assert words.gettext("Đăng xuất") == "Đăng xuất"
        assert words.data("<b>") == "<b>" and words.data(None) == ""
        assert not hasattr(words.data("<b>"), "__html__")


def test_a_part_that_is_the_same_for_everybody_is_rendered_once_for_each_key_and_language() -> None:
    text = "{% call kept('part', tab, keep=keep) %}{% do seen.append(1) %}{{ _(word) }}{{ tab }}{% endcall %}"
    seen: list[int] = []

    def shown(tab: str, *, keep: bool = True) -> str:
        return engines["jinja2"].from_string(text).render({"tab": tab, "seen": seen, "word": "Đăng xuất", "keep": keep})

    assert [shown("a"), shown("a"), shown("b")] == ["Đăng xuấta", "Đăng xuấta", "Đăng xuấtb"]
    assert len(seen) == 2
    with override("en"):
        assert shown("a") != "Đăng xuấta"
    shown("a", keep=False)
    assert len(seen) == 4


VALUES = st.one_of(
    st.text(), st.text(alphabet="&<>'\"a "), st.integers(), st.none(), st.booleans(),
    st.text().map(Markup), st.text(alphabet="<b>&").map(SafeString),
)  # fmt: skip


@given(VALUES)
def test_a_value_stands_on_a_page_escaped_as_ever(value: object) -> None:
    assert shown("{{ value }}", value=value) == str(escape(value))
    macro = "{% macro cell(value) %}{{ value }}{% endmacro %}{% set kept %}{{ value }}{% endset %}"
    assert shown(macro + "{{ cell(value) }}{{ kept }}", value=value) == 2 * str(escape(value))


def test_what_is_not_there_is_an_error_where_it_is_shown() -> None:
    with pytest.raises(UndefinedError, match="nobody"):
        shown("{{ nobody }}")
