"""The kinds of message of a dossier's way, with their first Vietnamese texts. A province changes them as data."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
NOT_PERSONAL = {"code", "link", "due", "accept_by"}
LETTER = (
    "Kính gửi ông/bà,\n\n{body}\n\nXem hồ sơ đang ở đâu: {{link}}\n\n"
    "Trân trọng,\n{{unit}}\n\nThư này được gửi tự động, xin không trả lời thư."
)

# code: (name, placeholders besides code, procedure, unit and link; title; text in the system and in the letter; SMS)
KINDS = {
    "dossier_submitted": (
        "Hồ sơ đã nộp",
        ["accept_by", "expected_due"],
        "Đã nộp hồ sơ {code}",
        "Hồ sơ {procedure}, mã {code}, đã được gửi tới {unit}. Bộ phận Một cửa sẽ kiểm tra và trả lời trước"
        " {accept_by}. Nếu được tiếp nhận hôm nay, hẹn trả kết quả {expected_due}.",
        "Hồ sơ {code} đã được gửi. Bộ phận Một cửa sẽ trả lời trước {accept_by}. Tra cứu: {link}",
    ),
    "dossier_received": (
        "Hồ sơ được tiếp nhận",
        ["due"],
        "Hồ sơ {code} đã được tiếp nhận",
        "{unit} đã tiếp nhận hồ sơ {procedure}, mã {code}. Hẹn trả kết quả: {due}.",
        "Hồ sơ {code} đã được tiếp nhận. Hẹn trả kết quả: {due}. Tra cứu: {link}",
    ),
    "dossier_supplement_requested": (
        "Hồ sơ cần bổ sung",
        ["items"],
        "Hồ sơ {code} đang chờ ông/bà bổ sung",
        "Hồ sơ {procedure}, mã {code}, đang chờ ông/bà bổ sung: {items}. Ông/bà chỉ cần nộp đúng phần này."
        " Thời gian chờ không tính vào thời hạn giải quyết.",
        "Hồ sơ {code} đang chờ ông/bà bổ sung giấy tờ. Xem phần còn thiếu và nộp tại: {link}",
    ),
    "dossier_supplemented": (
        "Hồ sơ đã được bổ sung",
        ["due"],
        "Đã nhận phần bổ sung của hồ sơ {code}",
        "{unit} đã nhận phần ông/bà bổ sung cho hồ sơ {procedure}, mã {code}. Hẹn trả kết quả: {due}.",
        "Đã nhận phần bổ sung của hồ sơ {code}. Hẹn trả kết quả: {due}. Tra cứu: {link}",
    ),
    "dossier_refused": (
        "Hồ sơ bị từ chối",
        ["reason"],
        "Hồ sơ {code} bị từ chối",
        "{unit} không nhận giải quyết hồ sơ {procedure}, mã {code}. Lý do: {reason}. Nếu không đồng ý, ông/bà có"
        " quyền phản ánh, kiến nghị hoặc khiếu nại.",
        "Hồ sơ {code} bị từ chối. Xem lý do và việc ông/bà có thể làm tiếp: {link}",
    ),
    "dossier_withdrawn": (
        "Hồ sơ đã rút",
        [],
        "Đã rút hồ sơ {code}",
        "{unit} đã dừng giải quyết hồ sơ {procedure}, mã {code}, theo yêu cầu của ông/bà.",
        "Hồ sơ {code} đã được rút theo yêu cầu của ông/bà. Chi tiết: {link}",
    ),
    "dossier_approved": (
        "Hồ sơ đã có kết quả",
        ["place"],
        "Hồ sơ {code} đã có kết quả",
        "Hồ sơ {procedure}, mã {code}, đã có kết quả. Nhận kết quả: {place}.",
        "Hồ sơ {code} đã có kết quả. Xem cách nhận: {link}",
    ),
    "dossier_delivered": (
        "Đã trả kết quả",
        ["delivered_at"],
        "Đã trả kết quả hồ sơ {code}",
        "{unit} đã trả kết quả hồ sơ {procedure}, mã {code}, lúc {delivered_at}. Nếu ông/bà chưa nhận, xin báo ngay"
        " cho {unit}.",
        "Kết quả hồ sơ {code} đã được trả. Nếu ông/bà chưa nhận, xin báo ngay. Chi tiết: {link}",
    ),
}


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")
    for code, (name, more, title, body, sms) in KINDS.items():
        placeholders = {"code", "procedure", "unit", "link", *more}
        kind = kinds.objects.create(
            code=code,
            name=name,
            placeholders=sorted(placeholders),
            sms_placeholders=sorted(placeholders & NOT_PERSONAL),
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
    dependencies = [("notifications", "0001_initial")]

    operations = [migrations.RunPython(define, forget)]
