"""Both sides hear of a mandate and of a guardianship."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
MANDATE = ["grantor", "holder", "link", "until"]
KINDS = {
    "mandate_given": (
        "Ủy quyền chờ nhận",
        MANDATE,
        "{grantor} ủy quyền cho {holder}",
        "{grantor} ủy quyền cho {holder} nộp hồ sơ thay, đến hết ngày {until}. "
        "Ủy quyền có hiệu lực khi người nhận đồng ý: {link}.",
    ),
    "mandate_accepted": (
        "Ủy quyền đã được nhận",
        MANDATE,
        "{holder} đã nhận ủy quyền của {grantor}",
        "Từ nay {holder} được nộp hồ sơ thay {grantor}, đến hết ngày {until}. Xem hoặc chấm dứt: {link}.",
    ),
    "mandate_withdrawn": (
        "Ủy quyền đã chấm dứt",
        MANDATE,
        "Ủy quyền của {grantor} cho {holder} đã chấm dứt",
        "{holder} không còn nộp hồ sơ thay {grantor} được nữa (thời hạn cũ: {until}). "
        "Hồ sơ đã nộp vẫn giữ nguyên: {link}.",
    ),
    "guardianship_registered": (
        "Ghi nhận giám hộ",
        ["guardian", "link", "ward"],
        "{guardian} được làm hồ sơ thay {ward}",
        "Hệ thống ghi nhận {guardian} là cha, mẹ hoặc người giám hộ của {ward}, được nộp hồ sơ thay: {link}.",
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
    dependencies = [("notifications", "0006_data_question_answered")]

    operations = [migrations.RunPython(define, forget)]
