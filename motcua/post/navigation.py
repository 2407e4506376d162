from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation += [
    NavigationItem("work", _("Bưu chính"), "post:orders", 28, "post.read", "send"),
    NavigationItem("work", _("Mã bưu gửi"), "post:codes", 67, "post.add_item_codes", "package"),
]
