from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation += [
    NavigationItem("work", _("Chứng thực"), "certifications:desk", 22, "certifications.certify", "stamp"),
    NavigationItem("work", _("Sổ chứng thực"), "certifications:book", 23, "certifications.read", "book-open"),
    NavigationItem("work", _("Phí chứng thực"), "certifications:fees", 66, "certifications.set_fee", "hand-coins"),
]
