"""Word of visits to the place."""

from django.utils.translation import gettext as _

from motcua.dossiers.events import VisitMoved
from motcua.dossiers.handlers import _dossier, _tell
from motcua.dossiers.models import SiteVisit
from motcua.platform.events import on
from motcua.platform.formats import dmyhm


@on(VisitMoved)
def tell_of_visit(event: VisitMoved) -> None:
    """The applicant hears when and where somebody comes and who, or that nobody comes, and why."""
    visit = SiteVisit.objects.get(pk=event.visit_id)
    if event.move == "done" or visit.state != event.move:
        return
    words = (
        _("kiểm tra thực địa lúc %(at)s tại %(place)s; đến kiểm tra: %(team)s")
        % {"at": dmyhm(visit.planned_for), "place": visit.place, "team": visit.team}
        if event.move == "planned"
        else _("hủy hẹn kiểm tra thực địa lúc %(at)s, vì: %(reason)s")
        % {"at": dmyhm(visit.planned_for), "reason": visit.called_off}
    )
    dossier, occasion = _dossier(visit.dossier_id), f"visit {visit.pk} {event.move}"
    _tell(dossier, "dossier_visit", event.at, occasion=occasion, words=words, when=dmyhm(visit.planned_for))
