"""What owners of accounts are told: their second factors were taken off, their account is about to be locked."""

from datetime import UTC, datetime

from django.db import migrations

STARTED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
LETTER = "Kính gửi ông/bà,\n\n{body}\n\nTrân trọng.\n\nThư này được gửi tự động, xin không trả lời thư."

# code: (name; placeholders; title; text in the system and in the letter; SMS)
KINDS = {
    "factors_reset": (
        "Đặt lại xác thực hai lớp",
        ["at", "link"],
        "Xác thực hai lớp của ông/bà đã được đặt lại",
        "Lúc {at} một người quản trị đã bỏ mọi cách xác thực lớp thứ hai của tài khoản ông/bà và đăng xuất mọi nơi."
        " Xin đăng nhập và đặt cách mới: {link}. Nếu ông/bà không yêu cầu, xin báo ngay người quản trị hệ thống.",
        "Lúc {at} xác thực hai lớp của ông/bà đã được đặt lại. Nếu không yêu cầu, xin báo người quản trị. {link}",
    ),
    "account_dormant": (
        "Tài khoản lâu không dùng",
        ["days", "link", "lock_on"],
        "Tài khoản của ông/bà sắp bị khóa",
        "Tài khoản cán bộ của ông/bà không đăng nhập đã {days} ngày. Nếu không đăng nhập trước ngày {lock_on}, người"
        " quản trị có thể khóa tài khoản. Đăng nhập: {link}.",
        "Tài khoản cán bộ của ông/bà {days} ngày không đăng nhập, có thể bị khóa từ {lock_on}. {link}",
    ),
}


def define(apps, schema_editor):
    kinds = apps.get_model("notifications", "MessageKind")
    templates = apps.get_model("notifications", "MessageTemplate")
    for code, (name, placeholders, title, body, sms) in KINDS.items():
        kind = kinds.objects.create(
            code=code, name=name, placeholders=placeholders, sms_placeholders=placeholders
        )
        letter = LETTER.replace("{body}", body)
        for channel, heading, text in (("in_app", title, body), ("email", title, letter), ("sms", "", sms)):
            templates.objects.create(
                kind=kind, channel=channel, language="vi", title=heading, body=text, started_at=STARTED_AT
            )


def forget(apps, schema_editor):
    apps.get_model("notifications", "MessageTemplate").objects.filter(kind__code__in=KINDS).delete()
    apps.get_model("notifications", "MessageKind").objects.filter(code__in=KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0004_stopped_and_not_granted")]

    operations = [migrations.RunPython(define, forget)]
