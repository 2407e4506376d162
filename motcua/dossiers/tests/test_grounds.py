"""Grounds from lists with dates: what forms 02 to 05 say is chosen, said more clearly, and printed."""

from datetime import date, timedelta

import pytest
from django.test import Client

from motcua.accounts.tests import make as accounts
from motcua.dossiers.actions.extension import propose_extension
from motcua.dossiers.actions.set_grounds import add_ground, end_ground
from motcua.dossiers.models import Dossier, Ground
from motcua.dossiers.public import Status, Wanted, refuse, request_supplement, stop
from motcua.dossiers.tests import make
from motcua.papers.public import papers_of
from motcua.platform.action import SYSTEM, Refused
from motcua.platform.clock import frozen

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=2)
TODAY = LATER.date()


def said(dossier: Dossier, code: str) -> str:
    """What the newest paper of that kind says."""
    paper = papers_of(dossier.subject).defer(None).filter(template__code=code).first()
    assert paper is not None, code
    return str(paper.data)


def test_what_is_chosen_stands_on_each_form_with_its_law() -> None:
    ward = make.ward()
    asked, refused, stopped = make.dossier(ward), make.dossier(ward), make.dossier(ward, received=True)
    wanted = [Wanted(part, "Nộp bản rõ") for part in asked.components.filter(type__key="don")]
    listed = make.ground("supplement", "không đọc được")
    request_supplement(asked, items=wanted, reason="Mất góc trái", listed=listed, by=ward.officer, at=LATER)
    words = said(asked, "supplement_slip")
    assert "Giấy tờ không rõ, không đọc được hoặc thiếu trang. Mất góc trái" in words
    assert "Nghị định 118/2025/NĐ-CP, điều 11" in words
    refuse(refused, reason="", listed=make.ground("refusal", "Không đủ"), by=ward.officer, at=LATER)
    assert "quy định của thủ tục. Căn cứ: Nghị định 118/2025/NĐ-CP, điều 17." in said(refused, "refusal_slip")
    late = propose_extension(
        stopped, days=2, reason="", listed=make.ground("apology", "tăng đột biến"), by=ward.leader, at=LATER
    )
    assert late.reason == "Số lượng hồ sơ tăng đột biến."
    stop(stopped, reason="", listed=make.ground("stop", "đề nghị dừng"), by=ward.leader, at=LATER)
    words = said(stopped, "stop_notice")
    assert "Người nộp đề nghị dừng giải quyết. Căn cứ: Nghị định 118/2025/NĐ-CP, điều 21." in words


def test_a_ground_of_another_form_not_in_force_or_in_need_of_words_is_refused() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    over = add_ground(form="refusal", words="Chỉ dùng hôm nay", valid_from=TODAY, by=SYSTEM, at=LATER)
    end_ground(over, by=SYSTEM, at=LATER)
    coming = add_ground(form="refusal", words="Từ mai", valid_from=TODAY + timedelta(days=1), by=SYSTEM, at=LATER)
    for listed in (make.ground("stop"), over.pk, coming.pk, 10**9, make.ground("refusal", "Lý do khác")):
        with pytest.raises(Refused):
            refuse(dossier, reason=" ", listed=listed, by=ward.officer, at=LATER)
    assert make.fresh(dossier).status == Status.SUBMITTED
    refuse(dossier, reason="", listed=coming.pk, by=ward.officer, at=LATER + timedelta(days=1))


def test_the_dialogs_offer_lists_and_free_words_alone_are_refused(client: Client) -> None:
    ward = make.ward()
    filed, received = make.dossier(ward), make.dossier(ward, received=True)
    client.force_login(ward.officer_account)
    with frozen(LATER):
        page = client.get(f"/ho-so/{filed.code}").content.decode()
        for words in ("Giấy tờ có dấu hiệu giả mạo", "Thiếu thành phần hồ sơ", "hết hạn sử dụng"):
            assert words in page, words
        answer = client.post(f"/ho-so/{filed.code}/tu-choi", {"reason": "Chỉ lời tự ghi", "revision": filed.revision})
        assert (answer.status_code, "Xin chọn căn cứ trong danh mục" in answer.content.decode()) == (422, True)
        assert "Chỉ lời tự ghi" in answer.content.decode()
        part = filed.components.get(type__key="don").pk
        posted = {"items": [part], f"fault-{part}": "illegible", "listed": make.ground("supplement")}
        answer = client.post(f"/ho-so/{filed.code}/yeu-cau-bo-sung", {**posted, "revision": filed.revision})
        assert answer.status_code == 302
        client.force_login(ward.leader_account)
        page = client.get(f"/ho-so/{received.code}").content.decode()
        assert "Đối tượng của thủ tục không còn" in page and "Số lượng hồ sơ tăng đột biến" in page
    item = filed.supplements.get().items.get()
    assert (item.fault, bool(item.wanted)) == ("illegible", True)


def test_the_lists_are_kept_by_who_keeps_the_forms(client: Client) -> None:
    ward = make.ward()
    client.force_login(accounts.official(role="administrator", organisation=ward.committee))
    given = {"form": "stop", "words": "Hồ sơ trùng", "article": "Điều 9", "valid_from": "24/11/2026"}
    with frozen(LATER):
        for wrong in ({"words": " "}, {"form": "x"}, {"valid_from": "01/01/2026"}, {"words": "x" * 301}):
            answer = client.post("/viec/can-cu", {**given, **wrong})
            assert answer.status_code == 422, wrong
        assert client.post("/viec/can-cu", given).status_code == 302
        assert client.post("/viec/can-cu", given).status_code == 422
        ground = Ground.objects.get(words="Hồ sơ trùng")
        assert (ground.valid_from, ground.article) == (date(2026, 11, 24), "Điều 9")
        assert "Hồ sơ trùng" in client.get("/viec/can-cu").content.decode()
        assert client.post(f"/viec/can-cu/{ground.pk}/het").status_code == 302
        ground.refresh_from_db()
        assert ground.valid_to == date(2026, 11, 24)
        client.force_login(ward.officer_account)
        assert client.get("/viec/can-cu").status_code in (403, 404)
    Ground.objects.filter(form="apology").exclude(pk=make.ground("apology")).delete()
    with pytest.raises(Refused):
        end_ground(Ground.objects.get(form="apology"), by=SYSTEM, at=LATER)
