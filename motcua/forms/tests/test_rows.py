"""Repeating groups and questions for files."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from motcua.forms.public import (
    EForm,
    FieldError,
    FilesHere,
    changes,
    clean_step,
    display,
    file_questions,
    render_step,
    submitted,
    validate,
)  # fmt: skip
from motcua.forms.rules.sanity import Fault, problems
from motcua.forms.tests import make

pytestmark = pytest.mark.django_db


def posted(text: str) -> QueryDict:
    """What a browser posts, written as an address is."""
    return QueryDict(text)


def groups() -> EForm:
    return make.eform(make.rows_schema())


def test_rows_are_read_added_and_taken_away_by_buttons_alone() -> None:
    form = groups()
    result = clean_step(form, "con", posted("coCon=yes&_shown=coCon con&con-rows=0&_add=con"))
    assert result.refresh
    assert result.answers["con"] == [{}]
    two = "coCon=yes&con-rows=2&con-0-hoTen=An&con-0-ngaySinh=1/2/2020&con-1-hoTen=Bình"
    result = clean_step(form, "con", posted(two + "&_add=con"), result.answers)
    assert result.answers["con"] == [{"hoTen": "An", "ngaySinh": "2020-02-01"}, {"hoTen": "Bình"}, {}]
    result = clean_step(form, "con", posted(two + "&_remove=con-0"), result.answers)
    assert result.answers["con"] == [{"hoTen": "Bình"}]
    assert result.refresh
    assert not result.errors


@pytest.mark.parametrize("button", ["_add=khac", "_remove=con-7", "_remove=con-", "_remove=con-x", "_remove=-1"])
def test_a_forged_button_changes_nothing(button: str) -> None:
    result = clean_step(groups(), "con", posted(f"coCon=yes&con-rows=1&con-0-hoTen=An&{button}"))
    assert result.answers["con"] == [{"hoTen": "An"}]


def test_no_more_rows_than_the_form_takes() -> None:
    full = "coCon=yes&con-rows=3&con-0-hoTen=A&con-1-hoTen=B&con-2-hoTen=C&_add=con"
    assert len(clean_step(groups(), "con", posted(full)).answers["con"]) == 3  # type: ignore[arg-type]
    forged = clean_step(groups(), "con", posted("coCon=yes&con-rows=999&con-0-hoTen=A"))
    assert len(forged.answers["con"]) == 3  # type: ignore[arg-type]


def paths(errors: list[FieldError]) -> list[str]:
    return [error.field for error in errors]


def test_what_is_wrong_in_a_row_is_said_at_its_question_and_kept() -> None:
    form = groups()
    text = "coCon=yes&con-rows=2&con-0-hoTen=An&con-0-ngaySinh=31/02/2020&con-1-ngaySinh=1/2/2020"
    result = clean_step(form, "con", posted(text))
    assert paths(result.errors) == ["con-0-ngaySinh", "con-1-hoTen"]
    assert result.errors[0].anchor == "id_con-0-ngaySinh"
    assert result.answers["con"] == [{"hoTen": "An", "ngaySinh": "31/02/2020"}, {"ngaySinh": "2020-02-01"}]
    page = render_step(RequestFactory().post("/"), form, "con", result.answers, result.errors)
    assert 'value="31/02/2020"' in page
    assert 'id="id_con-1-hoTen"' in page


def test_a_blank_row_counts_only_where_there_must_be_one() -> None:
    form = groups()
    assert paths(validate(form, {"coCon": True, "con": [{"hoTen": "An"}, {}]})) == []
    assert paths(validate(form, {"coCon": True, "con": [{}]})) == ["con-0-hoTen"]
    assert paths(validate(form, {"coCon": True})) == ["con-0-hoTen"]
    assert paths(validate(form, {"coCon": False, "con": [{}]})) == []
    assert submitted(form, {"coCon": True, "con": [{}, {"hoTen": "An"}]}) == {"coCon": True, "con": [{"hoTen": "An"}]}
    assert submitted(form, {"coCon": False, "con": [{"hoTen": "An"}]}) == {"coCon": False}


def test_a_question_in_a_row_hangs_on_another_of_the_same_row() -> None:
    form = groups()
    rows = [{"hoTen": "An", "conNuoi": True}, {"hoTen": "Bình", "conNuoi": False, "quyetDinh": "12/QĐ"}]
    assert paths(validate(form, {"coCon": True, "con": rows})) == ["con-0-quyetDinh"]
    assert submitted(form, {"coCon": True, "con": rows})["con"] == [rows[0], {"hoTen": "Bình", "conNuoi": False}]
    page = render_step(RequestFactory().get("/"), form, "con", {"coCon": True, "con": rows})
    assert "con-0-quyetDinh" in page
    assert "con-1-quyetDinh" not in page


@pytest.mark.parametrize("sent", ["An", 7, ["An"], [["An"]], [{"hoTen": ["An"]}], {"hoTen": "An"}, [None]])
def test_what_is_no_list_of_rows_is_refused_in_words(sent: Any) -> None:
    assert {error.question for error in validate(groups(), {"coCon": True, "con": sent})} == {"con"}


def test_rows_are_shown_one_by_one_and_compared() -> None:
    form = groups()
    before: dict[str, Any] = {"coCon": True, "con": [{"hoTen": "An", "ngaySinh": "2020-02-01"}]}
    after: dict[str, Any] = {"coCon": True, "con": [{"hoTen": "An", "ngaySinh": "2020-02-02"}, {"hoTen": "Bình"}]}
    rows = [(row.label, row.value) for row in display(form, after, blanks=False)[0].rows]
    assert ("Người con 1: Ngày sinh", "02/02/2020") in rows
    assert ("Người con 2: Họ và tên", "Bình") in rows
    assert [(each.label, each.before, each.after) for each in changes(form, before, after)] == [
        ("Người con 1: Ngày sinh", "01/02/2020", "02/02/2020"),
        ("Người con 2: Họ và tên", "", "Bình"),
    ]


def test_a_question_for_files_says_its_limits_before_and_belongs_to_a_paper() -> None:
    form = groups()
    page = render_step(
        RequestFactory().get("/"), form, "con", {"coCon": True}, files={"ho-khau": FilesHere(address="/tai-len")}
    )
    for said in ("PDF, JPG", "10 MB", "Tối đa 25 tệp", 'name="file-ho-khau"', 'data-upload="/tai-len"'):
        assert said in page, said
    assert "file-ho-khau" not in render_step(RequestFactory().get("/"), form, "con", {"coCon": True})
    question = file_questions(form, {"coCon": True})[0]
    assert (question.limits.component, question.stands, question.is_required) == ("ho-khau", True, True)
    assert not file_questions(form, {"coCon": False})[0].stands


def broken(**prop: Any) -> list[Fault]:
    schema = make.rows_schema()
    schema["properties"]["con"].update(prop)
    return [problem.fault for problem in problems(schema)]


def test_a_group_or_a_question_for_files_that_cannot_work_is_refused() -> None:
    assert broken() == []
    assert broken(maxItems=0) == [Fault.BAD_GROUP]
    assert broken(maxItems="3") == [Fault.NOT_A_SCHEMA]
    assert broken(minItems=9) == [Fault.BAD_GROUP]
    assert broken(items={}) == [Fault.NOT_A_SCHEMA]
    schema = make.rows_schema()
    items = schema["properties"]["con"]["items"]
    items["properties"]["them"] = schema["properties"]["hoKhau"]
    items["x-fields"].append("them")
    assert [problem.fault for problem in problems(schema)] == [Fault.NESTED]
    schema = make.rows_schema()
    schema["properties"]["con"]["items"]["properties"]["hoTen"].pop("x-label")
    found = problems(schema)
    assert [(problem.fault, problem.params["name"]) for problem in found] == [(Fault.NO_LABEL, "con-hoTen")]
    schema = make.rows_schema()
    schema["properties"]["hoKhau"]["x-files"]["kinds"] = ["exe"]
    assert [problem.fault for problem in problems(schema)] == [Fault.BAD_FILES]
