from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation += [
    NavigationItem("work", _("Giám hộ"), "persons:guardianships", 27, "persons.register_guardianship", "users"),
    NavigationItem("work", _("Bản ghi trùng"), "persons:merges", 75, "persons.propose_merge", "users"),
]
