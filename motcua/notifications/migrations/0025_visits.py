"""Visits to the place that a dossier is about."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
OFFICIAL = ["code", "due", "link", "procedure", "unit"]
LETTER = "Kính gửi ông/bà,\n\n{body}\n\nTrân trọng,\n{unit}\n\nThư này được gửi tự động, xin không trả lời thư."
# code: (name, placeholders, title, text, text message to the applicant or none)
KINDS = {
    "dossier_visit": (
        "Kiểm tra thực địa",
        [*OFFICIAL, "when", "words"],
        "Hồ sơ {code}: kiểm tra thực địa {when}",
        "{unit} báo ông/bà về hồ sơ {procedure}, mã {code}: {words}. Theo dõi: {link}",
        "Ho so {code} cua ong/ba co lich kiem tra thuc dia. Xem: {link}",
    ),
}


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")
    for code, (name, placeholders, title, body, sms) in KINDS.items():
        texts = {"in_app": (title, body)}
        if sms:
            texts["email"] = (title, LETTER.replace("{body}", body))
        if sms:
            texts["sms"] = ("", sms)
        kind = kinds.objects.create(
            code=code,
            name=name,
            placeholders=sorted(placeholders),
            sms_placeholders=["code", "due", "link"] if sms else [],
        )
        for channel, (head, text) in texts.items():
            templates.objects.create(
                kind=kind, channel=channel, language="vi", title=head, body=text, started_at=STARTED_AT
            )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=KINDS).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0024_reviews")]

    operations = [migrations.RunPython(define, forget)]
