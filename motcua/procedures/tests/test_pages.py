"""What officials see of imports: what differs, what is left open, and the decisions they take."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.accounts.tests import make as accounts
from motcua.platform.clock import today
from motcua.platform.testing import run_jobs
from motcua.procedures.models import CatalogueImport, ProcedureVersion, VersionState
from motcua.procedures.ports import OPEN_DOSSIERS
from motcua.procedures.tests import make
from motcua.procedures.tests.catalogue_rows import method, row, taken_over

pytestmark = pytest.mark.django_db
LIST = "/danh-muc/nhap"


@pytest.fixture
def desk(client: Client) -> Client:
    """A browser of somebody who keeps the catalogue."""
    client.force_login(accounts.official(role="administrator"))
    return client


def page(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def newest(code: str) -> ProcedureVersion:
    return ProcedureVersion.objects.filter(procedure__code=code).latest("number")


def changed(**more: object) -> tuple[str, CatalogueImport, ProcedureVersion]:
    """A procedure in force, and the draft that a later import made of it."""
    code = make.new_code()
    taken_over(row(code), publish=True)
    run, _report = taken_over(row(code, **more))
    return code, run, newest(code)


@pytest.mark.parametrize(
    "address", [LIST, f"{LIST}/1", f"{LIST}/1/bao-cao.json", "/danh-muc/ban/1", "/danh-muc/bai-bo/1"]
)
def test_only_those_who_keep_the_catalogue_come_in(client: Client, address: str) -> None:
    assert client.get(address).status_code == 302
    client.force_login(accounts.official())
    assert client.get(address).status_code == 403
    assert client.post(f"{LIST}/1/cong-bo").status_code == 403


def test_every_import_is_listed_with_what_waits(desk: Client) -> None:
    assert "Chưa nhập danh mục nào" in page(desk, LIST)
    run, _report = taken_over(row(), row(), "{broken")
    text = page(desk, LIST)
    assert f'href="{LIST}/{run.pk}"' in text
    assert 'data-label="Chờ công bố" class="num end">2' in text
    assert 'data-label="Bị loại" class="num end">1' in text


def test_a_list_of_drafts_names_the_fields_that_differ_in_a_bounded_number_of_statements(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    codes = [make.new_code() for _ in range(60)]
    taken_over(*(row(code) for code in codes), publish=True)
    run, _report = taken_over(*(row(code, requirements="Có hai bơm.") for code in codes), row())
    page(desk, f"{LIST}/{run.pk}")
    with django_assert_max_num_queries(16):
        text = page(desk, f"{LIST}/{run.pk}")
    assert text.count("Yêu cầu, điều kiện") == 50
    rest = text.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    following = page(desk, rest)
    assert following.count("Yêu cầu, điều kiện") == 10
    assert "Thủ tục mới" in following


def test_the_difference_is_shown_word_by_word_before_publishing(desk: Client) -> None:
    code, _run, draft = changed(
        requirements="Có hai bơm.", methods=[method(duration=3), method("online", 5)], steps=["Bước 1: nộp.", "Xong."]
    )
    text = page(desk, f"/danh-muc/ban/{draft.pk}")
    assert "<del>bơm.</del>" not in text
    assert "<ins>hai </ins>" in text or "<ins>hai</ins>" in text
    assert "<del>5</del>" in text
    assert "<ins>3</ins>" in text
    assert "Trực tiếp" in text
    assert "Trình tự thực hiện" in text
    assert "Căn cứ pháp lý" not in text
    answer = desk.post(f"/danh-muc/ban/{draft.pk}", follow=True)
    assert f"Đã công bố thủ tục {code}" in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.state, draft.valid_from) == (VersionState.PUBLISHED, today())
    assert ProcedureVersion.objects.get(procedure__code=code, number=1).valid_to == today()
    again = desk.post(f"/danh-muc/ban/{draft.pk}", follow=True)
    assert "Chỉ công bố được bản nháp" in again.content.decode()


def test_a_new_procedure_is_shown_whole_with_what_its_source_leaves_open(desk: Client) -> None:
    taken_over(said := row(methods=[method(unit=None)]))
    text = page(desk, f"/danh-muc/ban/{newest(said['code']).pk}")
    assert "Thủ tục mới" in text
    assert "Nguồn không ghi đơn vị" in text
    assert "Thông tư về xe đạp" in text
    assert "<ins>" not in text
    assert desk.get("/danh-muc/ban/999999").status_code == 404


def test_all_drafts_of_an_import_go_out_at_once_and_what_cannot_is_named(desk: Client) -> None:
    codes = [make.new_code() for _ in range(3)]
    taken_over(*(row(code) for code in codes), publish=True)
    later = make.procedure(make.spec(code=codes[0], valid_from=today() + timedelta(days=30)))
    run, _report = taken_over(*(row(code, requirements="mới") for code in codes), row(levels=[]))
    ProcedureVersion.objects.filter(catalogue_import=run, procedure__code=codes[0]).update(valid_from=today())
    assert "Công bố tất cả" in page(desk, f"{LIST}/{run.pk}")
    text = desk.post(f"{LIST}/{run.pk}/cong-bo", follow=True).content.decode()
    assert "Đã công bố 2 thủ tục." in text
    assert f"{codes[0]}: Ngày có hiệu lực phải sau" in text
    assert "Chưa có cấp thực hiện" in text
    assert newest(codes[1]).state == VersionState.PUBLISHED
    assert newest(codes[1]).valid_from == today()
    assert ProcedureVersion.objects.get(procedure__code=codes[1], number=1).valid_to == today()
    later.refresh_from_db()
    assert later.valid_to is None
    assert "Yêu cầu" in page(desk, f"{LIST}/{run.pk}")
    assert codes[1] in page(desk, f"{LIST}/{run.pk}", tab="decided")


def test_what_is_filed_here_is_not_published_unseen(desk: Client) -> None:
    ours = make.online()
    run, _report = taken_over(row(ours.procedure.code), row())
    text = desk.post(f"{LIST}/{run.pk}/cong-bo", follow=True).content.decode()
    assert "Đã công bố 1 thủ tục." in text
    assert f"{ours.procedure.code}: Thủ tục đang nộp được tại đây" in text
    draft = newest(ours.procedure.code)
    told = page(desk, f"/danh-muc/ban/{draft.pk}")
    assert "việc nộp thay đổi như sau" in told
    assert "Không còn hỏi giấy tờ" in told
    answer = desk.post(f"/danh-muc/ban/{draft.pk}", follow=True).content.decode()
    assert "Xin xem những thay đổi và xác nhận" in answer
    assert newest(ours.procedure.code).state == VersionState.DRAFT
    answer = desk.post(f"/danh-muc/ban/{draft.pk}", {"confirmed": "on"}, follow=True).content.decode()
    assert "Đã công bố thủ tục" in answer


def test_publishing_many_costs_few_statements(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    codes = [make.new_code() for _ in range(40)]
    taken_over(*(row(code) for code in codes), publish=True)
    run_jobs()
    run, _report = taken_over(*(row(code, requirements="mới") for code in codes))
    with django_assert_max_num_queries(40):
        desk.post(f"{LIST}/{run.pk}/cong-bo")
    assert ProcedureVersion.objects.filter(catalogue_import=run, state=VersionState.PUBLISHED).count() == 40


def test_what_was_rejected_and_left_open_is_told_in_pages_and_whole_in_the_report(desk: Client) -> None:
    run, _report = taken_over(row(methods=[method(unit=None)]), *["{broken"] * 60)
    rejected = page(desk, f"{LIST}/{run.pk}", tab="rejected")
    assert rejected.count("JSON hợp lệ") == 50
    rest = rejected.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    assert page(desk, rest).count("JSON hợp lệ") == 10
    assert "Nguồn không ghi đơn vị" in page(desk, f"{LIST}/{run.pk}", tab="warnings")
    answer = desk.get(f"{LIST}/{run.pk}/bao-cao.json")
    assert "attachment" in answer["Content-Disposition"]
    said = json.loads(answer.content)
    assert (said["read"], said["imported"], len(said["rejected"])) == (61, 1, 60)


def test_a_removed_procedure_is_ended_only_by_somebody_who_knows_of_its_dossiers(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    stays, goes = row(), row()
    taken_over(stays, goes, publish=True)
    run, _report = taken_over(stays)
    monkeypatch.setattr(OPEN_DOSSIERS, "_answers", {"thu": lambda codes: dict.fromkeys(codes, 3)})
    removed = page(desk, f"{LIST}/{run.pk}", tab="removed")
    address = f"/danh-muc/bai-bo/{goes['code']}"
    assert f'href="{address}"' in removed
    assert 'data-label="Hồ sơ đang giải quyết" class="num end">3' in removed
    assert "Còn 3 hồ sơ đang giải quyết" in page(desk, address)
    end = today() + timedelta(days=10)
    typed = {"on": f"{end:%d/%m/%Y}"}
    refused = desk.post(address, typed)
    assert "Còn 3 hồ sơ đang giải quyết theo thủ tục này" in refused.content.decode()
    assert newest(goes["code"]).valid_to is None
    assert "Xin viết ngày/tháng/năm" in desk.post(address, {"on": "mai"}).content.decode()
    done = desk.post(address, {**typed, "confirmed": "on"}, follow=True).content.decode()
    assert f"không nhận hồ sơ mới từ {end:%d/%m/%Y}" in done
    assert newest(goes["code"]).valid_to == end
    assert newest(stays["code"]).valid_to is None
