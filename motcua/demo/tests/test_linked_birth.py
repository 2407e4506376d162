"""The linked birth (3.000722) of the demo city: one filing, three agencies, each told what it needs."""

from datetime import datetime, timedelta

import pytest

from motcua.demo.tests.test_procedures import acting, filed
from motcua.dossiers.public import Dossier, Status, chain_of, claim_step, complete_step, deliver, receive
from motcua.forms.public import validate
from motcua.papers.public import Paper, print_of
from motcua.platform import clock
from motcua.platform.testing import run_jobs
from motcua.procedures.public import ProcedureCase
from motcua.processes.public import open_tasks

pytestmark = pytest.mark.django_db
WORKING = {
    "khai-sinh": ("hotich.lechan", "chutich.lechan"),
    "thuong-tru": ("cutru.lechan", "truongcongan.lechan"),
    "the-bhyt": ("baohiem", "giamdoc.baohiem"),
}


def decide(part: Dossier, at: datetime) -> None:
    assert part.part is not None
    specialist, leader = (acting(each, at) for each in WORKING[part.part.key])
    claim_step(part, task_id=open_tasks(part.subject).get().pk, by=specialist, at=at)
    complete_step(part, task_id=open_tasks(part.subject).get().pk, outcome="propose", by=specialist, at=at)
    complete_step(part, task_id=open_tasks(part.subject).get().pk, outcome="approve", by=leader, at=at)
    run_jobs()


def test_one_filing_three_agencies_three_results(city: datetime) -> None:
    case = ProcedureCase.objects.select_related("version__eform").get(version__procedure__code="3.000722")
    with clock.frozen(city):
        whole = filed(case, "linked", city)
        receive(whole, by=acting("motcua.lechan", city), at=city)
        run_jobs()
        officer = acting("motcua.lechan", city)
        for round_, keys in enumerate((["khai-sinh"], ["thuong-tru", "the-bhyt"])):
            at = city + timedelta(hours=2 * round_ + 1)
            parts = {each.part.key: each for each in whole.parts.select_related("part", "version__eform") if each.part}
            assert set(keys) <= set(parts)
            for key in keys:
                part = parts[key]
                assert part.version.eform is not None
                missing = {error.field for error in validate(part.version.eform, part.answers, on=city.date())}
                # A number of one's own comes with the registration of birth.
                assert missing <= ({"nycSoDinhDanh"} if key == "thuong-tru" else set()), key
                decide(part, at)
        whole.refresh_from_db()
        assert whole.status == Status.RESOLVED
        assert [fact["label"] for fact in Paper.objects.get(pk=whole.result.paper_id).data["facts"]][-3:] == [
            "Đăng ký khai sinh", "Đăng ký thường trú", "Cấp thẻ bảo hiểm y tế",
        ]  # fmt: skip
        assert print_of(Paper.objects.get(pk=whole.result.paper_id), at=city).content_type == "application/pdf"
        deliver(whole, way="counter", receiver="Nhung", identity_seen="Căn cước", by=officer, at=at)
        chain = chain_of(Dossier.objects.get(pk=whole.pk), officer, at)
    assert chain is not None
    assert [row.agency for row in chain.rows] == [
        "Ủy ban nhân dân phường Lê Chân", "Công an phường Lê Chân", "Bảo hiểm xã hội thành phố Hải Phòng",
    ]  # fmt: skip
    assert [bool(row.code) for row in chain.rows] == [True, False, False], "the ward may not open what is the others'"
