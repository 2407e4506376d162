"""Bước chưa có người làm: what waits for nobody, and what others do meanwhile."""

from django.http import HttpRequest, HttpResponse

from motcua.accounts.public import Role
from motcua.platform import clock
from motcua.platform.pages import actor_of_request, enter, render
from motcua.processes.manning import SEE, stood_in, vacancies


@enter("official", SEE)
def unmanned(request: HttpRequest) -> HttpResponse:
    """The steps that nobody can do where the actor looks after them, and those that somebody stands in for."""
    actor, now = actor_of_request(request), clock.now()
    context = {
        "vacancies": vacancies(now, actor),
        "stood_in": stood_in(actor),
        "roles": dict(Role.objects.values_list("code", "name")),
        "today": now.astimezone(clock.VIETNAM).date(),
    }
    return render(request, "processes/unmanned.html", context)
