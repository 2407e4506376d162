"""What a fee of the catalogue says. Pure.

"Miễn phí" is often wrong: the note then names the real fee or the document that sets it. So a fee is a figure only
where amount and note agree; everything else is kept in the source's words.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from motcua.platform.text import fold
from motcua.procedures.rules.cautions import Caution

PLAIN = re.compile(r"(?:(?:Lệ phí|Phí)\s*:\s*)?(\d[\d.,]*)\s*(?:Việt Nam Đồng|VNĐ|Đồng|đ)", re.IGNORECASE)
FREE = frozenset({"mien phi", "phi 0 dong", "le phi 0 dong", "phi khong dong", "le phi khong dong"})
SILENT = frozenset({"", "khong", "khong co", "khong thu", "mien phi", "0"})
UNKNOWN = frozenset({"khong co thong tin", "khong co thong tin ve phi", ""})
IN_NOTE = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d{4,})\s*(?:đồng|đ\b|vnđ|việt nam đồng)", re.IGNORECASE)
# Below this no fee is charged in Vietnam: "100 VNĐ" is a slip for dollars, percent or nothing at all.
SMALLEST = 1000


def dong(text: str) -> int | None:
    """The figure of "135.000" or "1,200,000"; None where the marks do not group thousands."""
    if not re.fullmatch(r"\d{1,3}([.,]\d{3})+|\d+", text):
        return None
    return int(re.sub(r"[.,]", "", text))


def fee_of(fee: dict[str, Any]) -> tuple[int | None, Caution | None]:
    """The fee in đồng that one cell states for sure, or why it does not."""
    return _fee_of(str(fee.get("amount_text", "")), str(fee.get("note", "")))


@lru_cache(maxsize=2000)
def _fee_of(amount_text: str, note: str) -> tuple[int | None, Caution | None]:
    said = fold(amount_text)
    if said in UNKNOWN:
        return None, Caution("fees", "fee_missing")
    if said in FREE:
        return (0, None) if fold(note) in SILENT else (None, Caution("fees", "free_but_note", note))
    found = PLAIN.fullmatch(amount_text.strip())
    amount = dong(found.group(1)) if found else None
    if amount is None:
        return None, Caution("fees", "fee_in_words", amount_text)
    if amount == 0:
        return (0, None) if fold(note) in SILENT else (None, Caution("fees", "free_but_note", note))
    if amount < SMALLEST:
        return None, Caution("fees", "fee_odd", amount_text)
    named = {dong(each) for each in IN_NOTE.findall(note)}
    if named - {amount}:
        return None, Caution("fees", "fee_differs_from_note", note)
    return amount, None


def fee_of_all(methods: Sequence[dict[str, Any]]) -> tuple[int | None, str, list[Caution]]:
    """The one fee that all ways of filing state, and the note where they share one; else None and why."""
    cells = [fee for method in methods for fee in method.get("fees", [])]
    silent = any(not method.get("fees") for method in methods)
    if not cells:
        return None, "", [Caution("fees", "fee_missing")]
    read = [fee_of(cell) for cell in cells]
    cautions = list(dict.fromkeys(caution for _fee, caution in read if caution))
    texts = {str(cell.get("note") or "") for cell in cells}
    note = texts.pop() if len(texts) == 1 else ""
    fees = {fee for fee, _caution in read}
    if len(fees) > 1:
        return None, note, [*cautions, Caution("fees", "fees_differ")]
    fee = fees.pop()
    if silent and fee is not None:
        cautions.append(Caution("fees", "fee_missing_in_some"))
    return fee, note, cautions
