"""Chứng thực tại quầy: the fast lane, kept to a handful of keys."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from motcua.certifications.actions.certify import AskedPaper, CopiesAsked, certify
from motcua.certifications.forms import PaperForm, RequesterForm
from motcua.certifications.models import CertificationRequest
from motcua.certifications.queries import authority_of, signers
from motcua.certifications.reads import last_signer, lines_of_day, rate_at, totals_of
from motcua.certifications.rules import MOST_PAPERS, Medium, fee_of
from motcua.certifications.terms import common_papers, same_day
from motcua.organisations.public import Organisation
from motcua.persons.public import read_card
from motcua.platform import clock
from motcua.platform.action import Refused, record_read
from motcua.platform.pages import actor_of_request, enter, render, render_fragment

WAITING_SHOWN, TODAY_SHOWN = 30, 15


@dataclass
class _Typed:
    """What stands in the form: the requester, one form per paper, the text of a card that was read."""

    requester: RequesterForm
    papers: list[PaperForm]
    card: str
    focus: str
    key: UUID
    trouble: str = ""


@enter("official", "certifications.certify")
def desk(request: HttpRequest) -> HttpResponse:
    """Chứng thực bản sao: type the name or read the card, the papers, Enter; the number and the fee are there."""
    unit = Organisation.objects.get(pk=actor_of_request(request).organisation_id or 0)
    typed = _typed(request, unit)
    if request.method != "POST":
        return _show(request, unit, typed)
    if typed.focus:
        return _show(request, unit, typed)
    if not _is_valid(typed):
        return _show(request, unit, typed, status=422)
    try:
        turn = certify(unit, _asked(typed), by=actor_of_request(request), at=clock.now())
    except Refused as refused:
        _place(refused, typed)
        return _show(request, unit, typed, status=422)
    return redirect(f"{reverse('certifications:desk')}?xong={turn.pk}")


@enter("official", "certifications.certify")
def fee(request: HttpRequest) -> HttpResponse:
    """What the papers in the form cost, as far as they are filled in; nothing is written."""
    rate = rate_at(clock.now())
    total: int | None = 0 if rate else None
    for number in range(_count(request)):
        form = PaperForm(request.POST, prefix=f"p{number}")
        form.is_valid()
        pages, copies = form.cleaned_data.get("pages"), form.cleaned_data.get("copies")
        if total is not None and rate is not None and pages and copies:
            total += fee_of(pages, copies, rate)
    return render_fragment(request, "certifications/desk.html", "fee", {"fee": total, "rate": rate})


def _count(request: HttpRequest) -> int:
    text = request.POST.get("papers", "1")
    return min(max(int(text), 1), MOST_PAPERS) if text.isascii() and text.isdigit() and len(text) < 4 else 1


def _typed(request: HttpRequest, unit: Organisation) -> _Typed:
    """What was posted. A card read into the first field, and a further paper, are no reason yet to enter anything."""
    authority = authority_of(unit)
    entitled = list(signers(authority, clock.now()))
    initial = {"signer": last_signer(authority)}
    if request.method != "POST":
        return _Typed(RequesterForm(signers=entitled, initial=initial), [_blank(0)], "", "requester", uuid4())
    posted = request.POST.copy()
    scanned = read_card(posted.get("requester", ""))
    if scanned is not None:
        posted["card"] = posted.get("requester", "")
        posted["requester"] = scanned.full_name
    posted.setdefault("signer", str(initial["signer"] or ""))
    count = _count(request)
    bare = not any(posted.get(f"p{number}-document", "").strip() for number in range(count))
    focus = "p0-document" if scanned is not None and bare else ""
    bound = [PaperForm(posted, prefix=f"p{number}") for number in range(count)]
    if "more" in posted and count < MOST_PAPERS:
        bound = [*bound, _blank(count)]
        focus = f"p{count}-document"
    if focus:
        bound = [_unmarked(each, posted) for each in bound]
        requester = RequesterForm(signers=entitled, initial=posted.dict())
    else:
        requester = RequesterForm(posted, signers=entitled)
    return _Typed(requester, bound, posted.get("card", ""), focus, _key(posted.get("key", "")))


def _blank(number: int) -> PaperForm:
    return PaperForm(prefix=f"p{number}")


def _unmarked(form: PaperForm, posted: dict[str, str]) -> PaperForm:
    """The same with what was typed, and nothing called wrong yet."""
    initial = {name: posted.get(form.add_prefix(name), "") for name in form.fields}
    return PaperForm(prefix=form.prefix, initial=initial)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _is_valid(typed: _Typed) -> bool:
    # All of them are asked, so that everything that is wrong is said at once.
    return all([typed.requester.is_valid(), *[each.is_valid() for each in typed.papers]])


def _asked(typed: _Typed) -> CopiesAsked:
    given = typed.requester.cleaned_data
    papers = tuple(
        AskedPaper(each.cleaned_data["document"], each.cleaned_data["pages"], each.cleaned_data["copies"])
        for each in typed.papers
    )
    return CopiesAsked(
        given["requester"], papers, given["signer"], Medium(given["medium"]), read_card(typed.card), typed.key
    )


def _place(refused: Refused, typed: _Typed) -> None:
    """The refusal at the field it is about, or at the top."""
    if refused.field in typed.requester.fields:
        typed.requester.add_error(refused.field, refused.message)
        return
    for each in typed.papers:
        for name in each.fields:
            if refused.field == each.add_prefix(name):
                each.add_error(name, refused.message)
                return
    typed.trouble = refused.message


def _show(request: HttpRequest, unit: Organisation, typed: _Typed, *, status: int = 200) -> HttpResponse:
    actor, now = actor_of_request(request), clock.now()
    authority, today = authority_of(unit), clock.today()
    seen = CertificationRequest.objects.visible_to(actor)
    waiting = list(
        seen.filter(organisation=authority).waiting().order_by("due_at", "pk").prefetch_related("lines")[:WAITING_SHOWN]
    )
    mine = lines_of_day(authority, today).visible_to(actor)
    shown = list(mine.select_related("request").order_by("-number")[:TODAY_SHOWN])
    text = request.GET.get("xong", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
    done = seen.filter(pk=number).prefetch_related("lines__book").first() if number else None
    people = {turn.person_id for turn in (*waiting, *(line.request for line in shown)) if turn.person_id}
    record_read(by=actor, purpose="Xem sổ chứng thực", persons=people)
    if done is not None and not typed.focus.startswith("p"):
        typed.focus = "done"
    context = {
        "typed": typed, "form": typed.requester, "papers": typed.papers, "errors": _errors(typed),
        "has_signers": bool(typed.requester.fields["signer"].choices),  # type: ignore[attr-defined]
        "common": common_papers(), "rule": same_day(today), "rate": rate_at(now), "fee": None,
        "waiting": waiting, "today": shown, "totals": totals_of(mine), "done": done, "now": now,
    }  # fmt: skip
    return render(request, "certifications/desk.html", context, status=status)


def _errors(typed: _Typed) -> list[tuple[str | None, str]]:
    found: list[tuple[str | None, str]] = [(None, typed.trouble)] if typed.trouble else []
    for form in (typed.requester, *typed.papers):
        found += [(form[name].auto_id, str(line)) for name, lines in form.errors.items() for line in lines]
    return found
