from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation += [
    NavigationItem("foot", _("Đơn vị hành chính"), "areas:lookup", 25),
    NavigationItem("work", _("Đơn vị hành chính"), "areas:list", 80, "areas.read", "map-pin"),
]
