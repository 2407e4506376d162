"""Drawing and publishing forms."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.forms.public import BadForm, EForm, define_form, publish_form
from motcua.forms.reads.sentences import sentence_of_problem
from motcua.forms.rules.sanity import Fault, problems
from motcua.forms.tests import make
from motcua.platform.action import SYSTEM, VISITOR, NotAllowed, Refused, Stale

pytestmark = pytest.mark.django_db


def test_a_published_form_is_found_by_its_code_and_a_draft_is_not() -> None:
    form = make.eform()
    assert EForm.objects.in_force(form.code) == form
    define_form(form.code, title="Đơn thử mới", schema={}, by=SYSTEM, at=make.AT)
    assert EForm.objects.in_force(form.code) == form


def test_drawing_again_replaces_the_open_draft_and_never_a_published_version() -> None:
    form = make.eform()
    draft = define_form(form.code, title="Lần hai", schema=make.schema(title="Lần hai"), by=SYSTEM, at=make.AT)
    again = define_form(form.code, title="Lần ba", schema=make.schema(title="Lần ba"), by=SYSTEM, at=make.AT)
    assert (draft.pk, again.version, again.definition.title) == (again.pk, 2, "Lần ba")
    form.refresh_from_db()
    assert (form.version, form.title, form.schema["title"]) == (1, "Đơn thử", "Đơn thử")


def test_a_version_is_published_once() -> None:
    form = make.eform()
    with pytest.raises(Stale):
        publish_form(form, by=SYSTEM, at=make.AT)


def test_visitors_draw_and_publish_nothing() -> None:
    draft = make.eform(published=False)
    with pytest.raises(NotAllowed):
        publish_form(draft, by=VISITOR, at=make.AT)
    with pytest.raises(NotAllowed):
        define_form("don", title="Đơn", schema={}, by=VISITOR, at=make.AT)


def test_a_form_needs_a_name() -> None:
    with pytest.raises(Refused):
        define_form("don", title=" ", schema={}, by=SYSTEM, at=make.AT)


def _with_field(name: str, **changes: Any) -> dict[str, Any]:
    whole = make.schema()
    whole["properties"][name] = {k: v for k, v in (whole["properties"][name] | changes).items() if v is not None}
    return whole


def _hide(name: str, unless: str) -> dict[str, Any]:
    return {
        "if": {"properties": {unless: {"minLength": 1}}, "required": [unless]},
        "then": {},
        "else": {"properties": {name: False}},
    }


BAD: list[tuple[Fault, Any]] = [
    (Fault.NOT_A_SCHEMA, []),
    (Fault.NOT_A_SCHEMA, {"type": "array"}),
    (Fault.NOT_A_SCHEMA, make.schema(required="hoTen")),
    (Fault.NOT_A_SCHEMA, make.schema(**{"x-steps": "không"})),
    (Fault.NOT_A_SCHEMA, _with_field("hoTen", pattern="(")),
    (Fault.NOT_A_SCHEMA, _with_field("hoTen", pattern="(?=a)")),
    (Fault.NOT_A_SCHEMA, _with_field("hoTen", format="unheard-of")),
    (Fault.UNSUPPORTED, make.schema(oneOf=[{}])),
    (Fault.UNSUPPORTED, _with_field("hoTen", **{"not": {"const": "x"}})),
    (Fault.UNSUPPORTED, make.schema(allOf=[{"required": ["hoTen"]}])),
    (Fault.OPEN_ENDED, make.schema(additionalProperties=True)),
    (Fault.NO_STEPS, make.schema(**{"x-steps": []})),
    (Fault.BAD_STEP, make.schema(**{"x-steps": [{**make.SCHEMA["x-steps"][0], "code": "Người"}]})),
    (Fault.TWO_STEPS_OF_ONE_CODE, make.schema(**{"x-steps": [make.SCHEMA["x-steps"][0]] * 2})),
    (Fault.FIELD_IN_NO_STEP, make.schema(**{"x-steps": make.SCHEMA["x-steps"][:1]})),
    (Fault.UNKNOWN_FIELD, make.schema(required=["khongCo"])),
    (Fault.NO_LABEL, _with_field("hoTen", **{"x-label": " "})),
    (Fault.NO_DATA_CLASS, _with_field("hoTen", **{"x-personal": None})),
    (Fault.UNKNOWN_WIDGET, _with_field("hoTen", **{"x-widget": "slider"})),
    (Fault.WRONG_TYPE, _with_field("hoTen", **{"x-widget": "money"})),
    (Fault.WRONG_TYPE, _with_field("ngaySinh", **{"x-widget": "date", "format": None})),
    (Fault.NO_LIMIT, _with_field("hoTen", maxLength=None)),
    (Fault.NO_OPTIONS, _with_field("hoTen", **{"x-widget": "radio"})),
    (Fault.OPTION_WITHOUT_LABEL, _with_field("loai", **{"x-options": {"moi": "Cấp mới"}})),
    (Fault.NO_AREA, _with_field("hoTen", **{"x-widget": "area"})),
    (Fault.UNKNOWN_RULE, make.schema(**{"x-rules": [{"rule": "đoán", "fields": ["hoTen"]}]})),
    (Fault.RULE_INCOMPLETE, make.schema(**{"x-rules": [{"rule": "within_years", "fields": ["ngaySinh"]}]})),
    (Fault.RULE_INCOMPLETE, make.schema(**{"x-rules": [{"rule": "not_before", "fields": ["ngaySinh"]}]})),
    (Fault.CYCLE, make.schema(allOf=[_hide("hoTen", "dienThoai"), _hide("dienThoai", "hoTen")])),
    (Fault.DEPENDS_ON_LATER, make.schema(allOf=[_hide("hoTen", "dienThoai")])),
    (Fault.UNKNOWN_FIELD, make.schema(allOf=[_hide("khongCo", "hoTen")])),
]


@pytest.mark.parametrize(("fault", "schema"), BAD, ids=[f"{n}-{fault}" for n, (fault, _schema) in enumerate(BAD)])
def test_a_bad_schema_is_refused_with_its_reason_in_words(fault: Fault, schema: Any) -> None:
    found = problems(schema)
    assert fault in {problem.fault for problem in found}
    for problem in found:
        assert sentence_of_problem(problem).endswith(".")
    if isinstance(schema, dict):
        draft = make.eform(schema, published=False)
        with pytest.raises(BadForm) as refusal:
            publish_form(draft, by=SYSTEM, at=make.AT)
        assert sentence_of_problem(found[0]) in refusal.value.message
        draft.refresh_from_db()
        assert not draft.is_published


def test_the_cycle_is_told_by_its_labels() -> None:
    schema = make.schema(allOf=[_hide("hoTen", "dienThoai"), _hide("dienThoai", "hoTen")])
    assert "Số điện thoại → Họ và tên → Số điện thoại" in sentence_of_problem(problems(schema)[0]) or (
        "Họ và tên → Số điện thoại → Họ và tên" in sentence_of_problem(problems(schema)[0])
    )


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from([*make.SCHEMA, "$defs", "if", "then"]), json_values)
def test_no_schema_breaks_the_check(keyword: str, value: Any) -> None:
    for problem in problems(make.schema(**{keyword: value})):
        assert sentence_of_problem(problem)


@given(st.sampled_from(sorted(make.SCHEMA["properties"])), json_values)
def test_no_question_breaks_the_check(name: str, value: Any) -> None:
    schema = make.schema()
    schema["properties"][name] = value
    for problem in problems(schema):
        assert sentence_of_problem(problem)


def test_shared_definitions_are_read_where_they_are_named() -> None:
    schema = make.schema(**{"$defs": {"ten": make.SCHEMA["properties"]["hoTen"]}})
    schema["properties"]["hoTen"] = {"$ref": "#/$defs/ten", "x-label": "Tên riêng"}
    form = make.eform(schema)
    assert form.definition.fields["hoTen"].label == "Tên riêng"
    assert form.definition.fields["hoTen"].max_length == 100
