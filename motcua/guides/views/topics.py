"""Trợ giúp: of the page one comes from, by words, and all there is."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET
from markdown_it import MarkdownIt
from markupsafe import Markup

from motcua.files.public import JPEG, PNG, WEBP, Accept
from motcua.guides.models import Feedback
from motcua.guides.reads import news_for, topic_of, topics_for
from motcua.guides.rules import Topic, find
from motcua.platform.pages import actor_of_request, enter, render

PICTURES = Accept(frozenset({JPEG, PNG, WEBP}), max_bytes=5 * 1024 * 1024)
OWN = 5
# HTML in a text is shown as it is written, never obeyed.
_markdown = MarkdownIt("commonmark", {"html": False})


@enter("official")
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """What stands about the page one comes from (`trang`), what is found by words, or all there is."""
    known = topics_for(actor_of_request(request))
    page = request.GET.get("trang", "")
    here = topic_of(page, known)
    if here is not None:
        return redirect(f"{reverse('guides:topic', args=[here.key])}?trang={page}")
    words = request.GET.get("q", "").strip()[:200]
    rows = find(known, words) if words else known
    return render(request, "guides/help.html", {"rows": rows, "words": words, **writing(request, page)})


@enter("official")
@require_GET
def topic_page(request: HttpRequest, key: str) -> HttpResponse:
    """One topic, with the parts for what the actor may do."""
    known = topics_for(actor_of_request(request))
    topic = next((each for each in known if each.key == key), None)
    if topic is None:
        raise Http404
    page = request.GET.get("trang", "")
    return render(
        request, "guides/topic.html", {**shown(topic), **writing(request, page if page in topic.pages else "")}
    )


@enter("official")
@require_GET
def news_page(request: HttpRequest) -> HttpResponse:
    """What became new for what the actor may do, the newest first."""
    rows = [(since, shown(note)) for since, note in news_for(actor_of_request(request))]
    return render(request, "guides/news.html", {"rows": rows})


def shown(topic: Topic) -> dict[str, Any]:
    """A topic for a template: its texts as HTML."""
    return {
        "topic": topic,
        "parts": [(part.title, Markup(_markdown.render(part.text))) for part in topic.parts],  # noqa: S704 (our texts)
    }


def writing(request: HttpRequest, page: str) -> dict[str, Any]:
    """What the form for feedback needs, and what the same official wrote before."""
    own = Feedback.objects.filter(account=actor_of_request(request).account_id).order_by("-at", "-id")[:OWN]
    return {"page": page, "accept": PICTURES, "own": list(own)}
