from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation += [
    NavigationItem("work", _("Quy trình"), "processes:all", 61, "processes.try_version", "workflow"),
    NavigationItem("work", _("Bước chưa có người"), "processes:unmanned", 62, "processes.see_vacancies", "users"),
]
