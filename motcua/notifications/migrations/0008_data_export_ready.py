"""Whoever asked for a copy of their data hears that it is ready and until when."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
CODE = "data_export_ready"
TITLE = "Bản sao dữ liệu của ông/bà đã lập xong"
BODY = "Bản sao dữ liệu ông/bà yêu cầu đã lập xong và được giữ đến {until}. Tải về: {link}."


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")
    kind = kinds.objects.create(
        code=CODE, name="Bản sao dữ liệu đã lập xong", placeholders=["link", "until"], sms_placeholders=[]
    )
    for channel in ("in_app", "email"):
        templates.objects.create(
            kind=kind, channel=channel, language="vi", title=TITLE, body=BODY, started_at=STARTED_AT
        )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code=CODE).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code=CODE).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0007_representation")]

    operations = [migrations.RunPython(define, forget)]
