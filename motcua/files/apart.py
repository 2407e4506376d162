"""Keeps the domain of uploads apart from that of the pages: the one serves files and nothing else, the other none."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from motcua.files.reads import APART
from motcua.platform.settings import installation


class FilesApartMiddleware:
    """Where files have a domain of their own, each address answers on its own domain alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_file = request.path.startswith(APART)
        files_url = installation().files_url
        is_apart = bool(files_url) and request.get_host() == urlsplit(files_url).netloc
        if is_file != is_apart:
            return HttpResponse(status=404)
        return self.get_response(request)
