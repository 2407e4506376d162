from django.http import HttpRequest, HttpResponse

from motcua.platform import clock
from motcua.platform.pages import enter, keyset_page, render
from motcua.procedures.public import OnlineLevel, ProcedureVersion, answering

PAGE_SIZE = 50


@enter("anyone")
def home(request: HttpRequest) -> HttpResponse:
    """Trang chủ: one question, and the ways most people come for."""
    published = ProcedureVersion.objects.published(clock.today())
    popular = list(published.exclude(online_level=OnlineLevel.INFO).order_by("procedure__code")[:8])
    return render(request, "portal/home.html", {"popular": popular})


@enter("anyone")
def search(request: HttpRequest) -> HttpResponse:
    """Tìm thủ tục bằng lời thường."""
    words = request.GET.get("q", "").strip()[:200]
    found = answering(ProcedureVersion.objects.published(clock.today()), words).versions
    return render(request, "portal/search.html", {"words": words, "found": found})


@enter("anyone")
def procedures(request: HttpRequest) -> HttpResponse:
    """Tất cả thủ tục đang áp dụng, theo mã."""
    published = ProcedureVersion.objects.published(clock.today())
    page = keyset_page(published, keys=("procedure__code", "id"), after=request.GET.get("after"), size=PAGE_SIZE)
    return render(request, "portal/procedures.html", {"found": page.rows, "next": page.next_token})
