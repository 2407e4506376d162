"""Who does not come for their result is reminded of it."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
LETTER = (
    "Kính gửi ông/bà,\n\n{body}\n\nXem hồ sơ đang ở đâu: {{link}}\n\n"
    "Trân trọng,\n{{unit}}\n\nThư này được gửi tự động, xin không trả lời thư."
)

# code: (name; title; text in the system and in the letter; SMS)
KINDS = {
    "result_uncollected": (
        "Nhắc nhận kết quả",
        "Kết quả hồ sơ {code} đang chờ ông/bà",
        "Hồ sơ {procedure}, mã {code}, đã có kết quả từ {since} mà ông/bà chưa nhận. Xin mang thẻ căn cước và giấy hẹn"
        " đến {place} để nhận; người khác nhận thay xin mang theo giấy ủy quyền.",
        "Hồ sơ {code} đã có kết quả, chưa ai đến nhận. Xem nơi nhận: {link}",
    ),
}


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")
    for code, (name, title, body, sms) in KINDS.items():
        kind = kinds.objects.create(
            code=code,
            name=name,
            placeholders=["code", "link", "place", "procedure", "since", "unit"],
            sms_placeholders=["code", "link"],
        )
        letter = LETTER.replace("{body}", body).replace("{{", "{").replace("}}", "}")
        for channel, heading, text in (("in_app", title, body), ("email", title, letter), ("sms", "", sms)):
            templates.objects.create(
                kind=kind, channel=channel, language="vi", title=heading, body=text, started_at=STARTED_AT
            )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=KINDS).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0017_laws_and_processes")]

    operations = [migrations.RunPython(define, forget)]
