from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation += [
    NavigationItem("help", _("Trợ giúp"), "guides:help", 0),
    NavigationItem("work", _("Góp ý về trang"), "guides:feedback", 95, "guides.answer_feedback", "message-square"),
]
