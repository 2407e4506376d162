from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation += [
    NavigationItem("work", _("Rà soát pháp luật"), "laws:reviews", 62, "laws.close_review", "scale"),
    NavigationItem("work", _("Sổ văn bản pháp luật"), "laws:register", 63, "laws.read", "book-open"),
]
