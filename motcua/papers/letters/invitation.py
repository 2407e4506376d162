"""Invitations to officials as one PDF."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import cast

from typst import TypstError

from motcua.accounts.ports import InvitationLetter
from motcua.papers.rules import typeable
from motcua.papers.typesetting import TypesettingFailed, compiler, glyphs, qr_svg
from motcua.platform.formats import dmy

_SOURCE = Path(__file__).with_suffix(".typ")


# A letter of the state is Vietnamese, whatever language its sender reads.
WORDS = {
    "title": "THƯ MỜI KÍCH HOẠT TÀI KHOẢN",
    "to": "Kính gửi ông/bà",
    "opening": "Tài khoản làm việc của ông/bà đã được mở. Xin vào đường dẫn dưới đây hoặc quét mã để đặt mật khẩu.",
    "username": "Tên đăng nhập:",
    "link": "Đường dẫn:",
    "until": "Dùng được đến hết:",
    "scan": "Quét mã này bằng điện thoại:",
    "care": "Đường dẫn chỉ dùng được một lần. Ai cầm thư này đều đặt được mật khẩu, xin giữ kín và hủy sau khi dùng.",
}


def print_invitations(letters: Sequence[InvitationLetter], *, place: str, at: datetime) -> bytes:
    """One page for each letter, PDF/A and PDF/UA like all papers. Raises TypesettingFailed."""
    pages = [
        {**vars(each), "expires_at": None, "until": dmy(each.expires_at), "qr": qr_svg(each.link)} for each in letters
    ]
    data = typeable({"title": WORDS["title"], "place": place, "words": WORDS, "letters": pages}, glyphs())
    try:
        pdf = compiler().compile(
            input=_SOURCE.read_bytes(),
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(at.timestamp()),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    except TypstError as error:
        raise TypesettingFailed(error.message) from error
    return cast(bytes, pdf)
