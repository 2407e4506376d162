from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from motcua.dossiers.reads.search import page_found, question_of
from motcua.dossiers.reads.worklist import Listed
from motcua.dossiers.views.rows import rows_of
from motcua.platform import clock
from motcua.platform.action import record_read
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.text import clean

PAGE_SIZE = 50
LONGEST = 100


@enter("official", "dossiers.read")
def search(request: HttpRequest) -> HttpResponse:
    """Tra cứu: dossiers by whatever is at hand, among those the official may see; each look says its purpose."""
    actor = actor_of_request(request)
    words = clean(request.GET.get("q", ""))[:LONGEST]
    question = question_of(words)
    if question is None:
        return render(request, "dossiers/search.html", {"words": "", "rows": []})
    page = page_found(actor, question, after=request.GET.get("after"), size=PAGE_SIZE)
    rows = page.rows
    if len(rows) == 1 and rows[0].code == words.upper():
        return redirect("dossiers:dossier", rows[0].code)
    record_read(by=actor, purpose=question.purpose, persons=[row.owner_id for row in rows])
    more = f"?{urlencode({'q': words, 'after': page.next_token})}" if page.next_token else None
    context = {"words": words, "rows": rows_of(map(Listed.of, rows), clock.now()), "more_url": more}
    return render(request, "dossiers/search.html", context)
