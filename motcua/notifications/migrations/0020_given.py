"""An official hears of the work they were given."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
CODE = "dossiers_given"


def define(apps, schema_editor):
    kind = apps.get_model("notifications", "MessageKind").objects.create(
        code=CODE, name="Được giao hồ sơ", placeholders=["count", "giver", "link"], sms_placeholders=[]
    )
    apps.get_model("notifications", "MessageTemplate").objects.create(
        kind=kind,
        channel="in_app",
        language="vi",
        title="{giver} giao {count} hồ sơ cho ông/bà",
        body="{giver} vừa giao {count} hồ sơ cho ông/bà. Xin mở danh sách việc để làm tiếp.",
        started_at=STARTED_AT,
    )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code=CODE).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code=CODE).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0019_conversation")]

    operations = [migrations.RunPython(define, forget)]
