"""What a procedure must be before it may be published, and how it is found. Pure."""

import re
from collections.abc import Iterable, Sequence

from motcua.platform.text import fold

CODE = re.compile(r"\d\.\d{6}(\.[A-Z0-9.]+)?")
# Words that stand in nearly every question and tell nothing apart.
EMPTY_WORDS = frozenset(["lam", "xin", "muon", "can", "cho", "cua", "toi", "o", "va", "de", "the", "nao", "gi", "thi", "la", "co", "cach", "thu", "tuc", "ve", "nhu"])


def is_procedure_code(code: str) -> bool:
    """Whether this is a procedure code: `d.dddddd`, a provincial variant may add its organisation."""
    return CODE.fullmatch(code) is not None


def words(text: str) -> list[str]:
    """Folded words and pairs of neighbours, pairs written together: "khai sinh" gives khai, sinh, khaisinh."""
    single = fold(text).split()
    return single + [first + second for first, second in zip(single, single[1:], strict=False)]


def question(text: str) -> str:
    """A `tsquery` in the simple configuration that finds any of the telling words; empty for no words."""
    single = [word for word in fold(text).split()[:20]]
    telling = [word for word in single if word not in EMPTY_WORDS] or single
    pairs = [first + second for first, second in zip(single, single[1:], strict=False)]
    return " | ".join(f"'{word}'" for word in dict.fromkeys(telling + pairs))


def searchable(name: str, keywords: Iterable[str], summary: str, field: str) -> tuple[str, str, str]:
    """What is indexed with weights A, B and C: the name, the people's words, the rest."""
    return (
        " ".join(words(name)),
        " ".join(word for keyword in keywords for word in words(keyword)),
        " ".join(words(f"{summary} {field}")),
    )


def missing_before_publication(
    *, name: str, levels: Sequence[str], case_count: int, online: bool, has_form: bool, unprocessed: Sequence[str]
) -> list[str]:
    """Sentences, in Vietnamese, that say what a version still lacks; none where it may be published."""
    said = []
    if not name.strip():
        said.append("Chưa có tên thủ tục.")
    if not levels:
        said.append("Chưa có cấp thực hiện.")
    if not case_count:
        said.append("Chưa có trường hợp nào.")
    if online and not has_form:
        said.append("Thủ tục trực tuyến phải có biểu mẫu điện tử.")
    if online and unprocessed:
        said.append(f"Chưa có quy trình cho trường hợp: {', '.join(unprocessed)}.")
    return said
