from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation += [
    NavigationItem("work", _("Xin ý kiến"), "consultations:opinions", 26, "consultations.read", "message-square"),
    NavigationItem(
        "work", _("Quy định lấy ý kiến"), "consultations:policy", 68, "consultations.set_policy", "message-square"
    ),
]
