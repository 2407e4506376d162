"""What people come for, one errand a function, as they would do it themselves."""

import re
from io import BytesIO
from pathlib import Path

import zxingcpp
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import FilePayload, expect
from pypdf import PdfReader

from e2e.visitor import Visitor

FONT = Path(__file__).parents[1] / "node_modules/@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf"
Answers = dict[str, str]
BIRTH: dict[str, Answers] = {
    "Người yêu cầu": {
        "nycHoTen": "Nguyễn Thị Hồng Nhung", "nycNgaySinh": "15/04/1992", "nycSoDinhDanh": "031192001234",
        "nycNoiCuTru": "27 Nguyễn Đức Cảnh, phường Lê Chân", "nycDienThoai": "0987654321",
        "nycEmail": "nhung@example.vn", "nycQuanHe": "me",
    },
    "Trẻ được khai sinh": {
        "nksHoTen": "Đỗ Nguyễn An Nhiên", "nksNgaySinh": "10/11/2026", "nksGioiTinh": "nu", "nksDanToc": "01",
        "nksQuocTich": "VN", "nksNoiSinhLoai": "co-so-y-te", "nksCoSoYTe": "Bệnh viện Phụ sản Hải Phòng",
        "nksSoChungSinh": "123/2026", "nksNoiSinh": "19 Trần Quang Khải, phường Hồng Bàng", "nksQueQuan": "Hải Phòng",
    },
    "Người mẹ": {
        "meHoTen": "Nguyễn Thị Hồng Nhung", "meNgaySinh": "15/04/1992", "meSoDinhDanh": "031192001234",
        "meDanToc": "01", "meQuocTich": "VN", "meLoaiCuTru": "thuong-tru",
        "meNoiCuTru": "27 Nguyễn Đức Cảnh, phường Lê Chân",
    },
    "Người cha": {
        "chaCoThongTin": "yes", "chaMeKetHon": "yes", "chaHoTen": "Đỗ Minh Khôi", "chaNgaySinh": "14/03/1990",
        "chaSoDinhDanh": "031090000112", "chaDanToc": "01", "chaQuocTich": "VN", "chaLoaiCuTru": "thuong-tru",
        "chaNoiCuTru": "27 Nguyễn Đức Cảnh, phường Lê Chân",
    },
    "Nơi đăng ký và nhận kết quả": {"dkXa": "11383", "nhanKetQua": "dien-tu", "banSaoCo": "no"},
}  # fmt: skip
KNOWN_AT_COUNTER = {"nycHoTen", "nycNgaySinh", "nycSoDinhDanh", "nycNoiCuTru", "nycDienThoai", "nycEmail", "nycQuanHe"}


def scan(words: str = "GIẤY CHỨNG SINH") -> bytes:
    """A scanned page with something written on it."""
    sheet = Image.new("RGB", (1240, 1754), "#fbfaf6")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((60, 60, 1180, 1694), outline="#3c3a36", width=4)
    pen.text((620, 190), words, fill="#1d1b19", anchor="mm", font=ImageFont.truetype(str(FONT), 64))
    for line in range(16):
        pen.line((160, 420 + line * 74, 1080 - (line % 4) * 70, 420 + line * 74), fill="#8b867c", width=5)
    page = BytesIO()
    sheet.save(page, "PNG")
    return page.getvalue()


def upload(name: str, content: bytes | None = None) -> FilePayload:
    """A file as the browser's file chooser hands it over."""
    kind = {"png": "image/png", "pdf": "application/pdf"}.get(name.rpartition(".")[2], "application/octet-stream")
    return {"name": name, "mimeType": kind, "buffer": scan() if content is None else content}


def answer(visitor: Visitor, answers: Answers) -> None:
    """Answer the questions of a step by their names in the form; a question may appear only after the one before.

    What a register filled in is shown and not asked.
    """
    for name, value in answers.items():
        if visitor.page.locator(f"#id_{name}.known").count():
            continue
        field = visitor.page.locator(f"[name='{name}']").first
        expect(field).to_be_attached()
        kind = field.evaluate("field => field.type")
        if kind == "radio":
            choice = visitor.page.locator(f"input[name='{name}'][value='{value}']")
            if not choice.is_checked():
                refreshes = choice.locator("xpath=ancestor::*[@hx-post]").count() > 0 and visitor.scripts
                choice.check()
                if refreshes:
                    # The step is asked anew; what follows is answered on the page that comes back.
                    expect(visitor.page.locator(".htmx-request, .htmx-settling, .htmx-swapping")).to_have_count(0)
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)


def find_birth_registration(visitor: Visitor) -> None:
    """From the front page to the procedure, in the words people type."""
    visitor.goes_to("/")
    visitor.page.locator("#id_q").fill("lam giay khai sinh cho con")
    visitor.presses("Tìm thủ tục")
    visitor.page.get_by_role("link", name="Đăng ký khai sinh", exact=True).click()
    expect(visitor.page.locator("h1")).to_have_text("Đăng ký khai sinh")


def fill_birth_form(visitor: Visitor) -> None:
    """All steps of the declaration, from the first one that is open."""
    for title, answers in BIRTH.items():
        expect(visitor.page.locator("h1")).to_have_text(title)
        answer(visitor, answers)
        visitor.presses("Lưu và tiếp tục")
    expect(visitor.page.locator("h1")).to_have_text("Giấy tờ")


def attach_scan(visitor: Visitor, name: str = "giay-chung-sinh.png") -> None:
    """Attach the scanned certificate and go on to the check."""
    visitor.page.locator("#id_file-giay-chung-sinh").set_input_files(upload(name))
    expect(visitor.page.get_by_role("link", name=name)).to_be_visible()
    visitor.presses("Lưu và tiếp tục")
    expect(visitor.page.locator("h1")).to_have_text("Kiểm tra trước khi nộp")


def code_shown(visitor: Visitor) -> str:
    """The dossier's code on the page that is open."""
    found = re.search(r"[A-Z]\d+(?:\.\d+)*-\d{6}-\d{4,}", visitor.page.locator("main").inner_text())
    assert found, visitor.page.locator("main").inner_text()[:500]
    return found.group()


def fill_form_without_scripts(visitor: Visitor) -> None:
    """All steps again, where a question that hangs on another comes only after the step was sent once."""
    for title, answers in BIRTH.items():
        while visitor.page.locator("h1").inner_text() == title:
            shown = {name: value for name, value in answers.items() if visitor.page.locator(f"[name='{name}']").count()}
            answer(visitor, shown)
            visitor.presses("Lưu và tiếp tục")


def file_birth(visitor: Visitor) -> str:
    """The whole filing at one go; returns the dossier's code."""
    visitor.goes_to("/thu-tuc/1.001193/nop")
    visitor.presses("Bắt đầu")
    fill_birth_form(visitor)
    attach_scan(visitor)
    visitor.presses("Nộp hồ sơ")
    expect(visitor.page.locator("h1")).to_have_text("Đã nộp hồ sơ")
    return code_shown(visitor)


def decode_qr(visitor: Visitor) -> str:
    """What a phone reads from the QR code on the page."""
    picture = Image.open(BytesIO(visitor.page.locator(".qr").screenshot(scale="device")))
    found = zxingcpp.read_barcodes(picture)
    return str(found[0].text) if found else ""


def open_pdf(visitor: Visitor, title: str) -> str:
    """Open a paper from the page by its title; returns the words printed on it."""
    link = visitor.page.locator("main a").filter(has_text=title).first
    address = link.get_attribute("href") or ""
    if "?giay=" in address:
        link.click()
        address = visitor.page.locator("iframe").get_attribute("src") or ""
    answered = visitor.page.request.get(address)
    assert answered.headers["content-type"] == "application/pdf"
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(answered.body())).pages)


def open_dossier(visitor: Visitor, code: str, tab: str = "") -> None:
    """From the inbox, or one of its tabs, to the dossier's page."""
    visitor.goes_to("/viec")
    if tab:
        visitor.page.locator(".tabs a").filter(has_text=tab).click()
    visitor.page.get_by_role("row", name=code).get_by_role("link").click()
    expect(visitor.page.locator(".eyebrow").first).to_contain_text(code)


def take_at_counter(visitor: Visitor) -> str:
    """Take a dossier from somebody who came in person; returns its code."""
    visitor.goes_to("/viec")
    visitor.presses("Tiếp nhận mới")
    visitor.looks("quay-chon-thu-tuc")
    visitor.page.get_by_role("link", name="Đăng ký khai sinh", exact=True).click()
    applicant = {
        "personal_id": "031098000112", "full_name": "Đỗ Minh Khôi", "birth_date": "14/03/1998", "phone": "0987654322",
    }  # fmt: skip
    answer(visitor, applicant)
    for answers in BIRTH.values():
        # What stands at the top of the page already is left blank, as the page says.
        answer(visitor, {name: value for name, value in answers.items() if name not in KNOWN_AT_COUNTER})
    answer(visitor, {"nycNoiCuTru": "8 Quang Trung, phường Hồng Bàng", "nycQuanHe": "nguoi-than"})
    answer(visitor, {"nycQuanHeKhac": "cậu ruột"})
    visitor.page.locator("[name='state-giay-chung-sinh']").select_option("original")
    visitor.looks("quay-bieu-mau")
    visitor.presses("Tiếp nhận và in giấy hẹn")
    visitor.reads("Đã tiếp nhận.")
    return code_shown(visitor)


def ask_for_paper(visitor: Visitor, wanted: str, reason: str) -> None:
    """Ask the applicant for the first paper of the list, on form 02."""
    visitor.presses("Yêu cầu bổ sung")
    visitor.looks("ho-so-hop-thoai-bo-sung")
    dialog = visitor.page.locator("dialog[open]")
    dialog.locator("[name='items']").first.check()
    dialog.locator("[name^='wanted-']").first.fill(wanted)
    dialog.locator("[name='listed']").select_option(index=1)
    dialog.locator("[name='reason']").fill(reason)
    visitor.presses("Gửi yêu cầu bổ sung")
    visitor.reads("Đã gửi yêu cầu bổ sung.")


def explain_due(visitor: Visitor) -> str:
    """Press “Vì sao ngày này?” and read the answer."""
    due = visitor.page.locator(".due")
    due.locator("summary").click()
    return due.inner_text()
