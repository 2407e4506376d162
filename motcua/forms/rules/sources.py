"""What sources know of people, and which questions of a form may be answered from them (`x-source`).

A source is written `subject.attribute`: `person.full_name`. The subject `person` is whoever the form is filed for; a
form names others in `x-subjects`, by the answer that says who they are:
`{"mother": {"nycQuanHe": {"me": "person", "cha": "spouse"}}}` reads: where `nycQuanHe` is `me`, the mother is the
person, where it is `cha` the person's spouse, else nobody whom a source could know. Instead of an answer `person.sex`
may decide. Which attributes are told of a spouse is bounded: where somebody lives is their own affair.
Somebody else with whom the person files is `other`: `{"groom": {"person.sex": {"male": "person", "female": "other"}}}`.
Of them a source tells no more than of a spouse, and only once the form's own questions name them, each bound: by
number, name and date of birth.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from motcua.platform.text import fold


class Attribute(StrEnum):
    """What a source knows of a person."""

    FULL_NAME = "full_name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    PERSONAL_ID = "personal_id"
    ETHNICITY = "ethnicity"
    NATIONALITY = "nationality"
    ADDRESS = "address"
    RESIDENCE_KIND = "residence_kind"
    PHONE = "phone"
    EMAIL = "email"


PERSON, SPOUSE, OTHER, PERSON_SEX = "person", "spouse", "other", "person.sex"
WHO = frozenset({PERSON, SPOUSE, OTHER})
# By what the form itself names somebody else.
NAMED_BY = (Attribute.PERSONAL_ID, Attribute.FULL_NAME, Attribute.BIRTH_DATE)
REGISTERED = frozenset(Attribute) - {Attribute.PHONE, Attribute.EMAIL}
OF_SPOUSE = frozenset(
    {
        Attribute.FULL_NAME,
        Attribute.BIRTH_DATE,
        Attribute.SEX,
        Attribute.PERSONAL_ID,
        Attribute.ETHNICITY,
        Attribute.NATIONALITY,
    }
)
_SOURCE = re.compile(r"([a-z_]{1,40})\.([a-z_]{1,40})")


@dataclass(frozen=True)
class Subject:
    """Who somebody in the form is: `who` by the answer to `decider`."""

    decider: str
    who: Mapping[str, str]


@dataclass(frozen=True)
class Bound:
    """A question that may be answered from a source."""

    name: str
    subject: str
    attribute: Attribute


def read_source(text: str) -> tuple[str, Attribute] | None:
    """Subject and attribute of an `x-source`, or None where it is none."""
    parts = _SOURCE.fullmatch(text)
    if parts is None or parts[2] not in set(Attribute):
        return None
    return parts[1], Attribute(parts[2])


def read_subjects(told: Any) -> Mapping[str, Subject]:
    """The subjects that a form names, and `person`. Raises ValueError on what is none."""
    subjects: dict[str, Subject] = {PERSON: Subject("", {})}
    if not isinstance(told, Mapping):
        raise ValueError("x-subjects")
    for name, cases in told.items():
        if not isinstance(cases, Mapping) or len(cases) != 1 or not re.fullmatch("[a-z_]{1,40}", str(name)):
            raise ValueError(str(name))
        ((decider, who),) = cases.items()
        if not isinstance(who, Mapping) or not who or not set(who.values()) <= WHO or name in WHO:
            raise ValueError(str(name))
        subjects[str(name)] = Subject(str(decider), dict(who))
    return subjects


def who_is(subject: Subject, answers: Mapping[str, Any], sex: str) -> str:
    """`person`, `spouse`, `other`, or empty where no source could know.

    `sex` is the person's: male, female or unknown.
    """
    if not subject.decider:
        return PERSON
    decided = sex if subject.decider == PERSON_SEX else answers.get(subject.decider)
    return subject.who.get(str(decided), "")


# Words of labels, folded, by what they ask. The longer come first: what matches takes its words out of the label.
_ASKING: tuple[tuple[str, Attribute], ...] = (
    ("so dinh danh ca nhan", Attribute.PERSONAL_ID),
    ("so dinh danh", Attribute.PERSONAL_ID),
    ("so can cuoc cong dan", Attribute.PERSONAL_ID),
    ("so can cuoc", Attribute.PERSONAL_ID),
    ("so the can cuoc", Attribute.PERSONAL_ID),
    ("so cccd", Attribute.PERSONAL_ID),
    ("ho, chu dem, ten", Attribute.FULL_NAME),
    ("ho chu dem va ten", Attribute.FULL_NAME),
    ("ho va ten", Attribute.FULL_NAME),
    ("ho ten", Attribute.FULL_NAME),
    ("ngay, thang, nam sinh", Attribute.BIRTH_DATE),
    ("ngay thang nam sinh", Attribute.BIRTH_DATE),
    ("ngay sinh", Attribute.BIRTH_DATE),
    ("gioi tinh", Attribute.SEX),
    ("dan toc", Attribute.ETHNICITY),
    ("quoc tich", Attribute.NATIONALITY),
    ("noi thuong tru", Attribute.ADDRESS),
    ("dia chi thuong tru", Attribute.ADDRESS),
    ("noi cu tru", Attribute.ADDRESS),
    ("dia chi cu tru", Attribute.ADDRESS),
)
_KEYS: tuple[tuple[str, Attribute], ...] = (
    ("hoten", Attribute.FULL_NAME),
    ("fullname", Attribute.FULL_NAME),
    ("ngaysinh", Attribute.BIRTH_DATE),
    ("birthdate", Attribute.BIRTH_DATE),
    ("gioitinh", Attribute.SEX),
    ("sodinhdanh", Attribute.PERSONAL_ID),
    ("cccd", Attribute.PERSONAL_ID),
    ("personalid", Attribute.PERSONAL_ID),
    ("dantoc", Attribute.ETHNICITY),
    ("quoctich", Attribute.NATIONALITY),
    ("thuongtru", Attribute.ADDRESS),
)
# Of these no source can say who they are: they are known only by what the form itself asks.
_OTHERS = (
    "nguoi da chet", "nguoi chet", "cua tre", "tre duoc", "ten tre", "ben chuyen", "thanh vien", "nguoi da dang ky",
    "nguoi huong", "nguoi duoc xac nhan", "du dinh ket hon", "cho thue", "cung nhan", "cung chuyen", "nguoi con",
    "cua con", "nguoi lam chung", "nguoi thua ke",
)  # fmt: skip


def asked_by(name: str, prop: Mapping[str, Any]) -> Attribute | None:
    """What of a person a question asks that a source gives, by its meaning, its label or its key; None for others.

    A question about somebody whom only the form itself describes asks for nothing that a source could give.
    """
    label = fold(str(prop.get("x-label", "")))
    if any(words in label for words in _OTHERS):
        return None
    if prop.get("format") == "personal-id":
        return Attribute.PERSONAL_ID
    if prop.get("type") not in ("string", None) or prop.get("x-widget") == "textarea":
        return None
    for words, attribute in _ASKING:
        if label.startswith(words):
            return attribute
    key = name.lower()
    return next((attribute for end, attribute in _KEYS if key.endswith(end)), None)


def unbound(properties: Mapping[str, Any]) -> Iterator[tuple[str, Attribute]]:
    """The questions that ask a person for what a source gives, and are not bound to it."""
    for name, prop in properties.items():
        if prop.get("x-source"):
            continue
        attribute = asked_by(name, prop)
        if attribute in REGISTERED:
            assert attribute is not None
            yield name, attribute


def faults_of_sources(properties: Mapping[str, Any], told: Any) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What is wrong with the sources of a form, as `sanity` names faults: an unknown source, subject or decider."""
    try:
        subjects = read_subjects(told)
    except ValueError as wrong:
        yield "not_a_schema", {"why": f"x-subjects: {wrong}"}
        return
    for subject in subjects.values():
        if subject.decider not in ("", PERSON_SEX) and subject.decider not in properties:
            yield "unknown_field", {"name": subject.decider, "where": "x-subjects"}
    bound = {prop.get("x-source") for prop in properties.values()}
    for whose, subject in subjects.items():
        needed = [f"{whose}.{each}" for each in NAMED_BY] if OTHER in subject.who.values() else []
        for missing in (each for each in needed if each not in bound):
            yield "unknown_source", {"name": "x-subjects", "source": missing}
    for name, prop in properties.items():
        if text := prop.get("x-source", ""):
            source = read_source(text)
            if source is None or source[0] not in subjects or not _tells(subjects[source[0]], source[1]):
                yield "unknown_source", {"name": name, "source": text}


def _tells(subject: Subject, attribute: Attribute) -> bool:
    return not subject.decider or PERSON in subject.who.values() or attribute in OF_SPOUSE
