"""Whose matter it is hears that another filed it in their name."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
CODE = "dossier_filed_for_you"
PLACEHOLDERS = ["code", "ground", "link", "owner", "procedure", "submitter"]
TITLE = "{submitter} đã nộp hồ sơ thay {owner}"
BODY = (
    "{submitter} đã nộp hồ sơ {procedure}, mã {code}, thay {owner}. Căn cứ: {ground}. "
    "Nếu việc này không đúng ý ông/bà, xin chấm dứt ủy quyền hoặc báo cơ quan tiếp nhận. Theo dõi: {link}."
)


def define(apps, schema_editor):
    kind = apps.get_model("notifications", "MessageKind").objects.create(
        code=CODE, name="Người khác nộp hồ sơ thay", placeholders=PLACEHOLDERS, sms_placeholders=[]
    )
    templates = apps.get_model("notifications", "MessageTemplate")
    for channel in ("in_app", "email"):
        templates.objects.create(
            kind=kind, channel=channel, language="vi", title=TITLE, body=BODY, started_at=STARTED_AT
        )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code=CODE).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code=CODE).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0008_data_export_ready")]

    operations = [migrations.RunPython(define, forget)]
