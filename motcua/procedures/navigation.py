from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation.append(
    NavigationItem("work", _("Nhập danh mục"), "procedures:imports", 80, "procedures.import_catalogue", "book-open")
)
navigation.append(
    NavigationItem("work", _("Nộp tại đây"), "procedures:filed_here", 82, "procedures.set_up_filing", "file-text")
)
navigation.append(
    NavigationItem(
        "work", _("Bảng thẩm quyền"), "procedures:competence", 83, "procedures.propose_competence", "map-pin"
    )
)
navigation.append(NavigationItem("work", _("Từ khóa tìm kiếm"), "procedures:words", 85, "procedures.words", "search"))
