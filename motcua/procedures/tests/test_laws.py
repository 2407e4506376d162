"""What a procedure rests on is in the register of laws; when it changes, all that follows from it is reviewed."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from motcua.forms.tests import make as forms
from motcua.laws.public import Cause, LegalDocument, gather_cited, record_change
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.procedures.public import OnlineLevel
from motcua.procedures.tests import make
from motcua.processes.tests import make as processes

pytestmark = pytest.mark.django_db
OLD, NEW = "61/2018/NĐ-CP", "118/2025/NĐ-CP"


def test_the_procedure_its_form_and_its_process_are_reviewed_and_the_public_page_says_it() -> None:
    process, eform = processes.process().process, forms.eform()
    spec = make.spec(online_level=OnlineLevel.FULL, eform=eform, cases=(make.case(process=process),))
    basis = ({"code": OLD, "title": "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ"},)
    version = make.procedure(replace(spec, legal_basis=basis))
    make.procedure()
    gather_cited(by=SYSTEM, at=make.AT)
    document = LegalDocument.objects.get()
    assert (document.number, document.issued_on) == (OLD, date(2018, 4, 23))
    change = record_change(
        document, kind="replaced", cause=Cause(NEW, "Nghị định về một cửa"), effective_on=date(2025, 7, 1),
        due_on=date(2026, 12, 23), by=SYSTEM, at=make.AT,
    )  # fmt: skip
    code = version.procedure.code
    reviews = change.reviews.order_by("kind")
    assert [(each.kind, each.key) for each in reviews] == [
        ("form", eform.code), ("procedure", code), ("process", process.code),
    ]  # fmt: skip
    with clock.frozen(make.AT):
        page = Client().get(f"/thu-tuc/{code}").content.decode()
    assert "hết hiệu lực từ 01/07/2025" in page
    assert NEW in page
