"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS

ACTS.update(
    {
        "papers.publish_template": _("Công bố mẫu giấy tờ"),
        "papers.issue_paper": _("Phát hành giấy tờ"),
        "papers.keep_print": _("Dàn trang và lưu giấy tờ"),
    }
)
