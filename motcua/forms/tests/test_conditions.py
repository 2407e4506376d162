"""Conditions and checks in the builder: in words, changed where they are simple, otherwise left as they stand."""

import copy
import re
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.tests import make as accounts
from motcua.forms.public import EForm, asked_though_known, define_form, except_field
from motcua.forms.rules import drawing
from motcua.forms.rules.conditions import ByHand, Hangs, hangs
from motcua.forms.rules.keeping import kept
from motcua.forms.rules.sanity import problems
from motcua.forms.tests import make
from motcua.organisations.tests import make as organisations
from motcua.platform import clock
from motcua.platform.action import SYSTEM

pytestmark = pytest.mark.django_db
OTHER = {"properties": {"loai": {"const": "khac"}}, "required": ["loai"]}
NAMED = {"properties": {"hoTen": {"const": "An"}}, "required": ["hoTen"]}
COPIES = {"properties": {"coKemTheo": {"const": True}}, "required": ["coKemTheo"]}


def written_by_hand() -> dict[str, Any]:
    """A form with what people write who know the schema: shared parts, places by number, conditions of every sort."""
    schema = make.schema()
    schema["$defs"] = {"chu": {"type": "string", "maxLength": 200, "x-widget": "textarea", "x-personal": "none"}}
    schema["properties"]["lyDo"] = {"$ref": "#/$defs/chu", "x-label": "Lý do", "x-order": 2}
    schema["properties"]["loai"]["x-order"] = 0
    schema["properties"]["coKemTheo"]["x-order"] = 1
    either = {"anyOf": [OTHER, {"not": COPIES}]}
    schema["allOf"] = [
        {"if": OTHER, "then": {"required": ["lyDo"]}, "else": {"properties": {"lyDo": False}}},
        {"if": either, "then": {"required": ["soTien"]}, "else": {"properties": {"soTien": False}}},
        {"if": COPIES, "then": {"required": ["soBan"]}, "else": {"properties": {"soBan": False}}},
        {"if": OTHER, "then": {"properties": {"dienTich": False}}},
        {"if": NAMED, "then": {"required": ["thuDienTu"]}},
    ]
    assert problems(schema) == []
    return schema


@pytest.fixture
def owner() -> Client:
    client = Client()
    client.force_login(accounts.official(role="form_owner", organisation=organisations.organisation()))
    drawn = define_form("don", title="Đơn", schema=written_by_hand(), by=SYSTEM, at=make.AT)
    for problem in asked_though_known(drawn):
        except_field(drawn, problem.params["name"], "Biểu mẫu để thử, không có nguồn", by=SYSTEM, at=make.AT)
    return client


def words(answer: Any) -> str:
    return str(answer.content.decode())


def drawn() -> dict[str, Any]:
    schema: dict[str, Any] = EForm.objects.get(code="don").schema
    return schema


def shown(page: str) -> dict[str, Any]:
    """What a question's page would post if nobody touched it."""
    form = page[page.index('name="digest"') :]
    values: dict[str, Any] = {"digest": re.findall(r'^name="digest" value="(\w+)"', form)[0]}
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and (" checked" in tag or not re.search(r'type="(checkbox|radio)"', tag)):
            values.setdefault(name[1], []).append(value[1] if value else "on") if name[1] != "digest" else None
    for name, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', form):
        values[name] = body
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)"[^>]* selected', body)
        values[name] = chosen[1] if chosen else ""
    return values


def save(client: Client, question: str, **values: Any) -> Any:
    address = f"/bieu-mau/don/cau-hoi/{question}"
    return client.post(address, {**shown(words(client.get(address))), **values})


def test_every_condition_is_said_in_words(owner: Client) -> None:
    with clock.frozen(make.AT):
        page = words(owner.get("/bieu-mau/don"))
    for said in (
        "chỉ hỏi khi “Đề nghị” là “Việc khác”",
        "chỉ hỏi khi (“Đề nghị” là “Việc khác” hoặc không phải (“Có xin bản sao không?” là “Có”))",
        "không hỏi khi “Đề nghị” là “Việc khác”",
        "bắt buộc khi “Họ và tên” là “An”",
        "“Ngày sinh” không ở tương lai",
        "“Số định danh cá nhân” khớp với “Ngày sinh”",
    ):
        assert said in page, said


def test_nothing_typed_changes_nothing_in_the_schema(owner: Client) -> None:
    before = written_by_hand()
    with clock.frozen(make.AT):
        for question in before["properties"]:
            assert save(owner, question).status_code == 302, question
            assert drawn() == before, question


def test_one_question_changed_leaves_all_else_as_it_was_written(owner: Client) -> None:
    with clock.frozen(make.AT):
        assert save(owner, "soTien", label="Số tiền xin").status_code == 302
    expected = written_by_hand()
    expected["properties"]["soTien"]["x-label"] = "Số tiền xin"
    assert drawn() == expected


def test_simple_conditions_are_changed_on_the_page(owner: Client) -> None:
    with clock.frozen(make.AT):
        assert save(owner, "lyDo", when=["loai=doi", "loai=khac"]).status_code == 302
        assert save(owner, "soBan", required=[], must=["loai=moi"]).status_code == 302
        page = words(owner.get("/bieu-mau/don"))
    assert "chỉ hỏi khi “Đề nghị” là “Cấp đổi” hoặc “Việc khác”" in page
    assert "bắt buộc khi “Đề nghị” là “Cấp mới”" in page
    schema = drawn()
    assert hangs(schema, "lyDo") == Hangs(when=("loai", ("doi", "khac")))
    assert hangs(schema, "soBan") == Hangs(when=("coKemTheo", (True,)), must=("loai", ("moi",)))
    assert problems(schema) == []
    for part in written_by_hand()["allOf"][1::2]:
        assert part in schema["allOf"], "what nobody touched"


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("soTien", "xét nhiều câu hỏi cùng lúc"),
        ("dienTich", "điều kiện ngược"),
        ("thuDienTu", "không phải câu hỏi chọn đứng trước"),
    ],
)
def test_what_only_the_schema_can_say_is_shown_and_kept(owner: Client, question: str, why: str) -> None:
    with clock.frozen(make.AT):
        page = words(owner.get(f"/bieu-mau/don/cau-hoi/{question}"))
        assert why in page
        assert "khi " in page
        assert 'name="when"' not in page
        assert save(owner, question, label="Tên khác", when=["loai=moi"], required="on").status_code == 302
    assert drawn()["allOf"] == written_by_hand()["allOf"]
    assert drawn()["required"] == written_by_hand()["required"]


def test_answers_that_decide_belong_to_one_question(owner: Client) -> None:
    with clock.frozen(make.AT):
        refused = save(owner, "soBan", when=["coKemTheo=true", "loai=moi"])
        assert refused.status_code == 422
        assert "của một câu hỏi" in words(refused)
        twice = save(owner, "soBan", required="on", must=["loai=moi"])
        assert twice.status_code == 422
        assert "Xin bỏ một trong hai" in words(twice)
    assert drawn() == written_by_hand()


def test_conditions_inside_others_and_several_at_once_are_by_hand() -> None:
    nested = make.schema()
    nested["allOf"][0] = {"if": COPIES, "then": {"allOf": [{"if": OTHER, "then": {"required": ["lyDo"]}}]}}
    assert hangs(nested, "lyDo").by_hand == ByHand.NESTED
    several = make.schema()
    several["allOf"].append({"if": COPIES, "else": {"properties": {"lyDo": False}}})
    assert hangs(several, "lyDo").by_hand == ByHand.SEVERAL
    commented = make.schema()
    commented["allOf"][0]["$comment"] = "Nghị định 123"
    assert hangs(commented, "lyDo").by_hand is not None, "a remark would be lost"


def test_moving_and_adding_keep_what_they_do_not_touch() -> None:
    before = written_by_hand()
    added, _name = drawing.add_field(before, "nguoi-nop", drawing.Asking(widget="text", label="Mới", max_length=9))
    again = kept(before, added)
    assert again["$defs"] == before["$defs"]
    assert again["properties"]["lyDo"] == {"$ref": "#/$defs/chu", "x-label": "Lý do"}
    assert again["allOf"] == before["allOf"]
    assert problems(again) == []
    order = [step["fields"] for step in drawing.settled(before)["x-steps"]]
    assert [step["fields"] for step in again["x-steps"]] == [[*order[0], "moi"], order[1]]


def test_a_check_is_changed_and_taken_out(owner: Client) -> None:
    schema = written_by_hand()
    schema["x-rules"].append({"rule": "at_least_years", "fields": ["ngaySinh"], "params": {"years": 18, "sex": "nu"}})
    expected = copy.deepcopy(schema)
    with clock.frozen(make.AT):
        define_form("don", title="Đơn", schema=schema, by=SYSTEM, at=make.AT)
        address = "/bieu-mau/don/phep-kiem-tra/2"
        page = words(owner.get(address))
        assert "cách nay ít nhất 18 năm" in page
        assert owner.post(address, shown(page)).status_code == 302
        assert drawn() == expected, "nothing typed"
        asked = {**shown(page), "years": "21", "message": "Phải đủ 21 tuổi."}
        assert owner.post(address, asked).status_code == 302
        expected["x-rules"][2] |= {"params": {"years": 21, "sex": "nu"}, "message": "Phải đủ 21 tuổi."}
        assert drawn() == expected
        act = {"act": "check-remove 0", "digest": EForm.objects.get(code="don").digest}
        assert owner.post("/bieu-mau/don/sua", act).status_code == 302
        assert owner.get("/bieu-mau/don/phep-kiem-tra/2").status_code == 404
        assert owner.post("/bieu-mau/don/sua", {**act, "act": "check-remove x"}).status_code == 404
    assert drawn()["x-rules"] == expected["x-rules"][1:]


def test_the_next_version_begins_as_the_published_one_was_written(owner: Client) -> None:
    form = EForm.objects.get(code="don")
    with clock.frozen(make.AT):
        assert owner.post("/bieu-mau/don/ban-hanh", {"digest": form.digest}).status_code == 302
        assert owner.post("/bieu-mau/don", {"digest": form.digest}).status_code == 302
    assert EForm.objects.get(code="don", version=2).schema == written_by_hand()
