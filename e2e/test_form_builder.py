"""An official draws a form with a repeating group and a condition, publishes it, and a citizen fills it in."""

from datetime import date

import pytest
from playwright.sync_api import ViewportSize, expect

from e2e import errands
from e2e.city import MONDAY, City
from e2e.conftest import Visit
from e2e.visitor import DESK, Visitor
from motcua.dossiers.public import Dossier
from motcua.forms.public import EForm
from motcua.platform.action import SYSTEM
from motcua.procedures.public import CaseSpec, ComponentSpec, OnlineLevel, VersionSpec, define_version, publish_version
from motcua.processes.public import Process

pytestmark = pytest.mark.soak

WIDE = ViewportSize(width=1920, height=1080)


def add(visitor: Visitor, place: str, kind: str, label: str, *, when: str = "", **answers: str) -> None:
    """Add a question through the builder's own pages."""
    row = visitor.page.locator("form.adder").filter(has_text=place).last
    row.locator("select").select_option(label=kind)
    row.get_by_role("button").click()
    visitor.page.locator("#id_label").fill(label)
    for name, value in answers.items():
        visitor.page.locator(f"#id_{name}").fill(value)
    if when:
        visitor.page.get_by_role("group", name="Chỉ hỏi khi").get_by_label(when).check()
    required = visitor.page.locator("#id_required")
    if not required.is_checked():
        required.check()
    visitor.presses("Lưu câu hỏi")
    expect(visitor.page.locator("ul.outline").first).to_contain_text(label)


def looks_wide(visitor: Visitor, name: str) -> None:
    """Examine the page at all three widths."""
    visitor.looks(name)
    visitor.page.set_viewport_size(WIDE)
    assert visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    visitor.keeps_picture(f"{name}-wide")
    visitor.page.set_viewport_size(DESK)


def draw(official: Visitor) -> None:
    """A form of one section: a choice, children under a condition, files, the ward."""
    official.goes_to("/bieu-mau")
    looks_wide(official, "bieu-mau-tat-ca")
    official.page.locator("#id_title").fill("Đơn xin học bổng")
    official.presses("Soạn biểu mẫu")
    top = "Kiểu câu hỏi cho"
    add(official, top, "Có hoặc không", "Có con không?")
    official.goes_to("/bieu-mau/don-xin-hoc-bong")
    add(official, top, "Nhóm lặp lại", "Các con", when="“Có con không?” là “Có”", row_label="Người con",
        min_rows="1", max_rows="4")  # fmt: skip
    official.presses("Ban hành")
    official.reads("Chưa ban hành được")
    expect(official.page.locator(".error-summary")).to_be_focused()
    looks_wide(official, "bieu-mau-chua-du")
    add(official, "Câu hỏi trong", "Một dòng chữ", "Họ tên con", max_length="100")
    add(official, top, "Tệp đính kèm", "Bản sao học bạ", component="hoc-ba", count="25",
        when="“Có con không?” là “Có”")  # fmt: skip
    add(official, top, "Đơn vị hành chính", "Nơi nộp", within="31")


def a_procedure_with(form: EForm) -> None:
    """The form belongs to a procedure in force."""
    paper = ComponentSpec("hoc-ba", "Bản sao học bạ", is_required=False)
    case = CaseSpec("thuong", "Thường", process=Process.objects.get(code="QT-HT-01"), components=(paper,))
    spec = VersionSpec(
        code="9.000001", name="Xin học bổng", field_code="GD", field_name="Giáo dục", levels=("commune",),
        valid_from=date(2026, 11, 23), cases=(case,), online_level=OnlineLevel.FULL, eform=form, area_answer="noiNop",
    )  # fmt: skip
    publish_version(define_version(spec, by=SYSTEM, at=MONDAY), by=SYSTEM, at=MONDAY)


def test_a_form_is_drawn_published_and_filled_in(city: City, visit: Visit) -> None:
    official = visit("bieumau")
    draw(official)
    looks_wide(official, "bieu-mau-soan")
    official.page.get_by_role("link", name="Các con", exact=True).click()
    looks_wide(official, "bieu-mau-cau-hoi")
    official.goes_to("/bieu-mau/don-xin-hoc-bong")
    official.presses("Xem thử")
    official.page.locator("input[name='coConKhong'][value='yes']").check()
    expect(official.page.locator("#id_cacCon-0-hoTenCon")).to_be_visible()
    looks_wide(official, "bieu-mau-xem-thu")
    official.presses("Quay lại")
    official.presses("Ban hành")
    official.reads("Đã ban hành phiên bản 1.")
    a_procedure_with(EForm.objects.in_force("don-xin-hoc-bong"))

    nhung = visit("nhung")
    nhung.goes_to("/thu-tuc/9.000001/nop")
    nhung.presses("Bắt đầu")
    nhung.page.locator("input[name='coConKhong'][value='yes']").check()
    nhung.page.locator("#id_cacCon-0-hoTenCon").fill("Đỗ Nguyễn An Nhiên")
    nhung.presses("Thêm: Người con")
    second = nhung.page.locator("#id_cacCon-1-hoTenCon")
    expect(second).to_be_focused()
    nhung.presses("Lưu và tiếp tục")
    expect(nhung.page.locator(".error-summary")).to_be_focused()
    looks_wide(nhung, "buoc-nhieu-dong-loi")
    expect(nhung.page.locator("#id_cacCon-0-hoTenCon")).to_have_value("Đỗ Nguyễn An Nhiên")
    second.fill("Đỗ Nguyễn An Bình")
    nhung.page.locator("#id_banSaoHocBa").set_input_files(errands.upload("hoc-ba.png"))
    expect(nhung.page.get_by_role("link", name="hoc-ba.png")).to_be_visible()
    nhung.page.locator("#id_noiNop").select_option("11383")
    looks_wide(nhung, "buoc-nhieu-dong")
    nhung.presses("Lưu và tiếp tục")
    expect(nhung.page.locator("h1")).to_have_text("Giấy tờ")
    nhung.presses("Lưu và tiếp tục")
    nhung.reads("Người con 2: Họ tên con")
    nhung.presses("Nộp hồ sơ")
    expect(nhung.page.locator("h1")).to_have_text("Đã nộp hồ sơ")
    rows = [{"hoTenCon": "Đỗ Nguyễn An Nhiên"}, {"hoTenCon": "Đỗ Nguyễn An Bình"}]
    assert Dossier.objects.get(version__procedure__code="9.000001").answers["cacCon"] == rows
