"""People affected by a breach are told of it, their keeper is reminded of the clock; a request to erase is answered."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
KINDS = {
    "data_breach": (
        "Sự cố dữ liệu cá nhân",
        ["link", "text"],
        "Thông báo về một sự cố liên quan đến dữ liệu của ông/bà",
        "{text} Dữ liệu của ông/bà và ai đã xem: {link}.",
    ),
    "data_request_answered": (
        "Trả lời yêu cầu xóa dữ liệu",
        ["answer", "link"],
        "Yêu cầu xóa dữ liệu của ông/bà đã được trả lời",
        "{answer} Xem: {link}.",
    ),
    "breach_clock": (
        "Nhắc thời hạn báo sự cố",
        ["due", "hours", "link", "title"],
        "Đã {hours} giờ từ khi phát hiện sự cố: {title}",
        "Chưa ghi nhận việc báo cơ quan chuyên trách. Hạn báo: {due}. Mở sổ: {link}.",
    ),
}


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")
    for code, (name, placeholders, title, body) in KINDS.items():
        kind = kinds.objects.create(code=code, name=name, placeholders=placeholders, sms_placeholders=[])
        for channel in ("in_app", "email"):
            templates.objects.create(
                kind=kind, channel=channel, language="vi", title=title, body=body, started_at=STARTED_AT
            )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=KINDS).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0009_filed_for_another")]

    operations = [migrations.RunPython(define, forget)]
