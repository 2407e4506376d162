"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.accounts.ports import LETTERS
from motcua.audit.ports import ACTS
from motcua.papers.letters.invitation import print_invitations
from motcua.platform.personal import PROCEDURES, WITH_DOSSIER, PersonalClass, PersonalField, declare

ACTS.update(
    {
        "papers.publish_template": _("Công bố mẫu giấy tờ"),
        "papers.issue_paper": _("Phát hành giấy tờ"),
        "papers.keep_print": _("Dàn trang và lưu giấy tờ"),
    }
)

declare(
    PersonalField(
        "papers.Paper.data",
        PersonalClass.SENSITIVE,
        _("Lập và in lại đúng giấy tờ đã phát hành"),
        PROCEDURES,
        WITH_DOSSIER,
    )
)
LETTERS.register("papers", print_invitations)
