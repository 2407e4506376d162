"""Going to the national identity provider and coming back; what an administrator decides about it."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.accounts import sessions
from motcua.accounts.actions.enter_nationally import (
    AnotherPerson,
    Entry,
    enter_nationally,
    prove_identity,
    refuse_identity,
)
from motcua.accounts.actions.lower_level import lower_level, revoke_lower_level
from motcua.accounts.actions.outages import begin_outage, end_outage
from motcua.accounts.actions.set_claim_table import set_claim_table
from motcua.accounts.forms import ClaimTableForm, LevelReductionForm, RefusableForm
from motcua.accounts.models import Account, IdentityOutage, LevelReduction
from motcua.accounts.national import handshake, provider, state
from motcua.accounts.national.claims import BadClaims, read_claims
from motcua.accounts.national.tokens import BadToken, TokenFlaw
from motcua.accounts.views.ways import arrive, let_in, onward_of, own_account
from motcua.exchange.public import BadReply, ExchangeError
from motcua.platform import clock, pages
from motcua.platform.action import SYSTEM, Refused
from motcua.platform.clock import VIETNAM
from motcua.platform.settings import installation

DOOR = "national"
_SHOWN = 20
# Both forms of the page ask for a day and a reason.
TABLE_ID = "id_table_%s"


@require_GET
@pages.enter("anyone")
def ask(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider: a visitor to sign in, who is signed in to prove that it is they."""
    if not provider.is_configured():
        raise Http404
    onward, at = onward_of(request), clock.now()
    outage = state.outage_now()
    try:
        there = provider.provider(fresh=outage is not None)
    except ExchangeError as error:
        return _out(request, onward, at, error)
    except provider.RefusedByProvider as refused:
        return _refuse(request, onward, at, str(refused), _not_understood())
    if outage is not None:
        end_outage(outage, by=SYSTEM, at=at)
    account = request.user.pk if isinstance(request.user, Account) else None
    asked = handshake.begin_handshake(request.session, onward=onward, account_id=account, at=at)
    return HttpResponseRedirect(provider.address_to_ask(there, asked, back=_back()))


@require_GET
@pages.enter("anyone")
def back(request: HttpRequest) -> HttpResponse:
    """Take what somebody brings back from the provider; nothing is believed that is not the answer to our question."""
    at = clock.now()
    asked = handshake.end_handshake(request.session, request.GET.get("state", "")[:200], at=at)
    if asked is None:
        sentence = _("Lần đăng nhập này đã dùng rồi hoặc để quá mười phút. Xin đăng nhập lại từ đầu.")
        return _refuse(request, "", at, "state", sentence)
    code = request.GET.get("code", "")
    if request.GET.get("error") or not 0 < len(code) <= 2000:
        sentence = _("Ông/bà đã dừng ở trang định danh quốc gia. Chưa có gì thay đổi.")
        return _refuse(request, asked.onward, at, "turned_back", sentence)
    try:
        return _come_in(request, asked, code, at)
    except ExchangeError as error:
        return _out(request, asked.onward, at, error)
    except BadToken as bad:
        return _refuse(request, asked.onward, at, f"token:{bad.flaw}", _token_sentence(bad.flaw))
    except provider.TooLarge:
        sentence = _("Định danh quốc gia gửi về quá nhiều thông tin nên hệ thống không nhận. Chưa có gì thay đổi.")
        return _refuse(request, asked.onward, at, "too_large", sentence)
    except provider.RefusedByProvider as refused:
        return _refuse(request, asked.onward, at, str(refused), _not_understood())
    except BadClaims as bad_claims:
        sentence = _("Thông tin định danh quốc gia gửi về thiếu hoặc không khớp nhau, nên chưa biết chắc ông/bà là ai.")
        return _refuse(request, asked.onward, at, f"claims:{bad_claims.claim}", sentence)
    except AnotherPerson as another:
        return _refuse(request, asked.onward, at, "another_person", another.message)
    except Refused as refused:
        return _refuse(request, asked.onward, at, "refused", refused.message)


def _come_in(request: HttpRequest, asked: handshake.Handshake, code: str, at: datetime) -> HttpResponse:
    there = provider.provider()
    if request.GET.get("iss", there.issuer) != there.issuer:
        raise BadToken(TokenFlaw.ISSUER)
    claims = provider.ask(there, asked, code, back=_back(), at=at)
    identity = read_claims(claims, state.claim_table(at.astimezone(VIETNAM).date()))
    by = pages.actor_of_request(request)
    if by.account_id != asked.account_id:
        # Signed out or in since: who asked is not who is here.
        raise AnotherPerson(_("Tài khoản trên máy này đã đổi trong lúc xác thực. Xin đăng nhập lại từ đầu."))
    if asked.account_id is None:
        entry = enter_nationally(identity=identity, by=by, at=at)
        _tell(request, entry)
        return arrive(request, entry.account, asked.onward, door=DOOR, assurance=identity.level)
    entry = prove_identity(own_account(request), identity=identity, by=by, at=at)
    messages.success(request, _("Đã xác thực bằng định danh quốc gia."))
    _tell(request, entry)
    return let_in(
        request,
        entry.account,
        asked.onward,
        door=DOOR,
        assurance=identity.level,
        second_factor=request.session.get(sessions.SECOND_FACTOR, ""),
        is_shared=bool(request.session.get(sessions.SHARED)),
    )


def _tell(request: HttpRequest, entry: Entry) -> None:
    names = {"full_name": _("họ và tên"), "birth_date": _("ngày sinh")}
    if entry.differs:
        told = ", ".join(names[each] for each in entry.differs)
        sentence = _(
            "Định danh quốc gia ghi %(fields)s khác với hồ sơ ở đây. Hệ thống giữ nguyên, chưa sửa gì; xin mang căn "
            "cước đến bộ phận một cửa để đối chiếu."
        )
        messages.warning(request, sentence % {"fields": told})


def _out(request: HttpRequest, onward: str, at: datetime, error: ExchangeError) -> HttpResponse:
    reason = "bad_reply" if isinstance(error, BadReply) else "unreachable"
    outage = begin_outage(by=SYSTEM, at=at, reason=reason)
    context = {"outage": outage, "onward": onward, **sign_in_links(onward)}
    return pages.render(request, "accounts/national_out.html", context, status=503)


def _refuse(request: HttpRequest, onward: str, at: datetime, reason: str, sentence: str) -> HttpResponse:
    refuse_identity(by=pages.actor_of_request(request), at=at, reason=reason)
    context = {"sentence": sentence, "onward": onward, **sign_in_links(onward)}
    return pages.render(request, "accounts/national_refused.html", context, status=422)


def _not_understood() -> str:
    return _("Định danh quốc gia không xác nhận lần đăng nhập này. Xin thử lại; chưa có gì thay đổi.")


def _token_sentence(flaw: TokenFlaw) -> str:
    if flaw in (TokenFlaw.EXPIRED, TokenFlaw.NOT_YET):
        return _("Xác nhận của định danh quốc gia đã hết hạn hoặc sai giờ. Xin đăng nhập lại.")
    return _(
        "Không kiểm chứng được xác nhận của định danh quốc gia, nên hệ thống không nhận. Chưa có gì thay đổi. Xin thử "
        "lại; nếu vẫn vậy, xin báo bộ phận một cửa."
    )


def sign_in_links(onward: str) -> dict[str, str]:
    """Addresses of both ways to sign in, that lead on to where one wanted to go."""
    query = f"?{urlencode({'next': onward})}" if onward else ""
    return {"again_url": reverse("accounts:national") + query, "local_url": reverse("accounts:sign_in") + query}


def _back() -> str:
    return installation().base_url + reverse("accounts:national_back")


@require_GET
@pages.enter("anyone")
def leave(request: HttpRequest) -> HttpResponse:
    """After signing out here: end the sitting at the provider too; it leads back to the page for signing in."""
    there_after = f"{reverse('accounts:sign_in')}?{urlencode({'da-dang-xuat': 1})}"
    if not provider.is_configured():
        return HttpResponseRedirect(there_after)
    try:
        address = provider.address_to_leave(
            provider.provider(), back=installation().base_url + reverse("accounts:national_left")
        )
    except (ExchangeError, provider.RefusedByProvider):
        address = ""
    return HttpResponseRedirect(address or there_after)


@require_GET
@pages.enter("anyone")
def left(request: HttpRequest) -> HttpResponse:
    """Back from the provider, signed out there too."""
    return HttpResponseRedirect(f"{reverse('accounts:sign_in')}?{urlencode({'da-dang-xuat': 2})}")


@require_http_methods(["GET", "POST"])
@pages.enter("official", "accounts.read_identity")
def identity_page(request: HttpRequest) -> HttpResponse:
    """The provider as an administrator sees it: does it answer, since when not, what is decided for such times."""
    reduction, table = LevelReductionForm(), ClaimTableForm(initial=_table_today(), auto_id=TABLE_ID)
    status = 200
    if request.method == "POST":
        is_table = "claims" in request.POST
        form: RefusableForm = (
            ClaimTableForm(request.POST, auto_id=TABLE_ID) if is_table else LevelReductionForm(request.POST)
        )
        if form.is_valid() and _decide(request, form):
            return HttpResponseRedirect(reverse("accounts:identity"))
        reduction = form if isinstance(form, LevelReductionForm) else reduction
        table = form if isinstance(form, ClaimTableForm) else table
        status = 422
    context = {
        "is_configured": provider.is_configured(),
        "address": installation().systems.get(provider.SYSTEM_NAME, ""),
        "outage": state.outage_now(),
        "outages": IdentityOutage.objects.order_by("-began_at", "-id")[:_SHOWN],
        "reductions": LevelReduction.objects.order_by("-made_at", "-id")[:_SHOWN],
        "today": clock.today(),
        "reduction_form": reduction,
        "table_form": table,
    }
    return pages.render(request, "accounts/identity.html", context, status=status)


def _decide(request: HttpRequest, form: RefusableForm) -> bool:
    act: Any = set_claim_table if isinstance(form, ClaimTableForm) else lower_level
    try:
        act(by=pages.actor_of_request(request), at=clock.now(), **form.cleaned_data)
    except Refused as refused:
        form.show_refusal(refused)
        return False
    messages.success(request, _("Đã ghi."))
    return True


def _table_today() -> dict[str, Any]:
    told = json.dumps(dict(state.claim_table(clock.today())), ensure_ascii=False, indent=2)
    return {"claims": told, "valid_from": clock.today()}


@require_POST
@pages.enter("official", "accounts.revoke_lower_level")
def revoke_page(request: HttpRequest, pk: int) -> HttpResponse:
    """End a decision before its last day."""
    reduction = LevelReduction.objects.filter(pk=pk).first()
    if reduction is None:
        raise Http404
    revoke_lower_level(reduction, by=pages.actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã thu hồi quyết định."))
    return HttpResponseRedirect(reverse("accounts:identity"))
