from datetime import datetime

from motcua.dossiers.actions._book import take
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.control_slips import control_slip, slip_subject
from motcua.papers.public import Paper, issue_paper, papers_of, says
from motcua.platform.action import Actor, action


@action("dossiers.issue_control_slip")
def issue_control_slip(dossier: Dossier, *, by: Actor, at: datetime) -> Paper:
    """Form 06 up to now, numbered and kept (Thông tư 03/2025/TT-VPCP, mẫu 06); of a dossier that was accepted.

    Where nothing has happened since the last one, that one: its print is the same to the byte. None is ever changed, so
    that each says what was so when it was issued.
    """
    fresh = take(dossier)
    data = control_slip(fresh, at)
    last = papers_of(slip_subject(fresh)).defer(None).first()
    if last is not None and says(last, data):
        return last
    return issue_paper(data, subject=slip_subject(fresh), organisation_id=fresh.unit_of_record_id, by=by, at=at)
