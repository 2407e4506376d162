"""The page about the parcels of one dossier, as counter and applicant have it: choose the post, take it back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

from motcua.dossiers.actions.choose_post import choose_post, leave_post
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.postal_page import direction_and_home, order_of, postal_context
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused
from motcua.platform.pages import actor_of_request, render


@dataclass(frozen=True)
class PostalFace:
    """Whose page it is: its template and address, what is said once the post is chosen or left, what is beside."""

    template: str
    url_name: str
    chosen: str | Promise
    left: str | Promise
    beside: Callable[[HttpRequest], Mapping[str, Any]]


def postal_page(request: HttpRequest, dossier: Dossier, face: PostalFace) -> HttpResponse:
    """The parcels, and a form for another; what was typed stays where it is refused."""
    if request.method != "POST":
        return show_parcels(request, dossier, face)

    def choose() -> None:
        direction, home = direction_and_home(request)
        choose_post(dossier, direction, home, by=actor_of_request(request), at=clock.now())

    return act_on_parcel(request, dossier, face, choose, face.chosen)


def leave_parcel(request: HttpRequest, dossier: Dossier, pk: int, face: PostalFace) -> HttpResponse:
    """Take the choice back while nothing was sent."""

    def leave() -> None:
        leave_post(dossier, order_of(dossier, pk), by=actor_of_request(request), at=clock.now())

    return act_on_parcel(request, dossier, face, leave, face.left)


def act_on_parcel(
    request: HttpRequest, dossier: Dossier, face: PostalFace, act: Callable[[], None], said: str | Promise
) -> HttpResponse:
    """Do it and come back to the page with what is said of it, or show why not."""
    try:
        act()
    except NotAllowed:
        raise
    except Refused as refused:
        return show_parcels(request, dossier, face, refused)
    messages.success(request, str(said))
    return redirect(face.url_name, dossier.code)


def show_parcels(
    request: HttpRequest, dossier: Dossier, face: PostalFace, refused: Refused | None = None
) -> HttpResponse:
    """The page itself."""
    context = {**postal_context(request, dossier, refused), **face.beside(request)}
    return render(request, face.template, context, status=422 if refused else 200)
