"""The pages: asking from a dossier, the list of the agency asked, one opinion, files shown to whom they may be."""

from typing import Any

import pytest
from django.test import Client

from motcua.accounts.public import Account
from motcua.audit.public import AuditEntry
from motcua.consultations.forms import option_of
from motcua.consultations.models import ConsultationFile, Opinion
from motcua.consultations.tests import make
from motcua.dossiers.public import files_for_others
from motcua.dossiers.tests import make as dossiers
from motcua.files.tests import make as files
from motcua.platform import clock

pytestmark = pytest.mark.django_db


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def form(agency: make.Agency, **changes: Any) -> dict[str, Any]:
    return {
        "unit-0": option_of(agency.unit), "title": "Hiện trạng thửa đất", "note": "Thửa 5, tờ 3",
        "words-0": "Có tranh chấp không?", "kind-0": "yes_no", "required-0": "1",
        "words-1": "Loại nào?", "kind-1": "choice", "choices-1": "Loại A; Loại B", **changes,
    }  # fmt: skip


def test_asked_from_the_dossiers_page_answered_by_the_agency_seen_by_who_asked() -> None:
    ward, agency = dossiers.ward(), make.agency()
    dossier = make.under_way(ward)
    shown = files_for_others(dossier)[0]
    asker, asked = browser(ward.specialist_account), browser(agency.account)
    page = f"/ho-so/{dossier.code}/xin-y-kien"
    with clock.frozen(make.AT):
        assert page in asker.get(f"/ho-so/{dossier.code}").content.decode()
        assert option_of(agency.unit) in asker.get(page).content.decode()
        wrong = asker.post(page, form(agency, **{"unit-0": "Sở Không Có"}))
        assert wrong.status_code == 422
        assert "Thửa 5, tờ 3" in wrong.content.decode() and "Loại A; Loại B" in wrong.content.decode()
        assert asker.post(page, form(agency, **{"choices-1": "Loại A"})).status_code == 422
        assert asker.post(page, form(agency, files=[str(shown.pk)])).status_code == 302
        opinion = Opinion.objects.get()
        address = f"/xin-y-kien/{opinion.pk}"
        listed = asked.get("/xin-y-kien").content.decode()
        assert "Hiện trạng thửa đất" in listed and address in listed
        own = asked.get(address).content.decode()
        assert "Thửa 5, tờ 3" in own and f'/ho-so/{dossier.code}"' not in own
        kept = ConsultationFile.objects.get()
        assert asked.get(f"{address}/tep/{kept.pk}").status_code == 200
        assert asked.get(f"{address}/tep/{kept.pk + 1}").status_code == 404
        assert asked.get(f"/ho-so/{dossier.code}").status_code == 404
        bad = asked.post(f"{address}/tra-loi", {"answer-0": "yes", "answer-1": "", "text": "Đang xem", "message": ""})
        assert bad.status_code == 302 or "Đang xem" in bad.content.decode()
    assert AuditEntry.objects.concerning(dossier.owner_id).filter(kind="read", account_id=agency.account.pk).exists()


def test_what_does_not_fit_keeps_what_was_typed_and_both_sides_talk() -> None:
    ward, agency = dossiers.ward(), make.agency()
    opinion = make.opinion(ward, agency)
    asked, asker, address = browser(agency.account), browser(ward.specialist_account), f"/xin-y-kien/{opinion.pk}"
    with clock.frozen(make.LATER):
        wrong = asked.post(f"{address}/tra-loi", {"answer-0": "yes", "text": "Đã đi xem đất"})
        assert wrong.status_code == 422 and "Đã đi xem đất" in wrong.content.decode()
        assert asked.post(f"{address}/viet", {"message": "Thửa nào?"}).status_code == 302
        assert "Thửa nào?" in asker.get(address).content.decode()
        given = {"answer-0": "no", "answer-1": "Loại B", "text": "Xem biên bản", "files": files.upload(files.pdf())}
        assert asked.post(f"{address}/tra-loi", given).status_code == 302
        told = asker.get(address).content.decode()
        assert "Loại B" in told and "Xem biên bản" in told
        kept = ConsultationFile.objects.get(opinion=opinion)
        assert asker.get(f"{address}/tep/{kept.pk}").status_code == 200
        del given["files"]
        assert asked.post(f"{address}/tra-loi", given).status_code == 409
        assert asker.post(f"{address}/thoi", {"reason": "muộn"}).status_code == 409
        assert address in asker.get("/xin-y-kien?muc=asked").content.decode()
        assert address in asked.get("/xin-y-kien?muc=answered").content.decode()
        assert asked.get("/xin-y-kien?muc=khac").status_code == 404
        assert "Đã cho ý kiến" in asker.get(f"/ho-so/{opinion.consultation.dossier.code}").content.decode()


def test_others_find_nothing_and_whoever_holds_no_step_does_not_ask() -> None:
    ward, agency, other = dossiers.ward(), make.agency(), make.agency("Sở Xây dựng")
    opinion = make.opinion(ward, agency)
    code = opinion.consultation.dossier.code
    stranger = browser(other.account)
    with clock.frozen(make.LATER):
        assert stranger.get(f"/xin-y-kien/{opinion.pk}").status_code == 404
        assert stranger.post(f"/xin-y-kien/{opinion.pk}/tra-loi", {}).status_code == 404
        assert stranger.get(f"/ho-so/{code}/xin-y-kien").status_code == 404
        assert browser(ward.leader_account).get(f"/ho-so/{code}/xin-y-kien").status_code in (403, 404)
        assert browser(ward.officer_account).get("/xin-y-kien").status_code == 403


def test_a_list_asks_no_more_for_more_rows(django_assert_max_num_queries: Any) -> None:
    ward, agency = dossiers.ward(), make.agency()
    for _ in range(4):
        make.opinion(ward, agency)
    client = browser(agency.account)
    with clock.frozen(make.LATER), django_assert_max_num_queries(20):
        assert client.get("/xin-y-kien").content.decode().count("Hiện trạng thửa đất") == 4
