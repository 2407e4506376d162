"""One's password once more: before keys are changed, and behind the lock, which loses nothing of what was typed."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.actions.sign_in import sign_in
from motcua.accounts.factors import factors_of
from motcua.accounts.forms import ProofForm
from motcua.accounts.middleware import is_locked
from motcua.accounts.models import Account
from motcua.accounts.passkeys import site
from motcua.accounts.reads import address_of, blocked_until
from motcua.accounts.sessions import LOCKED, PROVED
from motcua.accounts.views.second_step import prove_answer, question
from motcua.accounts.views.ways import home_of, let_in, onward_of, own_account, wait_sentence
from motcua.platform import clock, pages


def check_password_of(request: HttpRequest, username: str, form: ProofForm) -> Account | None:
    """Whose password that is, counted and written down as at the door; None, and said on the form, where it is not."""
    at, address = clock.now(), address_of(request)
    blocked = blocked_until(username, address, at=at)
    if blocked is not None:
        form.add_error("password", wait_sentence(blocked - at))
        return None
    password = form.cleaned_data["password"]
    outcome = sign_in(
        by=pages.actor_of_request(request), at=at, identifier=username, password=password, address=address
    )
    if outcome.account is None:
        form.add_error("password", wait_sentence(outcome.wait) if outcome.wait else _("Mật khẩu không đúng."))
    return outcome.account


@require_POST
@pages.enter("signed_in")
def lock_page(request: HttpRequest) -> HttpResponse:
    """Nobody is at the screen: from now on this sitting opens nothing until its owner is back."""
    request.session[LOCKED] = clock.now().isoformat()
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password", "answer")
@pages.enter("anyone")
def unlock_page(request: HttpRequest) -> HttpResponse:
    """Prove who is back. The page that locked itself asks in JSON and goes on; without scripts this is a page."""
    if request.headers.get("Accept") == "application/json":
        return _answer_script(request)
    if not isinstance(request.user, Account):
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    onward = onward_of(request) or home_of(pages.actor_of_request(request))
    form, status = ProofForm(request.POST if "password" in request.POST else None), 200
    if request.method == "POST":
        if _proved(request, form):
            return HttpResponseRedirect(onward)
        status = 422
    elif not is_locked(request):
        return HttpResponseRedirect(onward)
    context = {
        "form": form, "onward": onward, "whose": own_account(request), "site": site(),
        "passkeys": factors_of(own_account(request)).passkeys, "passkey_error": status == 422 and not form.is_bound,
    }  # fmt: skip
    return pages.render(request, "accounts/unlock.html", context, status=status)


@require_POST
@pages.enter("signed_in")
def unlock_question_page(request: HttpRequest) -> HttpResponse:
    """What the browser needs to prove a key of whoever sits here."""
    return question(request, own_account(request))


def _proved(request: HttpRequest, form: ProofForm) -> bool:
    account = own_account(request)
    if form.is_bound:
        if not form.is_valid() or check_password_of(request, account.username, form) != account:
            return False
    elif not prove_answer(request, account).factor:
        return False
    request.session.pop(LOCKED, None)
    request.session[PROVED] = clock.now().isoformat()
    return True


def _answer_script(request: HttpRequest) -> HttpResponse:
    """What the lock of an open page asks: is it still mine, and open? Forms of the page get a token that holds."""
    is_theirs = isinstance(request.user, Account) and request.user.username == _claimed(request)
    if request.method == "GET":
        is_open = is_theirs and not is_locked(request)
        return JsonResponse({"open": is_open, "token": get_token(request) if is_open else ""})
    form = ProofForm(request.POST if "password" in request.POST else None)
    if is_theirs:
        if _proved(request, form):
            return JsonResponse({"open": True, "token": get_token(request)})
        return JsonResponse({"open": False, "detail": _refusal(form)}, status=422)
    return _begin_again(request, form)


def _begin_again(request: HttpRequest, form: ProofForm) -> HttpResponse:
    """The sitting ended behind the lock: a password begins a new one, where it alone opens the door."""
    account = check_password_of(request, _claimed(request), form) if form.is_bound and form.is_valid() else None
    if account is None:
        return JsonResponse({"open": False, "ended": not form.is_bound, "detail": _refusal(form)}, status=422)
    if factors_of(account).any:
        return JsonResponse({"open": False, "ended": True}, status=422)
    let_in(request, account, "", door="password")
    return JsonResponse({"open": True, "token": get_token(request)})


def _claimed(request: HttpRequest) -> str:
    return request.POST.get("username") or request.GET.get("username") or ""


def _refusal(form: ProofForm) -> str:
    errors = [str(error) for each in form.errors.values() for error in each] if form.is_bound else []
    return errors[0] if errors else _("Khóa truy cập không được chấp nhận. Xin thử lại.")
