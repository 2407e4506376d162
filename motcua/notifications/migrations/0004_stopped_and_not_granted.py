"""Two more turns of a dossier's way: its work is stopped, or its matter is refused after examination."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
LETTER = (
    "Kính gửi ông/bà,\n\n{body}\n\nXem hồ sơ đang ở đâu: {{link}}\n\n"
    "Trân trọng,\n{{unit}}\n\nThư này được gửi tự động, xin không trả lời thư."
)

# code: (name; title; text in the system and in the letter; SMS)
KINDS = {
    "dossier_stopped": (
        "Hồ sơ dừng giải quyết",
        "Hồ sơ {code} dừng giải quyết",
        "{unit} dừng giải quyết hồ sơ {procedure}, mã {code}. Lý do: {reason} Thông báo dừng giải quyết có trong trang"
        " hồ sơ. Nếu không đồng ý, ông/bà có quyền phản ánh, kiến nghị hoặc khiếu nại.",
        "Hồ sơ {code} dừng giải quyết. Xem lý do và việc ông/bà có thể làm tiếp: {link}",
    ),
    "dossier_not_granted": (
        "Hồ sơ không được giải quyết",
        "Hồ sơ {code} không được giải quyết",
        "{unit} từ chối giải quyết hồ sơ {procedure}, mã {code}. Lý do: {reason}. Văn bản từ chối có trong trang hồ sơ."
        " Nếu không đồng ý, ông/bà có quyền phản ánh, kiến nghị hoặc khiếu nại.",
        "Hồ sơ {code} không được giải quyết. Xem lý do và việc ông/bà có thể làm tiếp: {link}",
    ),
}


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")
    for code, (name, title, body, sms) in KINDS.items():
        kind = kinds.objects.create(
            code=code,
            name=name,
            placeholders=["code", "link", "procedure", "reason", "unit"],
            sms_placeholders=["code", "link"],
        )
        letter = LETTER.replace("{body}", body).replace("{{", "{").replace("}}", "}")
        for channel, heading, text in (("in_app", title, body), ("email", title, letter), ("sms", "", sms)):
            templates.objects.create(
                kind=kind, channel=channel, language="vi", title=heading, body=text, started_at=STARTED_AT
            )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=KINDS).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0003_encrypt_link")]

    operations = [migrations.RunPython(define, forget)]
