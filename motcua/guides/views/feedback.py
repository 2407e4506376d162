"""Góp ý: officials write what is wrong on a page; those who look after the system read and answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.files.public import file_response, take_in
from motcua.guides.actions.answer_feedback import answer_feedback
from motcua.guides.actions.send_feedback import send_feedback
from motcua.guides.models import Feedback
from motcua.guides.reads import official_pages, topic_of, topics_for
from motcua.guides.views.topics import PICTURES, writing
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.platform.text import whole_number

PAGE_SIZE = 50


@enter("official")
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Take what was written; a refusal shows it again, nothing typed is lost."""
    actor = actor_of_request(request)
    page = request.POST.get("page", "")
    page = page if page in official_pages() else ""
    typed = request.POST.get("text", "")
    upload = request.FILES.get("picture")
    try:
        send_feedback(
            text=typed,
            page=page,
            position=str(getattr(request, "surroundings", {}).get("position_name", "")),
            browser=request.headers.get("User-Agent", ""),
            width=whole_number(request.POST.get("width", "")),
            picture=take_in(upload, accept=PICTURES) if upload else None,
            by=actor,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refused as refused:
        field = refused.field or "picture"
        known = topics_for(actor)
        context = {
            **writing(request, page), "rows": known, "words": "", "typed": typed, "refused_field": field,
            "errors": [(f"id_{field}", refused.message)],
        }  # fmt: skip
        return render(request, "guides/help.html", context, status=422)
    messages.success(request, _("Đã gửi góp ý. Câu trả lời hiện tại trang Trợ giúp."))
    here = topic_of(page, topics_for(actor))
    return redirect(f"{reverse('guides:topic', args=[here.key])}?trang={page}" if here else reverse("guides:help"))


@enter("official", "guides.answer_feedback")
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the oldest first; or what was answered, the newest first."""
    answered = request.GET.get("loai") == "da-tra-loi"
    visible = Feedback.objects.visible_to(actor_of_request(request)).select_related("account", "organisation")
    chosen = visible.exclude(answered_at=None) if answered else visible.waiting()
    keys = ("-at", "-id") if answered else ("at", "id")
    page = keyset_page(chosen, keys=keys, after=request.GET.get("sau"), size=PAGE_SIZE)
    here = reverse("guides:feedback")
    tabs = [
        {"label": _("Chờ trả lời"), "url": here, "current": not answered},
        {"label": _("Đã trả lời"), "url": f"{here}?loai=da-tra-loi", "current": answered},
    ]
    after = f"{'?loai=da-tra-loi&' if answered else '?'}sau={page.next_token}"
    context = {"rows": page.rows, "tabs": tabs, "more_url": here + after if page.next_token else None}
    return render(request, "guides/feedback.html", context)


@enter("official", "guides.answer_feedback")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them with its picture, and the place for the answer."""
    actor = actor_of_request(request)
    found = get_object_or_404(Feedback.objects.visible_to(actor).select_related("account", "organisation"), pk=pk)
    typed, refused = "", None
    if request.method == "POST":
        typed = request.POST.get("answer", "")
        try:
            answer_feedback(found, answer=typed, by=actor, at=clock.now())
        except NotAllowed:
            raise
        except Refused as no:
            refused = no
        else:
            messages.success(request, _("Đã trả lời. Người góp ý đọc câu trả lời tại trang Trợ giúp."))
            return redirect("guides:feedback")
    topic = topic_of(found.page, topics_for(actor))
    context = {
        "feedback": found,
        "about": topic.title if topic else found.page,
        "typed": typed,
        "errors": [(f"id_{refused.field}" if refused.field else None, refused.message)] if refused else [],
    }
    return render(request, "guides/one.html", context, status=422 if refused else 200)


@enter("official", "guides.answer_feedback")
@require_GET
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of the page that came with it."""
    found = get_object_or_404(Feedback.objects.visible_to(actor_of_request(request)).select_related("picture"), pk=pk)
    if found.picture is None:
        raise Http404
    return file_response(found.picture, inline=True)
