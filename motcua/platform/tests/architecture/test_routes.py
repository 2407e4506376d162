"""Every address declares who may enter."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from ninja import NinjaAPI
from ninja.constants import NOT_SET
from ninja.operation import PathView

from motcua.platform.pages import enter
from motcua.platform.tests.architecture.house import in_order

# The API's own description and its root name nobody and hold nothing.
OF_THE_LIBRARY = {"openapi-json", "api-root"}


def undeclared(patterns: Iterable[URLPattern | URLResolver], prefix: str = "/") -> Iterator[str]:
    """Addresses whose view does not carry `@enter`, and API operations that say neither that nor `auth=`."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from undeclared(pattern.url_patterns, address)
            continue
        view = getattr(pattern.callback, "__self__", None) or pattern.callback
        path_view = next((cell.cell_contents for cell in getattr(view, "__closure__", None) or ()
                          if isinstance(cell.cell_contents, PathView)), view)  # fmt: skip
        if isinstance(path_view, PathView):
            for operation in path_view.operations:
                if operation.auth_param is NOT_SET and not hasattr(operation.view_func, "entrance"):
                    yield f"{address}: {operation.view_func.__name__}: declare @enter(…) or auth=…"
        elif not hasattr(pattern.callback, "entrance") and pattern.name not in OF_THE_LIBRARY:
            yield f"{address}: declare who may enter with @enter(…)"


def test_every_route_declares_who_may_enter() -> None:
    in_order(undeclared(get_resolver().url_patterns))


def test_an_undeclared_route_is_found() -> None:
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    api = NinjaAPI(urls_namespace="shown-in-a-test", docs_url=None)
    api.get("open")(bare)
    api.get("closed", auth=lambda request: None)(bare)
    patterns: list[URLPattern | URLResolver] = [
        path("bare", bare),
        path("kept", enter("official")(bare)),
        path("api/", api.urls),
    ]
    found = [line.split(":")[0] for line in undeclared(patterns)]
    assert "/bare" in found
    assert "/api/open" in found
    assert not {"/kept", "/api/closed"} & set(found)
