from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.dossiers.models import Draft
from motcua.dossiers.reads.known import filling
from motcua.forms.public import Bound, EForm
from motcua.platform.action import Actor, action


@action("dossiers.fill_draft")
def fill_draft(
    draft: Draft, gathered: Mapping[str, Any], eform: EForm, bound: list[Bound], *, by: Actor, at: datetime
) -> Draft:
    """Keep what registers said, and fill in the answers to these questions that nobody has given."""
    fresh = Draft.objects.select_for_update(of=("self",)).select_related("person", "owner").get(pk=draft.pk)
    if fresh.state != "open":
        return fresh
    fresh.gathered = dict(gathered)
    change = filling(fresh, eform, bound)
    fresh.answers = {name: v for name, v in fresh.answers.items() if name not in change.cleared} | dict(change.answers)
    fresh.provenance = {name: told for name, told in fresh.provenance.items() if name not in change.cleared} | dict(
        change.provenance
    )
    if change.answers or change.cleared:
        fresh.revision += 1
    fresh.save(update_fields=["answers", "provenance", "gathered", "revision"])
    return fresh
