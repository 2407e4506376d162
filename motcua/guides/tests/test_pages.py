"""Help by page, by role and by words; feedback is written, read by those who answer, and answered."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from motcua.accounts.tests import make as accounts
from motcua.accounts.tests.make import signed_in
from motcua.audit.public import AuditEntry
from motcua.guides.actions.answer_feedback import answer_feedback
from motcua.guides.actions.send_feedback import send_feedback
from motcua.guides.models import Feedback
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, Stale

pytestmark = pytest.mark.django_db
HERE = "dossiers:dossier"


@pytest.fixture
def officer() -> Client:
    return signed_in(accounts.official(role="one_stop_officer"))


@pytest.fixture
def administrator() -> Client:
    return signed_in(accounts.official(role="administrator"))


def picture() -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(kept, "PNG")
    return SimpleUploadedFile("màn hình.png", kept.getvalue(), "image/png")


def test_every_page_leads_to_what_is_said_of_it(officer: Client) -> None:
    inbox = officer.get(reverse("dossiers:inbox"))
    assert f'href="{reverse("guides:help")}?trang=dossiers%3Ainbox"' in inbox.text
    topic = officer.get(reverse("guides:help"), {"trang": "dossiers:inbox"}, follow=True)
    assert "<h1" in topic.text
    assert "Việc của tôi" in topic.text


def test_each_role_reads_the_parts_it_has_a_use_for(officer: Client) -> None:
    address = reverse("guides:topic", args=["dossier"])
    at_the_counter = officer.get(address).text
    assert "Tiếp nhận, từ chối" in at_the_counter
    assert "<li>" in at_the_counter
    specialist = signed_in(accounts.official(role="specialist")).get(address).text
    assert "Xử lý các bước" in specialist
    assert "Tiếp nhận, từ chối" not in specialist


def test_what_is_new_is_told_to_whom_it_concerns_the_newest_first(officer: Client, administrator: Client) -> None:
    address = reverse("guides:news")
    assert address in officer.get(reverse("guides:help")).text
    at_the_counter = officer.get(address).text
    assert "Tiếp nhận không rời bàn phím" in at_the_counter
    assert at_the_counter.index("Gửi và nhận qua bưu chính") < at_the_counter.index("Tiếp nhận không rời bàn phím")
    assert "Thấy trước khi đổi quyền" not in at_the_counter
    assert "Thấy trước khi đổi quyền" in administrator.get(address).text
    assert "Chuyển nhiều việc một lần" not in at_the_counter
    leader = signed_in(accounts.official(role="division_head")).get(address).text
    assert "Chuyển nhiều việc một lần" in leader


def test_pages_one_may_not_enter_are_not_told_of(officer: Client, administrator: Client) -> None:
    assert officer.get(reverse("guides:topic", args=["roles"])).status_code == 404
    assert administrator.get(reverse("guides:topic", args=["roles"])).status_code == 200
    assert reverse("guides:topic", args=["roles"]) not in officer.get(reverse("guides:help")).text
    assert officer.get(reverse("guides:topic", args=["khong-co"])).status_code == 404


def test_help_is_found_by_words_without_accents_and_in_english(officer: Client) -> None:
    found = officer.get(reverse("guides:help"), {"q": "phieu hen"}).text
    assert reverse("guides:topic", args=["counter"]) in found
    assert reverse("guides:topic", args=["search"]) not in found
    assert "Không thấy hướng dẫn" in officer.get(reverse("guides:help"), {"q": "<b>zzz"}).text
    english = officer.get(reverse("guides:topic", args=["counter"]), headers={"accept-language": "en"}).text
    assert "Intake at the counter" in english


def test_people_and_visitors_have_pages_of_their_own() -> None:
    assert Client().get(reverse("guides:help")).status_code == 302
    assert signed_in(accounts.citizen()).get(reverse("guides:help")).status_code == 403


def test_feedback_comes_with_its_page_and_picture_and_is_answered(officer: Client, administrator: Client) -> None:
    written = {"text": "  Nút ở đâu?  ", "page": HERE, "width": "1366", "picture": picture()}
    assert officer.post(reverse("guides:send"), written).status_code == 302
    kept = Feedback.objects.get()
    assert (kept.text, kept.page, kept.width, bool(kept.picture_id)) == ("Nút ở đâu?", HERE, 1366, True)
    assert kept.position
    assert "Nút ở đâu?" in administrator.get(reverse("guides:feedback")).text
    page = administrator.get(reverse("guides:one", args=[kept.pk]))
    assert "Trang hồ sơ" not in page.text  # an administrator has no page of dossiers to be helped with
    assert HERE in page.text
    assert administrator.get(reverse("guides:picture", args=[kept.pk])).headers["Content-Type"] == "image/png"
    assert administrator.post(reverse("guides:one", args=[kept.pk]), {"answer": "Ở cuối trang."}).status_code == 302
    assert "Ở cuối trang." in officer.get(reverse("guides:help")).text
    assert AuditEntry.objects.filter(name="guides.answer_feedback", outcome="done").count() == 1
    assert "Nút ở đâu?" not in administrator.get(reverse("guides:feedback")).text
    assert "Nút ở đâu?" in administrator.get(reverse("guides:feedback"), {"loai": "da-tra-loi"}).text


def test_what_cannot_be_taken_is_refused_and_nothing_typed_is_lost(officer: Client) -> None:
    empty = officer.post(reverse("guides:send"), {"text": "  ", "page": HERE})
    assert (empty.status_code, "Xin viết góp ý." in empty.text) == (422, True)
    script = SimpleUploadedFile("anh.png", b"MZ\x90\x00 not a picture", "image/png")
    refused = officer.post(reverse("guides:send"), {"text": "Nút ở đâu?", "page": "khong:co", "picture": script})
    assert refused.status_code == 422
    assert "Nút ở đâu?" in refused.text
    assert not Feedback.objects.exists()
    odd = {"text": "Nút ở đâu?", "page": "khong:co<script>", "width": "-5"}
    assert officer.post(reverse("guides:send"), odd).status_code == 302
    assert Feedback.objects.values_list("page", "width").get() == ("", None)


def test_only_those_who_answer_read_what_others_wrote(officer: Client, administrator: Client) -> None:
    administrator.post(reverse("guides:send"), {"text": "Của quản trị", "page": HERE})
    kept = Feedback.objects.get()
    for name, args in (("feedback", []), ("one", [kept.pk]), ("picture", [kept.pk])):
        assert officer.get(reverse(f"guides:{name}", args=args)).status_code == 403
    assert "Của quản trị" not in officer.get(reverse("guides:help")).text
    with pytest.raises(NotAllowed):
        answer_feedback(kept, answer="Thử", by=accounts.actor(accounts.official()), at=clock.now())


def test_one_answer_and_officials_alone_write() -> None:
    by = accounts.actor(accounts.official(role="administrator"))
    kept = send_feedback(text="Nút ở đâu?", by=by, at=clock.now())
    with pytest.raises(Refused):
        answer_feedback(kept, answer=" ", by=by, at=clock.now())
    answer_feedback(kept, answer="Ở cuối trang.", by=by, at=clock.now())
    with pytest.raises(Stale):
        answer_feedback(kept, answer="Lại nữa.", by=by, at=clock.now())
    with pytest.raises(NotAllowed):
        send_feedback(text="Tôi là dân", by=accounts.actor(accounts.citizen()), at=clock.now())
