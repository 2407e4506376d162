"""Bản ghi trùng: two records that may be one person, side by side; one official proposes, another confirms."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.persons.candidates import identities
from motcua.persons.matching import POINTS, Evidence, Identity, is_same_name, likeness
from motcua.persons.models import Merge, Person
from motcua.persons.public import confirm_merge, propose_merge, reject_merge, undo_merge
from motcua.persons.rules import MergeState
from motcua.platform import clock
from motcua.platform.action import Refused, record_read
from motcua.platform.formats import dmy, dmyhm
from motcua.platform.pages import actor_of_request, enter, keyset_page, render

PAGE_SIZE = 50
PURPOSE = gettext_noop("Đối chiếu bản ghi trùng")
TABS = {
    "": (MergeState.FOUND, MergeState.PROPOSED),
    "da-gop": (MergeState.CONFIRMED,),
    "hai-nguoi": (MergeState.REJECTED, MergeState.UNDONE),
}


@enter("official", "persons.propose_merge")
def merges(request: HttpRequest) -> HttpResponse:
    """The pairs that wait, the likeliest first; or those decided."""
    chosen = request.GET.get("loai", "")
    chosen = chosen if chosen in TABS else ""
    listed = Merge.objects.filter(state__in=TABS[chosen]).select_related("kept", "duplicate")
    page = keyset_page(listed, keys=("-score", "-id"), after=request.GET.get("sau"), size=PAGE_SIZE)
    named = {pk for row in page.rows for pk in (row.kept_id, row.duplicate_id)}
    record_read(by=actor_of_request(request), purpose=PURPOSE, persons=named)
    here = reverse("persons:merges")
    names = {"": _("Cần xem"), "da-gop": _("Đã gộp"), "hai-nguoi": _("Hai người")}
    context = {
        "rows": [{"merge": row, "words": [_word(Evidence(each)) for each in row.evidence]} for row in page.rows],
        "tabs": [
            {"label": label, "url": f"{here}?loai={key}" if key else here, "count": None, "current": key == chosen}
            for key, label in names.items()
        ],
        "more_url": f"{here}?loai={chosen}&sau={page.next_token}" if page.next_token else None,
    }
    return render(request, "persons/merges.html", context)


@enter("official", "persons.propose_merge")
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Two records side by side, what speaks for and against, and what the official decides."""
    found = get_object_or_404(Merge.objects.select_related("kept", "duplicate", "proposed_by", "decided_by"), pk=pk)
    actor = actor_of_request(request)
    error: tuple[str | None, str] | None = None
    if request.method == "POST":
        try:
            _act(request, found)
        except Refused as refused:
            error = (refused.field, refused.message)
        else:
            messages.success(request, _("Đã ghi nhận."))
            return redirect("persons:merge", pk)
    record_read(by=actor, purpose=PURPOSE, persons=found.scope().persons, subject=found)
    known = identities(found.scope().persons)
    one, other = known[found.kept_id], known[found.duplicate_id]
    alike = likeness(one, other)
    typed = request.POST if error else {}
    context = {
        "merge": found,
        "rows": _compared(found.kept, found.duplicate, one, other),
        "likeness": alike,
        "evidence": [{"label": _word(each), "value": f"{POINTS[each]:+d}"} for each in alike.evidence],
        "choices": [(str(person.pk), _name_of(person)) for person in (found.kept, found.duplicate)],
        "chosen": typed.get("kept") or str(found.kept_id),
        "reason": typed.get("reason", ""),
        "error": error,
        "is_own": found.proposed_by_id in actor.persons,
    }
    return render(request, "persons/merge.html", context, status=422 if error else 200)


def _act(request: HttpRequest, found: Merge) -> None:
    by, at, what = actor_of_request(request), clock.now(), request.POST.get("act")
    if what == "propose":
        kept = found.duplicate if request.POST.get("kept") == str(found.duplicate_id) else found.kept
        propose_merge(found, kept=kept, reason=request.POST.get("reason", ""), by=by, at=at)
    elif what == "confirm":
        confirm_merge(found, by=by, at=at)
    elif what == "reject":
        reject_merge(found, by=by, at=at)
    elif what == "undo":
        undo_merge(found, reason=request.POST.get("reason", ""), by=by, at=at)
    else:
        raise Refused(_("Xin chọn một việc."))


def _name_of(person: Person) -> str:
    return f"{person.full_name}, {dmy(person.birth_date)}, {person.get_identity_level_display()}"


def _compared(kept: Person, duplicate: Person, one: Identity, other: Identity) -> list[dict[str, Any]]:
    """Each value of both, whole numbers hidden: what matters is whether they are the same."""
    rows = [
        (_("Họ và tên"), kept.full_name, duplicate.full_name, is_same_name(one.full_name, other.full_name)),
        (_("Ngày sinh"), dmy(kept.birth_date), dmy(duplicate.birth_date), one.birth_date == other.birth_date),
        (_("Giới tính"), kept.get_sex_display(), duplicate.get_sex_display(), one.sex == other.sex),
        (_("Số định danh"), kept.masked_personal_id, duplicate.masked_personal_id, one.number == other.number),
        (_("Điện thoại"), kept.masked_phone, duplicate.masked_phone, one.phone == other.phone),
        (_("Thư điện tử"), kept.masked_email, duplicate.masked_email, one.email == other.email),
        (_("Địa chỉ"), one.address, other.address, (one.area, one.address) == (other.area, other.address)),
    ]
    told: list[dict[str, Any]] = [
        {"label": label, "kept": left, "duplicate": right, "is_same": same, "is_known": bool(left and right)}
        for label, left, right, same in rows
    ]
    levels = (kept.get_identity_level_display(), duplicate.get_identity_level_display())
    for label, (left, right) in (
        (_("Mức xác thực"), levels),
        (_("Ghi nhận lúc"), (dmyhm(kept.created_at), dmyhm(duplicate.created_at))),
    ):
        told.append({"label": label, "kept": left, "duplicate": right, "is_same": True, "is_known": False})
    return told


def _word(evidence: Evidence) -> str:
    return {
        Evidence.SAME_NUMBER: _("cùng số định danh"),
        Evidence.SAME_NAME: _("cùng họ tên"),
        Evidence.SAME_BIRTH: _("cùng ngày sinh"),
        Evidence.NEAR_BIRTH: _("ngày sinh lệch một chỗ"),
        Evidence.SAME_PHONE: _("cùng điện thoại"),
        Evidence.SAME_EMAIL: _("cùng thư điện tử"),
        Evidence.SAME_ADDRESS: _("cùng địa chỉ"),
        Evidence.SAME_PARENT: _("cùng cha, mẹ"),
        Evidence.SEX_DIFFERS: _("khác giới tính"),
        Evidence.NUMBER_DIFFERS: _("khác số định danh"),
        Evidence.NAME_DIFFERS: _("khác họ tên"),
        Evidence.BIRTH_DIFFERS: _("khác ngày sinh"),
    }[evidence]
