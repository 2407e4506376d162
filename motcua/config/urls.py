"""All addresses. Each module keeps its own; the public face is plain unaccented Vietnamese, the API speaks English."""

from django.conf import settings
from django.urls import include, path

from motcua.config.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("ui/", include("motcua.platform.ui.urls")),
    *(path("", include(f"motcua.{name}.urls")) for name in settings.OWNED_URLS),
]
handler400 = "motcua.platform.pages.bad_request"
handler404 = "motcua.platform.pages.not_found"
handler500 = "motcua.platform.pages.broken"
