from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation += [
    NavigationItem("foot", _("Dữ liệu của tôi"), "privacy:mine", 30, "privacy.ask_export"),
    NavigationItem("work", _("Hỏi về dữ liệu"), "privacy:questions", 70, "privacy.answer_question", "circle-help"),
    NavigationItem("work", _("Sổ dữ liệu cá nhân"), "privacy:register", 80, "privacy.read_register", "lock"),
    NavigationItem("work", _("Lưu giữ, xóa dữ liệu"), "privacy:keeping", 81, "privacy.answer_erasure", "clock"),
    NavigationItem("work", _("Sự cố dữ liệu"), "privacy:breaches", 82, "privacy.read_breaches", "triangle-alert"),
]
