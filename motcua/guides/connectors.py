"""What the acts of this module are called in the log, and what it keeps about people."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS
from motcua.platform.personal import INTERNAL, PROCEDURES, PersonalClass, PersonalField, declare

ACTS.update(
    {
        "guides.send_feedback": _("Góp ý về một trang"),
        "guides.answer_feedback": _("Trả lời góp ý về trang"),
    }
)
declare(
    *(
        PersonalField(
            f"guides.Feedback.{name}",
            PersonalClass.BASIC,
            _("Biết cán bộ vướng gì trên trang và trả lời họ"),
            PROCEDURES,
            _("Đến khi góp ý được trả lời và trang được sửa"),
            withheld=INTERNAL,
        )
        for name in ("text", "answer")
    )
)
