from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation.append(
    NavigationItem("work", _("Nhập danh mục"), "procedures:imports", 80, "procedures.import_catalogue", "book-open")
)
