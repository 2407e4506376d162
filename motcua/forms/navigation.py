from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation += [NavigationItem("work", _("Biểu mẫu"), "forms:all", 60, "forms.edit", "file-text")]
