"""Reading who somebody is from the claims of the provider, by a table that is data: names and codes are theirs."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.persons.public import name_flaw, normalise_personal_id, normalise_tax_code, read_personal_id

LONGEST_CLAIM = 500
HIGHEST = 2
# The names that the national portal's provider uses (WSO2, later Keycloak); codes of levels may change by decree.
SHIPPED: dict[str, Any] = {
    "personal_id": "SoDinhDanh",
    "full_name": "HoVaTen",
    "birth_date": "NgayThangNamSinh",
    "birth_date_format": "%Y%m%d",
    "kind": "LoaiTaiKhoan",
    "kinds": {"1": "citizen", "2": "business"},
    "level": "LoA",
    "levels": {"1": 1, "2": 2, "3": 2},
    "tax_code": "MaSoThue",
    "organisation": "TenToChuc",
}
_TEXTS = ("personal_id", "full_name", "birth_date", "birth_date_format", "kind", "level", "tax_code", "organisation")


class BadClaims(ValueError):
    """The claims do not say who somebody is; the word says which of them."""

    def __init__(self, claim: str) -> None:
        super().__init__(claim)
        self.claim = claim


@dataclass(frozen=True)
class Identity:
    """Who the provider says has come: `kind` citizen or business, `level` as `Actor.assurance`.

    `tax_code` and `organisation` are those of a business that the person has come for.
    """

    personal_id: str
    full_name: str
    birth_date: date
    kind: str
    level: int
    tax_code: str = ""
    organisation: str = ""


def table_flaw(table: Mapping[str, Any]) -> str:
    """Which entry of a claim table cannot be, empty when it can be used."""
    for name in _TEXTS:
        if not isinstance(table.get(name), str) or not table[name]:
            return name
    if set(table) - set(SHIPPED):
        return min(set(table) - set(SHIPPED))
    kinds, levels = table.get("kinds"), table.get("levels")
    if not isinstance(kinds, dict) or not kinds or not set(kinds.values()) <= {"citizen", "business"}:
        return "kinds"
    if not isinstance(levels, dict) or not levels or not all(type(each) is int for each in levels.values()):
        return "levels"
    return "" if all(1 <= each <= HIGHEST for each in levels.values()) else "levels"


def read_claims(claims: Mapping[str, Any], table: Mapping[str, Any]) -> Identity:
    """Who has come, by this table (`table_flaw` says it can be used). Raises BadClaims for what cannot be a person."""
    number = read_personal_id(normalise_personal_id(_text(claims, table, "personal_id")))
    if number is None:
        raise BadClaims("personal_id")
    name = _in_plain_case(_text(claims, table, "full_name"))
    if name_flaw(name) is not None:
        raise BadClaims("full_name")
    try:
        born = datetime.strptime(_text(claims, table, "birth_date"), table["birth_date_format"]).date()  # noqa: DTZ007
    except ValueError:
        raise BadClaims("birth_date") from None
    if born.year != number.birth_year:
        raise BadClaims("birth_date")
    kind = table["kinds"].get(_text(claims, table, "kind"))
    if kind is None:
        raise BadClaims("kind")
    level = table["levels"].get(_text(claims, table, "level"))
    if level is None:
        raise BadClaims("level")
    if kind != "business":
        return Identity(number.digits, name, born, kind, level)
    tax_code, organisation = (
        normalise_tax_code(_text(claims, table, "tax_code")),
        _text(claims, table, "organisation"),
    )
    if tax_code is None:
        raise BadClaims("tax_code")
    return Identity(number.digits, name, born, kind, level, tax_code, organisation)


def _text(claims: Mapping[str, Any], table: Mapping[str, Any], name: str) -> str:
    value = claims.get(table[name])
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_CLAIM:
        raise BadClaims(name)
    return " ".join(unicodedata.normalize("NFC", value).split())


def _in_plain_case(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split()) if name.isupper() else name


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are the same name but for capitals and the place of the tone mark (hoà, hòa)."""
    return _parts(one) == _parts(other)


def _parts(name: str) -> list[str]:
    # Letter by letter with the marks of a whole syllable put in order behind it: «hoà» and «hòa» are alike.
    words = unicodedata.normalize("NFD", name.casefold()).split()
    return [_letters(word) + "".join(sorted(_tones(word))) for word in words]


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _letters(word: str) -> str:
    return "".join(sign for sign in word if sign not in _TONES)


def _tones(word: str) -> str:
    return "".join(sign for sign in word if sign in _TONES)
