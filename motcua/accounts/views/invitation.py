"""Somebody comes with the letter that opens their account."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.accounts.actions.invite import accept_invitation
from motcua.accounts.actions.sign_in import count_failure
from motcua.accounts.forms import NewPasswordForm
from motcua.accounts.reads import address_of, blocked_from, invitation_of, throttle_of_address
from motcua.accounts.rules import PER_ADDRESS
from motcua.accounts.views.ways import arrive, wait_sentence
from motcua.platform import clock, pages
from motcua.platform.action import Refused


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("new")
@pages.enter("anyone")
def invitation_page(request: HttpRequest, token: str) -> HttpResponse:
    """Set the first password and go in. A link that opens nothing says so alike, used, ended or made up."""
    at, address, by = clock.now(), address_of(request), pages.actor_of_request(request)
    blocked = blocked_from(address, at=at)
    if blocked is not None:
        return pages.error_page(request, 429, wait_sentence(blocked - at))
    found = invitation_of(token, at=at)
    if found is None:
        count_failure(by=by, at=at, policies={throttle_of_address(address): PER_ADDRESS})
        return pages.error_page(request, 404, _("Thư mời không còn hiệu lực. Xin nhờ người quản trị gửi thư mới."))
    form, status = NewPasswordForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        if form.is_valid():
            try:
                account = accept_invitation(by=by, at=at, token=token, password=form.cleaned_data["new"])
                return arrive(request, account, "", door="invitation")
            except Refused as refused:
                form.show_refusal(Refused(refused.message, field="new"))
        status = 422
    context = {"form": form, "whose": found.account, "token": token}
    response = pages.render(request, "accounts/invitation.html", context, status=status)
    # The link opens an account: it must not be told to where the page leads.
    response["Referrer-Policy"] = "no-referrer"
    return response
