"""What papers are made of: who issues, whose matter, which papers, who signs."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The head of an official paper (Nghị định 30/2020, điều 8 and Phụ lục I): who issues it, where."""

    unit: str
    """Issuing body as its seal says, e.g. "Ủy ban nhân dân phường Hồng Bàng"; printed in capitals."""
    parent: str = ""
    """Body directly above, if it is to be named, e.g. "Ủy ban nhân dân thành phố Hải Phòng"."""
    place: str = ""
    """Place in the line of place and date, e.g. "Hồng Bàng" or "Hải Phòng"; without it only the date stands."""


@dataclass(frozen=True, kw_only=True)
class QrLink:
    """A QR code and what it is for."""

    url: str
    """What a phone opens: an absolute address of this system, e.g. ".../tra-cuu/<dossier code>"."""
    caption: str = "Quét mã để tra cứu hồ sơ"
    """The line under the code; also its text for screen readers, together with the address."""


@dataclass(frozen=True, kw_only=True)
class ApplicantData:
    """Whose matter it is and how to reach them, as the form of the law names them."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    represented_by: str = ""
    """Who files for the applicant (mandate or legal representative), if someone does."""


@dataclass(frozen=True, kw_only=True)
class ProcedureLine:
    """The procedure asked for: its national code and its name."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ListedPaper:
    """One row of the table of papers handed in."""

    name: str
    kind: str = ""
    """"Bản chính", "Bản sao chứng thực", "Bản sao", "Bản điện tử" …"""
    quantity: int = 1
    """Number of copies."""


@dataclass(frozen=True, kw_only=True)
class RequestedPaper:
    """One row of a supplement slip: what is missing or to be corrected."""

    name: str
    reason: str = ""
    """What is wrong with this one item, in a sentence the citizen understands."""
    originals: int = 0
    certified_copies: int = 0
    photocopies: int = 0
    electronic: bool = False
    """True if a file sent online is enough."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A label and its value: one printed line."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class FactSection:
    """A group of facts under a heading, as the e-form groups its questions."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class SignatureBlock:
    """Who signs, as Nghị định 30/2020 Phụ lục I part 7 sets it: capacity and position in capitals, then the name."""

    position: str
    """e.g. "Người tiếp nhận hồ sơ", "Chủ tịch", "Phó Chủ tịch"; printed in capitals."""
    name: str = ""
    """Full name; left out where the signer writes it by hand."""
    capacity: tuple[str, ...] = ()
    """Lines above the position, e.g. ("TM. Ủy ban nhân dân", "KT. Chủ tịch"); printed in capitals."""
    hint: str = "(Ký và ghi rõ họ tên)"
