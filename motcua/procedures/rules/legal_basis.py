"""Legal-basis cells of the catalogue, which are partly glued together. Pure."""

import re

KIND = r"(?:Nghị định|Thông tư|Luật|Quyết định|Nghị quyết|Bộ luật|Pháp lệnh)"
SYMBOL = r"\d+/\d{4}/[A-ZĐ0-9-]*[A-ZĐ0-9]"
GLUE = re.compile(rf"(?<=[^\s(]){SYMBOL}(?={KIND}\s)")


def split_basis(basis: dict[str, str]) -> tuple[list[dict[str, str]], bool]:
    """The documents in one cell, and whether it was glued.

    Split only where a symbol stands without a space between two titles and the first title names the same number and
    year, so that it surely closes the first; the cell's own code then belongs to the last title.
    """
    title = basis.get("title", "")
    found = GLUE.findall(title)
    if len(found) != 1:
        return [basis], len(found) > 1
    symbol = found[0]
    at = GLUE.search(title)
    assert at is not None
    first, rest = title[: at.start()], title[at.end() :]
    number = "/".join(symbol.split("/")[:2])
    if number not in first or symbol == basis.get("code"):
        return [basis], True
    second = {"code": basis["code"], "title": rest} if basis.get("code") else {"title": rest}
    return [{"code": symbol, "title": first}, second], True
