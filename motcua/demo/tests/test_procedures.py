"""Every procedure of the demo that can be filed walks from its page to its result, and is found by plain words."""

import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.accounts.public import DEMO_PASSWORD, Account, actor_of
from motcua.demo.answers import answers_for
from motcua.demo.procedures import FOLDERS, case_answers, folders, load_procedures
from motcua.demo.seed import top_organisation
from motcua.dossiers.public import (
    Dossier,
    Status,
    attach_file,
    claim_step,
    complete_step,
    deliver,
    receive,
    save_draft,
    start_draft,
    submit,
)
from motcua.files.tests import make as files
from motcua.forms.public import EForm, steps_of, validate
from motcua.papers.public import Paper, print_of
from motcua.platform import clock
from motcua.platform.action import Actor
from motcua.procedures.public import Procedure, ProcedureCase, ProcedureVersion, answering
from motcua.processes.public import Task, open_tasks, step_of

pytestmark = pytest.mark.django_db
WARD = "11383"
CODES = [folder.name.split("-")[0] for folder in folders()]
OFFICIALS = {
    "H24.77": {
        "specialist": "hotich.lechan",
        "division_head": "truongphong.lechan",
        "department_leader": "chutich.lechan",
    },
    "H24.77.01": {"one_stop_officer": "motcua.lechan"},
    "H24.15": {
        "specialist": "moitruong",
        "division_head": "truongphong.moitruong",
        "department_leader": "giamdoc.moitruong",
    },
    "H24.15.01": {"one_stop_officer": "motcua.moitruong"},
    "H24.15.02": {"specialist": "datdai", "division_head": "truongphong.datdai", "department_leader": "giamdoc.datdai"},
    "H24.15.02.01": {"one_stop_officer": "motcua.datdai"},
}
# How somebody who never read the law asks.
ASKED = {
    "1.001193": ["lam giay khai sinh cho con", "đăng ký khai sinh cho bé mới sinh", "khai sanh"],
    "1.000656": ["người nhà mất cần làm giấy gì", "lam giay chung tu", "báo tử cho bố"],
    "1.000894": ["đăng ký kết hôn", "lấy vợ cần giấy tờ gì", "giay hon thu"],
    "1.004873": ["giấy xác nhận độc thân", "xin giay chua ket hon", "giấy độc thân để mua nhà"],
    "2.000635": ["mất giấy khai sinh xin lại", "trich luc khai sinh", "bản sao giấy khai sinh"],
    "2.000815": ["sao y bản chính", "photo cong chung", "công chứng bằng đại học"],
    "1.004222": ["nhập hộ khẩu về nhà chồng", "chuyen ho khau", "đăng ký thường trú"],
    "1.001612": ["mở quán cà phê", "giay phep kinh doanh", "đăng ký kinh doanh hộ gia đình"],
    "1.013831": ["sang tên sổ đỏ", "mua ban nha dat", "tặng cho đất cho con"],
    "1.013225": ["xin phép xây nhà", "giay phep xay dung", "xây nhà mới cần gì"],
    "1.001776": ["trợ cấp người khuyết tật", "tien tro cap hang thang", "trợ cấp trẻ mồ côi"],
    "1.010727": ["xả nước thải ra sông", "giay phep moi truong", "nhà máy xin phép xả thải"],
}


def version_of(code: str) -> ProcedureVersion:
    return ProcedureVersion.objects.select_related("eform", "procedure").get(procedure__code=code)


def acting(username: str, at: datetime) -> Actor:
    return actor_of(Account.objects.get(username=username), at=at, assurance=2)


def form_of(code: str) -> EForm:
    eform = version_of(code).eform
    assert eform is not None
    return eform


def filed(case: ProcedureCase, seed: object, at: datetime) -> Dossier:
    """A dossier of this case, filed online with answers made up and every required paper attached."""
    by = acting("nhung", at)
    draft = start_draft(case.version, case, by=by, at=at)
    assert case.version.eform is not None
    implied = case_answers()[(case.version.procedure.code, case.key)]
    answers = answers_for(case.version.eform, seed, on=at.date(), areas=[WARD], chosen=implied)
    assert answers.items() >= implied.items()
    save_draft(draft, answers=answers, by=by, at=at)
    for component in case.components.filter(is_required=True, replaced_by=""):
        attach_file(draft, component, files.taken(files.pdf()), by=by, at=at)
    return submit(draft, by=by, at=at)


def performer(task: Task, at: datetime) -> Actor:
    return acting(OFFICIALS[task.organisation.identifier][task.role_code], at)


def walk(dossier: Dossier, at: datetime) -> list[str]:
    """Do every step with its first outcome until only handing over is left; returns the steps done."""
    receive(dossier, by=acting(OFFICIALS[dossier.unit_of_record.identifier]["one_stop_officer"], at), at=at)
    done: list[str] = []
    while task := next((each for each in open_tasks(dossier.subject) if "delivery" not in step_of(each).outputs), None):
        by = performer(task, at)
        claim_step(dossier, task_id=task.pk, by=by, at=at)
        complete_step(dossier, task_id=task.pk, outcome=step_of(task).outcomes[0].key, by=by, at=at)
        done.append(task.node)
    return done


@pytest.mark.parametrize("code", CODES)
def test_a_dossier_of_each_case_walks_from_filing_to_a_printed_result(city: datetime, code: str) -> None:
    for number, case in enumerate(
        ProcedureCase.objects.filter(version=version_of(code)).select_related("version__eform")
    ):
        at = city + timedelta(minutes=number)
        with clock.frozen(at):
            dossier = filed(case, number, at)
            done = walk(dossier, at)
        assert done[0] in ("assign", "verify")
        assert done[-1] == "approve"
        dossier.refresh_from_db()
        assert dossier.status == Status.RESOLVED
        assert dossier.result.name == case.version.results[0]["name"]
        assert (dossier.due_at is None) == (case.limit is None)
        officer = acting(OFFICIALS[dossier.unit_of_record.identifier]["one_stop_officer"], at)
        deliver(dossier, way="counter", receiver="Nguyễn Thị Hồng Nhung", identity_seen="Căn cước", by=officer, at=at)
        assert Dossier.objects.get(pk=dossier.pk).status == Status.DELIVERED
    paper = Paper.objects.get(pk=dossier.result.paper_id)
    assert paper.title == dossier.result.name
    symbol = case.version.results[0].get("symbol")
    assert paper.number == (f"{number + 1:02d}/{symbol}" if symbol else "")
    if symbol:
        assert 4 < len(paper.data["facts"]) < 30
        assert paper.data["grounds"][-1].endswith(").")


def test_a_result_without_a_paper_of_its_own_is_printed(city: datetime) -> None:
    case = ProcedureCase.objects.select_related("version__eform").get(version=version_of("1.013225"), key="nha-o")
    with clock.frozen(city):
        dossier = filed(case, "printed", city)
        walk(dossier, city)
        printed = print_of(Paper.objects.get(pk=dossier.result.paper_id), at=city)
    assert printed.content_type == "application/pdf"


def test_consultations_of_land_and_building_run_side_by_side(city: datetime) -> None:
    case = ProcedureCase.objects.select_related("version__eform").get(version=version_of("1.013225"), key="nha-o")
    with clock.frozen(city):
        dossier = filed(case, "side by side", city)
        receive(dossier, by=acting("motcua.lechan", city), at=city)
        for _step in ("assign", "verify"):
            task = open_tasks(dossier.subject).get()
            by = performer(task, city)
            complete_step(dossier, task_id=task.pk, outcome=step_of(task).outcomes[0].key, by=by, at=city)
    assert {task.node for task in open_tasks(dossier.subject)} == {"planning", "field"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_made_up_answers_are_valid_and_the_same_for_one_seed(city: datetime, seed: int) -> None:
    on = date(2025, 7, 2) + timedelta(days=seed % 500)
    for code in CODES:
        eform = form_of(code)
        answers = answers_for(eform, seed, on=on, areas=[WARD, "11311"])
        assert validate(eform, answers, on=on) == [], (code, answers)
        assert answers == answers_for(eform, seed, on=on, areas=[WARD, "11311"])


def test_the_one_who_files_is_the_one_in_the_answers(city: datetime) -> None:
    person = {
        "person.full_name": "Nguyễn Thị Hồng Nhung",
        "person.birth_date": "1992-04-15",
        "person.personal_id": "031192001234",
    }
    for code in CODES:
        eform = form_of(code)
        answers = answers_for(eform, 7, on=city.date(), areas=[WARD], person=person, chosen={"dkXa": WARD})
        assert validate(eform, answers, on=city.date()) == []
        assert answers.get("nycHoTen", person["person.full_name"]) == person["person.full_name"]


def test_answers_are_made_fast_enough_for_a_city(city: datetime) -> None:
    forms = [form_of(code) for code in CODES]
    for eform in forms:
        answers_for(eform, 0, on=city.date(), areas=[WARD])
    started = time.process_time()
    for seed in range(20):
        for eform in forms:
            answers_for(eform, seed, on=city.date(), areas=[WARD])
    # A thousandth of a second each on an idle core, with room for a busy one.
    assert (time.process_time() - started) / (20 * len(forms)) < 0.004


@pytest.mark.parametrize("code", CODES)
def test_pages_of_each_procedure_open(city: datetime, code: str) -> None:
    with clock.frozen(city):
        shown = Client().get(f"/thu-tuc/{code}")
        assert shown.status_code == 200
        for case in ProcedureCase.objects.filter(version=version_of(code)):
            assert case.name in shown.content.decode() or version_of(code).cases.count() == 1
        citizen = Client()
        citizen.post("/dang-nhap", {"identifier": "nhung", "password": DEMO_PASSWORD})
        place = citizen.post(f"/thu-tuc/{code}/nop", {}).headers["Location"]
        for step in steps_of(form_of(code)):
            page = citizen.get(place.rsplit("/", 1)[0] + f"/{step.code}")
            assert page.status_code == 200, step.code
            assert step.title in page.content.decode()


@pytest.mark.parametrize("code", CODES)
def test_each_is_found_first_by_three_phrasings(city: datetime, code: str) -> None:
    for words in ASKED[code]:
        found = [
            version.procedure.code
            for version in answering(ProcedureVersion.objects.published(city.date()), words, 3).versions
        ]
        assert code in found, (words, found)


def test_thirty_more_give_information_alone(city: datetime) -> None:
    informing = ProcedureVersion.objects.published(city.date()).filter(online_level="info")
    assert informing.count() == 30
    for version in informing.prefetch_related("cases__components"):
        assert version.summary, version.name
        assert version.cases.get().components.exists()
        assert not version.is_fileable
    assert Client().get(f"/thu-tuc/{informing[0].procedure.code}").status_code == 200


def test_loading_again_changes_nothing(city: datetime) -> None:
    before = list(ProcedureVersion.objects.order_by("id").values_list("id", "state"))
    with CaptureQueriesContext(connection) as asked:
        load_procedures(top_organisation(), city)
    assert len(asked) <= 2
    assert list(ProcedureVersion.objects.order_by("id").values_list("id", "state")) == before
    assert Procedure.objects.count() == 44


def test_folders_are_named_by_code() -> None:
    assert len(CODES) == 12
    assert set(ASKED) == set(CODES)
    assert isinstance(FOLDERS, Path)
