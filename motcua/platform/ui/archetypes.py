"""Invented data for the archetypes of the design: whole pages that others are modelled on."""

from __future__ import annotations

from typing import Any, Final

from motcua.platform.ui import samples

TITLES: Final = {
    "home": "Trang chủ",
    "procedure": "Trang mở đầu của thủ tục",
    "form-step": "Một bước của tờ khai",
    "check": "Kiểm tra trước khi nộp",
    "confirmation": "Đã nộp",
    "tracking": "Theo dõi hồ sơ",
    "inbox": "Việc của tôi",
    "dossier": "Trang hồ sơ",
    "settings": "Một mục thiết lập và lịch sử của nó",
    "dashboard": "Bảng theo dõi",
    "paper": "Một tờ để in",
}
ERRORS: Final = (400, 403, 404, 409, 413, 422, 429, 500, 503)

PUBLIC: Final[dict[str, Any]] = {
    "place": "Thành phố Hải Phòng",
    "public_navigation": [
        {"label": "Thủ tục", "url": "#", "current": True},
        {"label": "Tra cứu hồ sơ", "url": "#"},
        {"label": "Hồ sơ của tôi", "url": "#", "count": 2},
    ],
    "foot_navigation": [{"label": "Tra cứu hồ sơ", "url": "#"}, {"label": "Tất cả thủ tục", "url": "#"}],
    "sign_in_url": "#",
}
WORK: Final[dict[str, Any]] = {
    "unit_name": "UBND phường Lê Chân",
    "position_name": "Công chức tư pháp, hộ tịch",
    "account_name": "Lê Quốc Bảo",
    "sign_out_url": "#",
    "account_url": "#",
    "switch_url": "#",
    "search_url": "#",
    "navigation_key": "",
    "navigation": [
        {"label": "Việc của tôi", "url": "#", "count": 23, "current": True, "icon": "inbox"},
        {"label": "Tiếp nhận", "url": "#", "count": 7, "icon": "stamp"},
        {"label": "Trả kết quả", "url": "#", "count": 12, "icon": "package"},
        {"label": "Ký số", "url": "#", "count": 4, "icon": "pen-line"},
        {"label": "Quá hạn", "url": "#", "count": 1, "late": True, "icon": "hourglass"},
        {"label": "Tra cứu", "url": "#", "icon": "search"},
        {"label": "Sổ sách, báo cáo", "url": "#", "icon": "book-open"},
        {"label": "Quy trình", "url": "#", "icon": "workflow"},
    ],
}

DOORS: Final = [
    ("Có con", "khai sinh, thẻ bảo hiểm, thường trú", "baby"),
    ("Kết hôn", "xác nhận tình trạng, đăng ký kết hôn", "heart"),
    ("Nhà và đất", "sổ đỏ, sang tên, xây sửa nhà", "land-plot"),
    ("Làm ăn", "hộ kinh doanh, doanh nghiệp, giấy phép", "store"),
    ("Đi học", "chuyển trường, bằng cấp, học phí", "graduation-cap"),
    ("Ốm đau, tuổi già", "trợ cấp, bảo hiểm, người cao tuổi", "heart-handshake"),
    ("Giấy tờ, chứng thực", "bản sao, chữ ký, trích lục", "stamp"),
    ("Người thân qua đời", "khai tử, mai táng, thừa kế", "flag"),
]
PROCEDURE: Final[dict[str, Any]] = {
    "name": "Đăng ký khai sinh",
    "eyebrow": "Thủ tục 1.001193 · Hộ tịch · Cấp xã",
    "lead": "Cha, mẹ hoặc người thân đăng ký khai sinh cho trẻ trong vòng 60 ngày kể từ ngày sinh. "
    "Nộp ở bất kỳ phường, xã nào trong thành phố.",
    "facts": [
        {"label": "Thời hạn", "value": "Trong ngày", "icon": "clock"},
        {"label": "Lệ phí", "value": "Miễn phí", "icon": "banknote"},
        {"label": "Hình thức", "value": "Trực tuyến toàn trình", "icon": "monitor"},
        {"label": "Kết quả", "value": "Giấy khai sinh", "note": "bản điện tử ký số", "icon": "badge-check"},
    ],
    "papers": [
        {
            "name": "Giấy chứng sinh",
            "note": "Không có? Nộp văn bản của người làm chứng, hoặc giấy cam đoan về việc sinh.",
            "tag": "1 bản chính",
        },
        {"name": "Giấy chứng nhận kết hôn của cha, mẹ", "tag": "Lấy từ CSDL hộ tịch", "auto": True},
        {"name": "Thông tin cư trú của cha, mẹ", "tag": "Lấy từ CSDL dân cư", "auto": True},
    ],
    "trail": [
        ("Ông/bà nộp", "now", "khoảng 6 phút, 11 trong 18 mục được điền sẵn"),
        ("Bộ phận một cửa tiếp nhận", "todo", "trong 2 giờ làm việc"),
        ("Công chức hộ tịch kiểm tra", "todo"),
        ("Chủ tịch UBND phường ký số", "todo"),
        ("Trả kết quả", "todo", "tải về, nhận tại quầy hoặc qua bưu chính"),
    ],
    "basis": "Căn cứ: Luật Hộ tịch 2014, điều 15, 16; Nghị định 123/2015/NĐ-CP. Cập nhật 12/07/2026.",
}
TRACKING: Final[dict[str, Any]] = {
    "code": "H31.77.04-261119-0112",
    "address": "https://motcua.example/tra-cuu/H31.77.04-261119-0112",
    "ahead": [
        ("Ông/bà đã nộp", "done", None, "13:55 19/11/2026"),
        ("Bộ phận một cửa tiếp nhận", "now", "trong 2 giờ làm việc, trước 17:00 hôm nay"),
        ("Công chức hộ tịch kiểm tra", "todo"),
        ("Chủ tịch UBND phường ký số", "todo"),
        ("Trả kết quả", "todo", "tải về, nhận tại quầy hoặc qua bưu chính"),
    ],
    "now": "Hồ sơ đang ở Lê Quốc Bảo, công chức hộ tịch phường Lê Chân, từ 08:00 hôm nay. Ông/bà không phải làm gì.",
    "trail": [
        ("Ông/bà nộp trực tuyến", "done", None, "13:55 19/11/2026"),
        ("Bộ phận một cửa đã tiếp nhận", "done", "Trần Thu Hà", "14:20 19/11/2026"),
        (
            "Đã bổ sung giấy xác nhận nơi cư trú",
            "done",
            "dừng tính giờ từ 20/11 09:00 đến 23/11 08:00",
            "20:41 22/11/2026",
        ),
        ("Đang kiểm tra", "now", "Lê Quốc Bảo giữ hồ sơ, phải xong trước 16:00 25/11"),
        ("Chủ tịch UBND phường ký số", "todo", "dự kiến 26/11"),
        ("Trả kết quả", "todo", "hẹn trả 16:00 26/11/2026"),
    ],
    "why": [
        "Thời hạn của thủ tục là 3 ngày làm việc, tính từ ngày làm việc sau ngày tiếp nhận 19/11.",
        "Hồ sơ dừng tính giờ từ 20/11 09:00 đến 23/11 08:00 vì chờ bổ sung.",
        "24/11 là ngày nghỉ bù, không tính.",
    ],
}
INBOX: Final = [
    (
        "Đăng ký khai sinh",
        "H31.77.04-261120-0031",
        "Nguyễn Thị Hồng Nhung",
        "0xx0912***47 · mẹ",
        "Kiểm tra hồ sơ",
        "từ 08:12, còn 2 giờ của bước",
        "20/11 17:00",
        "",
        "late",
        "Quá hạn 3 giờ",
        False,
    ),
    (
        "Đăng ký kết hôn",
        "H31.77.04-261123-0004",
        "Phạm Văn Đức & Lê Thu Trang",
        "trực tuyến",
        "Trình ký",
        "chờ Chủ tịch phường",
        "Hôm nay 17:00",
        "",
        "soon",
        "Còn 2 giờ 40",
        True,
    ),
    (
        "Xác nhận tình trạng hôn nhân",
        "H31.77.04-261119-0112",
        "Đỗ Minh Khôi",
        "0xx0985***12",
        "Chờ công dân bổ sung",
        "giấy xác nhận nơi cư trú trước đây",
        "26/11 16:00",
        "dự kiến",
        "paused",
        "Tạm dừng 1 ngày",
        False,
    ),
    (
        "Trích lục bản sao khai tử",
        "H31.77.04-261123-0009",
        "Hoàng Thị Bích",
        "tại quầy 3",
        "In và đóng dấu",
        "từ 09:05",
        "Hôm nay 17:00",
        "",
        "ok",
        "Còn 7 giờ",
        False,
    ),
    (
        "Trợ cấp xã hội hằng tháng",
        "H31.77.04-261116-0027",
        "Bùi Văn Quý",
        "nộp giúp: Tổ công nghệ số tổ 12",
        "Lấy ý kiến Sở Y tế",
        "hẹn trả lời 26/11",
        "02/12 17:00",
        "",
        "ok",
        "Còn 7 ngày",
        False,
    ),
]
TABS: Final = [
    {"label": "Đang giữ", "url": "#", "count": 23, "current": True},
    {"label": "Quá hạn", "url": "#", "count": 1, "late": True},
    ("Đến hạn hôm nay", "#", 2),
    ("Chờ bổ sung", "#", 5),
    ("Chờ đơn vị khác", "#", 3),
    ("Của phòng", "#", 61),
]
ANSWERS: Final = [
    {
        "title": "Trẻ được khai sinh",
        "change_url": "#",
        "rows": [("Họ và tên", "Nguyễn Minh Anh"), ("Ngày sinh", "07/11/2026"), ("Giới tính", "Nữ")],
    },
    {
        "title": "Mẹ",
        "change_url": "#",
        "rows": [
            ("Họ và tên", "Nguyễn Thị Hồng Nhung", "từ CSDL dân cư"),
            ("Nơi cư trú", "27 Nguyễn Đức Cảnh, phường Lê Chân", "từ CSDL dân cư"),
            ("Điện thoại", "0912 345 678"),
        ],
    },
]
DOSSIER: Final[dict[str, Any]] = {
    "title": "Xác nhận tình trạng hôn nhân · Đỗ Minh Khôi",
    "eyebrow": "H31.77.04-261119-0112 · trực tuyến",
    "facts": [
        {"label": "Họ và tên", "value": "Đỗ Minh Khôi", "source": "từ CSDL dân cư, 19/11/2026", "checked": True},
        {"label": "Ngày sinh", "value": "14/03/1998", "source": "từ CSDL dân cư", "checked": True},
        {
            "label": "Số định danh",
            "value": "031098***112",
            "checked": True,
            "action": {"label": "xem, có lý do", "url": "#"},
        },
        {"label": "Nơi cư trú", "value": "27 Nguyễn Đức Cảnh, Lê Chân", "source": "người nộp khai", "by_person": True},
        {"label": "Mục đích", "value": "Đăng ký kết hôn với chị Vũ Ngọc Mai"},
    ],
    "trail": [
        ("Nộp trực tuyến", "done", None, "13:55 19/11"),
        ("Tiếp nhận", "done", "Trần Thu Hà", "14:20 19/11"),
        ("Yêu cầu bổ sung", "done", "dừng tính giờ", "09:00 20/11"),
        ("Thẩm tra", "now", "Ông/bà đang giữ, từ 08:00"),
        ("Ký số", "todo"),
        ("Trả kết quả", "todo"),
    ],
    "talk": [
        {"who": "Trần Thu Hà", "at": "09:00 20/11/2026", "text": "Ông bổ sung giấy xác nhận nơi cư trú trước đây."},
        {
            "who": "Đỗ Minh Khôi",
            "at": "20:41 22/11/2026",
            "text": "Giấy xác nhận tại phường Hồng Bàng, 1 trang.",
            "theirs": True,
        },
    ],
}
HOURS: Final[dict[str, Any]] = {
    "rows": [
        ("Buổi sáng", "07:30 – 11:30"),
        ("Buổi chiều", "13:00 – 17:00"),
        ("Ngày làm việc", "Thứ Hai đến thứ Sáu"),
        ("Có hiệu lực từ", "01/07/2025"),
    ],
    "history": [
        (
            "15:02 30/06/2025",
            "Giờ đóng cửa 16:30 → 17:00, hiệu lực từ 01/07/2025",
            "Nguyễn Văn Thành, Văn phòng UBND thành phố",
        ),
        ("08:00 02/01/2025", "Lập lần đầu", "Cài đặt ban đầu"),
    ],
}
FIGURES: Final = [
    ("Đang giải quyết", 1284, "hồ sơ đã tiếp nhận, chưa trả kết quả", "08:00 23/11/2026", "#"),
    ("Đúng hạn tháng này", "98,6 %", "trên mọi hồ sơ đã xong trong tháng", "08:00 23/11/2026", "#"),
    ("Quá hạn", 11, "hồ sơ đang giữ đã qua giờ hẹn trả", "08:00 23/11/2026", "#"),
    ("Mức độ hài lòng", None, "trung bình phiếu đánh giá của công dân", None, None),
]


def context(slug: str) -> dict[str, Any]:
    """The data of one archetype's page."""
    shared = PUBLIC if slug in {"home", "procedure", "form-step", "check", "confirmation", "tracking"} else WORK
    return {
        **shared,
        "doors": DOORS,
        "procedure": PROCEDURE,
        "tracking": TRACKING,
        "inbox": INBOX,
        "inbox_tabs": TABS,
        "answers": ANSWERS,
        "dossier": DOSSIER,
        "hours": HOURS,
        "figures": FIGURES,
        "wards": samples.WARDS,
        "sexes": samples.SEX,
        "files": samples.FILES,
    }
