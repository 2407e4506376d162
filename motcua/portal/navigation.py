from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation += [
    NavigationItem("public", _("Thủ tục"), "portal:procedures", 10),
    NavigationItem("public", _("Tra cứu hồ sơ"), "portal:track", 20),
    NavigationItem("public", _("Bản nháp"), "portal:drafts", 25, "dossiers.save_draft"),
    NavigationItem("public", _("Hồ sơ của tôi"), "portal:mine", 30, "dossiers.start_draft"),
    NavigationItem("public", _("Làm thay"), "portal:mandates", 35, "persons.give_mandate"),
    NavigationItem("work", _("Điền giúp"), "portal:help", 25, "dossiers.join_draft", "users"),
    NavigationItem("foot", _("Tra cứu hồ sơ"), "portal:track", 10),
    NavigationItem("foot", _("Tất cả thủ tục"), "portal:procedures", 20),
]
