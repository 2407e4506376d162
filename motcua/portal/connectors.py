"""Answers that lower modules need from the portal: where people find what is theirs."""

from collections.abc import Iterable, Mapping

from django.urls import reverse

from motcua.dossiers.public import Dossier
from motcua.platform.action import Actor
from motcua.privacy.ports import THEIR_OWN, Matter


def own_dossiers(ids: Iterable[int], actor: Actor) -> Mapping[int, Matter]:
    """Dossiers that the actor may follow."""
    visible = Dossier.objects.visible_to(actor).filter(pk__in=ids)
    return {pk: Matter(code, reverse("portal:follow", args=[code])) for pk, code in visible.values_list("pk", "code")}


THEIR_OWN.register("dossiers.dossier", own_dossiers)
