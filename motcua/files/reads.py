"""Giving content back."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header

from motcua.files import contents
from motcua.files.models import StoredFile
from motcua.files.refusals import lost, quarantined
from motcua.files.rules.verdict import JPEG, PDF, PNG, WEBP
from motcua.platform.settings import installation

_SHOWN_IN_PLACE = frozenset({PDF, JPEG, PNG, WEBP})
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors"
APART = "/tep/"
LINK_HOLDS = timedelta(minutes=5)


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

    Whoever calls this has asked whether the reader may, and has it recorded. Where files have a domain apart, the
    answer leads there, by a link that opens this one file for some minutes. Raises BadFile as `read_content` does.
    """
    if not installation().files_url:
        return content_response(file, inline=inline)
    if file.is_quarantined:
        raise quarantined(file.name)
    response = HttpResponseRedirect(link_to(file, inline=inline))
    response["Cache-Control"] = "private, no-store"
    return response


def link_to(file: StoredFile, *, inline: bool) -> str:
    """The address of a file on the domain apart: it carries the right to this file, and ends soon."""
    return f"{installation().files_url}{APART}{_signer().sign_object([file.pk, inline])}"


def file_of_link(token: str) -> tuple[StoredFile, bool] | None:
    """The file that a link opens and whether in place; None for one that is false or too old."""
    try:
        pk, inline = _signer().unsign_object(token, max_age=LINK_HOLDS)
    except (BadSignature, ValueError):
        return None
    file = StoredFile.objects.filter(pk=pk).first()
    return None if file is None else (file, bool(inline))


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="motcua.files.link")


def content_response(file: StoredFile, *, inline: bool) -> HttpResponse:
    """The content itself. Raises BadFile as `read_content` does."""
    content = read_content(file)
    in_place = inline and file.content_type in _SHOWN_IN_PLACE
    response = HttpResponse(content, content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(not in_place, file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = f'"{file.sha256}"'
    response["Cache-Control"] = "private, no-cache"
    apart = bool(installation().files_url)
    response["Cross-Origin-Resource-Policy"] = "cross-origin" if apart else "same-origin"
    # Chromium shows no PDF at all inside a sandbox; what acts by itself was taken out when the file came in.
    sandbox = "" if in_place and file.content_type == PDF else "; sandbox"
    shown_by = installation().base_url if apart else "'self'"
    response["Content-Security-Policy"] = f"{_POLICY} {shown_by}{sandbox}"
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
