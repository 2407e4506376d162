"""Put a form into use."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.forms.models import EForm, EFormState
from motcua.forms.reads.known import asked_though_known
from motcua.forms.reads.sentences import sentence_of_problem
from motcua.forms.rules.sanity import SchemaProblem, problems
from motcua.platform.action import Actor, Refused, Stale, action


class BadForm(Refused):
    """The schema cannot be published; `problems` names every reason, `message` says them in sentences."""

    def __init__(self, found: list[SchemaProblem]) -> None:
        self.problems = tuple(found)
        sentences = " ".join(sentence_of_problem(problem) for problem in found)
        super().__init__(_("Chưa thể ban hành biểu mẫu. %(reasons)s") % {"reasons": sentences}, field="schema")


@action("forms.publish")
def publish_form(eform: EForm, *, by: Actor, at: datetime) -> EForm:
    """Publish a draft: from now on it can be filled in and never changes.

    Raises BadForm naming all that is wrong with the schema and what it asks although a source gives it, Stale when
    somebody else published it first.
    """
    draft = EForm.objects.select_for_update().get(pk=eform.pk)
    if draft.is_published:
        raise Stale(_("Phiên bản này đã được ban hành."))
    found = problems(draft.schema) or asked_though_known(draft)
    if found:
        raise BadForm(found)
    draft.state, draft.published_at = EFormState.PUBLISHED, at
    draft.save(update_fields=["state", "published_at"])
    return draft
