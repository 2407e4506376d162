"""A form asks nobody for what a source gives, unless somebody says why."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.accounts.tests import make as accounts
from motcua.audit.public import AuditEntry
from motcua.forms.actions.except_field import except_field
from motcua.forms.public import BadForm, EForm, SourceException, define_form, publish_form
from motcua.forms.rules.sources import asked_by
from motcua.forms.tests import make
from motcua.platform.action import SYSTEM, NotAllowed, Refused

pytestmark = pytest.mark.django_db
ASKED = ["hoTen", "ngaySinh", "soDinhDanh"]


@pytest.fixture
def drawn() -> EForm:
    return define_form("to-khai", title="Tờ khai", schema=make.schema(), by=SYSTEM, at=make.AT)


@pytest.fixture
def owner() -> Client:
    client = Client()
    client.force_login(accounts.official(role="form_owner"))
    return client


def test_publishing_is_blocked_with_the_list_of_what_is_known(drawn: EForm, owner: Client) -> None:
    with pytest.raises(BadForm) as refused:
        publish_form(drawn, by=SYSTEM, at=make.AT)
    assert [each.params["name"] for each in refused.value.problems] == ASKED
    assert "cơ quan nhà nước đã có" in refused.value.message
    answer = owner.post(reverse("forms:publish", args=["to-khai"]), {"digest": drawn.digest})
    assert answer.status_code == 422
    assert answer.content.decode().count("Ghi lý do vẫn hỏi") == 3
    drawn.refresh_from_db()
    assert not drawn.is_published


def test_bound_from_the_list_or_excepted_for_a_reason_it_goes_out(drawn: EForm, owner: Client) -> None:
    for name, source in (("hoTen", "person.full_name"), ("ngaySinh", "person.birth_date")):
        page = reverse("forms:question", args=["to-khai", name])
        shown = owner.get(page)
        assert "Người làm thủ tục – Họ và tên" in shown.text
        eform = EForm.objects.get()
        told = {"label": f"Câu {name}", "required": "on", "personal": "basic", "max_length": "100"}
        saved = owner.post(page, {**told, "source": source, "digest": eform.digest})
        assert saved.status_code == 302, saved.content.decode()
    assert EForm.objects.get().schema["properties"]["hoTen"]["x-source"] == "person.full_name"
    page = reverse("forms:exception", args=["to-khai", "soDinhDanh"])
    for bad in ("", "   ", "vì thế", "x" * 501):
        assert owner.post(page, {"reason": bad}).status_code == 422
    reason = "Người nước ngoài không có số này trong cơ sở dữ liệu."
    assert owner.post(page, {"reason": reason}).status_code == 302
    made = SourceException.objects.get()
    assert made.account is not None and made.reason == reason
    entry = AuditEntry.objects.get(name="forms.except_field")
    assert entry.account_id == made.account_id and entry.details == {"field": "soDinhDanh"}
    builder = owner.get(reverse("forms:builder", args=["to-khai"])).text
    assert reason in builder and made.account.display_name in builder and "Không có lỗi" in builder
    owner.post(reverse("forms:publish", args=["to-khai"]), {"digest": EForm.objects.get().digest})
    assert EForm.objects.get().is_published
    # It holds for the next version, until it is taken back.
    owner.post(page, {"withdraw": "1"})
    assert not SourceException.objects.exists()
    again = define_form("to-khai", title="Tờ khai", schema=EForm.objects.get().schema, by=SYSTEM, at=make.AT)
    with pytest.raises(BadForm):
        publish_form(again, by=SYSTEM, at=make.AT)


def test_who_may_not_except_does_not(drawn: EForm) -> None:
    with pytest.raises(NotAllowed):
        except_field(drawn, "hoTen", "Vì không lấy được từ đâu cả", by=accounts.actor(), at=make.AT)
    with pytest.raises(Refused):
        except_field(drawn, "khongCo", "Vì không lấy được từ đâu cả", by=SYSTEM, at=make.AT)


@pytest.mark.parametrize(
    ("name", "label", "asks"),
    [
        ("a", "Họ và tên", "full_name"),
        ("a", "HỌ VÀ TÊN người yêu cầu", "full_name"),
        ("a", "Số CCCD", "personal_id"),
        ("a", "Nơi thường trú", "address"),
        ("applicantFullName", "Xin cho biết", "full_name"),
        ("a", "Ngày sinh của trẻ được khai sinh", None),
        ("a", "Họ tên người làm chứng", None),
        ("a", "Họ tên doanh nghiệp cung cấp", "full_name"),
        ("a", "Lý do", None),
    ],
)
def test_a_question_is_known_by_its_words_or_key(name: str, label: str, asks: str | None) -> None:
    assert asked_by(name, {"type": "string", "x-label": label}) == asks


def test_a_number_is_known_by_its_meaning() -> None:
    assert asked_by("x", {"type": "string", "format": "personal-id", "x-label": "Mã"}) == "personal_id"


@pytest.mark.parametrize("source", ["person.salary", "mother.full_name", "person", "PERSON.full_name"])
def test_a_source_that_nobody_knows_is_refused(source: str) -> None:
    schema = make.schema()
    schema["properties"]["hoTen"]["x-source"] = source
    drawn = define_form("don", title="Đơn", schema=schema, by=SYSTEM, at=make.AT)
    with pytest.raises(BadForm, match="không có nguồn dữ liệu"):
        publish_form(drawn, by=SYSTEM, at=make.AT)


def test_whoever_else_is_asked_about_must_be_named_by_the_form_itself() -> None:
    schema = make.schema()
    schema["x-subjects"] = {"groom": {"person.sex": {"male": "person", "female": "other"}}}
    drawn = define_form("don", title="Đơn", schema=schema, by=SYSTEM, at=make.AT)
    with pytest.raises(BadForm, match=r"groom\.personal_id"):
        publish_form(drawn, by=SYSTEM, at=make.AT)
