"""The editor by the table and a version's life, over its pages."""

import html
import re
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from motcua.accounts.tests import make as accounts
from motcua.organisations.public import Organisation
from motcua.platform import clock
from motcua.processes.models import ProcessVersion, VersionState
from motcua.processes.rules import flaws_of, read_definition
from motcua.processes.rules.table import Parallel, Step
from motcua.processes.rules.table_reading import table_of
from motcua.processes.tests import make

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 9, 0, tzinfo=clock.VIETNAM)


def words(answer: Any) -> str:
    return str(answer.content.decode())


def official(role: str, organisation: Organisation) -> Client:
    client = Client()
    client.force_login(accounts.official(role=role, organisation=organisation))
    return client


@dataclass
class Desk:
    """An owner of processes at one of them."""

    client: Client
    place: Organisation
    process: int = 0
    posted: list[Any] = field(default_factory=list)

    @property
    def version(self) -> ProcessVersion:
        return ProcessVersion.objects.filter(process_id=self.process).order_by("-number")[0]

    def page(self, path: str = "") -> str:
        return words(self.client.get(f"/quy-trinh/{self.process}{path}"))

    def post(self, path: str, **values: Any) -> Any:
        return self.client.post(f"/quy-trinh/{self.process}{path}", {"digest": self.version.checksum, **values})

    def act(self, what: str, **values: Any) -> Any:
        return self.post("/sap-xep", act=what, **values)

    def typed(self, key: str) -> dict[str, Any]:
        """What stands in the fields of a row's page."""
        page = self.client.get(f"/quy-trinh/{self.process}/dong/{key}")
        context = page.context if page.context is not None else {}
        found = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', words(page)))
        assert page.status_code == 200, context
        found = {
            name: value
            for name, value in found.items()
            if not re.search(r"is_open|note_required|interrupting|outputs", name)
        }
        for block, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', words(page), re.S):
            chosen = re.search(r'<option value="([^"]*)" selected', options)
            any_ = re.search(r'<option value="([^"]*)"', options)
            found[block] = html.unescape(each.group(1)) if (each := chosen or any_) else ""
        for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', words(page), re.S):
            found[name] = value
        return found

    def fill(self, key: str, **values: Any) -> Any:
        return self.post(f"/dong/{key}", **{**self.typed(key), **values})


@pytest.fixture
def desk() -> Desk:
    place = make.organisation()
    owner = official("process_owner", place)
    with clock.frozen(AT):
        answer = owner.post("/quy-trinh", {"code": "QT-MOI", "name": "Cấp giấy phép"})
    assert answer.status_code == 302, words(answer)
    return Desk(owner, place, int(answer["Location"].rsplit("/", 1)[1]))


def draw(desk: Desk) -> None:
    """Two steps, a block of two opinions, a signature that may go back."""
    with clock.frozen(AT):
        for name in ("Thẩm định", "Ký duyệt"):
            steps = table_of(read_definition(desk.version.definition)).rows
            desk.act(f"add-step {steps[-1].id if steps else ''}", name=name)
        desk.act("add-block step_1", name="Lấy ý kiến")
        for key in ("step_1", "step_2", "step_4", "step_5"):
            answer = desk.fill(key, role="specialist", amount="0,5")
            assert answer.status_code == 302, words(answer)
        assert desk.post("/dong/step_2/tra-lai", target="step_1", label="Trả lại chuyên viên").status_code == 302
        desk.act("supplement step_1")


def test_an_official_draws_a_process_by_the_table(desk: Desk) -> None:
    draw(desk)
    definition = read_definition(desk.version.definition)
    assert flaws_of(definition) == []
    first, block, last = table_of(definition).rows
    assert isinstance(block, Parallel)
    assert isinstance(first, Step)
    assert isinstance(last, Step)
    assert [len(branch) for branch in block.branches] == [1, 1]
    assert [outcome.completes for outcome in first.task.outcomes] == [True, False]
    assert [(way.target, way.condition) for way in last.then] == [("step_1", 'outcome = "return"'), (">", "")]
    page = desk.page()
    assert "1,5 ngày làm việc" in page
    assert "Cấu trúc không có lỗi" in page
    assert "Trả lại chuyên viên → 1. Thẩm định" in page


def test_what_is_wrong_is_said_on_its_row_and_what_was_typed_stays(desk: Desk) -> None:
    with clock.frozen(AT):
        desk.act("add-step ", name="Thẩm định")
        page = desk.post("/buoc-tiep", act="submit")
        assert page.status_code == 422
        assert 'href="#dong-step_1"' in words(page)
        assert "Bước “Thẩm định” chưa có người thực hiện." in words(page)
        answer = desk.fill("step_1", name="Thẩm định kỹ", amount="hai ngày", organisation="unit", unit="KHONG-CO")
    assert answer.status_code == 422
    assert 'value="hai ngày"' in words(answer)
    assert "Xin nhập một số" in words(answer)
    assert "Không có cơ quan nào mang mã này." in words(answer)
    assert "Thẩm định kỹ" in words(answer)


def test_a_step_is_counted_or_said_not_to_be(desk: Desk) -> None:
    draw(desk)
    with clock.frozen(AT):
        assert desk.fill("step_2", amount="").status_code == 302
        page = desk.post("/buoc-tiep", act="submit")
        assert "Bước “Ký duyệt” chưa có thời gian" in words(page)
        both = desk.fill("step_2", amount="1", time_unit="untimed")
        assert both.status_code == 422
        assert "Đã ghi thời gian thì xin chọn đơn vị." in words(both)
        assert desk.fill("step_2", amount="", time_unit="untimed").status_code == 302
        page = desk.page()
    assert flaws_of(read_definition(desk.version.definition)) == []
    assert "không tính thời gian" in page
    assert "Cấu trúc không có lỗi" in page


def test_ways_and_timers_are_typed_line_by_line(desk: Desk) -> None:
    draw(desk)
    with clock.frozen(AT):
        typed = {"huong-2-when": "?", "huong-2-condition": "so_tien >", "huong-2-target": "step_1"}
        answer = desk.fill("step_2", **typed)
        assert answer.status_code == 422
        assert "Điều kiện chưa đúng" in words(answer)
        typed |= {"huong-2-condition": "so_tien > 1000", "hen-0-amount": "3", "hen-0-target": "end"}
        answer = desk.fill("step_2", **typed)
        assert answer.status_code == 302, re.findall(r"error-summary.*?</ul>", words(answer), re.S)
    step = next(row for row in table_of(read_definition(desk.version.definition)).rows if row.id == "step_2")
    assert isinstance(step, Step)
    assert [way.condition for way in step.then] == ['outcome = "return"', "so_tien > 1000", ""]
    assert [(timer.node.interrupting, timer.then.target) for timer in step.timers] == [(False, ">")]


def test_rows_move_and_go_and_what_led_to_them_leads_on(desk: Desk) -> None:
    draw(desk)
    with clock.frozen(AT):
        desk.act("down step_1")
        assert [row.id for row in table_of(read_definition(desk.version.definition)).rows][1] == "step_1"
        desk.act("add-branch parallel_3")
        desk.act("remove-branch parallel_3-0")
        desk.act("remove step_1")
    definition = read_definition(desk.version.definition)
    assert "step_1" not in {node.id for node in definition.nodes}
    assert not any(flow.target == "step_1" for flow in definition.flows)


def test_whoever_comes_second_is_told_and_nothing_is_lost(desk: Desk) -> None:
    draw(desk)
    with clock.frozen(AT):
        before = desk.version.checksum
        answer = desk.client.post(f"/quy-trinh/{desk.process}/sap-xep", {"digest": "x", "act": "remove step_1"})
    assert answer.status_code == 409
    assert desk.version.checksum == before


def test_four_eyes_from_draft_to_retired(desk: Desk) -> None:
    draw(desk)
    leader = official("department_leader", desk.place)
    live = f"/quy-trinh/{desk.process}/buoc-tiep"
    with clock.frozen(AT):
        assert desk.post("/buoc-tiep", act="submit").status_code == 302
        assert desk.post("/buoc-tiep", act="approve").status_code == 404
        assert desk.act("remove step_1").status_code in (409, 422)
        assert leader.post(live, {"act": "approve"}).status_code == 422
        assert leader.post(live, {"act": "approve", "waiver": "Quy trình ngắn"}).status_code == 302
        assert desk.version.waiver == "Quy trình ngắn"
        assert leader.post(live, {"act": "publish", "valid_from": "32/01/2026"}).status_code == 422
        assert leader.post(live, {"act": "publish", "valid_from": "02/03/2026"}).status_code == 302
        published = desk.version
        assert published.state == VersionState.PUBLISHED
        assert desk.post("/buoc-tiep", act="next").status_code == 302
        assert desk.version.number == 2
        desk.act("remove step_1")
        page = words(desk.client.get(f"/quy-trinh/{desk.process}/ban/2/thay-doi"))
        assert "1. Thẩm định" in page
        assert desk.post("/bo").status_code == 302
        assert desk.version == published
        assert leader.post(live, {"act": "retire"}).status_code == 302
    assert desk.version.state == VersionState.RETIRED


def test_who_drew_may_not_approve_even_as_a_leader(desk: Desk) -> None:
    draw(desk)
    version = desk.version
    both = accounts.official(role="administrator", organisation=desk.place)
    version.drawn_by = [*version.drawn_by, both.pk]
    version.save()
    client = Client()
    client.force_login(both)
    with clock.frozen(AT):
        desk.post("/buoc-tiep", act="submit")
        answer = client.post(f"/quy-trinh/{desk.process}/buoc-tiep", {"act": "approve", "waiver": "Tôi duyệt"})
    assert answer.status_code == 422
    assert "không tự duyệt được" in words(answer)
    assert desk.version.state == VersionState.REVIEW


def test_what_the_table_cannot_say_is_shown_and_its_steps_can_be_named(desk: Desk) -> None:
    from motcua.processes.tests import shapes

    crossed = shapes.parallel("x", "y")
    crossed["flows"][3]["target"] = "after"
    version = desk.version
    version.definition = crossed
    version.checksum = "0"
    version.save()
    page = desk.page()
    assert "Bảng này chỉ đọc" in page
    assert desk.act("remove x").status_code == 422
    with clock.frozen(AT):
        assert desk.fill("x", name="Bước mới tên").status_code == 302
    assert "Bước mới tên" in desk.page()


def test_strangers_do_not_enter(desk: Desk) -> None:
    assert official("specialist", desk.place).get("/quy-trinh").status_code == 403
    other = official("process_owner", make.organisation())
    assert other.get(f"/quy-trinh/{desk.process}").status_code == 200
    with clock.frozen(AT):
        answer = other.post(f"/quy-trinh/{desk.process}/sap-xep", {"digest": desk.version.checksum, "act": "add-step "})
    assert answer.status_code == 404


def test_the_sheet_prints_as_an_archive_pdf(desk: Desk) -> None:
    draw(desk)
    with clock.frozen(AT):
        answer = desk.client.get(f"/quy-trinh/{desk.process}/ban/1.pdf")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())
    assert answer["Content-Type"] == "application/pdf"
    assert b"pdfaid" in answer.content
    for said in ("QUY TRÌNH NỘI BỘ", "Thẩm định", "Trả lại chuyên viên", "1,5 ngày làm việc", "BẢN CHƯA BAN HÀNH"):
        assert said in text


def test_every_way_to_a_process_is_on_its_page(desk: Desk) -> None:
    draw(desk)
    with clock.frozen(AT):
        page = desk.page()
    for path in ("so-do", "chay-thu", "thong-tin", "bang-tinh", "ban/1.xlsx", "ban/1.bpmn", "ban/1.pdf"):
        assert f'href="/quy-trinh/{desk.process}/{path}' in page, path
