from django.http import HttpRequest, HttpResponse

from motcua.demo.growth import growth
from motcua.platform import pages
from motcua.platform.pages import enter
from motcua.platform.settings import installation


@enter("official", permission="demo.see_growth")
def city(request: HttpRequest) -> HttpResponse:
    """How far the demo city has grown."""
    return pages.render(request, "demo/city.html", {"growth": growth(), "is_demo": installation().demo})
