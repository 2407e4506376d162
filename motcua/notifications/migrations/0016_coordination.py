"""Coordinators hear of accepted dossiers of which nobody is known to resolve them."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
TEXTS = {
    "coordination_waiting": (
        "Hồ sơ chờ điều phối",
        "Hồ sơ {code} chờ điều phối",
        "{unit} đã tiếp nhận hồ sơ {code} ({procedure}) mà chưa rõ cơ quan nào giải quyết. "
        "Xin giao cho cơ quan có thẩm quyền trước {alarm_at}: {link}.",
    ),
    "coordination_late": (
        "Hồ sơ chờ điều phối quá lâu",
        "Quá giờ điều phối: hồ sơ {code}",
        "Hồ sơ {code} ({procedure}) do {unit} tiếp nhận lẽ ra phải được điều phối trước {alarm_at}. "
        "Thời hạn giải quyết vẫn đang tính. Xin giao ngay: {link}.",
    ),
}
PLACEHOLDERS = ["alarm_at", "code", "link", "procedure", "unit"]


def define(apps, schema_editor):
    for code, (name, title, body) in TEXTS.items():
        kind = apps.get_model("notifications", "MessageKind").objects.create(
            code=code, name=name, placeholders=PLACEHOLDERS, sms_placeholders=[]
        )
        for channel in ("in_app", "email"):
            apps.get_model("notifications", "MessageTemplate").objects.create(
                kind=kind, channel=channel, language="vi", title=title, body=body, started_at=STARTED_AT
            )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=TEXTS).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=TEXTS).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0015_undoing")]

    operations = [migrations.RunPython(define, forget)]
