"""Applicants hear of another day promised."""


from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
OFFICIAL = ["code", "due", "link", "procedure", "unit"]
LETTER = "Kính gửi ông/bà,\n\n{body}\n\nTrân trọng,\n{unit}\n\nThư này được gửi tự động, xin không trả lời thư."
# code: (name, placeholders, title, text, text message to the applicant or none)
KINDS = {
    "dossier_recounted": (
        "Ngày hẹn trả thay đổi vì lịch làm việc",
        [*OFFICIAL, "new_due", "reason"],
        "Hồ sơ {code}: hẹn trả {new_due}",
        "Hẹn trả của hồ sơ {procedure}, mã {code}, chuyển từ {due} sang {new_due}. Lý do: {reason}."
        " Ông/bà không phải làm gì. Theo dõi: {link}",
        "Ho so {code}: hen tra chuyen sang {new_due}. Tra cuu: {link}",
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
            sms_placeholders=["code", "link", "new_due"] if sms else [],
        )
        for channel, (head, text) in texts.items():
            templates.objects.create(
                kind=kind, channel=channel, language="vi", title=head, body=text, started_at=STARTED_AT
            )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=KINDS).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0025_visits")]

    operations = [migrations.RunPython(define, forget)]
