"""The end of a guardianship, being looked through, and a granted erasure are told."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
IN_WRITING = ("in_app", "email")
KINDS = {
    "guardianship_ended": (
        "Chấm dứt giám hộ",
        ["guardian", "link", "until", "ward"],
        IN_WRITING,
        "{guardian} không còn làm hồ sơ thay {ward}",
        "Việc {guardian} giám hộ {ward} kết thúc hết ngày {until} theo giấy tờ cơ quan đã xem. "
        "Hồ sơ đã nộp vẫn giữ nguyên: {link}.",
    ),
    "viewed_as": (
        "Có người xem thay",
        ["at", "link", "reason", "viewer"],
        IN_WRITING,
        "{viewer} đã xem hệ thống như ông/bà đang thấy",
        "Lúc {at}, {viewer} bắt đầu xem thay ông/bà, chỉ xem, nhiều nhất 15 phút. Lý do: {reason}. "
        "Nếu thấy không đúng, xin báo người phụ trách an toàn thông tin: {link}.",
    ),
    "erasure_granted": (
        "Đã xóa dữ liệu theo yêu cầu",
        ["answer", "link"],
        ("email", "sms"),
        "Dữ liệu của ông/bà đã được xóa theo yêu cầu",
        "Yêu cầu xóa dữ liệu của ông/bà đã được chấp nhận: dữ liệu cá nhân được xóa hoặc ẩn danh, tài khoản công dân "
        "đóng lại. Trả lời của cơ quan: {answer}. Đây là tin cuối cùng gửi tới địa chỉ này: {link}.",
    ),
}
SMS = {
    "erasure_granted": "Yêu cầu xóa dữ liệu của ông/bà đã được chấp nhận: dữ liệu đã xóa hoặc ẩn danh, tài khoản đóng lại."
}


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")
    for code, (name, placeholders, channels, title, body) in KINDS.items():
        kind = kinds.objects.create(code=code, name=name, placeholders=placeholders, sms_placeholders=[])
        for channel in channels:
            text = SMS[code] if channel == "sms" else body
            templates.objects.create(
                kind=kind, channel=channel, language="vi", title=title, body=text, started_at=STARTED_AT
            )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=KINDS).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0013_review_asked")]

    operations = [migrations.RunPython(define, forget)]
