"""The gallery shows every component in every state; preferences keep what a reader chose in their own browser."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import TemplateDoesNotExist
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from motcua.platform.pages import enter, render
from motcua.platform.ui import archetypes, samples

A_YEAR = 365 * 24 * 3600
CHOICES = {"language": frozenset(code for code, _ in settings.LANGUAGES), "theme": frozenset({"auto", "light", "dark"})}
CHOICES |= {"keys": frozenset({"on", "off"})}
COOKIES = {"language": settings.LANGUAGE_COOKIE_NAME, "theme": "theme", "keys": "keys"}


@require_GET
@enter("anyone")
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, and the way to the archetypes."""
    context = {"sections": samples.SECTIONS, "archetypes": archetypes.TITLES, "errors": archetypes.ERRORS}
    return render(request, "ui/gallery/index.html", context)


@require_GET
@enter("anyone")
def archetype(request: HttpRequest, slug: str) -> HttpResponse:
    """One of the archetypes of the design, drawn with invented data. 404 for an unknown one."""
    if slug not in archetypes.TITLES:
        raise Http404
    return render(request, f"ui/gallery/{slug}.html", archetypes.context(slug))


@require_GET
@enter("anyone")
def error(request: HttpRequest, number: int) -> HttpResponse:
    """An error page as readers see it, answered with 200 so that it can be looked at. 404 for an unknown one."""
    try:
        return render(request, f"ui/errors/{number}.html", {"message": ""})
    except TemplateDoesNotExist:
        raise Http404 from None


@require_POST
@enter("anyone")
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep language, light or dark, and shortcuts in cookies, then go back. Unknown values are ignored."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    for name, allowed in CHOICES.items():
        value = request.POST.get(name)
        if value in allowed:
            response.set_cookie(
                COOKIES[name], value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
            )
    return response
