"""Bản nháp của tôi: found again, gone on with on another device, thrown away, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.public import (
    DRAFT_WARNING,
    Draft,
    delete_draft,
    hand_over,
    handover_of,
    restore_draft,
    take_over,
)
from motcua.forms.public import steps_of, validate
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.portal.views.opened import draft_of, papers_of_draft, stages_of, where_it_stands

PAGE_SIZE, MOST_DELETED = 20, 20


@enter("citizen", "dossiers.save_draft")
def drafts(request: HttpRequest) -> HttpResponse:
    """Bản nháp của tôi, the last changed first; below, those thrown away that can still be taken back."""
    actor, now = actor_of_request(request), clock.now()
    own = Draft.objects.visible_to(actor).with_names().defer("answers", "version__search")
    page = keyset_page(own, keys=("-saved_at", "-id"), after=request.GET.get("after"), size=PAGE_SIZE)
    deleted = Draft.objects.restorable_by(actor, now).with_names().order_by("-deleted_at")
    context = {
        "drafts": [{"draft": each, "is_ending": _is_ending(each)} for each in page.rows],
        "next": page.next_token,
        "deleted": list(deleted.defer("answers", "version__search")[:MOST_DELETED]),
    }
    return render(request, "portal/drafts.html", context)


def _is_ending(draft: Draft) -> bool:
    return draft.expires_at - clock.now() <= DRAFT_WARNING


@enter("citizen", "dossiers.save_draft")
def draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One draft: how far it is, until when it is kept, and going on with it here or elsewhere."""
    found, eform = draft_of(request, pk)
    if found.dossier is not None:
        return redirect("portal:filed", found.dossier.code)
    wrong = {error.step for error in validate(eform, found.answers)}
    context = {
        "draft": found,
        "is_ending": _is_ending(found),
        "steps": [
            {"title": step.title, "url": stage["url"], "is_done": step.code not in wrong}
            for step, stage in zip(steps_of(eform), stages_of(found, eform), strict=False)
        ],
        "papers": [each for each in papers_of_draft(found) if each["files"]],
        "papers_url": reverse("portal:papers", args=[pk]),
        "next_url": where_it_stands(found, eform),
    }
    return render(request, "portal/draft.html", context)


@enter("citizen", "dossiers.hand_over")
def elsewhere(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Làm tiếp trên điện thoại: a code that holds ten minutes, for one use, after signing in as the same person."""
    found, eform = draft_of(request, pk)
    if found.dossier is not None:
        return redirect("portal:filed", found.dossier.code)
    step = request.POST.get("step", "") or request.GET.get("buoc", "")
    step = step if step in {each.code for each in steps_of(eform)} else ""
    link = ""
    if request.method == "POST":
        link = hand_over(found, step=step, by=actor_of_request(request), at=clock.now())
    context = {"draft": found, "link": link, "step": step}
    return render(request, "portal/elsewhere.html", context)


@enter("citizen", "dossiers.save_draft")
def resume(request: HttpRequest, signed: str) -> HttpResponse:
    """What the code opens on the other device, once one has signed in there: the draft, at the step where one was."""
    handover, actor = handover_of(signed), actor_of_request(request)
    if handover is None or handover.component is not None:
        raise Http404
    if handover.draft.account_id != actor.account_id:
        return render(request, "portal/resume_over.html", {"is_another": True}, status=403)
    if not handover.is_good(clock.now()):
        return render(request, "portal/resume_over.html", {"is_another": False, "draft": handover.draft}, status=410)
    if request.method != "POST":
        return render(request, "portal/resume.html", {"draft": handover.draft})
    try:
        taken = take_over(handover, by=actor, at=clock.now())
    except Refused:
        return render(request, "portal/resume_over.html", {"is_another": False, "draft": handover.draft}, status=410)
    found, eform = draft_of(request, taken.pk)
    return (
        redirect("portal:step", found.pk, handover.step) if handover.step else redirect(where_it_stands(found, eform))
    )


@enter("citizen", "dossiers.delete_draft")
@require_POST
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Xóa bản nháp."""
    found, _eform = draft_of(request, pk)
    delete_draft(found, by=actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã xóa bản nháp. Trong 30 ngày ông/bà còn khôi phục được."))
    return redirect("portal:drafts")


@enter("citizen", "dossiers.restore_draft")
@require_POST
def restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Khôi phục bản nháp đã xóa."""
    actor = actor_of_request(request)
    found = Draft.objects.filter(account=actor.account_id, pk=pk).first()
    if found is None:
        raise Http404
    restore_draft(found, by=actor, at=clock.now())
    messages.success(request, _("Đã khôi phục bản nháp."))
    return redirect("portal:draft", pk)
