"""Sự đồng ý của tôi: given and withdrawn at one press each."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.persons.public import Person
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused
from motcua.platform.pages import actor_of_request, enter, render
from motcua.privacy.actions.consents import give_consent, withdraw_consent
from motcua.privacy.models import Consent
from motcua.privacy.reads.consents import said_by


@enter("citizen", "privacy.give_consent")
@require_GET
def consents(request: HttpRequest) -> HttpResponse:
    """What one agreed to, what one may withdraw, and what is done without asking."""
    actor = actor_of_request(request)
    if actor.person_id is None:
        raise Http404
    return render(request, "privacy/consents.html", {"said": said_by(actor.person_id, clock.now())})


@enter("citizen", "privacy.give_consent")
@require_POST
def give(request: HttpRequest, purpose: str) -> HttpResponse:
    """Đồng ý."""
    return _say(request, purpose, give_consent, _("Đã ghi nhận sự đồng ý."))


@enter("citizen", "privacy.withdraw_consent")
@require_POST
def withdraw(request: HttpRequest, purpose: str) -> HttpResponse:
    """Rút lại."""
    return _say(request, purpose, withdraw_consent, _("Đã ghi nhận. Từ lúc này không gửi theo cách đó nữa."))


def _say(request: HttpRequest, purpose: str, say: Callable[..., Consent], words: str) -> HttpResponse:
    actor = actor_of_request(request)
    person = get_object_or_404(Person, pk=actor.person_id)
    try:
        say(person, purpose=purpose, by=actor, at=clock.now())
    except NotAllowed:
        raise
    except Refused as refused:
        raise Http404 from refused
    messages.success(request, words)
    return redirect("privacy:consents")
