"""Where the dossiers behind a figure of a process are listed, asked by processes."""

from urllib.parse import urlencode

from django.urls import reverse

from motcua.dossiers.models import Dossier
from motcua.platform.action import Actor


def address_of(actor: Actor, process_id: int, number: int, node: str, which: str) -> str | None:
    """Where the dossiers behind a figure are listed; None for those who read no dossiers."""
    if not actor.has("dossiers.read"):
        return None
    return f"{reverse('dossiers:behind', args=[process_id, number, node])}?{urlencode({'dang': which})}"


def page_of(subject: str) -> str | None:
    """The page of the dossier that a subject names, for officials; None for what is no dossier."""
    kind, _colon, number = subject.partition(":")
    if kind != "dossiers.dossier" or not number.isdigit():
        return None
    code = Dossier.objects.filter(pk=int(number)).values_list("code", flat=True).first()
    return reverse("dossiers:dossier", args=[code]) if code else None
