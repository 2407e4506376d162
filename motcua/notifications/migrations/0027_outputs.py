"""Results that are given out in parts."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
OFFICIAL = ["code", "due", "link", "procedure", "unit"]
LETTER = "Kính gửi ông/bà,\n\n{body}\n\nTrân trọng,\n{unit}\n\nThư này được gửi tự động, xin không trả lời thư."
# code: (name, placeholders, title, text, text message)
KINDS = {
    "dossier_output": (
        "Đã có một phần kết quả",
        [*OFFICIAL, "result", "place"],
        "Hồ sơ {code}: đã có một phần kết quả",
        "Hồ sơ {procedure}, mã {code}, đã có một phần kết quả: {result}. Ông/bà tải bản điện tử trong trang hồ sơ, hoặc"
        " nhận tại {place}. Phần còn lại vẫn hẹn trả {due}. Xem: {link}",
        "Ho so {code} da co mot phan ket qua, phan con lai van hen tra {due}. Xem: {link}",
    ),
    "dossier_output_delivered": (
        "Đã trả một phần kết quả",
        [*OFFICIAL, "result", "delivered_at"],
        "Hồ sơ {code}: đã trả một phần kết quả",
        "{unit} đã trả {result} của hồ sơ {procedure}, mã {code}, lúc {delivered_at}. Nếu ông/bà chưa nhận, xin báo"
        " ngay cho {unit}. Xem: {link}",
        "Ho so {code}: mot phan ket qua da duoc tra. Neu chua nhan, xin bao ngay. Xem: {link}",
    ),
}


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")
    for code, (name, placeholders, title, body, sms) in KINDS.items():
        kind = kinds.objects.create(
            code=code, name=name, placeholders=sorted(placeholders), sms_placeholders=["code", "due", "link"]
        )
        texts = {"in_app": (title, body), "email": (title, LETTER.replace("{body}", body)), "sms": ("", sms)}
        for channel, (head, text) in texts.items():
            templates.objects.create(
                kind=kind, channel=channel, language="vi", title=head, body=text, started_at=STARTED_AT
            )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=KINDS).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0026_recounted")]

    operations = [migrations.RunPython(define, forget)]
