"""Conditions and checks of a form in words, for whoever draws it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from motcua.forms.rules.conditions import ByHand, Effect, When, effects_on, hangs
from motcua.forms.rules.definition import Schema
from motcua.forms.rules.drawing import Asking

Askings = Mapping[str, Asking]

_REASONS: Mapping[ByHand, Callable[[], str]] = {
    ByHand.COMPOUND: lambda: _("điều kiện xét nhiều câu hỏi cùng lúc, hoặc không so với một câu trả lời có sẵn"),
    ByHand.INVERSE: lambda: _("điều kiện ngược: giấu hoặc bắt buộc khi câu trả lời khác đi"),
    ByHand.NESTED: lambda: _("điều kiện nằm trong điều kiện khác"),
    ByHand.SEVERAL: lambda: _("nhiều điều kiện cùng quyết định câu hỏi này"),
}


def why_by_hand(reason: ByHand | None) -> str:
    """Why the builder leaves a condition as it stands; None: it hangs on what cannot be chosen on the page."""
    why = (
        _REASONS[reason]()
        if reason
        else _("điều kiện dựa vào câu hỏi không phải câu hỏi chọn đứng trước, hoặc có quá nhiều câu trả lời")
    )
    return _("Không sửa được ở đây vì %(why)s. Hệ thống giữ nguyên như trong lược đồ.") % {"why": why}


def conditions_said(drawn: Schema, name: str, askings: Askings) -> list[str]:
    """When a question is asked and when it must be answered, each condition a sentence; none where always the same."""
    found = hangs(drawn, name)
    if found.by_hand is not None:
        return [_effect(each, askings) for each in effects_on(drawn, name)]
    said = []
    if found.when:
        said.append(_("chỉ hỏi khi %(what)s") % {"what": when_said(found.when, askings)})
    if found.must:
        said.append(_("bắt buộc khi %(what)s") % {"what": when_said(found.must, askings)})
    return said


def when_said(when: When, askings: Askings) -> str:
    """A question and the answers to it that decide."""
    return _answered(when[0], when[1], askings)


def _answered(name: str, answers: tuple[Any, ...], askings: Askings) -> str:
    asking = askings.get(name)
    told = _(" hoặc ").join(f"“{_answer(asking, each)}”" for each in answers)
    return _("“%(question)s” là %(answers)s") % {"question": _label(name, askings), "answers": told}


def _label(name: str, askings: Askings) -> str:
    return askings[name].label or name if name in askings else name


def _answer(asking: Asking | None, value: Any) -> str:
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    return dict(asking.options).get(value, str(value)) if asking else str(value)


def _effect(effect: Effect, askings: Askings) -> str:
    *above, (last, holds) = effect.tests
    what = {"what": _test(last, askings)}
    if effect.hides:
        said = _("không hỏi khi %(what)s") % what if holds else _("chỉ hỏi khi %(what)s") % what
    else:
        said = _("bắt buộc khi %(what)s") % what if holds else _("bắt buộc trừ khi %(what)s") % what
    for test, is_so in reversed(above):
        what = {"what": _test(test, askings), "then": said}
        said = _("nếu %(what)s thì %(then)s") % what if is_so else _("trừ khi %(what)s thì %(then)s") % what
    return said


def _test(test: Any, askings: Askings) -> str:
    """What an `if` asks for. A word of the schema that is not known here is shown as it is written."""
    if not isinstance(test, Mapping):
        return _("luôn luôn") if test else _("không bao giờ")
    asked = test.get("properties", {})
    parts = [_rule(name, rule, askings) for name, rule in asked.items()]
    missing = [name for name in test.get("required", ()) if name not in asked]
    parts += [_("“%(question)s” có câu trả lời") % {"question": _label(name, askings)} for name in missing]
    parts += [_test(each, askings) for each in test.get("allOf", ())]
    for key in ("anyOf", "oneOf"):
        if key in test:
            parts.append("(" + _(" hoặc ").join(_test(each, askings) for each in test[key]) + ")")
    if "not" in test:
        parts.append(_("không phải (%(what)s)") % {"what": _test(test["not"], askings)})
    known = {"properties", "required", "allOf", "anyOf", "oneOf", "not", "$comment"}
    parts += [f"{key}: {value}" for key, value in test.items() if key not in known]
    return _(" và ").join(parts) or _("luôn luôn")


def _rule(name: str, rule: Any, askings: Askings) -> str:
    question = {"question": _label(name, askings)}
    if rule is False:
        return _("“%(question)s” không có câu trả lời") % question
    if not isinstance(rule, Mapping) or not rule:
        return _("“%(question)s” có câu trả lời bất kỳ") % question
    words = {
        "minimum": _("từ %(limit)s"),
        "exclusiveMinimum": _("trên %(limit)s"),
        "maximum": _("tối đa %(limit)s"),
        "exclusiveMaximum": _("dưới %(limit)s"),
    }
    parts = []
    for key, value in rule.items():
        if key in ("const", "enum"):
            parts.append(_answered(name, (value,) if key == "const" else tuple(value), askings))
        elif key == "not":
            parts.append(_("không phải (%(what)s)") % {"what": _rule(name, value, askings)})
        else:
            limit = words[key] % {"limit": value} if key in words else f"{key}: {value}"
            parts.append(f"“{question['question']}” {limit}")
    return _(" và ").join(parts)


_CHECKS: Mapping[str, Callable[[], str]] = {
    "not_in_future": lambda: _("“%(first)s” không ở tương lai"),
    "within_years": lambda: _("“%(first)s” chưa quá %(years)s năm"),
    "at_least_years": lambda: _("“%(first)s” cách nay ít nhất %(years)s năm"),
    "within_days": lambda: _("“%(first)s” chưa quá %(days)s ngày"),
    "not_before": lambda: _("“%(first)s” không trước “%(second)s”"),
    "older_by": lambda: _("“%(first)s” trước “%(second)s” ít nhất %(years)s năm"),
    "different": lambda: _("các câu trả lời khác nhau: %(all)s"),
    "personal_id_given": lambda: _("“%(first)s” là số đã có thể được cấp"),
    "personal_id_agrees": lambda: _("“%(first)s” khớp với “%(second)s”"),
}


def check_said(rule: Mapping[str, Any], askings: Askings) -> str:
    """What a check across answers asks for; one that is not known is called by its name."""
    labels = [_label(name, askings) for name in rule.get("fields", ())]
    if rule.get("rule") not in _CHECKS or not labels:
        return str(rule.get("rule", ""))
    told = {"first": labels[0], "second": labels[-1], "all": ", ".join(f"“{each}”" for each in labels)}
    numbers = {"years": "?", "days": "?", **rule.get("params", {})}
    said = _CHECKS[rule["rule"]]() % {**numbers, **told}
    sex = rule.get("params", {}).get("sex")
    return said + (_(", và là số của nam") if sex == "nam" else _(", và là số của nữ") if sex == "nu" else "")
