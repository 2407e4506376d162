"""An officer takes dossiers at the counter without a mouse: card, letters, Enter, and the slip is there."""

from playwright.sync_api import expect

from e2e import errands
from e2e.city import City
from e2e.conftest import Visit
from e2e.visitor import Visitor
from motcua.dossiers.public import Dossier
from motcua.dossiers.rules import Status
from motcua.papers.public import papers_of

CARD = "031098000112||Đỗ Minh Khôi|14031998|Nam|8 Quang Trung, phường Hồng Bàng|15082021|"
MOST_KEYS = 25


class Keyboard:
    """The officer's hands: what is typed is the person's data, every other key is counted."""

    def __init__(self, visitor: Visitor) -> None:
        self.page = visitor.page
        self.pressed: list[str] = []

    def presses(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.pressed.append(key)
            self.page.keyboard.press(key)

    def types(self, words: str) -> None:
        """Type data into what has the focus."""
        self.page.keyboard.type(words)

    def scans(self, card: str) -> None:
        """What the scanner does: it types the card and ends with Enter."""
        self.page.keyboard.insert_text(card)
        self.page.keyboard.press("Enter")

    def at(self, name: str) -> None:
        """The question of that name has the focus."""
        expect(self.page.locator(f"[name='{name}']:focus")).to_have_count(1)
        expect(self.page.locator(".htmx-request, .htmx-settling, .htmx-swapping")).to_have_count(0)


def test_a_dossier_is_taken_by_keyboard_alone(city: City, visit: Visit) -> None:
    officer = visit("motcua.lechan")
    officer.goes_to("/tiep-nhan")
    hands = Keyboard(officer)
    hands.at("card")
    hands.scans(CARD)
    hands.at("q")
    officer.reads("Đỗ Minh Khôi")
    officer.looks("quay-da-quet-the", wide=True)
    officer.page.locator("#id_q").focus()
    hands.types("tthn")
    hands.presses("Enter")
    expect(officer.page.locator("h1")).to_contain_text("tình trạng hôn nhân")
    hands.at("phone")
    fills_the_form(hands)
    for _paper in range(2):
        hands.types("c")
        hands.presses("Enter")
    officer.looks("quay-ban-phim", wide=True)
    hands.presses("Control+Enter")
    officer.reads("Đã tiếp nhận.")
    code = errands.code_shown(officer)
    assert len(hands.pressed) <= MOST_KEYS, hands.pressed
    dossier = Dossier.objects.get(code=code)
    assert dossier.owner.full_name == "Đỗ Minh Khôi"
    assert papers_of(dossier.subject).get().template.code == "receipt_slip"
    officer.looks("quay-da-tiep-nhan", wide=True)
    takes_another_of_the_same_person(officer, hands, code)


def fills_the_form(hands: Keyboard) -> None:
    """What only the person can say; the card said the rest."""
    hands.types("0987654322")
    hands.presses("Enter")
    hands.at("nycDienThoai")
    hands.types("0987654322")
    hands.presses("Enter")
    hands.at("nycQuanHe")
    hands.presses("Space", "Enter")
    hands.at("nxnDanToc")
    hands.types("Kinh")
    hands.presses("Enter")
    hands.at("nxnQuocTich")
    hands.presses("Space", "Enter")
    hands.at("nxnThoiGian")
    hands.types("Từ ngày 14/03/2016 đến nay")
    hands.presses("Enter")
    hands.at("nxnTinhTrang")
    hands.presses("Space", "Enter")
    hands.at("mucDich")
    hands.presses("ArrowDown", "Enter")
    hands.at("dkXa")
    hands.types("Phường Lê Chân")
    hands.presses("Enter")
    hands.at("soBan")
    hands.types("1")
    hands.presses("Enter")
    hands.at("nhanKetQua")
    hands.presses("Space", "Enter")


def takes_another_of_the_same_person(officer: Visitor, hands: Keyboard, code: str) -> None:
    """On to the next dossier of the same person, which lacks what it needs: form 02."""
    expect(officer.page.get_by_role("link", name="Người tiếp theo")).to_be_focused()
    hands.presses("Tab", "Enter")
    officer.reads("Đỗ Minh Khôi")
    hands.at("q")
    hands.types("dkks")
    hands.presses("Enter")
    # Several begin so: the first of them has the focus.
    expect(officer.page.locator(".counter-pick").first).to_be_focused()
    hands.presses("Enter")
    officer.page.locator("details.counter-not summary").focus()
    hands.presses("Enter")
    officer.page.locator("[name='ground']").select_option(index=2)
    officer.page.get_by_role("button", name="Lập phiếu từ chối").focus()
    hands.presses("Enter")
    officer.reads("Đã lập phiếu từ chối tiếp nhận (mẫu 03).")
    refused = Dossier.objects.get(code=errands.code_shown(officer))
    assert refused.code != code
    assert (refused.status, refused.owner.full_name) == (Status.REFUSED, "Đỗ Minh Khôi")
