"""What is personal lies encrypted in the database; who dumps it reads nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from motcua.dossiers.tests import make
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
SECRET: dict[str, Any] = {"hoTen": "Hoàng Bí Mật", "lyDo": "vì lý do riêng tư", "dienThoai": "0987000111"}


def stored() -> str:
    """Every row of every table that keeps dossiers, as text; bytes in the clear where they are text."""
    told = []
    with connection.cursor() as cursor:
        for table in ("dossiers_dossier", "dossiers_draft", "notifications_notification", "procrastinate_jobs"):
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                told += [_readable(value) for value in row]
    return "\n".join(told)


def _readable(value: object) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, memoryview | bytes) else str(value)


def test_answers_phone_and_mail_are_unreadable_in_the_tables() -> None:
    ward = make.ward()
    citizen = make.citizen(phone="0912777888", email="rieng.tu@example.vn")
    draft = make.draft(ward, by=citizen, loai="khac", **SECRET)
    dossier = make.dossier(ward, by=citizen)
    run_jobs()
    text = stored()
    assert dossier.code in text, "the rows were read"
    filed = ("Nguyễn Văn An", "031098004112", "0912777888", "84912777888", "rieng.tu@example.vn")
    assert [value for value in (*SECRET.values(), *filed) if value in text] == []
    kept = type(draft).objects.get(pk=draft.pk)
    assert kept.answers["hoTen"] == SECRET["hoTen"]
    assert make.fresh(dossier).contact_phone.endswith("912777888")


def test_the_same_answers_do_not_look_the_same() -> None:
    ward, citizen = make.ward(), make.citizen()
    make.dossier(ward, by=citizen)
    make.dossier(ward, by=citizen, at=make.AT + timedelta(minutes=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers, contact_phone FROM dossiers_dossier")
        rows = cursor.fetchall()
    assert len({bytes(row[0]) for row in rows}) == len({bytes(row[1]) for row in rows}) == 2
