from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation += [
    NavigationItem("work", _("Định danh quốc gia"), "accounts:identity", 86, "accounts.read_identity", "id-card"),
    NavigationItem("work", _("Tài khoản cán bộ"), "accounts:accounts", 88, "accounts.reset_factors", "key-round"),
    NavigationItem("work", _("Vì sao được xem"), "accounts:explain", 89, "accounts.explain", "search"),
    NavigationItem("work", _("Rà soát quyền"), "accounts:review", 87, "accounts.review_access", "circle-check"),
]
