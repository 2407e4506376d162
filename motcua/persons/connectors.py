"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS

ACTS.update(
    {
        "persons.register_person": _("Ghi nhận người"),
        "persons.register_legal_entity": _("Ghi nhận tổ chức, doanh nghiệp"),
        "persons.check_identity": _("Xác nhận danh tính"),
        "persons.update_contact": _("Cập nhật liên lạc"),
    }
)
