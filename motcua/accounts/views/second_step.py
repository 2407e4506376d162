"""The second proof at the door, and the door for those who carry a passkey."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.actions.prove_factor import Proof, prove_by_code, prove_by_passkey
from motcua.accounts.factors import Factors, factors_of
from motcua.accounts.forms import CodeForm
from motcua.accounts.models import Account
from motcua.accounts.passkeys import ask_to_sign, site
from motcua.accounts.reads import address_of
from motcua.accounts.sessions import DOOR, SECOND_FACTOR, SHARED
from motcua.accounts.views.ways import let_in, onward_of, pending_of, wait_sentence
from motcua.platform import clock, pages
from motcua.platform.action import Refused

QUESTION = "passkey_question"


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("code", "answer")
@pages.enter("anyone")
def second_step_page(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a passkey of whoever gave their password a moment ago; then begin the sitting."""
    account, arrival = _arriving(request)
    if account is None:
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    factors = factors_of(account)
    form, status = CodeForm(request.POST if "code" in request.POST else None), 200
    if request.method == "POST":
        proof = _prove(request, account, form)
        if proof.factor:
            return _go_on(request, account, arrival, proof, factors)
        status = 422
    context = {
        "form": form, "factors": factors, "onward": arrival["onward"], "site": site(),
        "passkey_error": status == 422 and not form.is_bound,
    }  # fmt: skip
    return pages.render(request, "accounts/second_step.html", context, status=status)


@require_POST
@pages.enter("anyone")
def second_step_question_page(request: HttpRequest) -> HttpResponse:
    """What the browser needs to prove one of the keys of whoever gave their password a moment ago."""
    account, _arrival = _arriving(request)
    return question(request, account) if account is not None else JsonResponse({}, status=403)


@require_POST
@pages.enter("anyone")
def passkey_question_page(request: HttpRequest) -> HttpResponse:
    """What the browser needs to prove any key it has for this site. The same for everybody, so it tells nothing."""
    return question(request, None)


@require_POST
@sensitive_post_parameters("answer")
@pages.enter("anyone")
def passkey_door_page(request: HttpRequest) -> HttpResponse:
    """Let somebody in with a passkey alone: the device asked for a finger, a face or a PIN, so it proves two things."""
    proof = prove_answer(request, None)
    onward = onward_of(request)
    if proof.account is None:
        refused = _("Khóa truy cập không được chấp nhận. Xin thử lại hoặc đăng nhập bằng mật khẩu.")
        messages.error(request, wait_sentence(proof.wait) if proof.wait else refused)
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    shared = bool(request.POST.get("is_shared"))
    return let_in(request, proof.account, onward, door="passkey", second_factor="passkey", is_shared=shared)


def question(request: HttpRequest, account: Account | None) -> HttpResponse:
    """The options for the browser; what is needed to check its answer stays in the session, for one answer."""
    keys = factors_of(account).passkeys if account is not None else ()
    try:
        options, state = ask_to_sign(keys)
    except Refused as refused:
        return JsonResponse({"detail": refused.message}, status=422)
    request.session[QUESTION] = state
    return JsonResponse({"publicKey": options})


def prove_answer(request: HttpRequest, account: Account | None) -> Proof:
    """Check the browser's answer to the question asked last; a question is answered once."""
    state = request.session.pop(QUESTION, None)
    answer = request.POST.get("answer", "")
    if not isinstance(state, dict) or not answer:
        return Proof()
    by, address = pages.actor_of_request(request), address_of(request)
    return prove_by_passkey(by=by, at=clock.now(), state=state, answer=answer, address=address, account=account)


def _prove(request: HttpRequest, account: Account, form: CodeForm) -> Proof:
    if not form.is_bound:
        return prove_answer(request, account)
    if not form.is_valid():
        return Proof()
    code, address = form.cleaned_data["code"], address_of(request)
    proof = prove_by_code(account, by=pages.actor_of_request(request), at=clock.now(), code=code, address=address)
    if not proof.factor:
        form.add_error("code", wait_sentence(proof.wait) if proof.wait else _("Mã không đúng hoặc đã dùng rồi."))
    return proof


def _arriving(request: HttpRequest) -> tuple[Account | None, dict[str, Any]]:
    """Who stands between the two doors: somebody who gave their password, or who sits here with one proof only."""
    pending = pending_of(request)
    if pending is not None:
        return Account.objects.active().filter(pk=pending["account"]).first(), pending
    if isinstance(request.user, Account) and not request.session.get(SECOND_FACTOR):
        kept = request.session
        return request.user, {
            "door": kept.get(DOOR, "password"), "assurance": pages.actor_of_request(request).assurance,
            "shared": bool(kept.get(SHARED)), "onward": onward_of(request),
        }  # fmt: skip
    return None, {}


def _go_on(
    request: HttpRequest, account: Account, arrival: dict[str, Any], proof: Proof, factors: Factors
) -> HttpResponse:
    response = let_in(
        request, account, arrival["onward"], door=arrival["door"], assurance=arrival["assurance"],
        second_factor=proof.factor, is_shared=arrival["shared"],
    )  # fmt: skip
    if proof.factor == "recovery":
        left = factors.codes_left - 1
        messages.warning(
            request,
            _("Còn %(left)d mã khôi phục. Nếu đã mất điện thoại, xin đặt lại cách xác thực ở mục Bảo mật.")
            % {"left": left},
        )
    return response
