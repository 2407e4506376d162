"""What people type, and who they are, stands in no line of the log, whatever page they take it through."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client

from motcua.accounts.public import Account
from motcua.dossiers.events import DossierReceived
from motcua.dossiers.public import Dossier
from motcua.dossiers.tests import make
from motcua.files.tests import make as files
from motcua.platform import clock
from motcua.platform.events import declare
from motcua.platform.events.tasks import handle
from motcua.platform.logs import JsonLines

pytestmark = pytest.mark.django_db
NAME, NUMBER, PHONE, MAIL, BIRTH = "Hoàng Bí Mật", "031098004112", "0987000111", "rieng.tu@example.vn", "25/03/1998"
SECRETS = (NAME, "Bí Mật", NUMBER, PHONE, "987000111", MAIL, BIRTH, "%C3%AD%20M", "don-cua-Mat.pdf")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that production would write, and all that it would write at the most talkative."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(JsonLines())
    root, level = logging.getLogger(), logging.getLogger().level
    names = ("motcua.request", "motcua.job", "django.request", "django.security", "procrastinate")
    before = {name: logging.getLogger(name).level for name in names}
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield text
    root.removeHandler(handler)
    root.setLevel(level)
    for name, kept in before.items():
        logging.getLogger(name).setLevel(kept)


def lines(text: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.getvalue().splitlines()]


def told(text: io.StringIO) -> list[str]:
    return [secret for secret in SECRETS if secret in text.getvalue()]


def signed_in(account: Account) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return client


def test_a_dossier_filed_and_followed_leaves_no_personal_value(written: io.StringIO) -> None:
    ward, citizen = make.ward(), make.citizen(phone=PHONE, email=MAIL)
    client = signed_in(citizen)
    who = {"hoTen": NAME, "ngaySinh": BIRTH, "soDinhDanh": NUMBER, "dienThoai": PHONE, "thuDienTu": MAIL}
    with clock.frozen(make.AT):
        begun = client.post(f"/thu-tuc/{ward.procedure.procedure.code}/nop", {"case": "thuong"})
        draft = begun["Location"].split("/buoc/")[0]
        client.post(f"{draft}/buoc/nguoi-nop", {**who, "ngaySinh": "31/02/1998"})
        client.post(f"{draft}/buoc/nguoi-nop", who)
        client.post(f"{draft}/buoc/noi-dung", {"loai": "moi", "coKemTheo": "no", "noiNop": ward.code})
        upload = SimpleUploadedFile("don-cua-Mat.pdf", files.pdf())
        client.post(f"{draft}/giay-to", {"file-don": upload, "go-on": "1"})
        filed = client.post(f"{draft}/kiem-tra")
        assert filed.status_code == 302
        client.get(filed["Location"])
        code = Dossier.objects.get().code
        client.post("/tra-cuu", {"code": code, "phone": PHONE})
        for address in (f"/tim?q={NAME}", f"/tim?q={PHONE}", f"/{NUMBER}", f"/thu-tuc/{NAME}", f"/viec?q={NUMBER}"):
            client.get(address)
        officer = signed_in(ward.officer_account)
        officer.get("/viec", {"q": NAME, "phone": PHONE})
        assert officer.get(f"/ho-so/{code}").status_code == 200
    assert told(written) == []
    asked = [line for line in lines(written) if line["logger"] == "motcua.request"]
    assert len(asked) == 15
    steps = [line for line in asked if line["route"].endswith("/buoc/<str:code>")]
    assert {line["method"] for line in steps} == {"POST"}
    assert {line["account"] for line in steps} == {citizen.pk}
    assert all(line["milliseconds"] > 0 and line["statements"] > 0 and line["request"] for line in steps)
    assert {line["route"] for line in asked if line["status"] == 404} <= {"?", "/thu-tuc/<str:code>"}


def test_what_breaks_says_where_and_not_what(written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> object:
        raise ValueError(f"{NAME} {NUMBER}")

    monkeypatch.setattr("motcua.portal.views.find.render", broken)
    answer = Client(raise_request_exception=False).get(f"/?name={NAME}")
    assert answer.status_code == 500
    assert told(written) == []
    failure = next(line for line in lines(written) if "error" in line)
    assert failure["error"] == "ValueError"
    assert failure["places"][-1].endswith(" broken")
    assert failure["request"] == answer["X-Request-ID"]
    assert answer["X-Request-ID"] in answer.content.decode(), "the reader can name it"


def test_a_refusing_database_does_not_quote_the_row(written: io.StringIO) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO platform_series VALUES (%s, 1), (%s, 1)", [NUMBER, NUMBER])
    except IntegrityError:
        logging.getLogger("motcua.probe").exception("not kept")
    assert told(written) == []
    line = lines(written)[-1]
    assert (line["constraint"], line["sqlstate"]) == ("platform_series_pkey", "23505")


def test_a_job_says_how_it_ended_and_not_with_what(written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def ends(event: DossierReceived) -> None:
        if event.dossier_id == 2:
            raise LookupError(f"{NAME} {PHONE}")

    monkeypatch.setitem(declare._handlers[DossierReceived], "probe.ends", ends)
    event = declare.name_of(DossierReceived)
    for number in (1, 2):
        try:
            handle(event=event, handler="probe.ends", payload={"dossier_id": number, "at": make.AT.isoformat()})
        except LookupError:
            logging.getLogger("procrastinate.worker").exception(
                f"Job motcua.handle[1](name={NAME}) ended", extra={"action": "job_error"}
            )
    assert told(written) == []
    outcomes = [(line["outcome"], line["handler"]) for line in lines(written) if line["logger"] == "motcua.job"]
    assert outcomes == [("done", "probe.ends"), ("failed", "probe.ends")]
    assert lines(written)[-1]["message"] == "job_error"


def test_probes_and_static_files_have_their_lines(written: io.StringIO) -> None:
    for path in ("/song", "/san-sang", "/static/ui/theme.css"):
        Client().get(path)
    routes = [(line["route"], line["actor"]) for line in lines(written) if line["logger"] == "motcua.request"]
    assert routes == [("/song", "visitor"), ("/san-sang", "visitor"), ("/static/…", "visitor")]
