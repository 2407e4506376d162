"""Files on a domain of their own, where nothing that is in them can reach a page of ours."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.files.reads import content_response, file_of_link
from motcua.platform.pages import enter


@require_GET
@enter("anyone")
def file_page(request: HttpRequest, token: str) -> HttpResponse:
    """The one file that the link carries the right to; who asked for the link was asked whether they may."""
    found = file_of_link(token)
    if found is None:
        raise Http404
    file, inline = found
    return content_response(file, inline=inline)
