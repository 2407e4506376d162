"""Giving content back."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from motcua.files import contents
from motcua.files.models import StoredFile
from motcua.files.refusals import lost, quarantined
from motcua.files.rules.verdict import JPEG, PDF, PNG, WEBP

_SHOWN_IN_PLACE = frozenset({PDF, JPEG, PNG, WEBP})
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def read_content(file: StoredFile) -> bytes:
    """The whole content, checked against its SHA-256. Raises BadFile when it is quarantined or lost."""
    if file.is_quarantined:
        raise quarantined(file.name)
    try:
        return contents.read(file.sha256)
    except contents.Lost:
        raise lost(file.name) from None


def file_response(file: StoredFile, *, inline: bool = False) -> HttpResponse:
    """The file as an answer that a browser cannot be tricked with; `inline` shows PDF and pictures in place.

    Whoever calls this has asked whether the reader may, and has it recorded. Raises BadFile as `read_content` does.
    """
    content = read_content(file)
    in_place = inline and file.content_type in _SHOWN_IN_PLACE
    response = HttpResponse(content, content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(not in_place, file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = f'"{file.sha256}"'
    response["Cache-Control"] = "private, no-cache"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # Chromium shows no PDF at all inside a sandbox; what acts by itself was taken out when the file came in.
    sandbox = "" if in_place and file.content_type == PDF else "; sandbox"
    response["Content-Security-Policy"] = _POLICY + sandbox
    return response


def lost_files(*, opened: int = 100) -> Iterator[str]:
    """The rows whose content is not on the disk, and which of the newest `opened` cannot be opened."""
    for pk, sha256 in StoredFile.objects.order_by("pk").values_list("pk", "sha256").iterator():
        if not contents.path_of(sha256).exists():
            yield f"{pk}: {sha256}"
    for pk, sha256 in StoredFile.objects.order_by("-pk").values_list("pk", "sha256")[:opened]:
        try:
            contents.read(sha256)
        except contents.Lost:
            yield f"{pk}: {sha256}"
