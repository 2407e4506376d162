"""A matter decided anew, and complaints about dossiers."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
OFFICIAL = ["code", "due", "link", "procedure", "unit"]
LETTER = "Kính gửi ông/bà,\n\n{body}\n\nTrân trọng,\n{unit}\n\nThư này được gửi tự động, xin không trả lời thư."
# code: (name, placeholders, title, text, text message to the applicant or none)
KINDS = {
    "dossier_reopened": (
        "Hồ sơ được mở lại",
        [*OFFICIAL, "reason"],
        "Hồ sơ {code} được giải quyết lại",
        "{unit} giải quyết lại hồ sơ {procedure} của ông/bà với mã {code}, hẹn trả {due}. Lý do: {reason}."
        " Theo dõi: {link}",
        "Ho so cua ong/ba duoc giai quyet lai, ma {code}, hen tra {due}. Tra cuu: {link}",
    ),
    "dossier_complaint": (
        "Khiếu nại về hồ sơ",
        [*OFFICIAL, "complaint", "state"],
        "Khiếu nại {complaint}: {state}",
        "Khiếu nại {complaint} của ông/bà về hồ sơ {procedure}, mã {code}: {state}. Xem: {link}",
        "Khieu nai ve ho so {code} cua ong/ba co tin moi. Xem: {link}",
    ),
    "complaint_waiting": (
        "Khiếu nại chờ thụ lý",
        ["code", "complaint", "due", "link", "procedure"],
        "Khiếu nại {complaint} chờ thụ lý",
        "Khiếu nại {complaint} về hồ sơ {procedure}, mã {code}, cần trả lời có thụ lý hay không trước {due}.",
        "",
    ),
}


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")
    for code, (name, placeholders, title, body, sms) in KINDS.items():
        texts = {"in_app": (title, body)}
        if sms:
            texts["email"] = (title, LETTER.replace("{body}", body))
        if sms:
            texts["sms"] = ("", sms)
        kind = kinds.objects.create(
            code=code,
            name=name,
            placeholders=sorted(placeholders),
            sms_placeholders=["code", "due", "link"] if sms else [],
        )
        for channel, (head, text) in texts.items():
            templates.objects.create(
                kind=kind, channel=channel, language="vi", title=head, body=text, started_at=STARTED_AT
            )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=KINDS).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0023_opinions")]

    operations = [migrations.RunPython(define, forget)]
