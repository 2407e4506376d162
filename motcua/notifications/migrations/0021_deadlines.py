"""Passing time: marks, form 04, filings not accepted in time, and what a morning begins with."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
OFFICIAL = ["code", "due", "link", "procedure", "unit"]
LETTER = "Kính gửi ông/bà,\n\n{body}\n\nTrân trọng,\n{unit}\n\nThư này được gửi tự động, xin không trả lời thư."
# code: (name, placeholders, title, text, text message to the applicant or none)
KINDS = {
    "clock_mark": (
        "Mốc thời hạn của hồ sơ",
        [*OFFICIAL, "percent"],
        "Hồ sơ {code} đã dùng {percent} % thời hạn",
        "Hồ sơ {procedure}, mã {code}, đã dùng {percent} % thời gian giải quyết. Hẹn trả {due}.",
        "",
    ),
    "acceptance_late": (
        "Quá hạn tiếp nhận",
        OFFICIAL,
        "Hồ sơ {code} quá hạn tiếp nhận",
        "Hồ sơ nộp trực tuyến {procedure}, mã {code}, phải được trả lời trước {due} mà chưa ai tiếp nhận.",
        "",
    ),
    "extension_to_reason": (
        "Văn bản xin lỗi, gia hạn chờ lý do",
        [*OFFICIAL, "new_due"],
        "Hồ sơ {code} có thể trễ hạn {due}",
        "Hồ sơ {procedure}, mã {code}, hẹn trả {due}. Hệ thống đã soạn văn bản xin lỗi, gia hạn (mẫu 04) với ngày hẹn"
        " mới {new_due}. Nếu không kịp, xin ghi lý do và trình ký; nếu kịp thì không cần làm gì.",
        "",
    ),
    "extension_to_sign": (
        "Văn bản xin lỗi, gia hạn chờ ký",
        [*OFFICIAL, "new_due"],
        "Chờ ký: xin lỗi, gia hạn hồ sơ {code}",
        "Hồ sơ {procedure}, mã {code}, hẹn trả {due}, đề nghị hẹn lại {new_due}. Xin xem lý do và ký.",
        "",
    ),
    "dossier_extended": (
        "Gia hạn giải quyết hồ sơ",
        [*OFFICIAL, "new_due", "reason"],
        "Hồ sơ {code} được gia hạn đến {new_due}",
        "{unit} xin lỗi ông/bà: hồ sơ {procedure}, mã {code}, hẹn trả {due} cần thêm thời gian. Lý do: {reason}."
        " Hẹn trả mới: {new_due}. Văn bản có ở trang hồ sơ: {link}",
        "Xin loi ong/ba: ho so {code} duoc gia han, hen tra {new_due}. Tra cuu: {link}",
    ),
    "dossier_apologised": (
        "Xin lỗi vì trễ hẹn",
        [*OFFICIAL, "new_due", "reason"],
        "Xin lỗi ông/bà: hồ sơ {code} trễ hẹn",
        "{unit} xin lỗi ông/bà: hồ sơ {procedure}, mã {code}, hẹn trả {due} chưa có kết quả. Lý do: {reason}."
        " Hẹn trả lại: {new_due}. Văn bản có ở trang hồ sơ: {link}",
        "Xin loi ong/ba: ho so {code} tre hen, hen tra lai {new_due}. Tra cuu: {link}",
    ),
    "clock_digest": (
        "Việc trong ngày",
        ["codes", "day", "late", "link", "soon", "today"],
        "Ngày {day}: {today} hồ sơ đến hạn, {late} quá hạn, {soon} có thể trễ",
        "Hôm nay {today} hồ sơ đến hạn, {late} đã quá hạn, {soon} có thể trễ trong những ngày tới."
        " Gấp nhất: {codes}. Mở việc của tôi: {link}",
        "",
    ),
    "clock_digest_unit": (
        "Việc trong ngày của đơn vị",
        ["codes", "day", "late", "link", "soon", "to_sign", "today", "unit"],
        "{unit}, ngày {day}: {today} đến hạn, {late} quá hạn, {soon} có thể trễ",
        "{unit}: hôm nay {today} hồ sơ đến hạn, {late} đã quá hạn, {soon} có thể trễ trong những ngày tới;"
        " {to_sign} văn bản xin lỗi, gia hạn chờ ký. Gấp nhất: {codes}. Xem thời hạn: {link}",
        "",
    ),
}


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")
    for code, (name, placeholders, title, body, sms) in KINDS.items():
        texts = {"in_app": (title, body)}
        if sms or code.startswith("clock_digest"):
            texts["email"] = (title, LETTER.replace("{body}", body) if sms else body)
        if sms:
            texts["sms"] = ("", sms)
        kind = kinds.objects.create(
            code=code,
            name=name,
            placeholders=sorted(placeholders),
            sms_placeholders=["code", "due", "link", "new_due"] if sms else [],
        )
        for channel, (head, text) in texts.items():
            templates.objects.create(
                kind=kind, channel=channel, language="vi", title=head, body=text, started_at=STARTED_AT
            )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=KINDS).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0020_given")]

    operations = [migrations.RunPython(define, forget)]
