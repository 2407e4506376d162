"""Processes drawn and published by those who use no mouse, no scripts, or English."""

import pytest
from playwright.sync_api import Locator, expect

from e2e.city import City
from e2e.conftest import Visit
from e2e.visitor import Visitor
from motcua.demo.laws import CHANGED
from motcua.laws.public import LegalDocument
from motcua.processes.handlers import keep_sheets
from motcua.processes.public import Process, ProcessVersion

# More stops than any page has.
STOPS = 400
# Name, role, days.
STEPS = [("Thẩm tra hồ sơ", "specialist", "1"), ("Ký duyệt", "department_leader", "0,5")]
HAS_FOCUS = "element => element === document.activeElement"
FOCUS_SEEN = "element => { const style = getComputedStyle(element); return style.outlineStyle + style.boxShadow }"


class Keys:
    """Somebody who uses the keyboard alone, and must see where they are."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page

    def walks_to(self, place: Locator) -> None:
        """Press Tab until the place has the focus."""
        expect(place).to_be_visible()
        for _stop in range(STOPS):
            if place.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way by keyboard to {place}")

    def presses(self, place: Locator, key: str = "Enter") -> None:
        """Walk there and press a key."""
        self.walks_to(place)
        outline = place.evaluate(
            "element => getComputedStyle(element).outlineStyle + getComputedStyle(element).boxShadow"
        )
        assert outline != "nonenone", f"no sign of the focus on {place}"
        self.page.keyboard.press(key)

    def types(self, field: str, words: str) -> None:
        """Walk to a field and write over what stands there."""
        self.walks_to(self.page.locator(field))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def chooses(self, field: str, value: str) -> None:
        """Walk to a list and go down it to a value."""
        place = self.page.locator(field)
        self.walks_to(place)
        self.page.keyboard.press("Home")
        for _stop in range(60):
            if place.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} is not in {field}")

    def button(self, words: str) -> Locator:
        """The button or link of that name on the page."""
        named = self.page.get_by_role("button", name=words, exact=True)
        return named.or_(self.page.get_by_role("link", name=words, exact=True)).first


@pytest.mark.soak
def test_a_process_is_drawn_tried_and_published_with_the_keyboard_alone(city: City, visit: Visit) -> None:
    owner = Keys(visit("bieumau"))
    owner.visitor.goes_to("/quy-trinh")
    owner.types("#id_code", "QT-PHIM")
    owner.types("#id_name", "Quy trình vẽ bằng bàn phím")
    owner.presses(owner.button("Bắt đầu vẽ"))
    for number, (name, _role, _days) in enumerate(STEPS, 1):
        owner.types("#id_new-step", name)
        owner.page.keyboard.press("Enter")
        expect(owner.page.locator("tr.iso-step")).to_have_count(number)
    for name, role, days in STEPS:
        owner.presses(owner.page.locator("table.iso").get_by_role("link", name=name, exact=True))
        expect(owner.page.locator("h1")).to_have_text(name)
        owner.chooses("#id_role", role)
        owner.types("#id_amount", days)
        owner.presses(owner.button("Lưu dòng này"))
        expect(owner.page.locator("table.iso")).to_be_visible()
    owner.presses(owner.page.get_by_role("button", name="Đưa xuống: Thẩm tra hồ sơ"))
    expect(owner.page.locator("tr.iso-step").first).to_contain_text("Ký duyệt")
    owner.presses(owner.page.get_by_role("button", name="Đưa lên: Thẩm tra hồ sơ"))
    expect(owner.page.locator("tr.iso-step").first).to_contain_text("Thẩm tra hồ sơ")
    owner.presses(owner.button("Chạy thử"))
    owner.presses(owner.button("Bắt đầu chạy thử"))
    for _name, _role, _days in STEPS:
        done = owner.page.locator("main ol.reasons > li").count()
        owner.presses(owner.page.locator(".trial-step button.btn-primary").first)
        expect(owner.page.locator("main ol.reasons > li")).not_to_have_count(done)
    expect(owner.page.locator(".meter-figure")).to_contain_text("100%")
    process = Process.objects.get(code="QT-PHIM")
    owner.visitor.goes_to(f"/quy-trinh/{process.pk}")
    owner.presses(owner.button("Trình duyệt"))
    owner.visitor.reads("Đã trình duyệt.")
    boss = Keys(visit("quantri"))
    boss.visitor.goes_to(f"/quy-trinh/{process.pk}")
    boss.presses(boss.button("Duyệt"))
    boss.visitor.reads("Đã duyệt. Quy trình có thể ban hành.")
    boss.presses(boss.button("Ban hành"))
    boss.visitor.reads("Đã ban hành phiên bản 1.")

    owner.presses(owner.page.locator("summary", has_text="Tùy chọn").filter(visible=True).first)
    owner.presses(owner.page.get_by_role("button", name="English").filter(visible=True).first)
    expect(owner.page.locator("html")).to_have_attribute("lang", "en")
    owner.visitor.goes_to(f"/quy-trinh/{process.pk}")
    owner.presses(owner.button("Draw a new version"))
    owner.types("#id_new-step", "Trả kết quả")
    owner.page.keyboard.press("Enter")
    expect(owner.page.locator("tr.iso-step")).to_have_count(3)
    owner.presses(owner.page.locator("table.iso").get_by_role("link", name="Trả kết quả", exact=True))
    owner.chooses("#id_role", "one_stop_officer")
    owner.types("#id_amount", "0.25")
    owner.presses(owner.button("Save this row"))
    expect(owner.page.locator("table.iso")).to_be_visible()
    looks_in_english(owner.visitor, process)


def looks_in_english(owner: Visitor, process: Process) -> None:
    """Every page of processes and laws at both widths, in English."""
    here = f"/quy-trinh/{process.pk}"
    keep_sheets()
    law = LegalDocument.objects.get(number=CHANGED)
    review = law.changes.get().reviews.first()
    assert review is not None
    pages = {
        "all": "/quy-trinh", "changed-law": "/quy-trinh?loc=luat-doi", "sheet": here, "about": f"{here}/thong-tin",
        "row": f"{here}/dong/step_1", "return": f"{here}/dong/step_2/tra-lai", "trials": f"{here}/chay-thu",
        "diagram": f"{here}/so-do", "draw": f"{here}/so-do/sua", "changes": f"{here}/ban/2/thay-doi",
        "figures": f"{here}/ban/1/so-lieu", "heat": f"{here}/so-do?ban=1&nhiet=1", "xlsx": f"{here}/bang-tinh",
        "check": "/quy-trinh/kiem-tra-ban-in", "register": "/phap-luat/van-ban", "law": f"/phap-luat/van-ban/{law.pk}",
        "law-edit": f"/phap-luat/van-ban/{law.pk}/sua", "reviews": "/phap-luat/ra-soat?loai=cho",
        "review": f"/phap-luat/ra-soat/{review.pk}",
    }  # fmt: skip
    for name, address in pages.items():
        owner.goes_to(address)
        expect(owner.page.locator("html")).to_have_attribute("lang", "en")
        for drawing in owner.page.locator("[data-diagram], [data-compare]").all():
            expect(drawing).to_have_attribute("data-ready", "yes")
        owner.looks(f"processes-en-{name}")


def test_a_process_is_drawn_and_a_law_reviewed_without_scripts(city: City, visit: Visit) -> None:
    owner = visit("bieumau", scripts=False)
    owner.goes_to("/quy-trinh")
    owner.page.locator("#id_code").fill("QT-KHONG-JS")
    owner.page.locator("#id_name").fill("Quy trình vẽ không cần JavaScript")
    owner.presses("Bắt đầu vẽ")
    for number, (name, role, days) in enumerate(STEPS, 1):
        owner.page.locator("#id_new-step").fill(name)
        owner.presses("Thêm bước", within=owner.page.locator("form.iso-add"))
        expect(owner.page.locator("tr.iso-step")).to_have_count(number)
        owner.page.locator("table.iso").get_by_role("link", name=name, exact=True).click()
        owner.page.locator("#id_role").select_option(role)
        owner.page.locator("#id_amount").fill(days)
        owner.presses("Lưu dòng này")
    owner.presses("Chạy thử")
    owner.presses("Bắt đầu chạy thử")
    for done in range(1, len(STEPS) + 1):
        expect(owner.page.locator("main ol.reasons > li")).to_have_count(done)
        owner.page.locator(".trial-step button.btn-primary").first.click()
    owner.reads("Hồ sơ giả đã tới kết thúc")
    process = Process.objects.get(code="QT-KHONG-JS")
    here = f"/quy-trinh/{process.pk}"
    owner.goes_to(here)
    owner.presses("Trình duyệt")
    boss = visit("quantri", scripts=False)
    boss.goes_to(here)
    boss.presses("Duyệt")
    boss.presses("Ban hành")
    boss.reads("Đã ban hành phiên bản 1.")
    owner.goes_to(here)
    owner.presses("Soạn phiên bản mới")
    owner.page.get_by_role("button", name="Bỏ: Ký duyệt").click()
    owner.goes_to(f"{here}/ban/2/thay-doi")
    owner.reads("Trên sơ đồ")
    expect(owner.page.locator("#tren-so-do")).to_contain_text("Ký duyệt")
    # Rolled back: the draft goes, the first version's content comes again as the next one.
    owner.goes_to(here)
    owner.presses("Bỏ bản nháp này")
    owner.goes_to(here)
    assert ProcessVersion.objects.get(process=process).state == "published"

    owner.goes_to("/phap-luat/ra-soat")
    owner.page.locator("table tbody a").first.click()
    owner.presses("Kết thúc rà soát")
    owner.reads("Xin chọn đã sửa hay không cần sửa.")
    owner.page.get_by_role("radio", name="Không cần sửa").check()
    owner.page.locator("#id_outcome").fill("Chỉ đổi cách gọi.")
    owner.presses("Kết thúc rà soát")
    owner.reads("Đã kết thúc việc rà soát")
