"""The files of a dossier for its page: a few at a time, however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from motcua.dossiers.models import Dossier, DossierComponent, DossierFile
from motcua.platform.pages import keyset_page

AT_ONCE = 12


@dataclass(frozen=True)
class Attached:
    """Some of the files, the latest first, the one that is open, and where the rest begins (None: there is no rest)."""

    files: Sequence[DossierFile]
    opened: DossierFile | None
    next_token: str | None


def parts_with_files(dossier: Dossier) -> Sequence[DossierComponent]:
    """The papers of the dossier; `has_files` says whether there is a file of one. One statement."""
    parts = dossier.components.select_related("type").only(
        "dossier", "name", "is_on_paper", "type__key", "type__replaced_by"
    )
    return list(parts.annotate(has_files=Exists(DossierFile.objects.filter(component=OuterRef("pk")))))


def attached(dossier: Dossier, *, wanted: int | None = None, after: str | None = None, size: int = AT_ONCE) -> Attached:
    """A page of files and the one wanted, or else the latest. One statement, two where that one is on another page."""
    files = DossierFile.objects.filter(component__dossier=dossier).select_related("file", "component")
    files = files.only(
        "supplement", "added_at", "component__name", "component__dossier", "file__name", "file__content_type",
        "file__size",
    )  # fmt: skip
    page = keyset_page(files, keys=("-added_at", "-id"), after=after, size=size)
    opened = next((file for file in page.rows if file.pk == wanted), None)
    if opened is None and wanted is not None:
        opened = files.filter(pk=wanted).first()
    if opened is None and page.rows:
        opened = page.rows[0]
    return Attached(page.rows, opened, page.next_token)


def files_for_others(dossier: Dossier, most: int = 100) -> list[DossierFile]:
    """The files of a dossier, the newest first, from which an official picks those that another agency may see."""
    files = DossierFile.objects.filter(component__dossier=dossier).select_related("file", "component")
    return list(files.order_by("-id")[:most])
