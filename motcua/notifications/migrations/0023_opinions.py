"""Agencies asked for an opinion hear so, and who asked hears how it ended."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
PLACEHOLDERS = ["agency", "asker", "code", "due", "link", "state", "title"]
# code: (name, title, text)
KINDS = {
    "opinion_asked": (
        "Được xin ý kiến",
        "{asker} xin ý kiến: {title}",
        "{asker} xin ý kiến {agency} về hồ sơ {code}: {title}. Hạn trả lời {due}.",
    ),
    "opinion_reminded": (
        "Nhắc cho ý kiến",
        "Sắp đến hạn cho ý kiến: {title}",
        "{agency} chưa trả lời {asker} về hồ sơ {code}: {title}. Hạn trả lời {due}.",
    ),
    "opinion_settled": (
        "Kết quả lấy ý kiến",
        "{agency}: {state}",
        "Lấy ý kiến {agency} về hồ sơ {code}, {title}: {state}.",
    ),
    "opinion_message": (
        "Trao đổi về việc lấy ý kiến",
        "Có trao đổi mới: {title}",
        "Có lời viết mới về việc lấy ý kiến {agency}, hồ sơ {code}: {title}.",
    ),
}


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")
    for code, (name, title, body) in KINDS.items():
        kind = kinds.objects.create(code=code, name=name, placeholders=PLACEHOLDERS, sms_placeholders=["code", "link"])
        templates.objects.create(
            kind=kind, channel="in_app", language="vi", title=title, body=body, started_at=STARTED_AT
        )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=KINDS).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0022_parcels")]

    operations = [migrations.RunPython(define, forget)]
