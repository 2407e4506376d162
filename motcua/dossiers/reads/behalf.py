"""Who files a dossier for whom, and by what, as pages and papers say it."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier
from motcua.persons.public import Authority, Ground
from motcua.platform.formats import dmy


class Behalf(NamedTuple):
    """Whose matter it is, who filed it, and on which ground."""

    owner: str
    submitter: str
    ground: str


def whose_name(dossier: Dossier) -> str:
    """In whose name it is filed: an organisation's, or a person's."""
    return dossier.entity.name if dossier.entity is not None else dossier.owner.full_name


def behalf_of(dossier: Dossier) -> Behalf | None:
    """None where people file for themselves."""
    if not dossier.is_for_another:
        return None
    return Behalf(whose_name(dossier), dossier.submitter.full_name, ground_words(dossier))


def ground_words(dossier: Dossier) -> str:
    """By what the submitter acts; empty where nothing was kept, as of what was filed at a counter."""
    kept = Authority(dossier.guardianship, dossier.mandate)
    if kept.guardianship is not None:
        names = {
            Ground.PARENT: _("cha, mẹ đại diện cho con chưa thành niên (Bộ luật Dân sự 2015, điều 136)"),
            Ground.COURT: _("người giám hộ theo quyết định của Tòa án (Bộ luật Dân sự 2015, điều 136)"),
            Ground.OTHER: _("người giám hộ đương nhiên hoặc được cử (Bộ luật Dân sự 2015, điều 136)"),
        }
        proof = _("đã xem giấy tờ") if kept.guardianship.is_checked else _("theo lời khai, chưa xem giấy tờ")
        return f"{names[Ground(kept.guardianship.ground)]}; {proof}"
    if kept.mandate is not None:
        days = {"start": dmy(kept.mandate.valid_from), "end": dmy(kept.mandate.valid_to)}
        words = _("ủy quyền từ %(start)s đến hết %(end)s (Bộ luật Dân sự 2015, điều 138)") % days
        return f"{words}; {kept.mandate.document}" if kept.mandate.document else words
    done = dossier.transfers.filter(state="done", receiver=dossier.submitter_id).order_by("-agreed_at").first()
    if done is not None:
        return _("chủ hồ sơ đồng ý chuyển ngày %(day)s") % {"day": dmy(done.agreed_at)}
    if dossier.entity_id is not None:
        return _("người đại diện theo pháp luật (Bộ luật Dân sự 2015, điều 137)")
    return ""
