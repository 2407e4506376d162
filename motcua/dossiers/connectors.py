"""Answers that lower modules need from dossiers."""

from collections.abc import Iterable, Mapping

from motcua.audit.ports import NAMING
from motcua.dossiers.models import Dossier


def codes(ids: Iterable[int]) -> Mapping[int, str]:
    """Dossiers are called by their codes."""
    return dict(Dossier.objects.filter(pk__in=ids).values_list("pk", "code"))


NAMING.register("dossiers.dossier", codes)
