"""The declaration against the papers: ticks, corrections, many files."""

import re
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts.tests.make import signed_in
from motcua.audit.public import AuditEntry
from motcua.dossiers.actions._filing import Incomplete
from motcua.dossiers.actions.check_value import check_value
from motcua.dossiers.actions.correct_answers import correct_answers
from motcua.dossiers.models import Dossier, DossierFile
from motcua.dossiers.reads.checks import corrections_of, parts_of
from motcua.dossiers.rules import Phase
from motcua.dossiers.tests import make
from motcua.dossiers.tests.see import refused
from motcua.papers.public import papers_of
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, Stale

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(minutes=30)


def states(dossier: Dossier) -> dict[str, str]:
    opened = Dossier.objects.for_page().get(pk=dossier.pk)
    return {value.field: value.state for part in parts_of(opened) for value in part.values if value.state}


def test_a_tick_says_who_compared_which_value_and_when() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    with clock.frozen(LATER):
        client = signed_in(ward.specialist_account)
        page = client.get(f"/ho-so/{dossier.code}").content.decode()
        assert 'value="khop:hoTen"' in page
        assert "Đã đối chiếu 0/" in page
        answer = client.post(f"/ho-so/{dossier.code}/doi-chieu", {"doi-chieu": "khop:hoTen", "tep": "7"})
        assert answer.headers["Location"] == f"/ho-so/{dossier.code}?tep=7#truong-hoTen"
        client.post(f"/ho-so/{dossier.code}/doi-chieu", {"doi-chieu": "lech:dienThoai"})
        page = client.get(f"/ho-so/{dossier.code}").content.decode()
        assert re.search(r"Khớp · Lê Văn Tư · <span class=\"num\">09:30 23/11/2026", page)
        assert "Đã đối chiếu 2/" in page
        assert "1 không khớp" in page
        assert states(dossier) == {"hoTen": "same", "dienThoai": "differs"}
        client.post(f"/ho-so/{dossier.code}/doi-chieu", {"doi-chieu": "bo:hoTen"})
        client.post(f"/ho-so/{dossier.code}/doi-chieu", {"doi-chieu": "khop:dienThoai"})
    assert states(dossier) == {"dienThoai": "same"}
    assert make.fresh(dossier).revision == dossier.revision, "pages of others stay good"
    assert AuditEntry.objects.about(dossier.subject).filter(name="dossiers.check_value").count() == 4


def test_who_may_not_compare_sees_the_ticks_and_no_buttons() -> None:
    ward, elsewhere = make.ward(), make.ward()
    dossier = make.dossier(ward, delivered=True)
    open_one = make.dossier(ward, received=True)
    check_value(open_one, "hoTen", True, by=ward.officer, at=LATER)
    with clock.frozen(LATER):
        assert "doi-chieu" not in signed_in(ward.officer_account).get(f"/ho-so/{dossier.code}").content.decode()
        posted = {"doi-chieu": "khop:hoTen"}
        assert signed_in(elsewhere.officer_account).post(f"/ho-so/{open_one.code}/doi-chieu", posted).status_code == 404
        assert signed_in(make.citizen()).post(f"/ho-so/{open_one.code}/doi-chieu", posted).status_code == 403
    with refused(open_one, NotAllowed):
        check_value(open_one, "hoTen", False, by=elsewhere.officer, at=LATER)
    assert states(open_one) == {"hoTen": "same"}
    with refused(dossier, words="đã kết thúc"):
        check_value(dossier, "hoTen", True, by=ward.officer, at=LATER)


@pytest.mark.parametrize("typed", ["", "khop:", "khop:khongCo", "x:hoTen", "khop:hoTen-9-x", "khop:" + "a" * 10_000])
def test_nonsense_ticks_nothing(typed: str) -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    with clock.frozen(LATER):
        answer = signed_in(ward.officer_account).post(f"/ho-so/{dossier.code}/doi-chieu", {"doi-chieu": typed})
    assert answer.status_code == 422
    assert states(dossier) == {}


def test_a_correction_keeps_what_was_said_before_and_its_ticks_no_longer_speak() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    before = dict(dossier.answers)
    check_value(dossier, "hoTen", True, by=ward.officer, at=make.AT)
    correct_answers(dossier, {**before, "hoTen": "Trần Văn Chín"}, reason="Ghi nhầm tên", by=ward.officer, at=make.AT)
    correct_answers(
        make.fresh(dossier), {**before, "hoTen": "Trần Văn Mười"}, reason="Lại nhầm", by=ward.officer, at=LATER
    )
    assert states(dossier) == {"hoTen": "changed"}
    opened = Dossier.objects.for_page().get(pk=dossier.pk)
    told = corrections_of(opened)
    assert [(each.reason, each.by) for each in told] == [("Lại nhầm", "Vũ Thị Lan"), ("Ghi nhầm tên", "Vũ Thị Lan")]
    assert [(change.before, change.after) for each in told for change in each.changes] == [
        ("Trần Văn Chín", "Trần Văn Mười"), (before["hoTen"], "Trần Văn Chín"),
    ]  # fmt: skip
    with clock.frozen(LATER):
        client = signed_in(ward.officer_account)
        assert "Đã đổi sau khi đối chiếu" in client.get(f"/ho-so/{dossier.code}").content.decode()
        page = client.get(f"/ho-so/{dossier.code}/thay-doi").content.decode()
    assert f"<del>{before['hoTen']}</del>" in page
    assert "<ins>Trần Văn Mười</ins>" in page


def test_a_correction_is_made_at_the_counter_while_the_applicant_has_the_word() -> None:
    ward, elsewhere = make.ward(), make.ward()
    filed, running = make.dossier(ward), make.dossier(ward, received=True)
    waiting = make.dossier(ward, supplement=Phase.EXAMINATION)
    new = {**filed.answers, "hoTen": "Trần Văn Chín"}
    correct_answers(waiting, new, reason="Ghi nhầm", by=ward.officer, at=LATER)
    assert make.fresh(waiting).answers["hoTen"] == "Trần Văn Chín"
    with refused(running, Stale):
        correct_answers(running, new, reason="Ghi nhầm", by=ward.officer, at=LATER)
    with refused(filed, NotAllowed):
        correct_answers(filed, new, reason="Ghi nhầm", by=ward.specialist, at=LATER)
    with refused(filed, words="lý do"):
        correct_answers(filed, new, reason=" ", by=ward.officer, at=LATER)
    with refused(filed, words="không có gì thay đổi"):
        correct_answers(filed, filed.answers, reason="Ghi nhầm", by=ward.officer, at=LATER)
    with refused(filed, words="nơi nộp"):
        correct_answers(filed, {**new, "noiNop": elsewhere.code}, reason="Ghi nhầm", by=ward.officer, at=LATER)
    with refused(filed, Incomplete):
        correct_answers(filed, {**new, "hoTen": None}, reason="Ghi nhầm", by=ward.officer, at=LATER)
    with refused(filed, Stale):
        correct_answers(filed, new, reason="Ghi nhầm", revision=99, by=ward.officer, at=LATER)


def test_the_form_is_corrected_on_its_own_page() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    posted = {
        name: ("yes" if value else "no") if isinstance(value, bool) else value
        for name, value in dossier.answers.items()
        if value is not None
    }
    with clock.frozen(LATER):
        client = signed_in(ward.officer_account)
        address = f"/ho-so/{dossier.code}/sua-to-khai"
        assert address in client.get(f"/ho-so/{dossier.code}").content.decode()
        page = client.get(address).content.decode()
        shown = re.findall(r'name="_shown" value="([^"]*)"', page)
        filled = {**posted, "hoTen": "Trần Văn Chín", "_shown": shown, "revision": "1"}
        assert client.post(address, {**filled, "reason": ""}).status_code == 422
        answer = client.post(address, {**filled, "reason": "Ghi nhầm"})
        assert answer.status_code == 302, answer.content.decode()[:3000]
        assert signed_in(ward.specialist_account).get(address).status_code == 403
    fresh = make.fresh(dossier)
    assert {name for name in fresh.answers if fresh.answers[name] != dossier.answers.get(name)} == {"hoTen"}
    assert fresh.events.get(kind="corrected").note == "Ghi nhầm"


def test_earlier_answers_lie_encrypted() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    correct_answers(dossier, {**dossier.answers, "hoTen": "Bí Mật"}, reason="Rất riêng", by=ward.officer, at=LATER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers, reason FROM dossiers_answersversion")
        stored = b"".join(bytes(value) for row in cursor.fetchall() for value in row)
    assert "Rất riêng".encode() not in stored
    assert str(dossier.answers["hoTen"]).encode() not in stored


def with_many_files(ward: make.Ward, count: int) -> Dossier:
    """A dossier with so many files of one paper."""
    dossier = make.dossier(ward, received=True)
    one = DossierFile.objects.get(component__dossier=dossier)
    DossierFile.objects.bulk_create(
        DossierFile(component_id=one.component_id, file_id=one.file_id, added_at=make.AT + timedelta(seconds=number))
        for number in range(1, count)
    )
    return dossier


def test_a_dossier_with_500_files_opens_in_thirteen_statements_and_little_time() -> None:
    ward = make.ward()
    dossier = with_many_files(ward, 500)
    page = f"/ho-so/{dossier.code}"
    oldest = DossierFile.objects.filter(component__dossier=dossier).order_by("added_at").first()
    assert oldest is not None
    with clock.frozen(LATER):
        client = signed_in(ward.specialist_account)
        for address in (page, f"{page}?tep={oldest.pk}"):
            assert client.get(address).status_code == 200
            began = time.perf_counter()
            with CaptureQueriesContext(connection) as asked:
                text = client.get(address).content.decode()
            took = time.perf_counter() - began
            assert len(asked) <= 13, [each["sql"][:160] for each in asked.captured_queries]
            assert text.count("?tep=") <= 16
            assert took < 2, "the half second is measured by the benchmark; here it is shared with other tests"
        assert f"/tep/{oldest.pk}" in text
        seen, address = set(), page
        while address:
            text = client.get(address).content.decode()
            seen |= set(re.findall(r"\?tep=(\d+)", text))
            following = re.search(r'href="([^"]+)">Xem các tệp cũ hơn', text)
            address = following.group(1).replace("&amp;", "&") if following else ""
    assert len(seen) == 500


def test_two_files_stand_side_by_side() -> None:
    ward = make.ward()
    dossier = with_many_files(ward, 60)
    files = list(
        DossierFile.objects.filter(component__dossier=dossier).order_by("added_at").values_list("pk", flat=True)
    )
    alone = make.dossier(ward)
    page = f"/ho-so/{dossier.code}/so-sanh"
    with clock.frozen(LATER):
        client = signed_in(ward.officer_account)
        for query, pair in {
            "": (files[-1], files[-2]),
            f"?tep={files[0]}&voi={files[1]}": (files[0], files[1]),
            f"?tep={files[5]}": (files[5], files[-1]),
            "?tep=x&voi=²": (files[-1], files[-2]),
        }.items():
            text = client.get(f"{page}{query}").content.decode()
            assert re.findall(r'<(?:iframe|img) src="[^"]*/tep/(\d+)"', text) == [str(each) for each in pair], query
        assert client.get(f"/ho-so/{alone.code}/so-sanh").status_code == 302
        assert signed_in(make.ward().officer_account).get(page).status_code == 404


def test_a_tick_is_refused_where_nothing_stands() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    with pytest.raises(Refused, match="không có mục"):
        check_value(dossier, "khongCo", True, by=ward.officer, at=LATER)


def test_an_issued_paper_opens_beside_the_declaration() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    paper = papers_of(dossier.subject)[0]
    with clock.frozen(LATER):
        text = signed_in(ward.officer_account).get(f"/ho-so/{dossier.code}?giay={paper.pk}").content.decode()
    assert f'<iframe src="/ho-so/{dossier.code}/giay/{paper.pk}"' in text


def test_a_declaration_never_corrected_says_so() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    with clock.frozen(LATER):
        answer = signed_in(ward.officer_account).get(f"/ho-so/{dossier.code}/thay-doi")
    assert answer.status_code == 200
    assert "Tờ khai chưa sửa lần nào" in answer.content.decode()
