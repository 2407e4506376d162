"""What may be attached, what was found in it, and why it cannot be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"
HEIC = "image/heic"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

EXTENSIONS: Mapping[str, str] = {
    PDF: ".pdf", JPEG: ".jpg", PNG: ".png", WEBP: ".webp", DOCX: ".docx", XLSX: ".xlsx",
}  # fmt: skip
LABELS: Mapping[str, str] = {PDF: "PDF", JPEG: "JPG", PNG: "PNG", WEBP: "WEBP", DOCX: "DOCX", XLSX: "XLSX"}


@dataclass(frozen=True)
class Accept:
    """What one place takes: kinds of content, bytes, and pages of a PDF."""

    content_types: frozenset[str]
    max_bytes: int
    max_pages: int = 200

    @property
    def labels(self) -> tuple[str, ...]:
        """The kinds by the names people know, in a fixed order."""
        return tuple(label for content_type, label in LABELS.items() if content_type in self.content_types)

    @property
    def extensions(self) -> str:
        """For the `accept` attribute of a file input; a hint to the browser, never a check."""
        known = [extension for content_type, extension in EXTENSIONS.items() if content_type in self.content_types]
        return ",".join(["image/*"] * (JPEG in self.content_types) + known)


def accept_of(kinds: Iterable[str], megabytes: int) -> Accept:
    """What a place takes that names its kinds as people do (`pdf`, `jpg`, …) and its limit in megabytes."""
    wanted = {kind.upper() for kind in kinds}
    return Accept(frozenset(kind for kind, label in LABELS.items() if label in wanted), megabytes * 1024 * 1024)


PAPERS = Accept(frozenset({PDF, JPEG, PNG, WEBP}), max_bytes=20 * 1024 * 1024)


class Fault(StrEnum):
    """Why content is not taken."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    EXECUTABLE = "executable"
    OLE = "ole"
    ARCHIVE = "archive"
    HEIC = "heic"
    MACRO = "macro"
    BOMB = "bomb"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_MANY_PAGES = "too_many_pages"
    SIGNED_ACTIVE = "signed_active"
    ANIMATED = "animated"
    NOT_TAKEN = "not_taken"


class Unfit(Exception):
    """Content that is not taken, and why; `params` fill the sentence."""

    def __init__(self, fault: Fault, **params: str | int) -> None:
        super().__init__(fault.value)
        self.fault, self.params = fault, params


@dataclass(frozen=True)
class Examined:
    """Content that is taken: as it will be stored, what it is, how many pages a PDF has, and what was taken out."""

    content: bytes
    content_type: str
    pages: int | None = None
    removed: tuple[str, ...] = field(default=())
