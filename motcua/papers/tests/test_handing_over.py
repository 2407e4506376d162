from datetime import datetime

from motcua.papers.letters.handing_over import HandOverSlip, print_hand_over_slip
from motcua.papers.tests.read_pdf import faults_of, page_count, words_of
from motcua.platform.clock import VIETNAM

AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)


def test_the_slip_says_what_was_handed_over_and_leaves_room_to_sign() -> None:
    slip = HandOverSlip(
        unit="Trung tâm Phục vụ hành chính công phường Lê Chân", code="H24.77.01-261123-0001",
        procedure="Đăng ký khai sinh", owner="Nguyễn Thị Hồng Nhung", result="Giấy khai sinh, số 12/2026",
        papers="Bản chính giấy chứng sinh", receiver="Lê Văn Tám", identity="Thẻ căn cước số 031098***112",
        mandate="", at="09:00 23/11/2026", official="Trần Thu Hà",
    )  # fmt: skip
    pdf = print_hand_over_slip(slip, at=AT)
    words = words_of(pdf)
    for said in (
        "PHIẾU TRẢ KẾT QUẢ",
        "H24.77.01-261123-0001",
        "Lê Văn Tám",
        "031098***112",
        "NGƯỜI NHẬN",
        "Trần Thu Hà",
    ):
        assert said in words, said
    assert "Nhận thay theo" not in words
    assert page_count(pdf) == 1
    assert faults_of(pdf) == []
