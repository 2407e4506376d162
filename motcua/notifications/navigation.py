from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation += [NavigationItem("work", _("Thông báo"), "notifications:inbox", 32, icon="bell")]
