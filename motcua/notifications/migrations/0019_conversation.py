"""A word to the applicant, a reminder of what was asked for, and what officials hear of in the system."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
LETTER = (
    "Kính gửi ông/bà,\n\n{body}\n\nXem hồ sơ: {{link}}\n\n"
    "Trân trọng,\n{{unit}}\n\nThư này được gửi tự động, xin không trả lời thư."
)
# code: (name; placeholders; title; text in the system and in the letter; SMS)
KINDS = {
    "dossier_message": (
        "Cơ quan viết cho người nộp",
        ["code", "link", "procedure", "unit"],
        "{unit} viết cho ông/bà về hồ sơ {code}",
        "{unit} vừa viết cho ông/bà trong hồ sơ {procedure}, mã {code}. Xin mở trang hồ sơ để đọc và trả lời.",
        "Cơ quan vừa viết cho ông/bà trong hồ sơ {code}. Đọc và trả lời: {link}",
    ),
    "dossier_supplement_reminder": (
        "Nhắc bổ sung hồ sơ",
        ["code", "due", "items", "link", "procedure", "unit"],
        "Nhắc: hồ sơ {code} đang chờ ông/bà bổ sung",
        "Hồ sơ {procedure}, mã {code}, vẫn chờ ông/bà bổ sung: {items}. Hạn bổ sung: {due}. "
        "Trong lúc chờ, cơ quan chưa thể giải quyết tiếp.",
        "Nhắc: hồ sơ {code} đang chờ bổ sung. Xem cần gì: {link}",
    ),
}
# code: (name; placeholders; title; text in the system)
OFFICIALS = {
    "dossier_message_official": (
        "Người nộp viết trong hồ sơ",
        ["code", "due", "link", "procedure"],
        "Người nộp viết trong hồ sơ {code}",
        "Người nộp vừa viết trong hồ sơ {procedure}, mã {code}. Xin trả lời trước {due}.",
    ),
    "dossier_note": (
        "Đồng nghiệp gửi ghi chú",
        ["code", "link", "procedure", "sender"],
        "{sender} gửi ghi chú ở hồ sơ {code}",
        "{sender} gửi ông/bà một ghi chú nội bộ ở hồ sơ {procedure}, mã {code}.",
    ),
}


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")

    def text(kind, channel, title, body):
        templates.objects.create(
            kind=kind, channel=channel, language="vi", title=title, body=body, started_at=STARTED_AT
        )

    for code, (name, placeholders, title, body, sms) in KINDS.items():
        kind = kinds.objects.create(
            code=code, name=name, placeholders=placeholders, sms_placeholders=["code", "link"]
        )
        letter = LETTER.replace("{body}", body).replace("{{", "{").replace("}}", "}")
        text(kind, "in_app", title, body)
        text(kind, "email", title, letter)
        text(kind, "sms", "", sms)
    for code, (name, placeholders, title, body) in OFFICIALS.items():
        kind = kinds.objects.create(code=code, name=name, placeholders=placeholders, sms_placeholders=[])
        text(kind, "in_app", title, body)


def forget(apps, schema_editor):
    codes = [*KINDS, *OFFICIALS]
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=codes).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=codes).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0018_uncollected")]

    operations = [migrations.RunPython(define, forget)]
