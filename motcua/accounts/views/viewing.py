"""Look at the system as another official sees it, and stop."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.accounts import viewing
from motcua.accounts.actions.view_as import end_viewing, view_as
from motcua.accounts.models import Account
from motcua.accounts.reads import actor_of
from motcua.accounts.views.ways import home_of
from motcua.platform import clock, pages


@require_POST
@pages.enter("official", "accounts.view_as")
def begin_page(request: HttpRequest, account: int) -> HttpResponse:
    """Look through an official's eyes, for a reason."""
    found, at = get_object_or_404(Account.objects.officials(), pk=account), clock.now()
    view_as(found, by=pages.actor_of_request(request), at=at, reason=request.POST.get("reason", ""))
    viewing.begin(request.session, found, at=at)
    return HttpResponseRedirect(home_of(actor_of(found, at=at)))


@require_POST
@pages.enter("official")
def end_page(request: HttpRequest) -> HttpResponse:
    """Look through one's own eyes again."""
    kept = request.session.pop(viewing.VIEWING, None)
    if not kept:
        return HttpResponseRedirect("/")
    found = get_object_or_404(Account, pk=kept["account"])
    end_viewing(found, by=pages.actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã kết thúc xem thay %(name)s.") % {"name": found.display_name})
    return HttpResponseRedirect(reverse("accounts:one_account", args=[found.pk]))
