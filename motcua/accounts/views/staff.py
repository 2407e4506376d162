"""What administrators do for officials: find an account, help who lost their keys, lists, letters, dormancy."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX as UNUSABLE
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.accounts.actions.invite import invite
from motcua.accounts.actions.lock_dormant import lock_dormant
from motcua.accounts.actions.queue_import import queue_import, refuse_import
from motcua.accounts.actions.reset_factors import reset_factors
from motcua.accounts.factors import factors_of
from motcua.accounts.forms import ReasonForm
from motcua.accounts.models import Account, AccountImport, FactorReset, Invitation, PositionHolding
from motcua.accounts.ports import LETTERS, InvitationLetter
from motcua.accounts.reads import positions_of
from motcua.accounts.rules import INVITATION_HOLDS, NOTICE_OF_LOCK
from motcua.accounts.tables import NEEDED, OTHERS, read_accounts
from motcua.accounts.viewing import why_not_viewed
from motcua.platform import clock, pages
from motcua.platform.action import Actor, NotAllowed, Refused
from motcua.platform.settings import installation
from motcua.platform.tables import LARGEST

LETTERS_AT_ONCE = 500


@require_GET
@pages.enter("official", "accounts.reset_factors")
def accounts_page(request: HttpRequest) -> HttpResponse:
    """Officials' accounts, found by username or name."""
    asked = request.GET.get("q", "").strip()[:100]
    found = Account.objects.officials().order_by("username")
    if asked:
        found = found.filter(Q(username__icontains=asked) | Q(display_name__icontains=asked))
    page = pages.keyset_page(found, keys=("username", "id"), after=request.GET.get("after"), size=50)
    context = {"page": page, "asked": asked, "more": _more("accounts:accounts", page.next_token, q=asked)}
    return pages.render(request, "accounts/accounts.html", context)


def _more(name: str, token: str | None, **query: str) -> str | None:
    kept = {key: value for key, value in query.items() if value}
    return f"{reverse(name)}?{urlencode({**kept, 'after': token})}" if token else None


@require_http_methods(["GET", "POST"])
@pages.enter("official", "accounts.reset_factors")
def one_account_page(request: HttpRequest, account: int) -> HttpResponse:
    """One official's account; posting a reason takes its second factors off."""
    found = get_object_or_404(Account.objects.officials(), pk=account)
    form, status = ReasonForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        if form.is_valid():
            try:
                by, reason = pages.actor_of_request(request), form.cleaned_data["reason"]
                reset_factors(found, by=by, at=clock.now(), reason=reason)
                messages.success(request, _("Đã đặt lại xác thực hai lớp. Chủ tài khoản được báo."))
                return HttpResponseRedirect(reverse("accounts:one_account", args=[found.pk]))
            except Refused as refused:
                form.show_refusal(refused)
        status = 422
    context = {
        "found": found,
        "form": form,
        "factors": factors_of(found),
        "positions": positions_of(found.person_id, at=clock.now()),
        "coming": PositionHolding.objects.not_over(clock.now())
        .filter(person=found.person_id, valid_from__gt=clock.now())
        .select_related("position__organisation")
        .order_by("valid_from", "pk")[:10],
        "resets": FactorReset.objects.filter(account=found).select_related("reset_by").order_by("-reset_at")[:20],
        "is_self": found.pk == pages.actor_of_request(request).account_id,
        "view_refusal": why_not_viewed(found, at=clock.now()),
        "is_invitable": found.is_active and not found.has_usable_password(),
    }
    return pages.render(request, "accounts/one_account.html", context, status=status)


@require_GET
@pages.enter("official", "accounts.lock_dormant")
def dormant_page(request: HttpRequest) -> HttpResponse:
    """Accounts that nobody signed in to for long, the longest quiet first, and when each may be locked."""
    at = clock.now()
    found = Account.objects.dormant_since(at - installation().dormant_after).order_by("created_at", "id")
    page = pages.keyset_page(found, keys=("created_at", "id"), after=request.GET.get("after"), size=50)
    rows = [
        {"account": each, "lock_at": lock_at, "may_lock": lock_at is not None and lock_at <= at}
        for each in page.rows
        for lock_at in [each.dormant_warned_at + NOTICE_OF_LOCK if each.dormant_warned_at else None]
    ]
    context = {
        "rows": rows, "days": installation().dormant_after.days, "more": _more("accounts:dormant", page.next_token),
    }  # fmt: skip
    return pages.render(request, "accounts/dormant.html", context)


@require_POST
@pages.enter("official", "accounts.lock_dormant")
def lock_dormant_page(request: HttpRequest, account: int) -> HttpResponse:
    """Lock one of them."""
    found = get_object_or_404(Account.objects.officials(), pk=account)
    lock_dormant(found, by=pages.actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã khóa tài khoản %(name)s.") % {"name": found.username})
    return HttpResponseRedirect(reverse("accounts:dormant"))


@require_http_methods(["GET", "POST"])
@pages.enter("official", "accounts.import_accounts")
def imports_page(request: HttpRequest) -> HttpResponse:
    """Send a list of accounts in; what became of earlier lists; letters for those who were not invited yet."""
    error, status = "", 200
    if request.method == "POST":
        by, at = pages.actor_of_request(request), clock.now()
        sent = request.FILES.get("file")
        try:
            if sent is None:
                raise Refused(_("Xin chọn tệp danh sách."), field="file")
            if (sent.size or 0) > LARGEST:
                raise Refused(_("Tệp lớn quá 10 MB."), field="file")
            rows = read_accounts(sent.read(), sent.name or "")
            kept = queue_import(rows, by=by, at=at, name=sent.name or "")
            return HttpResponseRedirect(reverse("accounts:import", args=[kept.pk]))
        except NotAllowed:
            raise
        except Refused as refused:
            refuse_import(by=by, at=at, reason=refused.message)
            error, status = refused.message, 422
    context = {
        "error": error,
        "needed": ", ".join(NEEDED.values()),
        "others": ", ".join(OTHERS),
        "imports": AccountImport.objects.select_related("uploaded_by").order_by("-id")[:20],
        "uninvited": uninvited(clock.now()).count(),
        "at_once": LETTERS_AT_ONCE,
    }
    return pages.render(request, "accounts/imports.html", context, status=status)


@require_GET
@pages.enter("official", "accounts.import_accounts")
def import_page(request: HttpRequest, kept: int) -> HttpResponse:
    """What became of one list: how many, and each line that was not taken with its reason."""
    found = get_object_or_404(AccountImport.objects.select_related("uploaded_by"), pk=kept)
    waiting = len(found.rows) if found.rows is not None else 0
    context: dict[str, Any] = {"found": found, "report": found.report, "waiting": waiting}
    return pages.render(request, "accounts/import.html", context)


@require_POST
@pages.enter("official", "accounts.invite")
def letters_page(request: HttpRequest) -> HttpResponse:
    """Letters for the next who have no password and no link in force, or for one account; each with a new link."""
    at, one = clock.now(), request.POST.get("account", "")
    if one:
        chosen = list(Account.objects.officials().filter(pk=int(one) if one.isdecimal() and len(one) < 18 else 0))
    else:
        chosen = list(uninvited(at).select_related("person")[:LETTERS_AT_ONCE])
    if not chosen:
        raise Http404
    pdf = _letters(chosen, by=pages.actor_of_request(request), at=at)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="thu-moi.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def uninvited(at: datetime) -> QuerySet[Account]:
    """Officials without a password to whom no link in force was given."""
    links = Invitation.objects.filter(account=OuterRef("pk"), used_at__isnull=True, expires_at__gt=at)
    return Account.objects.active().officials().filter(~Exists(links), password__startswith=UNUSABLE).order_by("id")


def _letters(accounts: list[Account], *, by: Actor, at: datetime) -> bytes:
    tokens, letters = invite(accounts, by=by, at=at), []
    for account in accounts:
        held = next(iter(positions_of(account.person_id, at=at)), None)
        letters.append(
            InvitationLetter(
                full_name=account.display_name,
                organisation=held.organisation_name if held else "",
                position=held.position_name if held else "",
                username=account.username,
                link=installation().base_url + reverse("accounts:invitation", args=[tokens[account.pk]]),
                expires_at=at + INVITATION_HOLDS,
            )
        )
    return LETTERS.answer()(letters, place=installation().place, at=at)
