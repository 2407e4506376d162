"""Reading, checking and showing answers."""

from datetime import date
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from motcua.forms.public import (
    changed_fields,
    changes,
    clean_step,
    display,
    render_step,
    steps_of,
    submitted,
    validate,
)
from motcua.forms.reads.answers import SHOWN
from motcua.forms.rules.definition import Definition, read_definition
from motcua.forms.rules.logic import asked
from motcua.forms.rules.typed import printable, read, typed
from motcua.forms.tests import make
from motcua.platform.text import clean

pytestmark = pytest.mark.django_db
DEFINITION: Definition = read_definition(make.SCHEMA)


def _read(name: str, text: str) -> Any:
    return read(DEFINITION.fields[name], text)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("ngaySinh", "25/03/1998", "1998-03-25"),
        ("ngaySinh", " 5-3-1998 ", "1998-03-05"),
        ("ngaySinh", "25031998", "1998-03-25"),
        ("ngaySinh", "1998-03-25", "1998-03-25"),
        ("ngaySinh", "31/02/1998", "31/02/1998"),
        ("ngaySinh", "25/03/98", "25/03/98"),
        ("soTien", "135.000 đ", 135000),
        ("soTien", "135 000", 135000),
        ("soTien", "1.35", "1.35"),
        ("soTien", "9" * 5000, "9" * 5000),
        ("dienTich", "11.104,20", 11104.2),
        ("dienTich", "12", 12),
        ("soBan", "2", 2),
        ("soBan", "hai", "hai"),
        ("dienThoai", "+84 912 345 678", "0912345678"),
        ("dienThoai", "0912.345.678", "0912345678"),
        ("dienThoai", "không có", "không có"),
        ("soDinhDanh", "031 098 004 112", "031098004112"),
        ("coKemTheo", "yes", True),
        ("coKemTheo", "no", False),
        ("coKemTheo", "maybe", "maybe"),
        ("hoTen", "  Nguye\u0302\u0303n\u200b   Va\u0306n An\x00 ", "Nguyễn Văn An"),
        ("hoTen", " \t\n ", None),
        ("lyDo", "dòng một\r\n  dòng   hai\n", "dòng một\ndòng hai"),
    ],
)
def test_what_is_typed_is_read_as_meant_or_kept_as_typed(name: str, text: str, value: Any) -> None:
    assert _read(name, text) == value
    assert type(_read(name, text)) is type(value)


@given(st.sampled_from(sorted(DEFINITION.fields)), st.text(max_size=60))
def test_what_is_put_back_into_a_field_reads_the_same(name: str, text: str) -> None:
    field = DEFINITION.fields[name]
    value = read(field, text)
    assert read(field, typed(field, value)) == value


@given(st.dictionaries(st.sampled_from(sorted(DEFINITION.fields)), st.text(max_size=40)))
def test_no_posted_text_raises_and_none_is_lost(values: dict[str, str]) -> None:
    form = make.eform(published=False)
    for step in steps_of(form):
        result = clean_step(form, step.code, make.posted(**values), on=date(2026, 11, 23))
        for name in step.fields:
            given_text = clean(printable(values.get(name, "")))
            assert bool(given_text) == (name in result.answers)
            if given_text and isinstance(result.answers[name], str) and name in {"hoTen", "lyDo", "thuDienTu"}:
                assert str(result.answers[name]).split() == given_text.split()
        for error in result.errors:
            assert error.step == step.code
            assert DEFINITION.fields[error.field].label in error.message
        assert render_step(RequestFactory().get("/"), form, step.code, result.answers, result.errors)
        display(form, result.answers)


@given(
    st.dictionaries(
        st.sampled_from([*DEFINITION.fields, "khongCo"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers()) | st.just({}),
    )
)
def test_answers_of_any_shape_are_refused_and_never_raise(answers: dict[str, Any]) -> None:
    form = make.eform(published=False)
    for error in validate(form, answers, on=date(2026, 11, 23)):
        assert error.message


def test_sound_answers_have_no_errors() -> None:
    assert validate(make.eform(), make.ANSWERS) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"hoTen": None}, "Xin điền “Họ và tên”."),
        ({"loai": None}, "Xin chọn câu trả lời cho “Đề nghị”."),
        ({"hoTen": "x" * 100_000}, "“Họ và tên” dài 100.000 ký tự, quá giới hạn 100 ký tự. Xin viết ngắn lại."),
        ({"hoTen": "A"}, "“Họ và tên” quá ngắn: cần ít nhất 2 ký tự."),
        ({"ngaySinh": "31/02/1998"}, "“Ngày sinh” chưa phải là một ngày có thật."),
        ({"ngaySinh": "2098-03-25", "soDinhDanh": None}, "“Ngày sinh” không thể là ngày trong tương lai."),
        ({"ngaySinh": "1997-03-25"}, "“Số định danh cá nhân” không khớp với “Ngày sinh”."),
        ({"soDinhDanh": "03109800411"}, "“Số định danh cá nhân” chưa đúng."),
        ({"soDinhDanh": "000098004112"}, "“Số định danh cá nhân” chưa đúng."),
        ({"soDinhDanh": "031998004112"}, "“Số định danh cá nhân” chưa đúng."),
        ({"dienThoai": "123"}, "“Số điện thoại” chưa đúng số điện thoại."),
        ({"thuDienTu": "an@"}, "“Thư điện tử” chưa đúng địa chỉ thư điện tử"),
        ({"loai": "bỏ"}, "Xin chọn “Đề nghị” trong danh sách."),
        ({"coKemTheo": True}, "Xin điền “Số bản”."),
        ({"coKemTheo": True, "soBan": 9}, "“Số bản” tối đa là 5."),
        ({"coKemTheo": True, "soBan": 0}, "“Số bản” phải từ 1."),
        ({"dienTich": 0}, "“Diện tích” phải trên 0."),
        ({"soTien": "rất nhiều"}, "“Số tiền” phải là số tiền bằng đồng"),
        ({"hoTen": ["An"]}, "“Họ và tên” có ký tự hoặc kiểu dữ liệu không hợp lệ."),
        ({"hoTen": "An\ud800"}, "“Họ và tên” có ký tự hoặc kiểu dữ liệu không hợp lệ."),
    ],
)
def test_each_error_says_what_is_wrong_and_what_to_do(change: dict[str, Any], said: str) -> None:
    errors = validate(make.eform(), {**make.ANSWERS, **change}, on=date(2026, 11, 23))
    assert len(errors) == 1
    assert errors[0].message.startswith(said)


def test_hidden_and_unknown_answers_are_not_submitted() -> None:
    form = make.eform()
    answers = {**make.ANSWERS, "lyDo": "đã đổi ý", "soBan": 3, "khongCo": "x"}
    assert submitted(form, answers) == make.ANSWERS
    assert validate(form, answers) == []


def test_what_stood_before_comes_back_when_the_answer_is_changed_back() -> None:
    form = make.eform()
    answers = {**make.ANSWERS, "loai": "khac", "lyDo": "mất thẻ"}
    page = make.posted(loai="moi", coKemTheo="no", **{SHOWN: "loai lyDo soTien dienTich coKemTheo"}, lyDo="mất thẻ")
    away = clean_step(form, "noi-dung", page, answers)
    assert away.errors == []
    assert "lyDo" not in submitted(form, away.answers)
    page = make.posted(loai="khac", coKemTheo="no", **{SHOWN: "loai soTien dienTich coKemTheo"})
    back = clean_step(form, "noi-dung", page, away.answers)
    assert submitted(form, back.answers)["lyDo"] == "mất thẻ"


def test_without_script_a_question_that_comes_to_stand_is_asked_before_going_on() -> None:
    form = make.eform()
    page = make.posted(loai="khac", coKemTheo="no", **{SHOWN: "loai soTien dienTich coKemTheo"})
    result = clean_step(form, "noi-dung", page)
    assert [(e.field, e.message) for e in result.errors] == [
        ("lyDo", "Theo câu trả lời ở trên, xin trả lời thêm “Lý do”.")
    ]
    html = render_step(RequestFactory().get("/"), form, "noi-dung", result.answers, result.errors)
    assert 'name="lyDo"' in html and f'id="{result.errors[0].anchor}"' in html and result.errors[0].message in html


def test_with_script_the_same_step_comes_back_without_reproach() -> None:
    form = make.eform()
    result = clean_step(form, "noi-dung", make.posted(loai="khac", _refresh="1"))
    assert result.refresh and result.errors == []
    assert 'name="lyDo"' in render_step(RequestFactory().get("/"), form, "noi-dung", result.answers)


def test_a_blank_takes_an_answer_away_and_errors_speak_of_this_step_only() -> None:
    form = make.eform()
    page = make.posted(hoTen="Trần Thị Bé", ngaySinh="25/03/1998", dienThoai="")
    result = clean_step(form, "nguoi-nop", page, {"dienThoai": "0912345678"})
    assert result.errors == []
    assert result.answers == {"hoTen": "Trần Thị Bé", "ngaySinh": "1998-03-25"}


def test_markup_in_an_answer_is_text_on_the_page() -> None:
    form = make.eform()
    page = make.posted(hoTen='"><script>alert(1)</script>')
    result = clean_step(form, "nguoi-nop", page)
    html = render_step(RequestFactory().get("/"), form, "nguoi-nop", result.answers, result.errors)
    assert "<script>" not in html and "&lt;script&gt;" in html
    whole = engines["jinja2"].from_string("<form>{{ questions }}</form>").render({"questions": html})
    assert whole == f"<form>{html}</form>"


def test_answers_are_shown_as_people_read_them() -> None:
    answers = {**make.ANSWERS, "soTien": 135000, "dienTich": 11104.25}
    sections = display(make.eform(), answers, blanks=False)
    rows = {row.field: row.value for section in sections for row in section.rows}
    assert [section.title for section in sections] == ["Người nộp", "Nội dung"]
    assert rows == {
        "hoTen": "Nguyễn Văn An",
        "ngaySinh": "25/03/1998",
        "soDinhDanh": "031098004112",
        "dienThoai": "0912345678",
        "loai": "Cấp mới",
        "soTien": "135.000 đ",
        "dienTich": "11.104,25",
        "coKemTheo": "Không",
    }
    everything = [row.field for section in display(make.eform(), answers) for row in section.rows]
    assert "thuDienTu" in everything and "lyDo" not in everything


def test_changes_name_what_differs_before_and_after() -> None:
    old, new = make.ANSWERS, {**make.ANSWERS, "hoTen": "Nguyễn Văn Anh", "soTien": 1, "dienThoai": None}
    assert set(changed_fields(old, new)) == {"hoTen", "soTien", "dienThoai"}
    assert [(c.label, c.before, c.after) for c in changes(make.eform(), old, new)] == [
        ("Họ và tên", "Nguyễn Văn An", "Nguyễn Văn Anh"),
        ("Số điện thoại", "0912345678", ""),
        ("Số tiền", "", "1 đ"),
    ]


@given(st.dictionaries(st.sampled_from(["loai", "coKemTheo", "lyDo", "soBan"]), st.sampled_from(["khac", True, 1])))
def test_what_is_submitted_asks_for_the_same_questions_again(answers: dict[str, Any]) -> None:
    given_answers = {k: v for k, v in answers.items() if k in asked(DEFINITION, answers).visible}
    assert asked(DEFINITION, given_answers) == asked(DEFINITION, answers)
