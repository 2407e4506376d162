from datetime import timedelta

import pytest

from motcua.notifications.models import MessageKind, MessageTemplate
from motcua.notifications.public import Channel, define_kind, define_template
from motcua.notifications.rules import LONGEST_SMS, fill, sms_segments, unaccented
from motcua.notifications.tests import make
from motcua.platform.action import SYSTEM, VISITOR, NotAllowed, Refused

pytestmark = pytest.mark.django_db

JOURNEY = {
    "dossier_submitted", "dossier_received", "dossier_supplement_requested", "dossier_supplemented",
    "dossier_refused", "dossier_withdrawn", "dossier_approved", "dossier_delivered",
    "dossier_stopped", "dossier_not_granted", "result_uncollected",
    "dossier_message", "dossier_supplement_reminder",
    "dossier_apologised", "dossier_extended", "dossier_recounted", "parcel_moved",
    "dossier_reopened", "dossier_complaint", "dossier_visit", "dossier_output", "dossier_output_delivered",
}  # fmt: skip
OF_ACCOUNTS = {"factors_reset", "account_dormant"}
IN_WRITING = {
    "mandate_given", "mandate_accepted", "mandate_withdrawn", "guardianship_registered", "dossier_filed_for_you",
    "guardianship_ended", "viewed_as",
    "review_asked", "data_export_ready", "data_request_answered", "data_breach", "breach_clock",
    "law_review_asked", "process_review_due",
    "dossier_transfer_asked", "dossier_transfer_done", "dossier_transfer_ended",
    "coordination_waiting", "coordination_late", "clock_digest", "clock_digest_unit",
}  # fmt: skip


def define(body: str, *, channel: Channel = Channel.EMAIL, title: str = "", code: str = "dossier_received") -> None:
    define_template(code=code, channel=channel, title=title, body=body, by=SYSTEM, at=make.AT)


def test_every_turn_of_a_dossier_has_texts_in_every_channel() -> None:
    texts = MessageTemplate.objects.in_force().filter(language="vi").values_list("kind__code", "channel")
    everywhere = {(code, channel.value) for code in JOURNEY | OF_ACCOUNTS for channel in Channel}
    in_writing = {(code, channel) for code in IN_WRITING for channel in ("in_app", "email")}
    in_the_system = {
        "data_question_answered", "help_begun", "help_ended", "dossier_message_official", "dossier_note",
        "dossiers_given", "complaint_waiting", "acceptance_late", "clock_mark",
        "extension_to_reason", "extension_to_sign",
        "opinion_asked", "opinion_reminded", "opinion_message", "opinion_settled",
    }  # fmt: skip
    on_the_page = {(code, "in_app") for code in in_the_system}
    outside = {("erasure_granted", "email"), ("erasure_granted", "sms")}
    assert set(texts) - on_the_page == everywhere | in_writing | outside


def test_standard_texts_keep_the_rules_that_saving_enforces() -> None:
    for text in list(MessageTemplate.objects.in_force().select_related("kind")):
        again = define_template(
            code=text.kind.code, channel=Channel(text.channel), title=text.title, body=text.body, by=SYSTEM, at=make.AT
        )
        assert again == text, "the same text again is no change"


def test_a_standard_sms_fits_into_two_segments() -> None:
    longest = {"code": "000.00.01.H31-261119-00112", "link": f"https://dichvucong.haiphong.gov.vn/{'x' * 30}"}
    context = longest | {
        "due": "16:00 26/11/2026",
        "accept_by": "16:00 26/11/2026",
        "at": "16:00 26/11/2026",
        "lock_on": "26/11/2026",
        "days": "1000",
        "new_due": "16:00 26/11/2026",
    }
    for text in MessageTemplate.objects.in_force().filter(channel=Channel.SMS):
        assert sms_segments(unaccented(fill(text.body, context))) <= 2


def test_a_new_text_keeps_the_old_one_as_history() -> None:
    later = make.AT + timedelta(days=1)
    body = "Hồ sơ {code} đã nhận."
    define_template(code="dossier_received", channel=Channel.SMS, body=body, by=SYSTEM, at=later)
    texts = MessageTemplate.objects.filter(kind__code="dossier_received", channel=Channel.SMS).order_by("started_at")
    assert [(text.ended_at is None, text.body == body) for text in texts] == [(False, False), (True, True)]
    assert texts[0].ended_at == texts[1].started_at == later


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Hồ sơ {ma}", "{ma}"),
        ("Hồ sơ {code", "ngoặc"),
        ("   ", "nội dung"),
    ],
)
def test_a_bad_text_is_refused_with_the_reason(body: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        define(body)
    assert said in refused.value.message
    assert refused.value.field == "body"


def test_an_sms_may_not_name_what_is_personal() -> None:
    define("Hồ sơ {procedure}", channel=Channel.EMAIL)
    with pytest.raises(Refused):
        define("Hồ sơ {procedure}", channel=Channel.SMS)


def test_an_sms_that_is_too_long_is_refused() -> None:
    define("a" * LONGEST_SMS, channel=Channel.SMS)
    with pytest.raises(Refused):
        define("a" * (LONGEST_SMS + 1), channel=Channel.SMS)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Refused):
        define("Xin chào", code="no_such_kind")


def test_a_visitor_may_not_change_texts() -> None:
    with pytest.raises(NotAllowed):
        define_template(code="dossier_received", channel=Channel.SMS, body="x", by=VISITOR, at=make.AT)


def test_a_module_defines_its_own_kinds() -> None:
    values = {"placeholders": ["code", "name"], "sms_placeholders": ["code"], "by": SYSTEM, "at": make.AT}
    define_kind(code="petition_answered", name="Đã trả lời phản ánh", **values)  # type: ignore[arg-type]
    assert MessageKind.objects.get(code="petition_answered").allowed_in(Channel.SMS) == ["code"]
    with pytest.raises(ValueError):
        define_kind(code="x", name="x", placeholders=[], sms_placeholders=["code"], by=SYSTEM, at=make.AT)
