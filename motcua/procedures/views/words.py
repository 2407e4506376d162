"""For officials: what people searched for in vain, and the words that the search is taught."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.platform.text import fold
from motcua.procedures.actions.teach_words import forget_words, teach_words
from motcua.procedures.finding import answering, shipped
from motcua.procedures.models import ProcedureVersion, SearchedWords, Synonym

PAGE_SIZE, SHOWN, DAYS = 50, 50, 30
# A question asked this often and opened by fewer than one in so many did not help.
OFTEN, ONE_IN = 3, 5


@enter("official", "procedures.words")
def words(request: HttpRequest) -> HttpResponse:
    """Từ khóa tìm kiếm: by day, what found nothing, or what nearly nobody opened."""
    recent = SearchedWords.objects.filter(day__gt=clock.today() - timedelta(days=DAYS))
    is_seldom = request.GET.get("xem") == "it-mo"
    keys = ("-day", "-asked", "id")
    if is_seldom:
        rows = recent.filter(found_nothing=0, asked__gte=OFTEN, asked__gt=F("opened") * ONE_IN)
    else:
        rows, keys = recent.filter(found_nothing__gt=0), ("-day", "-found_nothing", "id")
    page = keyset_page(rows, keys=keys, after=request.GET.get("after"), size=PAGE_SIZE)
    here = reverse("procedures:words")
    kept = {"xem": "it-mo"} if is_seldom else {}
    more = f"{here}?{urlencode({**kept, 'after': page.next_token})}" if page.next_token else None
    return render(
        request, "procedures/words.html", {"rows": page.rows, "tabs": _tabs(here, is_seldom), "more_url": more}
    )


def _tabs(here: str, is_seldom: bool | None) -> list[dict[str, Any]]:
    return [
        {"label": _("Không có kết quả"), "url": here, "count": None, "current": is_seldom is False},
        {"label": _("Ít người mở"), "url": f"{here}?xem=it-mo", "count": None, "current": is_seldom is True},
        {
            "label": _("Từ đồng nghĩa"),
            "url": reverse("procedures:synonyms"),
            "count": None,
            "current": is_seldom is None,
        },
    ]


@enter("official", "procedures.words")
def synonyms(request: HttpRequest) -> HttpResponse:
    """Từ đồng nghĩa: teach words, see those taught, look through those shipped; try a search at once."""
    typed = {"phrase": request.GET.get("tu", "")[:120], "meanings": ""}
    errors: dict[str, str] = {}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in ("phrase", "meanings")}
        try:
            taught = teach_words(
                typed["phrase"], typed["meanings"].splitlines(), by=actor_of_request(request), at=clock.now()
            )
        except Refused as refused:
            errors[refused.field or ""] = refused.message
        else:
            messages.success(request, _("Đã ghi. Lần tìm sau dùng ngay."))
            return redirect(f"{reverse('procedures:synonyms')}?{urlencode({'thu': taught.phrase})}")
    elif typed["phrase"]:
        own = Synonym.objects.filter(folded=fold(typed["phrase"])).first()
        known = {fold(phrase): meanings for phrase, meanings in shipped().items()}.get(fold(typed["phrase"]), ())
        typed["meanings"] = "\n".join(own.meanings if own else known)
    tried = request.GET.get("thu", "")[:120]
    looked = fold(request.GET.get("q", "")[:120])
    page = keyset_page(Synonym.objects.all(), keys=("folded",), after=request.GET.get("after"), size=PAGE_SIZE)
    here = reverse("procedures:synonyms")
    context = {
        "tabs": _tabs(reverse("procedures:words"), None),
        "typed": typed,
        "errors": errors,
        "tried": tried,
        "found": answering(ProcedureVersion.objects.published(clock.today()), tried, 5).versions if tried else [],
        "rows": page.rows,
        "more_url": f"{here}?{urlencode({'after': page.next_token})}" if page.next_token else None,
        "q": request.GET.get("q", "")[:120],
        "shipped": _looked_through(looked),
        "shipped_count": len(shipped()),
    }
    return render(request, "procedures/synonyms.html", context, status=422 if errors else 200)


def _looked_through(looked: str) -> list[tuple[str, tuple[str, ...]]]:
    held = [
        (phrase, meanings)
        for phrase, meanings in shipped().items()
        if looked and any(looked in fold(each) for each in (phrase, *meanings))
    ]
    return held[:SHOWN]


@enter("official", "procedures.words")
@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Bỏ một từ đồng nghĩa: what is shipped holds again."""
    forget_words(get_object_or_404(Synonym, pk=pk), by=actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã bỏ."))
    return redirect("procedures:synonyms")
