"""What acts are called in the log, what dossiers show of consultations, what is kept and for how long."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS
from motcua.consultations.actions.forget import forget
from motcua.consultations.models import Opinion
from motcua.consultations.reads import opinions_of
from motcua.consultations.rules import State
from motcua.dossiers.ports import ASIDES, FORGETTING, Aside, AsideLine
from motcua.platform import clock
from motcua.platform.action import Actor
from motcua.platform.formats import dmyhm
from motcua.platform.personal import (
    INTERNAL,
    PROCEDURES,
    WITH_DOSSIER,
    PersonalClass,
    PersonalField,
    Purpose,
    declare,
    declare_purposes,
)

ACTS.update(
    {
        "consultations.read": _("Xem việc lấy ý kiến"),
        "consultations.ask": _("Lấy ý kiến cơ quan khác"),
        "consultations.answer": _("Cho ý kiến"),
        "consultations.write": _("Trao đổi về việc lấy ý kiến"),
        "consultations.withdraw": _("Thôi lấy ý kiến"),
        "consultations.end_silent": _("Ghi nhận quá hạn cho ý kiến"),
        "consultations.pass_on": _("Chuyển việc cho ý kiến của cơ quan đã kết thúc hoạt động"),
        "consultations.set_policy": _("Đặt quy định về lấy ý kiến"),
        "consultations.remind": _("Nhắc cho ý kiến"),
        "consultations.forget": _("Xóa nội dung lấy ý kiến hết hạn lưu"),
    }
)
_SOLVING = _("Lấy ý kiến cơ quan liên quan để giải quyết hồ sơ")
declare(
    *(
        PersonalField(
            f"consultations.{path}", PersonalClass.SENSITIVE, _SOLVING, PROCEDURES, WITH_DOSSIER, withheld=INTERNAL
        )
        for path in ("Consultation.background", "Opinion.answers", "Opinion.text", "OpinionMessage.text")
    )
)
declare_purposes(
    Purpose(
        "Lấy ý kiến về hồ sơ", _("Cơ quan khác được hỏi ý kiến về hồ sơ của ông/bà và xem điều được hỏi"), PROCEDURES
    )
)
_TONES = {State.ANSWERED: "ok", State.AGREED: "ok", State.UNANSWERED: "late", State.ESCALATED: "late"}


def beside(dossier_id: int, code: str, actor: Actor, *, has_step: bool) -> Aside | None:
    """The opinions asked about a dossier, each as it stands, and the way to ask."""
    may_ask = has_step and actor.has("consultations.ask")
    lines = tuple(_line(each) for each in opinions_of(dossier_id, actor)) if actor.has("consultations.read") else ()
    if not lines and not may_ask:
        return None
    begin = reverse("consultations:ask", args=[code]) if may_ask else ""
    return Aside(str(_("Xin ý kiến")), lines, begin, str(_("Xin ý kiến cơ quan khác")) if may_ask else "")


def _line(opinion: Opinion) -> AsideLine:
    is_open = opinion.state == State.OPEN
    is_late = is_open and opinion.due_at < clock.now()
    remark = _t("hạn %(due)s") % {"due": dmyhm(opinion.due_at)} if is_open else dmyhm(opinion.settled_at)
    words = f"{opinion.organisation.name}: {opinion.get_state_display()}"
    tone = "late" if is_late else "soon" if is_open else _TONES.get(State(opinion.state), "")
    return AsideLine(words, reverse("consultations:opinion", args=[opinion.pk]), tone, remark)


ASIDES.register("consultations", beside)
FORGETTING.register("consultations", forget)
