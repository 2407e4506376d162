"""Officials hear that a law changed which something of theirs cites, and that a process is to be looked through."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
KINDS = {
    "law_review_asked": (
        "Rà soát theo văn bản pháp luật",
        ["count", "document", "link", "until"],
        "Còn {count} việc rà soát vì {document} thay đổi",
        "Xin xem thủ tục, biểu mẫu, quy trình do ông/bà phụ trách có phải sửa không, trước {until}: {link}.",
    ),
    "process_review_due": (
        "Rà soát quy trình",
        ["link", "name", "until"],
        "Đến hạn rà soát quy trình {name}",
        "Xin xem lại quy trình này trước {until}, rồi đặt ngày rà soát tiếp theo: {link}.",
    ),
}


def define(apps, schema_editor):
    for code, (name, placeholders, title, body) in KINDS.items():
        kind = apps.get_model("notifications", "MessageKind").objects.create(
            code=code, name=name, placeholders=placeholders, sms_placeholders=[]
        )
        for channel in ("in_app", "email"):
            apps.get_model("notifications", "MessageTemplate").objects.create(
                kind=kind, channel=channel, language="vi", title=title, body=body, started_at=STARTED_AT
            )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=KINDS).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0016_coordination")]

    operations = [migrations.RunPython(define, forget)]
