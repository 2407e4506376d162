"""One's own keys: a second factor set up and given up, codes on paper, the places where one is signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from pyotp import TOTP

from motcua.accounts.actions.confirm_totp import confirm_totp
from motcua.accounts.actions.end_sessions import end_sessions
from motcua.accounts.actions.issue_recovery_codes import issue_recovery_codes
from motcua.accounts.actions.prepare_totp import prepare_totp
from motcua.accounts.actions.register_passkey import register_passkey
from motcua.accounts.actions.remove_passkey import remove_passkey
from motcua.accounts.actions.remove_totp import remove_totp
from motcua.accounts.actions.rename_passkey import rename_passkey
from motcua.accounts.factors import factors_of
from motcua.accounts.forms import CodeForm, KeyNameForm, ProofForm
from motcua.accounts.middleware import lacks_factor, standing_in
from motcua.accounts.models import Passkey, TotpDevice
from motcua.accounts.passkeys import ask_to_register, site
from motcua.accounts.sessions import PROVED, SECOND_FACTOR, sittings_of, was_proved_lately
from motcua.accounts.views.proving import check_password_of
from motcua.accounts.views.ways import layout_of, onward_of, own_account
from motcua.platform import clock, pages
from motcua.platform.action import Refused
from motcua.platform.settings import installation

REGISTERING = "passkey_registering"
View = Callable[..., HttpResponse]


def proved_lately(view: View) -> View:
    """Keys are changed only by who gave a password or key a moment ago: an open screen is not enough."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _asks_for_factor(request):
            return HttpResponseRedirect(reverse("accounts:second_step"))
        if not was_proved_lately(request):
            if request.headers.get("Accept") == "application/json":
                return JsonResponse({"detail": _("Xin mở lại trang này rồi xác minh mật khẩu.")}, status=403)
            return HttpResponseRedirect(
                f"{reverse('accounts:prove')}?{urlencode({'next': reverse('accounts:security')})}"
            )
        return view(request, *args, **kwargs)

    return guarded


def _asks_for_factor(request: HttpRequest) -> bool:
    """Whether the account has a second factor that this sitting did not prove: first that, then everything else."""
    return not request.session.get(SECOND_FACTOR) and factors_of(own_account(request)).any


@require_GET
@pages.enter("signed_in")
def security_page(request: HttpRequest) -> HttpResponse:
    """One's second factors, codes on paper and the places where one is signed in."""
    if _asks_for_factor(request):
        return HttpResponseRedirect(reverse("accounts:second_step"))
    return _security_page(request)


def _security_page(request: HttpRequest, *, name_form: KeyNameForm | None = None, error: str = "") -> HttpResponse:
    account, position = own_account(request), standing_in(request).position
    context = {
        "layout": layout_of(request),
        "factors": factors_of(account),
        "is_asked": position is not None and position.second_factor,
        "is_forced": lacks_factor(request),
        "is_demo": account.is_demo,
        "site": site(),
        "is_on_site": _is_on_site(request),
        "sittings": sittings_of(account, here=request.session.session_key or ""),
        "name_form": name_form or KeyNameForm(),
        "error": error,
    }
    return pages.render(request, "accounts/security.html", context, status=422 if error else 200)


def _is_on_site(request: HttpRequest) -> bool:
    here = site()
    return here is not None and here.origin == f"{request.scheme}://{request.get_host()}"


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
@pages.enter("signed_in")
def prove_page(request: HttpRequest) -> HttpResponse:
    """One's password once more, before keys are changed."""
    form, status = ProofForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        account = own_account(request)
        if form.is_valid() and check_password_of(request, account.username, form) == account:
            request.session[PROVED] = clock.now().isoformat()
            return HttpResponseRedirect(onward_of(request) or reverse("accounts:security"))
        status = 422
    context = {"form": form, "layout": layout_of(request), "onward": onward_of(request)}
    return pages.render(request, "accounts/prove.html", context, status=status)


@require_POST
@pages.enter("signed_in")
@proved_lately
def prepare_totp_page(request: HttpRequest) -> HttpResponse:
    """Begin with an application that makes codes."""
    prepare_totp(own_account(request), by=pages.actor_of_request(request), at=clock.now())
    return HttpResponseRedirect(reverse("accounts:totp"))


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("code")
@pages.enter("signed_in")
@proved_lately
def totp_page(request: HttpRequest) -> HttpResponse:
    """Show the secret as a picture and as text, and take the first code."""
    account, form, status = own_account(request), CodeForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        if form.is_valid():
            try:
                by, code = pages.actor_of_request(request), form.cleaned_data["code"]
                confirm_totp(account, by=by, at=clock.now(), code=code)
                return _took_factor(request, "totp", _("Từ lần sau, cửa đăng nhập sẽ hỏi mã của ứng dụng này."))
            except Refused as refused:
                form.show_refusal(refused)
        status = 422
    device = TotpDevice.objects.filter(account=account, confirmed_at__isnull=True).first()
    if device is None:
        return HttpResponseRedirect(reverse("accounts:security"))
    address = TOTP(device.secret).provisioning_uri(name=account.username, issuer_name=f"Một Cửa {installation().place}")
    spelled = " ".join(device.secret[start : start + 4] for start in range(0, len(device.secret), 4))
    context = {"form": form, "layout": layout_of(request), "address": address, "spelled": spelled}
    return pages.render(request, "accounts/totp.html", context, status=status)


def _took_factor(request: HttpRequest, factor: str, sentence: str) -> HttpResponse:
    """The sitting has its second factor now; with the first one come the codes on paper."""
    request.session[SECOND_FACTOR] = request.session.get(SECOND_FACTOR) or factor
    messages.success(request, sentence)
    if factors_of(own_account(request)).codes_left == 0:
        return _codes(request)
    return HttpResponseRedirect(reverse("accounts:security"))


@require_POST
@pages.enter("signed_in")
@proved_lately
def remove_totp_page(request: HttpRequest) -> HttpResponse:
    """Give up the application that makes codes."""
    try:
        remove_totp(
            own_account(request), by=pages.actor_of_request(request), at=clock.now(), is_needed=_needs_factor(request)
        )
    except Refused as refused:
        return _security_page(request, error=refused.message)
    return HttpResponseRedirect(reverse("accounts:security"))


def _needs_factor(request: HttpRequest) -> bool:
    held = standing_in(request).positions
    return any(position.second_factor for position in held) and not own_account(request).is_demo


@require_POST
@pages.enter("signed_in")
@proved_lately
def passkey_question_page(request: HttpRequest) -> HttpResponse:
    """What the browser needs to make a passkey."""
    try:
        options, state = ask_to_register(own_account(request))
    except Refused as refused:
        return JsonResponse({"detail": refused.message}, status=422)
    request.session[REGISTERING] = state
    return JsonResponse({"publicKey": options})


@require_POST
@sensitive_post_parameters("answer")
@pages.enter("signed_in")
@proved_lately
def register_passkey_page(request: HttpRequest) -> HttpResponse:
    """Keep the key that the browser made."""
    form, state = KeyNameForm(request.POST), request.session.pop(REGISTERING, None)
    if not form.is_valid():
        return _security_page(request, name_form=form, error=_("Xin đặt tên cho khóa."))
    if not isinstance(state, dict):
        return _security_page(request, name_form=form, error=_("Xin bấm Thêm khóa một lần nữa."))
    try:
        register_passkey(
            own_account(request), by=pages.actor_of_request(request), at=clock.now(), state=state,
            name=form.cleaned_data["name"], answer=request.POST.get("answer", ""),
        )  # fmt: skip
    except Refused as refused:
        return _security_page(request, name_form=form, error=refused.message)
    return _took_factor(request, "passkey", _("Đã thêm khóa truy cập."))


@require_POST
@pages.enter("signed_in")
@proved_lately
def rename_passkey_page(request: HttpRequest, passkey: int) -> HttpResponse:
    """Call a passkey by another name."""
    try:
        rename_passkey(
            _own_key(request, passkey), by=pages.actor_of_request(request), at=clock.now(),
            name=request.POST.get("name", ""),
        )  # fmt: skip
    except Refused as refused:
        return _security_page(request, error=refused.message)
    return HttpResponseRedirect(reverse("accounts:security"))


@require_POST
@pages.enter("signed_in")
@proved_lately
def remove_passkey_page(request: HttpRequest, passkey: int) -> HttpResponse:
    """Give up a passkey."""
    try:
        remove_passkey(
            _own_key(request, passkey), by=pages.actor_of_request(request), at=clock.now(),
            is_needed=_needs_factor(request),
        )  # fmt: skip
    except Refused as refused:
        return _security_page(request, error=refused.message)
    return HttpResponseRedirect(reverse("accounts:security"))


def _own_key(request: HttpRequest, passkey: int) -> Passkey:
    key = Passkey.objects.filter(pk=passkey, account=own_account(request)).first()
    if key is None:
        raise Http404
    return key


@require_POST
@pages.enter("signed_in")
@proved_lately
def recovery_codes_page(request: HttpRequest) -> HttpResponse:
    """New codes on paper; the old ones count no longer."""
    return _codes(request)


def _codes(request: HttpRequest) -> HttpResponse:
    account = own_account(request)
    codes = issue_recovery_codes(account, by=pages.actor_of_request(request), at=clock.now())
    context = {"codes": codes, "whose": account, "layout": layout_of(request), "at": clock.now()}
    return pages.render(request, "accounts/codes.html", context)


@require_POST
@pages.enter("signed_in")
def end_session_page(request: HttpRequest, mark: str) -> HttpResponse:
    """Sign out at one other place, named by a mark that tells nothing of its session."""
    account, here = own_account(request), request.session.session_key or ""
    keys = frozenset(each.key for each in sittings_of(account, here=here) if each.mark == mark and not each.is_here)
    end_sessions(account, by=pages.actor_of_request(request), at=clock.now(), keys=keys, but=here)
    return HttpResponseRedirect(f"{reverse('accounts:security')}#noi-dang-nhap")


@require_POST
@pages.enter("signed_in")
def end_sessions_page(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    account, here = own_account(request), request.session.session_key or ""
    ended = end_sessions(account, by=pages.actor_of_request(request), at=clock.now(), but=here)
    words = ngettext("Đã đăng xuất ở %(num)d nơi khác.", "Đã đăng xuất ở %(num)d nơi khác.", ended)
    messages.success(request, words % {"num": ended})
    return HttpResponseRedirect(f"{reverse('accounts:security')}#noi-dang-nhap")
