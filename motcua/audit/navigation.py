from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation.append(NavigationItem("work", _("Nhật ký"), "audit:log", 90, "audit.read", "shield-check"))
