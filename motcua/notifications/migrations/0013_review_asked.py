"""Those who lead people hear that their rights wait to be reviewed."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
CODE = "review_asked"


def define(apps, schema_editor):
    kind = apps.get_model("notifications", "MessageKind").objects.create(
        code=CODE, name="Rà soát quyền", placeholders=["left", "link", "until"], sms_placeholders=[]
    )
    for channel in ("in_app", "email"):
        apps.get_model("notifications", "MessageTemplate").objects.create(
            kind=kind,
            channel=channel,
            language="vi",
            title="Còn {left} quyền chờ ông/bà rà soát",
            body="Xin giữ hoặc thu hồi quyền của cán bộ do ông/bà phụ trách, trước {until}: {link}.",
            started_at=STARTED_AT,
        )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code=CODE).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code=CODE).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0012_help")]

    operations = [migrations.RunPython(define, forget)]
