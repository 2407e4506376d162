"""The form builder over its pages."""

import re
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.tests import make as accounts
from motcua.forms.public import EForm, define_form
from motcua.forms.reads.differences import differences
from motcua.forms.rules import drawing
from motcua.forms.rules.drawing import Asking
from motcua.forms.rules.sanity import problems
from motcua.forms.tests import make
from motcua.organisations.tests import make as organisations
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Client:
    client = Client()
    client.force_login(accounts.official(role="form_owner", organisation=organisations.organisation()))
    return client


def words(answer: Any) -> str:
    return str(answer.content.decode())


def save(client: Client, address: str, **values: Any) -> Any:
    """Post what a page's form posts, with the digest that stands on the page."""
    page = words(client.get(address.partition("!")[0]))
    digest = re.search(r'name="digest" value="(\w+)"', page)
    assert digest, page[:300]
    return client.post(address.replace("!", ""), {"digest": digest.group(1), **values})


def act(client: Client, what: str, **values: Any) -> Any:
    return save(client, "/bieu-mau/don-xin-nghi!/sua", act=what, **values)


QUESTION = {"personal": "basic", "required": "on"}


def ask(client: Client, query: str, label: str, **values: Any) -> Any:
    answer = save(client, f"/bieu-mau/don-xin-nghi/cau-hoi/moi?{query}", **{**QUESTION, "label": label, **values})
    assert answer.status_code == 302, words(answer)
    return answer


def draw(client: Client) -> None:
    """A form with a question, a condition and a repeating group, drawn as an official would."""
    assert client.post("/bieu-mau", {"title": "Đơn xin nghỉ"})["Location"] == "/bieu-mau/don-xin-nghi"
    ask(client, "kieu=text&phan=phan-1", "Họ và tên", max_length="100", source="person.full_name")
    ask(client, "kieu=yes_no&phan=phan-1", "Có con không?", personal="none")
    group = {"row_label": "Người con", "min_rows": "1", "max_rows": "5", "when": "coConKhong=true"}
    ask(client, "kieu=group&phan=phan-1", "Các con", **group)
    ask(client, "kieu=text&phan=phan-1&nhom=cacCon", "Họ tên con", max_length="100")


def test_an_official_draws_tries_and_publishes_a_form(owner: Client) -> None:
    with clock.frozen(make.AT):
        draw(owner)
        page = words(owner.get("/bieu-mau/don-xin-nghi"))
        assert "khi “Có con không?” là “Có”" in page
        assert "ban hành được" in page
        trial = words(owner.post("/bieu-mau/don-xin-nghi/ban/1/xem-thu/phan-1", {"coConKhong": "yes"}))
        assert 'name="cacCon-0-hoTenCon"' in trial
        assert "Xin điền “Họ và tên”" in trial
        assert save(owner, "/bieu-mau/don-xin-nghi!/ban-hanh").status_code == 302
    form = EForm.objects.in_force("don-xin-nghi")
    assert problems(form.schema) == []
    assert form.schema["allOf"] == [
        {
            "if": {"properties": {"coConKhong": {"const": True}}, "required": ["coConKhong"]},
            "then": {"required": ["cacCon"]},
            "else": {"properties": {"cacCon": False}},
        }
    ]


def test_what_is_wrong_is_said_at_its_question_and_nothing_is_published(owner: Client) -> None:
    with clock.frozen(make.AT):
        draw(owner)
        act(owner, "remove cacCon-hoTenCon")
        act(owner, "down coConKhong")
        page = save(owner, "/bieu-mau/don-xin-nghi!/ban-hanh")
        assert page.status_code == 422
        assert 'href="#cau-cacCon"' in words(page)
        assert "cacCon" in words(page)
    assert not EForm.objects.published().filter(code="don-xin-nghi").exists()


def test_a_published_version_stays_and_the_next_says_what_it_changes(owner: Client) -> None:
    with clock.frozen(make.AT):
        draw(owner)
        save(owner, "/bieu-mau/don-xin-nghi!/ban-hanh")
        assert owner.post("/bieu-mau/don-xin-nghi/sua", {"act": "up hoVaTen"}).status_code == 422, "published"
        save(owner, "/bieu-mau/don-xin-nghi")
        edited = {**QUESTION, "label": "Họ, chữ đệm và tên", "max_length": "120"}
        assert save(owner, "/bieu-mau/don-xin-nghi/cau-hoi/hoVaTen", **edited).status_code == 302
        page = words(owner.get("/bieu-mau/don-xin-nghi/ban/2/thay-doi"))
        for said in ("Họ, chữ đệm và tên – nhãn", "số ký tự tối đa", "120"):
            assert said in page, said
    assert EForm.objects.in_force("don-xin-nghi").version == 1
    first = EForm.objects.get(code="don-xin-nghi", version=1)
    assert first.schema["properties"]["hoVaTen"]["x-label"] == "Họ và tên"


def test_two_officials_do_not_write_over_each_other(owner: Client) -> None:
    with clock.frozen(make.AT):
        draw(owner)
        seen = EForm.objects.get(code="don-xin-nghi")
        act(owner, "up coConKhong")
        with pytest.raises(Stale):
            define_form(seen.code, title="Cũ", schema={}, expected=seen.digest, by=SYSTEM, at=make.AT)
        late = owner.post("/bieu-mau/don-xin-nghi/sua", {"act": "up cacCon", "digest": seen.digest})
        assert late.status_code == 409
        assert "người khác sửa" in words(late)


def test_questions_and_sections_are_moved_repeated_and_taken_out(owner: Client) -> None:
    with clock.frozen(make.AT):
        draw(owner)
        act(owner, "add-step", **{"new-section": "Phần hai"})
        act(owner, "down cacCon")
        act(owner, "twice hoVaTen")
        steps = EForm.objects.get(code="don-xin-nghi").schema["x-steps"]
        assert [step["fields"] for step in steps] == [["hoVaTen", "hoVaTen2", "coConKhong"], ["cacCon"]]
        act(owner, "step-up phan-hai")
        act(owner, "step-remove phan-hai")
        schema = EForm.objects.get(code="don-xin-nghi").schema
    assert set(schema["properties"]) == {"hoVaTen", "hoVaTen2", "coConKhong"}
    assert "allOf" not in schema


def test_what_hung_on_a_question_taken_out_is_asked_always() -> None:
    schema = drawing.remove_field(make.rows_schema(), "coCon")
    assert problems(schema) == []
    assert "allOf" not in schema
    assert set(schema["required"]) == {"con", "hoKhau"}


def test_writing_a_question_back_as_it_is_changes_nothing() -> None:
    for schema in (make.schema(), make.rows_schema()):
        for path in ("hoTen", "loai", "lyDo", "soBan", "con", "con-quyetDinh", "hoKhau"):
            if path.partition("-")[0] not in schema["properties"]:
                continue
            again = drawing.change_field(schema, path, drawing.asking_of(schema, path))
            assert problems(again) == [], path
            assert differences(schema, again) == [], path


def test_conditions_written_by_hand_are_left_alone() -> None:
    schema = make.schema()
    schema["allOf"][0]["if"] = {"anyOf": [schema["allOf"][0]["if"], {"required": ["thuDienTu"]}]}
    asking = drawing.asking_of(schema, "lyDo")
    assert asking.keeps
    again = drawing.change_field(schema, "lyDo", asking)
    assert schema["allOf"][0] in again["allOf"]


def test_a_new_name_never_takes_another_ones_place() -> None:
    schema: dict[str, Any] = drawing.blank("Đơn", "Phần 1")
    names = []
    for label in ("Họ tên", "Họ tên", "123", "!?", "rows"):
        schema, name = drawing.add_field(schema, "phan-1", Asking(widget="text", label=label, max_length=50))
        names.append(name)
    assert len(set(names)) == 5
    assert problems(schema) == []


@pytest.mark.parametrize(
    "address",
    ["/bieu-mau", "/bieu-mau/don-xin-nghi", "/bieu-mau/don-xin-nghi/cau-hoi/moi?kieu=text&phan=phan-1"],
)
def test_only_a_form_owner_enters(owner: Client, address: str) -> None:
    other = Client()
    other.force_login(accounts.official(role="specialist", organisation=organisations.organisation()))
    with clock.frozen(make.AT):
        draw(owner)
        assert owner.get(address).status_code == 200
        assert other.get(address).status_code == 403
        assert other.post(address.partition("?")[0], {"title": "X"}).status_code == 403
        assert Client().get(address).status_code == 302


def test_what_is_none_is_not_found(owner: Client) -> None:
    with clock.frozen(make.AT):
        draw(owner)
        for address in (
            "/khac", "/don-xin-nghi/phan/khac", "/don-xin-nghi/cau-hoi/khac", "/don-xin-nghi/cau-hoi/hoVaTen-x",
            "/don-xin-nghi/cau-hoi/moi?kieu=text&phan=khac", "/don-xin-nghi/cau-hoi/moi?kieu=group&nhom=cacCon",
            "/don-xin-nghi/cau-hoi/moi?kieu=text&nhom=hoVaTen", "/don-xin-nghi/ban/9/thay-doi",
            f"/don-xin-nghi/ban/{10**30}/thay-doi", "/don-xin-nghi/ban/1/xem-thu/khac",
        ):  # fmt: skip
            assert owner.get("/bieu-mau" + address).status_code == 404, address
        for what in ("nothing", "up khac", "remove cacCon-khac", "step-up khac", "remove hoVaTen-x"):
            assert act(owner, what).status_code == 404, what
