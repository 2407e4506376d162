from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation

navigation += [
    NavigationItem("work", _("Việc của tôi"), "dossiers:inbox", 10, "dossiers.read", "inbox"),
    NavigationItem("work", _("Tiếp nhận"), "dossiers:counter", 20, "dossiers.take_at_counter", "plus"),
    NavigationItem("work", _("Điều phối"), "dossiers:coordination", 25, "dossiers.coordinate", "arrow-right-left"),
    NavigationItem("work", _("Trả kết quả"), "dossiers:results", 27, "dossiers.deliver", "clipboard-check"),
    NavigationItem("search", _("Tra cứu"), "dossiers:search", 0, "dossiers.read"),
    NavigationItem("work", _("Sổ theo dõi hồ sơ"), "dossiers:register", 28, "dossiers.read_register", "book-open"),
    NavigationItem("work", _("Thời hạn"), "dossiers:deadlines", 32, "dossiers.watch_deadlines", "clock"),
    NavigationItem("work", _("Tra cứu"), "dossiers:search", 30, "dossiers.read", "search"),
    NavigationItem(
        "work", _("Báo sai thông tin"), "dossiers:disputes", 35, "dossiers.settle_dispute", "message-square"
    ),
    NavigationItem("work", _("Sổ khiếu nại"), "dossiers:complaints", 34, "dossiers.read_complaints", "book-open"),
    NavigationItem("work", _("Chờ trả lời"), "dossiers:waiting", 36, "dossiers.comment", "message-square"),
    NavigationItem("work", _("Tải việc"), "dossiers:loads", 37, "dossiers.reassign", "chart-column"),
    NavigationItem("work", _("Quy tắc thời hạn"), "dossiers:clock_policy", 66, "dossiers.set_clock_policy", "clock"),
    NavigationItem("work", _("Bộ mẫu giấy tờ"), "dossiers:paper_sets", 67, "dossiers.set_paper_set", "file"),
    NavigationItem("work", _("Danh mục căn cứ"), "dossiers:grounds", 68, "dossiers.set_grounds", "book-open"),
    NavigationItem("work", _("Hỏi một lần"), "dossiers:ask_once", 65, "dossiers.see_ask_once", "chart-column"),
]
