"""Owner, sender and receiver hear of the transfer of a dossier."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
PLACEHOLDERS = ["code", "link", "owner", "procedure", "receiver", "sender"]
KINDS = {
    "dossier_transfer_asked": (
        "Đề nghị chuyển hồ sơ",
        "Đề nghị chuyển hồ sơ {code} cho {receiver}",
        "{sender} đề nghị {receiver} làm tiếp hồ sơ {procedure}, mã {code}, của {owner}. "
        "Việc chuyển chỉ có hiệu lực khi chủ hồ sơ đồng ý và người nhận đồng ý: {link}.",
    ),
    "dossier_transfer_done": (
        "Hồ sơ đã chuyển",
        "Hồ sơ {code} đã chuyển cho {receiver}",
        "Chủ hồ sơ {owner} đã đồng ý: từ nay {receiver} làm tiếp hồ sơ {procedure}, mã {code}, thay {sender}: {link}.",
    ),
    "dossier_transfer_ended": (
        "Hồ sơ không chuyển",
        "Hồ sơ {code} không chuyển cho {receiver}",
        "Đề nghị của {sender} chuyển hồ sơ {procedure}, mã {code}, của {owner} cho {receiver} không được đồng ý: {link}.",
    ),
}


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")
    for code, (name, title, body) in KINDS.items():
        kind = kinds.objects.create(code=code, name=name, placeholders=PLACEHOLDERS, sms_placeholders=[])
        for channel in ("in_app", "email"):
            templates.objects.create(
                kind=kind, channel=channel, language="vi", title=title, body=body, started_at=STARTED_AT
            )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=KINDS).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0010_data_breach")]

    operations = [migrations.RunPython(define, forget)]
