"""Before filing what asks for it: prove by national e-identity that one is the draft's writer, and come back to it."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from motcua.accounts.public import has_national_provider, is_below, outage_now
from motcua.platform import clock
from motcua.platform.pages import actor_of_request, enter, render
from motcua.portal.views.opened import draft_of


@enter("citizen", "dossiers.submit")
def step_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Why a surer sign-in is asked for, where it is had, and what else can be done; the draft is as it was."""
    draft, _eform = draft_of(request, pk)
    if draft.dossier is not None:
        return redirect("portal:filed", draft.dossier.code)
    version, back = draft.version, reverse("portal:check", args=[pk])
    if not is_below(actor_of_request(request), version.required_assurance, version.procedure.code, at=clock.now()):
        return redirect(back)
    query = urlencode({"next": back})
    context = {
        "draft": draft,
        "check_url": back,
        "national_url": f"{reverse('accounts:national')}?{query}" if has_national_provider() else "",
        "outage": outage_now(),
    }
    return render(request, "portal/step_up.html", context)
