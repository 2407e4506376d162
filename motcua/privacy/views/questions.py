"""Hỏi về dữ liệu: what people ask the unit about looks at their data."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from motcua.platform import clock
from motcua.platform.action import Actor, NotAllowed, Refused, record_read
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.privacy.actions.answer_question import answer_question
from motcua.privacy.models import DataQuestion

PAGE_SIZE = 50
PURPOSE = gettext_noop("Trả lời câu hỏi về dữ liệu")


@enter("official", "privacy.answer_question")
@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    """The questions that wait, the oldest first; or those answered, the newest first."""
    actor = actor_of_request(request)
    answered = request.GET.get("loai") == "da-tra-loi"
    visible = DataQuestion.objects.visible_to(actor)
    chosen = visible.exclude(answered_at=None) if answered else visible.waiting()
    keys = ("-asked_at", "-id") if answered else ("asked_at", "id")
    listed = chosen.select_related("organisation", "person").defer("answer")
    page = keyset_page(listed, keys=keys, after=request.GET.get("sau"), size=PAGE_SIZE)
    record_read(by=actor, purpose=PURPOSE, persons=[row.person_id for row in page.rows])
    here = reverse("privacy:questions")
    tabs = [
        {"label": _("Chờ trả lời"), "url": here, "current": not answered},
        {"label": _("Đã trả lời"), "url": f"{here}?loai=da-tra-loi", "current": answered},
    ]
    after = f"{'?loai=da-tra-loi&' if answered else '?'}sau={page.next_token}"
    context = {
        "rows": [(row, _(row.purpose)) for row in page.rows],
        "tabs": tabs,
        "answered": answered,
        "more_url": here + after if page.next_token else None,
    }
    return render(request, "privacy/questions.html", context)


@enter("official", "privacy.answer_question")
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question with the look it is about, and the place for the answer."""
    actor = actor_of_request(request)
    found = _open(pk, actor)
    typed, refused = "", None
    if request.method == "POST":
        typed = request.POST.get("answer", "")
        try:
            answer_question(found, answer=typed, by=actor, at=clock.now())
        except NotAllowed:
            raise
        except Refused as no:
            refused = no
        else:
            messages.success(request, _("Đã trả lời. Người hỏi nhận được thông báo."))
            return redirect("privacy:questions")
    record_read(by=actor, purpose=PURPOSE, persons=[found.person_id], subject=found)
    context = {
        "question": found,
        "purpose": _(found.purpose),
        "typed": typed,
        "errors": [(f"id_{refused.field}" if refused.field else None, refused.message)] if refused else [],
    }
    return render(request, "privacy/question.html", context, status=422 if refused else 200)


def _open(pk: int, actor: Actor) -> DataQuestion:
    related = ("organisation", "person", "looked_by", "answered_by")
    return get_object_or_404(DataQuestion.objects.visible_to(actor).select_related(*related), pk=pk)
