"""For officials: the competence table, proposed by one and approved by another."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.areas.public import Area
from motcua.organisations.public import Organisation
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, may
from motcua.platform.language import data
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.platform.text import whole_number
from motcua.procedures.actions.set_competence import (
    LineSpec,
    approve_competence,
    discard_proposal,
    propose_competence,
    propose_end,
)
from motcua.procedures.competence_table import day_of, read_lines
from motcua.procedures.models import CompetenceLine, Procedure, ProcedureField, ProcedureVersion
from motcua.procedures.queries import CompetenceQuerySet

PAGE_SIZE = 50
HEADS = "Mã thủ tục hoặc lĩnh vực, Mã địa bàn, Mã cơ quan, Từ ngày, Đến ngày, Căn cứ"
TYPED = ("about", "area", "organisation", "valid_from", "valid_to", "basis")
PROPOSE, APPROVE = "procedures.propose_competence", "procedures.approve_competence"


@enter("official", PROPOSE)
def competence(request: HttpRequest) -> HttpResponse:
    """Bảng thẩm quyền: who resolves what, where and since when; what waits for a second official."""
    return _show(request)


def _show(
    request: HttpRequest, typed: dict[str, str] | None = None, errors: dict[str, str] | None = None
) -> HttpResponse:
    words, tab = request.GET.get("q", "").strip()[:100], request.GET.get("xem", "")
    lines = _looked_for(CompetenceLine.objects.all(), words)
    on = clock.today()
    lines = {"cho-duyet": lines.waiting(), "da-het": lines.filter(valid_to__lte=on)}.get(tab, lines.in_force(on))
    chosen = lines.select_related("procedure", "field", "organisation", "proposed_by", "ending_proposed_by")
    page = keyset_page(chosen, keys=("-valid_from", "-id"), after=request.GET.get("after"), size=PAGE_SIZE)
    here = reverse("procedures:competence")
    kept = {"q": words, "xem": tab}
    more = f"{here}?{urlencode({**kept, 'after': page.next_token})}" if page.next_token else None
    actor = actor_of_request(request)
    context = {
        "rows": _rows(page.rows, actor.account_id),
        "tabs": _tabs(here, tab),
        "tab": tab,
        "words": words,
        "more_url": more,
        "typed": typed or {**dict.fromkeys(TYPED, ""), "valid_from": on.strftime("%d/%m/%Y")},
        "errors": errors or {},
        "heads": data(HEADS),
        "may_approve": may(actor, APPROVE),
    }
    return render(request, "procedures/competence.html", context, status=422 if errors else 200)


def _looked_for(lines: CompetenceQuerySet, words: str) -> CompetenceQuerySet:
    if not words:
        return lines
    named = ProcedureVersion.objects.filter(name__icontains=words).values("procedure")
    about = Q(procedure__code__startswith=words) | Q(procedure__in=named) | Q(field__name__icontains=words)
    return lines.filter(about | Q(field__code=words) | Q(area_code=words) | Q(organisation__name__icontains=words))


def _tabs(here: str, tab: str) -> list[dict[str, Any]]:
    waiting = CompetenceLine.objects.waiting().count()
    told = (("", _("Đang áp dụng"), None), ("cho-duyet", _("Chờ duyệt"), waiting), ("da-het", _("Đã hết"), None))
    return [
        {"label": label, "url": f"{here}?xem={key}" if key else here, "count": count, "current": key == tab}
        for key, label, count in told
    ]


def _rows(lines: list[CompetenceLine], account_id: int | None) -> list[dict[str, Any]]:
    versions = ProcedureVersion.objects.filter(procedure__in=[each.procedure_id for each in lines]).order_by("number")
    names = dict(versions.values_list("procedure_id", "name"))
    codes = {each.area_code for each in lines if each.area_code}
    areas = dict(Area.objects.filter(code__in=codes).order_by("valid_from").values_list("code", "name"))
    return [
        {
            "line": line,
            "name": names.get(line.procedure_id or 0, "") if line.procedure else line.field.name if line.field else "",
            "code": line.procedure.code if line.procedure else _("cả lĩnh vực"),
            "area": areas.get(line.area_code, line.area_code) or _("toàn tỉnh, thành phố"),
            "is_own": account_id in {line.proposed_by_id, line.ending_proposed_by_id},
        }
        for line in lines
    ]


@enter("official", PROPOSE)
@require_POST
def add_line(request: HttpRequest) -> HttpResponse:
    """Đề nghị một dòng."""
    typed = {name: request.POST.get(name, "").strip()[:500] for name in TYPED}
    start, end = day_of(typed["valid_from"]), day_of(typed["valid_to"])
    errors = {}
    if start is None:
        errors["valid_from"] = _("Ngày bắt đầu chưa đúng dạng ngày/tháng/năm.")
    if typed["valid_to"] and end is None:
        errors["valid_to"] = _("Ngày kết thúc chưa đúng dạng ngày/tháng/năm.")
    if start is not None and not errors:
        try:
            propose_competence([_spec(typed, start, end)], by=actor_of_request(request), at=clock.now())
        except NotAllowed:
            raise
        except Refused as refused:
            errors[refused.field or ""] = refused.message
        else:
            messages.success(request, _("Đã ghi đề nghị. Dòng có hiệu lực khi một người khác duyệt."))
            return redirect(reverse("procedures:competence") + "?xem=cho-duyet")
    return _show(request, typed, errors)


def _spec(typed: dict[str, str], start: date, end: date | None) -> LineSpec:
    return LineSpec(
        _code(typed["about"]), _identifier(typed["organisation"]), typed["basis"], start, typed["area"], end
    )


def _code(typed: str) -> str:
    """A procedure's or field's code as typed; a field may be called by its name."""
    if Procedure.objects.filter(code=typed).exists():
        return typed
    field = ProcedureField.objects.filter(name__iexact=typed).first()
    return field.code if field else typed


def _identifier(typed: str) -> str:
    """An organisation's identifier as typed; it may be called by its name, where only one is called so today."""
    named = Organisation.objects.as_of(clock.today()).filter(name__iexact=typed)
    found = list(named.values_list("identifier", flat=True)[:2])
    return found[0] if len(found) == 1 else typed


@enter("official", PROPOSE)
@require_POST
def import_lines(request: HttpRequest) -> HttpResponse:
    """Nhập bảng thẩm quyền từ tệp: all lines or none."""
    sent = request.FILES.get("file")
    if sent is None:
        return _show(request, errors={"file": _("Xin chọn tệp.")})
    try:
        specs = read_lines(sent.read(), sent.name or "")
        proposed = propose_competence(specs, by=actor_of_request(request), at=clock.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, errors={"file": refused.message})
    messages.success(
        request, _("Đã ghi %(count)d dòng đề nghị. Có hiệu lực khi một người khác duyệt.") % {"count": len(proposed)}
    )
    return redirect(reverse("procedures:competence") + "?xem=cho-duyet")


@enter("official", APPROVE)
@require_POST
def approve_lines(request: HttpRequest) -> HttpResponse:
    """Duyệt những dòng người khác đề nghị."""
    picked = [whole_number(each) for each in request.POST.getlist("selected")]
    lines = list(CompetenceLine.objects.filter(pk__in=[each for each in picked if each is not None]))
    try:
        count = approve_competence(lines, by=actor_of_request(request), at=clock.now())
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Đã duyệt %(count)d dòng.") % {"count": count})
    return redirect(reverse("procedures:competence") + "?xem=cho-duyet")


@enter("official", PROPOSE)
def end_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Đề nghị kết thúc một dòng, hoặc bỏ một đề nghị."""
    line = get_object_or_404(
        CompetenceLine.objects.select_related("procedure", "field", "organisation", "proposed_by"), pk=pk
    )
    typed = {name: request.POST.get(name, "").strip()[:500] for name in ("ends_on", "reason")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        by, at = actor_of_request(request), clock.now()
        ends_on = day_of(typed["ends_on"])
        try:
            if "discard" in request.POST:
                discard_proposal(line, by=by, at=at)
                messages.success(request, _("Đã bỏ đề nghị."))
                return redirect("procedures:competence")
            if ends_on is None:
                raise Refused(_("Ngày kết thúc chưa đúng dạng ngày/tháng/năm."), "ends_on")
            propose_end(line, ends_on=ends_on, reason=typed["reason"], by=by, at=at)
        except NotAllowed:
            raise
        except Refused as refused:
            errors[refused.field or ""] = refused.message
        else:
            messages.success(request, _("Đã ghi đề nghị kết thúc. Có hiệu lực khi một người khác duyệt."))
            return redirect(reverse("procedures:competence") + "?xem=cho-duyet")
    row = _rows([line], actor_of_request(request).account_id)[0]
    context = {"row": row, "line": line, "typed": typed, "errors": errors}
    return render(request, "procedures/end_competence.html", context, status=422 if errors else 200)
