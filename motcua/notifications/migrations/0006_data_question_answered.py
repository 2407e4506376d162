"""Whoever asked a unit why it looked at their data is told that there is an answer."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
CODE = "data_question_answered"
TITLE = "{unit} đã trả lời câu hỏi về dữ liệu của ông/bà"
BODY = "Ông/bà đã hỏi vì sao dữ liệu của mình được xem lúc {looked_at}. Xem trả lời: {link}."


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")
    kind = kinds.objects.create(
        code=CODE, name="Trả lời về lần xem dữ liệu", placeholders=["link", "looked_at", "unit"], sms_placeholders=[]
    )
    templates.objects.create(
        kind=kind, channel="in_app", language="vi", title=TITLE, body=BODY, started_at=STARTED_AT
    )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code=CODE).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code=CODE).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0005_about_accounts")]

    operations = [migrations.RunPython(define, forget)]
