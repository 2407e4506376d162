"""Hiện số: a masked number in full, for a reason, on this page alone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.platform import clock
from motcua.platform.action import Actor, NotAllowed, Refused
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.text import whole_number
from motcua.privacy.actions.reveal import reveal
from motcua.privacy.ports import REVEALING, Hidden
from motcua.privacy.reads.reasons import REASONS, needs_note


@enter("official", "privacy.reveal")
def reveal_number(request: HttpRequest) -> HttpResponse:
    """Asks for the reason; once it is given, shows the number and writes the look down."""
    actor = actor_of_request(request)
    of, field = request.GET.get("cua", "")[:100], request.GET.get("so", "")[:200]
    hidden = _find(of, field, actor)
    shown, refused = False, None
    if request.method == "POST":
        try:
            reveal(
                hidden.record,
                field=field,
                persons=hidden.persons,
                purpose=request.POST.get("purpose", ""),
                note=request.POST.get("note", ""),
                by=actor,
                at=clock.now(),
            )
            shown = True
        except NotAllowed:
            raise
        except Refused as no:
            refused = no
    context = {
        "label": hidden.label,
        "value": hidden.value if shown else "",
        "name": hidden.name,
        "back": reverse(hidden.url_name, args=[hidden.name]),
        "reasons": [(code, _(code) + (" *" if needs_note(code) else "")) for code in REASONS],
        "typed": request.POST,
        "faults": {refused.field: refused.message} if refused else {},
        "errors": [(f"id_{refused.field}" if refused.field else None, refused.message)] if refused else [],
    }
    response = render(request, "privacy/reveal.html", context, status=422 if refused else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def _find(of: str, field: str, actor: Actor) -> Hidden:
    kind, _mark, key = of.partition(":")
    number = whole_number(key)
    found = REVEALING.named(kind)(number, field, actor) if kind in REVEALING.names() and number is not None else None
    if found is None:
        raise Http404
    return found
