"""Signing in and out, signing up, one's account, the position one works in."""

from datetime import datetime
from typing import cast
from urllib.parse import urlencode

from django.contrib.auth import logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts import rules, sessions
from motcua.accounts.actions.change_password import change_password
from motcua.accounts.actions.register_citizen import register_citizen
from motcua.accounts.actions.sign_in import count_failure, sign_in
from motcua.accounts.actions.sign_out import sign_out
from motcua.accounts.actions.switch_position import switch_position
from motcua.accounts.forms import ContactForm, PasswordForm, SignInForm, SignUpForm
from motcua.accounts.middleware import POSITION
from motcua.accounts.models import Account, PositionHolding
from motcua.accounts.national import provider, state
from motcua.accounts.reads import (
    DEMO_PASSWORD,
    Standing,
    address_of,
    blocked_from,
    blocked_until,
    demo_accounts,
    standing_of,
    throttle_of_address,
)
from motcua.accounts.sessions import SHARED
from motcua.accounts.views.national import DOOR, sign_in_links
from motcua.accounts.views.ways import arrive, home_of, let_in, onward_of, own_account, wait_sentence
from motcua.persons.public import NumberTaken, Person, update_contact
from motcua.platform import clock, pages
from motcua.platform.action import ActorKind, Refused
from motcua.platform.settings import installation
from motcua.platform.text import whole_number


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
@pages.enter("anyone")
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Let somebody in with a password, and bring them back to where they wanted to go."""
    onward = onward_of(request)
    if request.method == "GET" and isinstance(request.user, Account):
        return HttpResponseRedirect(onward or home_of(pages.actor_of_request(request)))
    form = SignInForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        at = clock.now()
        account = _sign_in(request, form, at) if form.is_valid() else None
        if account is not None:
            return arrive(request, account, onward, door="password", is_shared=form.cleaned_data["is_shared"])
        status = 422
    context = {
        "form": form,
        "onward": onward,
        "national_url": sign_in_links(onward)["again_url"] if provider.is_configured() else "",
        "outage": state.outage_now() if provider.is_configured() else None,
        "leave_url": reverse("accounts:national_leave") if request.GET.get("da-dang-xuat") == DOOR else "",
        "demo_accounts": demo_accounts(at=clock.now()) if installation().demo else (),
        "demo_password": DEMO_PASSWORD,
    }
    return pages.render(request, "accounts/sign_in.html", context, status=status)


def _sign_in(request: HttpRequest, form: SignInForm, at: datetime) -> Account | None:
    identifier, address = form.cleaned_data["identifier"], address_of(request)
    blocked = blocked_until(identifier, address, at=at)
    if blocked is not None:
        form.add_error(None, wait_sentence(blocked - at))
        return None
    outcome = sign_in(
        by=pages.actor_of_request(request),
        at=at,
        identifier=identifier,
        password=form.cleaned_data["password"],
        address=address,
    )
    if outcome.account is None:
        form.add_error(None, _("Tên đăng nhập hoặc mật khẩu không đúng."))
        if outcome.wait:
            form.add_error(None, wait_sentence(outcome.wait))
    return outcome.account


@require_POST
@pages.enter("anyone")
def sign_out_page(request: HttpRequest) -> HttpResponse:
    """End the session and leave nothing of it on this computer."""
    if isinstance(request.user, Account):
        sign_out(request.user, by=pages.actor_of_request(request), at=clock.now())
    is_shared = bool(request.session.get(SHARED))
    # Who came by national e-identity is still signed in there: the page offers to leave there too.
    came_by = DOOR if request.session.get(sessions.DOOR) == DOOR else 1
    logout(request)
    response = HttpResponseRedirect(f"{reverse('accounts:sign_in')}?{urlencode({'da-dang-xuat': came_by})}")
    # Where others sit down next, what this computer remembers of preferences goes too.
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"' if is_shared else '"cache", "storage"'
    return response


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
@pages.enter("anyone")
def sign_up_page(request: HttpRequest) -> HttpResponse:
    """Open a citizen's local account and go on signed in."""
    onward = onward_of(request)
    if isinstance(request.user, Account):
        return HttpResponseRedirect(onward or home_of(pages.actor_of_request(request)))
    form = SignUpForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        at = clock.now()
        account = _sign_up(request, form, at) if form.is_valid() else None
        if account is not None:
            return let_in(request, account, onward, door="password")
        status = 422
    return pages.render(request, "accounts/sign_up.html", {"form": form, "onward": onward}, status=status)


def _sign_up(request: HttpRequest, form: SignUpForm, at: datetime) -> Account | None:
    by, address = pages.actor_of_request(request), address_of(request)
    blocked = blocked_from(address, at=at)
    if blocked is not None:
        form.add_error(None, wait_sentence(blocked - at))
        return None
    try:
        return register_citizen(by=by, at=at, **form.cleaned_data)
    except NumberTaken as refused:
        # Trying numbers one after another would tell who has an account.
        count_failure(by=by, at=at, policies={throttle_of_address(address): rules.PER_ADDRESS})
        form.show_refusal(refused)
    except Refused as refused:
        form.show_refusal(refused)
    return None


@require_http_methods(["GET", "POST"])
@pages.enter("official")
def switch_position_page(request: HttpRequest) -> HttpResponse:
    """Choose the position to work in; rights are those of that position from the next page on."""
    standing, onward, at = _standing(request), onward_of(request), clock.now()
    if request.method == "POST":
        holding = PositionHolding.objects.filter(pk=whole_number(request.POST.get("holding", "")) or 0).first()
        if holding is None:
            raise Http404
        switch_position(holding, by=standing.actor, at=at)
        request.session.cycle_key()
        request.session[POSITION] = holding.position_id
        actor = standing_of(cast(Account, request.user), at=at, position_id=holding.position_id).actor
        return HttpResponseRedirect(onward or home_of(actor))
    return pages.render(request, "accounts/switch_position.html", {"standing": standing, "onward": onward})


@pages.enter("signed_in")
def account_page(request: HttpRequest) -> HttpResponse:
    """One's own account: who one is to the system, positions, contact, password."""
    return _account_page(request, ContactForm(initial=_contact(_person(request))), PasswordForm())


@require_POST
@pages.enter("signed_in")
def contact_page(request: HttpRequest) -> HttpResponse:
    """Change one's own phone, e-mail and address."""
    form, person = ContactForm(request.POST), _person(request)
    if form.is_valid():
        try:
            update_contact(
                person,
                by=pages.actor_of_request(request),
                at=clock.now(),
                address_area_id=person.address_area_id,
                **form.cleaned_data,
            )
            return HttpResponseRedirect(f"{reverse('accounts:account')}?da-luu=lien-he")
        except Refused as refused:
            form.show_refusal(refused)
    return _account_page(request, form, PasswordForm(), status=422)


@require_POST
@sensitive_post_parameters("current", "new")
@pages.enter("signed_in")
def password_page(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions of the account end."""
    form = PasswordForm(request.POST)
    if form.is_valid():
        try:
            by = pages.actor_of_request(request)
            here = request.session.session_key or ""
            account = change_password(own_account(request), by=by, at=clock.now(), but=here, **form.cleaned_data)
            update_session_auth_hash(request, account)
            return HttpResponseRedirect(f"{reverse('accounts:account')}?da-luu=mat-khau")
        except Refused as refused:
            form.show_refusal(refused)
    return _account_page(request, ContactForm(initial=_contact(_person(request))), form, status=422)


def _account_page(
    request: HttpRequest, contact_form: ContactForm, password_form: PasswordForm, *, status: int = 200
) -> HttpResponse:
    standing = _standing(request)
    is_official = standing.actor.kind is ActorKind.OFFICIAL
    context = {
        "me": request.user,
        "person": _person(request),
        "standing": standing,
        "layout": "ui/work.html" if is_official else "ui/public.html",
        "contact_form": contact_form,
        "password_form": password_form,
        "may_prove": provider.is_configured() and not is_official and not _person(request).is_checked,
        "may_hand_over": standing.actor.has("accounts.register_absence"),
        "may_change_contact": standing.actor.is_own("persons.update_contact"),
    }
    return pages.render(request, "accounts/account.html", context, status=status)


def _person(request: HttpRequest) -> Person:
    return cast(Account, request.user).person


def _contact(person: Person) -> dict[str, str]:
    return {"phone": person.phone, "email": person.email, "address_line": person.address_line}


def _standing(request: HttpRequest) -> Standing:
    return cast(Standing, request.standing)  # type: ignore[attr-defined]
