"""An official draws a process of twelve steps by the table, proves it, and a dossier goes through it."""

from datetime import date
from decimal import Decimal

from playwright.sync_api import expect

from e2e.city import MONDAY, City
from e2e.conftest import Visit
from e2e.visitor import Visitor
from motcua.dossiers.public import Dossier, complete_step, deliver, receive
from motcua.forms.public import EForm, define_form, publish_form
from motcua.organisations.public import Unit
from motcua.platform.action import SYSTEM
from motcua.procedures.public import (
    CaseSpec,
    ComponentSpec,
    OnlineLevel,
    Procedure,
    VersionSpec,
    define_version,
    publish_version,
    set_up_filing,
)
from motcua.processes.public import Process, ProcessInstance, ProcessVersion, open_tasks, step_of

CODE = "9.000002"
# Name, role, days; the two opinions are drawn as a block behind the fifth step.
STEPS = [
    ("Phân công thụ lý", "division_head", "0,25"),
    ("Thẩm tra hồ sơ", "specialist", "1"),
    ("Kiểm tra thực địa", "specialist", "3"),
    ("Lập báo cáo thẩm định", "specialist", "0,5"),
    ("Chuẩn bị xin ý kiến", "specialist", "0,25"),
    ("Tổng hợp ý kiến", "specialist", "0,5"),
    ("Trình lãnh đạo phòng", "division_head", "0,25"),
    ("Ký duyệt", "department_leader", "0,5"),
    ("Vào sổ, đóng dấu", "clerk", "0,25"),
    ("Trả kết quả", "one_stop_officer", ""),
]


def a_procedure_of_seven_days() -> EForm:
    """A procedure in force that publishes seven working days, and its form."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Đơn xin mở lớp",
        "type": "object",
        "additionalProperties": False,
        "x-steps": [{"code": "phan-1", "title": "Phần 1", "fields": ["noiNop"]}],
        "properties": {
            "noiNop": {
                "type": "string", "x-widget": "area", "x-label": "Nơi nộp", "x-personal": "none",
                "x-area": {"kind": "commune", "within": "31"},
            }
        },
        "required": ["noiNop"],
    }  # fmt: skip
    form = publish_form(
        define_form("don-xin-mo-lop", title="Đơn xin mở lớp", schema=schema, by=SYSTEM, at=MONDAY), by=SYSTEM, at=MONDAY
    )
    paper = ComponentSpec("hoc-ba", "Bản sao học bạ", is_required=False)
    case = CaseSpec(
        "thuong", "Thường", limit=(Decimal(7), Unit.WORKING_DAY), process=Process.objects.get(code="QT-HT-01"),
        components=(paper,),
    )  # fmt: skip
    spec = VersionSpec(
        code=CODE, name="Xin mở lớp", field_code="GD", field_name="Giáo dục", levels=("commune",),
        valid_from=date(2026, 11, 22), cases=(case,), online_level=OnlineLevel.FULL, eform=form, area_answer="noiNop",
    )  # fmt: skip
    publish_version(define_version(spec, by=SYSTEM, at=MONDAY), by=SYSTEM, at=MONDAY)
    return form


def opens(owner: Visitor, step: str) -> None:
    """Open the row of that name."""
    owner.page.locator("table.iso").get_by_role("link", name=step, exact=True).click()
    expect(owner.page.locator("h1")).to_have_text(step)


def saves(owner: Visitor) -> None:
    """Save the row that is open."""
    owner.presses("Lưu dòng này")
    expect(owner.page.locator("table.iso")).to_be_visible()


def draws(owner: Visitor) -> None:
    """Ten steps one after the other, a block of two opinions, a supplement, a way back."""
    for number, (name, _role, _days) in enumerate(STEPS, 1):
        owner.page.locator("#id_new-step").fill(name)
        owner.presses("Thêm bước", within=owner.page.locator("form.iso-add"))
        expect(owner.page.locator("tr.iso-step")).to_have_count(number)
    owner.page.get_by_role("button", name="Thêm việc đồng thời ngay dưới: Chuẩn bị xin ý kiến").click()
    expect(owner.page.locator("tr.iso-step")).to_have_count(12)
    for name, role, days in [*STEPS, ("Lấy ý kiến 1", "specialist", "2"), ("Lấy ý kiến 2", "division_head", "1")]:
        opens(owner, name)
        owner.page.locator("#id_role").select_option(role)
        owner.page.locator("#id_amount").fill(days)
        if not days:
            owner.page.locator("#id_time_unit").select_option("untimed")
        if name == "Ký duyệt":
            owner.page.locator("#id_nut-0-label").fill("Phê duyệt")
            owner.page.locator("#id_nut-0-meaning").select_option("approve")
            owner.page.get_by_label("Kết quả giải quyết").check()
        if name == "Trả kết quả":
            owner.page.get_by_label("Giao kết quả cho người nộp").check()
        if name == "Kiểm tra thực địa":
            owner.looks("quy-trinh-dong")
        saves(owner)
    owner.page.get_by_role("button", name="Thêm yêu cầu bổ sung: Thẩm tra hồ sơ").click()
    expect(owner.page.locator("table.iso")).to_contain_text("Yêu cầu bổ sung")
    owner.page.get_by_role("link", name="Thêm hướng trả lại: Ký duyệt").click()
    owner.page.locator("#id_target").select_option(label="2. Thẩm tra hồ sơ")
    owner.presses("Thêm hướng trả lại")
    expect(owner.page.locator("table.iso")).to_contain_text("Trả lại → 2. Thẩm tra hồ sơ")


def tries(owner: Visitor) -> None:
    """Play a made-up dossier to its end: sent back once, then signed."""
    owner.presses("Chạy thử")
    owner.looks("quy-trinh-chay-thu-chua")
    owner.presses("Bắt đầu chạy thử")
    was_sent_back = False
    for done in range(1, 40):
        expect(owner.page.locator("main ol.reasons > li")).to_have_count(done)
        if owner.page.get_by_text("Hồ sơ giả đã tới kết thúc").is_visible():
            break
        if not was_sent_back and owner.page.get_by_role("button", name="Trả lại", exact=True).is_visible():
            owner.looks("quy-trinh-chay-thu")
            owner.page.get_by_role("button", name="Trả lại", exact=True).click()
            was_sent_back = True
        else:
            owner.page.locator(".trial-step button.btn-primary").first.click()
    assert was_sent_back
    expect(owner.page.locator(".meter-figure")).to_contain_text("100%")


def goes_through(process: Process, dossier: Dossier) -> None:
    """Every step of the dossier is done until its result is handed over."""
    receive(dossier, by=SYSTEM, at=MONDAY)
    for _step in range(30):
        dossier.refresh_from_db()
        tasks = list(open_tasks(dossier.subject))
        if any("delivery" in step_of(task).outputs for task in tasks):
            break
        outcome = step_of(tasks[0]).outcomes[0].key
        complete_step(dossier, task_id=tasks[0].pk, outcome=outcome, by=SYSTEM, at=MONDAY)
    receiver = "Nguyễn Thị Hồng Nhung"
    deliver(dossier, way="counter", receiver=receiver, identity_seen="Căn cước", by=SYSTEM, at=MONDAY)
    instance = ProcessInstance.objects.get(subject=dossier.subject)
    assert instance.version.process == process
    assert instance.finished_at
    assert instance.tasks.filter(state="done").count() == 12


def test_a_process_is_drawn_proved_published_and_used(city: City, visit: Visit) -> None:
    form = a_procedure_of_seven_days()
    owner = visit("bieumau")
    owner.goes_to("/quy-trinh")
    owner.looks("quy-trinh-tat-ca")
    owner.page.locator("#id_code").fill("QT-MO-LOP")
    owner.page.locator("#id_name").fill("Cấp phép mở lớp")
    owner.presses("Bắt đầu vẽ")
    owner.presses("Sửa thông tin")
    owner.page.locator("#id_procedures").fill(CODE)
    owner.page.locator("#id_owner").fill("bieumau")
    owner.page.locator("#id_review_on").fill("23/11/2027")
    owner.looks("quy-trinh-thong-tin")
    owner.presses("Lưu")
    draws(owner)
    owner.looks("quy-trinh-bang")
    owner.presses("Trình duyệt")
    owner.reads("vượt thời hạn công bố của “Xin mở lớp” 1,5 ngày")
    owner.looks("quy-trinh-qua-dai")
    opens(owner, "Kiểm tra thực địa")
    owner.page.locator("#id_amount").fill("1")
    saves(owner)
    owner.reads("cắt giảm 0,5 ngày")

    owner.presses("Sơ đồ")
    expect(owner.page.locator("[data-diagram][data-ready]")).to_be_visible()
    owner.looks("quy-trinh-so-do")
    owner.presses("Sửa sơ đồ")
    expect(owner.page.locator("[data-diagram][data-ready]")).to_be_visible()
    owner.page.locator("[data-element-id='step_3'] .djs-hit").first.click()
    expect(owner.page.locator("#id_p-amount")).to_have_value("1")
    owner.page.locator("#id_p-content").fill("Đến nơi mở lớp, lập biên bản.")
    owner.looks("quy-trinh-ve")
    owner.presses("Lưu sơ đồ")
    expect(owner.page.locator("table.iso")).to_contain_text("Đến nơi mở lớp, lập biên bản.")
    tries(owner)

    owner.goes_to(f"/quy-trinh/{Process.objects.get(code='QT-MO-LOP').pk}")
    owner.presses("Trình duyệt")
    owner.reads("Đã trình duyệt.")
    owner.reads("cần một người khác duyệt")
    boss = visit("quantri")
    boss.goes_to(owner.page.url)
    boss.presses("Duyệt")
    boss.reads("Đã duyệt. Quy trình có thể ban hành.")
    boss.presses("Ban hành")
    boss.reads("Đã ban hành phiên bản 1.")
    boss.looks("quy-trinh-ban-hanh")
    process = Process.objects.get(code="QT-MO-LOP")
    assert ProcessVersion.objects.get(process=process).waiver == ""

    procedure = Procedure.objects.get(code=CODE)
    filed = set_up_filing(
        procedure, eform=form, processes={"thuong": process}, area_answer="noiNop", by=SYSTEM, at=MONDAY
    )
    publish_version(filed, valid_from=date(2026, 11, 23), by=SYSTEM, at=MONDAY)
    nhung = visit("nhung")
    nhung.goes_to(f"/thu-tuc/{CODE}/nop")
    nhung.presses("Bắt đầu")
    nhung.page.locator("#id_noiNop").select_option("11383")
    nhung.presses("Lưu và tiếp tục")
    expect(nhung.page.locator("h1")).to_have_text("Giấy tờ")
    nhung.presses("Lưu và tiếp tục")
    nhung.presses("Nộp hồ sơ")
    expect(nhung.page.locator("h1")).to_have_text("Đã nộp hồ sơ")
    goes_through(process, Dossier.objects.get(version__procedure__code=CODE))
    here = f"/quy-trinh/{process.pk}"
    boss.goes_to(f"{here}/ban/1/so-lieu")
    boss.reads("Kiểm tra thực địa")
    boss.looks("quy-trinh-so-lieu")
    boss.presses("Xem trên sơ đồ")
    expect(boss.page.locator("[data-diagram][data-ready]")).to_be_visible()
    boss.looks("quy-trinh-nhiet")
    owner.goes_to(here)
    owner.presses("Soạn phiên bản mới")
    owner.page.get_by_role("button", name="Bỏ: Lập báo cáo thẩm định").click()
    expect(owner.page.locator("tr.iso-step")).to_have_count(11)
    owner.goes_to(f"{here}/ban/2/thay-doi")
    owner.reads("Lập báo cáo thẩm định")
    owner.looks("quy-trinh-thay-doi")
    owner.goes_to(f"{here}/bang-tinh")
    owner.looks("quy-trinh-bang-tinh")
    owner.goes_to(f"{here}/dong/step_2/tra-lai")
    owner.looks("quy-trinh-tra-lai")
