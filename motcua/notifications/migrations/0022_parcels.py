"""The applicant hears what happens to what goes by post."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
TITLE = "Hồ sơ {code}: tin về bưu gửi"
BODY = "Hồ sơ {procedure}, mã {code}: {news}. Ông/bà theo dõi bưu gửi trong trang hồ sơ."
LETTER = (
    "Kính gửi ông/bà,\n\n" + BODY + "\n\nXem hồ sơ đang ở đâu: {link}\n\n"
    "Trân trọng,\n{unit}\n\nThư này được gửi tự động, xin không trả lời thư."
)
SMS = "Ho so {code}: co tin ve buu gui qua buu chinh. Xem: {link}"


def define(apps, schema_editor):
    kind = apps.get_model("notifications", "MessageKind").objects.create(
        code="parcel_moved",
        name="Tin về bưu gửi của hồ sơ",
        placeholders=["code", "link", "news", "procedure", "unit"],
        sms_placeholders=["code", "link"],
    )
    templates = apps.get_model("notifications", "MessageTemplate")
    for channel, title, body in (("in_app", TITLE, BODY), ("email", TITLE, LETTER), ("sms", "", SMS)):
        templates.objects.create(
            kind=kind, channel=channel, language="vi", title=title, body=body, started_at=STARTED_AT
        )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code="parcel_moved").delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code="parcel_moved").delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0021_deadlines")]

    operations = [migrations.RunPython(define, forget)]
