"""A catalogue that changes under dossiers: what is said, and that nothing of theirs is lost."""

import io
import json
import re
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.tests import make as accounts
from motcua.dossiers.tests import make
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.procedures.public import CatalogueImport, ProcedureVersion, import_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """A browser of somebody who keeps the catalogue."""
    client.force_login(accounts.official(role="administrator"))
    return client


def row(code: str, **more: Any) -> dict[str, Any]:
    """A row of a catalogue: what is no outline and says little."""
    papers = [{"items": [{"name": "Đơn đề nghị", "original": 1, "copy": 0}]}]
    method = {"channel": "in_person", "duration": 5, "duration_unit": "working_day"}
    return {
        "code": code,
        "name": "Mở tiệm",
        "levels": ["commune"],
        "component_groups": papers,
        "methods": [method],
        **more,
    }


def taken_over(*rows: dict[str, Any]) -> CatalogueImport:
    """An import of these rows."""
    content = "\n".join(json.dumps(each, ensure_ascii=False) for each in rows).encode()
    run, _report = import_catalogue(io.BytesIO(content), file_name="thu.jsonl", by=SYSTEM, at=make.AT)
    return run


def newest(code: str) -> ProcedureVersion:
    return ProcedureVersion.objects.filter(procedure__code=code).latest("number")


def filed_with_changes(ward: make.Ward) -> ProcedureVersion:
    """A draft that asks those who file at a ward for one paper more."""
    procedure = ward.procedure.procedure
    with clock.frozen(make.AT):
        taken_over(
            row(
                procedure.code,
                component_groups=[
                    {"items": [{"name": "Đơn đề nghị", "original": 1, "copy": 0}, {"name": "Sổ", "original": 1}]}
                ],
            )
        )
    return newest(procedure.code)


def test_what_changes_for_those_who_file_is_shown_and_must_be_confirmed(desk: Client) -> None:
    ward = make.ward()
    make.dossier(ward, received=True)
    draft = filed_with_changes(ward)
    page = f"/danh-muc/ban/{draft.pk}"
    said = desk.get(page).content.decode()
    assert "Hỏi thêm giấy tờ “Sổ”." in said
    assert "Không còn hỏi giấy tờ “Ảnh chân dung”." in said
    assert "1 hồ sơ đang giải quyết vẫn theo bản lúc nộp." in said
    desk.post(page)
    assert newest(draft.procedure.code).state == "draft"


def test_a_file_that_no_longer_names_a_procedure_leaves_it_and_its_open_dossiers_alone(desk: Client) -> None:
    ward = make.ward()
    code = ward.procedure.procedure.code
    taken_over(row(code, name="Cấp bản sao trích lục hộ tịch"), row("9.000777"))
    running = make.dossier(ward, received=True)
    make.dossier(ward, delivered=True)
    run = taken_over(row("9.000777"))
    assert run.removed == [code]
    said = " ".join(desk.get(f"/danh-muc/nhap/{run.pk}?tab=removed").content.decode().split())
    assert "Hệ thống không tự bãi bỏ thủ tục nào." in said
    assert re.search(r'data-label="Hồ sơ đang giải quyết"[^>]*>\s*(<[^>]*>\s*)*1\s*<', said)
    ended = f"/danh-muc/bai-bo/{code}"
    assert "Còn 1 hồ sơ đang giải quyết" in desk.get(ended).content.decode()
    refused = desk.post(ended, {"on": "01/03/2027"})
    assert "Còn 1 hồ sơ đang giải quyết theo thủ tục này" in refused.content.decode()
    desk.post(ended, {"on": "01/03/2027", "confirmed": "on"})
    ward.procedure.refresh_from_db()
    assert ward.procedure.valid_to is not None
    make.decide(running, ward)
    assert make.fresh(running).version == ward.procedure
