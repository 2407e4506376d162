"""Both sides hear when somebody begins to help with a draft, and when that ends."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
PLACES = ["helper", "link", "procedure", "until"]
KINDS = {
    "help_begun": (
        "Bắt đầu điền giúp",
        "{helper} đang điền giúp: {procedure}",
        "{helper} vào điền giúp bản nháp “{procedure}”, đến {until} hoặc khi một trong hai bên kết thúc: {link}.",
    ),
    "help_ended": (
        "Kết thúc điền giúp",
        "Đã kết thúc điền giúp: {procedure}",
        "{helper} không còn vào được bản nháp “{procedure}” (hạn cũ {until}). Những gì đã điền vẫn còn: {link}.",
    ),
}


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")
    for code, (name, title, body) in KINDS.items():
        kind = kinds.objects.create(code=code, name=name, placeholders=PLACES, sms_placeholders=[])
        templates.objects.create(
            kind=kind, channel="in_app", language="vi", title=title, body=body, started_at=STARTED_AT
        )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=KINDS).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0011_transfers")]

    operations = [migrations.RunPython(define, forget)]
