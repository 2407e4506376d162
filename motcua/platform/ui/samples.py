"""What the gallery shows: each component in each of its states, with invented names and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from markupsafe import Markup

from motcua.platform.ui.components import qr


@dataclass(frozen=True)
class Example:
    """One call of a component, as a page would write it."""

    component: str
    places: tuple[Any, ...] = ()
    names: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """Examples that belong together under a heading."""

    title: str
    examples: tuple[Example, ...]
    wide: bool = False


def _call(component: str, *places: Any, **names: Any) -> Example:
    if "body" in names:
        body = Markup(names.pop("body"))  # noqa: S704 - written in this file
        names["caller"] = lambda: body
    return Example(component, places, names)


ROWS: Final = Markup(
    '<tr><td class="lead-cell"><a href="#" data-open>Đăng ký khai sinh</a>'
    '<span class="sub code">H31.77.04-261120-0031</span></td>'
    '<td data-label="Người nộp">Nguyễn Thị Hồng Nhung</td><td data-label="Hẹn trả" class="num">20/11 17:00</td></tr>'
    '<tr><td class="lead-cell"><a href="#" data-open>Đăng ký kết hôn</a>'
    '<span class="sub code">H31.77.04-261123-0004</span></td>'
    '<td data-label="Người nộp">Phạm Văn Đức</td><td data-label="Hẹn trả" class="num">Hôm nay 17:00</td></tr>'
)
SEX: Final = [("male", "Nam"), ("female", "Nữ")]
WARDS: Final = [("04", "Phường Lê Chân"), ("05", "Phường Hồng Bàng"), ("06", "Xã Tiên Lãng")]
DELIVERY: Final = [
    {"value": "digital", "label": "Nhận bản điện tử ký số", "hint": "Có giá trị như bản giấy, tải về ngay khi xong."},
    {"value": "counter", "label": "Nhận tại bộ phận một cửa"},
    {"value": "post", "label": "Nhận qua bưu chính", "hint": "Cước do đơn vị bưu chính thu.", "disabled": True},
]
FILES: Final = [
    {"name": "giay-chung-sinh.pdf", "url": "#", "size": 1_240_000, "note": "2 trang"},
    {
        "name": "anh-the-can-cuoc-mat-truoc-cua-nguoi-yeu-cau.jpg",
        "url": "#",
        "size": 482_000,
        "tag": "mới",
        "kind": "image",
    },
]

BUTTONS: Final = (
    _call("button", "Nộp hồ sơ", kind="primary"),
    _call("button", "Lưu bản nháp", icon="save"),
    _call("button", "Từ chối giải quyết", kind="danger"),
    _call("button", "Bỏ qua", kind="plain"),
    _call("button", "Trình lãnh đạo ký", kind="primary", key="t"),
    _call("button", "Đang chờ", kind="primary", disabled=True),
    _call("button", "Nhỏ", size="sm"),
    _call("button", "Nộp hồ sơ", kind="primary", size="lg", icon_end="arrow-right"),
    _call("link_button", "Tải kết quả", "#", icon="download"),
    _call("post_button", "Nhận việc", "#", "", icon="user"),
    _call("dialog_button", "Hỏi lại cho chắc", "vi-du-hop-thoai"),
    _call(
        "dialog",
        "vi-du-hop-thoai",
        "Rút hồ sơ này?",
        body="<p>Hồ sơ đã rút không lấy lại được, nhưng có thể nộp hồ sơ mới.</p>",
    ),
    _call("icon", "badge-check", 28, "Đã xác thực"),
    _call("mark", 48),
    _call("segments", "nen", "Nền", [("light", "Sáng", "sun"), ("dark", "Tối", "moon")], "light"),
    _call("brand", "Một Cửa", "Thành phố Hải Phòng", "#"),
)
FIELDS: Final = (
    _call("text", "name", "Họ, chữ đệm và tên", "Nguyễn Minh Anh", hint="Viết như trên giấy tờ, có dấu."),
    _call("text", "alias", "Tên thường gọi", required=False),
    _call("text", "street", "Nơi cư trú", "Số 27", error="Ghi thêm tên đường hoặc tổ dân phố."),
    _call("text", "locked", "Mã hồ sơ", "H31.77.04-261119-0112", disabled=True),
    _call("textarea", "reason", "Lý do", "Cấp lại do bị mất.", hint="Không quá 500 chữ.", maxlength=500),
    _call("select", "ward", "Phường, xã", WARDS, "04"),
    _call("select", "ward_missing", "Phường, xã", WARDS, error="Chọn phường hoặc xã nơi nộp."),
    _call("radios", "sex", "Giới tính", SEX, "female", inline=True),
    _call("radios", "delivery", "Cách nhận kết quả", DELIVERY, "digital"),
    _call("radios", "delivery_missing", "Cách nhận kết quả", DELIVERY[:2], error="Chọn một cách nhận kết quả."),
    _call("yes_no", "married", "Cha, mẹ có đăng ký kết hôn không?"),
    _call("checkboxes", "copies", "Giấy tờ cần trả lại", [("1", "Giấy chứng sinh"), ("2", "Sổ hộ khẩu cũ")], ["1"]),
    _call("checkbox", "truth", "Tôi cam đoan những lời khai trên là đúng sự thật.", True),
    _call("checkbox", "truth_missing", "Tôi cam đoan", error="Cần đánh dấu để nộp hồ sơ."),
    _call("date", "born", "Ngày sinh của trẻ", date(2026, 11, 7)),
    _call(
        "date",
        "born_wrong",
        "Ngày sinh của trẻ",
        {"day": "31", "month": "2", "year": "2026"},
        error="Tháng 2 không có ngày 31.",
    ),
    _call("date_text", "from_date", "Từ ngày", date(2026, 11, 1)),
    _call("number", "sets", "Số bản sao", 3, affix="bản"),
    _call("money", "fee", "Lệ phí", "135.000"),
    _call("phone", "phone", value="0912 345 678"),
    _call("email", "mail", required=False),
    _call("personal_id", "pid", value="031098", error="Số định danh có 12 số; ông/bà mới nhập 6 số."),
    _call("password", "secret"),
    _call(
        "upload",
        "scan",
        "Giấy chứng sinh",
        "PDF, JPG, PNG",
        "20 MB",
        accept=".pdf,.jpg,.png",
        upload_url="#",
        files=FILES,
    ),
    _call(
        "upload",
        "scan_bad",
        "Giấy chứng nhận kết hôn",
        "PDF, JPG, PNG",
        "20 MB",
        error="Tệp này là chương trình, không phải ảnh hay PDF.",
    ),
)
AROUND_FIELDS: Final = (
    _call(
        "error_summary",
        [("id_street", "Ghi thêm tên đường hoặc tổ dân phố."), ("id_born_wrong", "Tháng 2 không có ngày 31.")],
    ),
    _call("group", "Người yêu cầu", "Người đứng tên nộp hồ sơ.", True, body="<p>Các ô của nhóm đứng ở đây.</p>"),
    _call("steps", [("Người yêu cầu", "#"), ("Trẻ được khai sinh", "#"), "Cha, mẹ", "Giấy tờ", "Kiểm tra"], 3),
    _call("autosave_state", "09:12 23/11/2026"),
    _call(
        "answers",
        [
            {
                "title": "Trẻ được khai sinh",
                "change_url": "#",
                "rows": [
                    ("Họ và tên", "Nguyễn Minh Anh"),
                    ("Ngày sinh", "07/11/2026"),
                    {"label": "Nơi cư trú", "value": "27 Nguyễn Đức Cảnh", "source": "từ CSDL dân cư"},
                    ("Dân tộc", ""),
                ],
            }
        ],
    ),
    _call(
        "confirmation",
        "Đã nộp hồ sơ",
        "H31.77.04-261119-0112",
        qr=qr("https://motcua.example/tra-cuu/H31.77.04-261119-0112"),
        body="<p>Được tiếp nhận trước <b>17:00 19/11/2026</b>. Nếu được tiếp nhận hôm nay, hẹn trả <b>26/11</b>.</p>",
    ),
    _call("qr", "https://motcua.example/"),
)
FACTS: Final = (
    _call(
        "facts",
        [
            {"label": "Thời hạn", "value": "Trong ngày", "icon": "clock"},
            {"label": "Lệ phí", "value": "Miễn phí", "icon": "banknote"},
            {"label": "Hình thức", "value": "Trực tuyến toàn trình"},
            ("Kết quả", "Giấy khai sinh, bản điện tử ký số"),
        ],
    ),
    _call(
        "papers",
        [
            {"name": "Giấy chứng sinh", "note": "Không có? Nộp văn bản của người làm chứng.", "tag": "1 bản chính"},
            {"name": "Giấy chứng nhận kết hôn của cha, mẹ", "tag": "Lấy từ CSDL hộ tịch", "auto": True},
            {"name": "Tờ khai", "url": "#"},
        ],
    ),
    *(
        _call("tag", words, kind)
        for words, kind in [
            ("1 bản chính", None),
            ("Lấy từ CSDL dân cư", "ok"),
            ("Sắp hết hạn", "soon"),
            ("Thiếu", "late"),
            ("Mới", "info"),
            ("Tạm dừng", "paused"),
        ]
    ),
    _call("count", 11104),
    _call("count", 3, late=True),
    *(
        _call("callout", title, kind, body="<p>Kết quả trả vào ngày làm việc tiếp theo.</p>")
        for title, kind in [
            ("Nhận sau 15 giờ?", "note"),
            ("Để biết", "info"),
            ("Đã lưu", "ok"),
            ("Sắp hết hạn bổ sung", "warning"),
            ("Chưa gửi được", "error"),
        ]
    ),
    _call(
        "pairs",
        [
            {"label": "Họ và tên", "value": "Đỗ Minh Khôi", "source": "từ CSDL dân cư, 19/11/2026", "checked": True},
            {
                "label": "Số định danh",
                "value": "031098***112",
                "action": {"label": "xem, có lý do", "url": "#"},
                "checked": True,
            },
            {
                "label": "Ngày sinh",
                "value": "14/03/1998",
                "source": "người nộp khai",
                "by_person": True,
                "checked": False,
                "note": "CSDL dân cư ghi 14/03/1997",
            },
            {"label": "Điện thoại", "value": None},
        ],
    ),
    _call("hidden_number", "031098***112", "#", "Số định danh"),
    _call(
        "figure",
        "Đúng hạn tháng này",
        "98,6 %",
        "hồ sơ xong trước hoặc đúng giờ hẹn, trên mọi hồ sơ đã xong",
        "08:00 23/11/2026",
        "#",
    ),
    _call("figure", "Mức độ hài lòng", None, "trung bình phiếu đánh giá của công dân"),
)
CLOCKS: Final = (
    *(
        _call("clock", state, words)
        for state, words in [
            ("ok", "Còn 2 ngày 7 giờ"),
            ("soon", "Còn 2 giờ 40"),
            ("late", "Quá hạn 3 giờ"),
            ("paused", "Tạm dừng 1 ngày"),
            ("done", "Xong trước hạn 1 ngày"),
            ("none", "Chưa tính hạn"),
        ]
    ),
    _call("clock", "ok", "Còn 2 ngày 7 giờ", "lg"),
    *(
        _call("status", words, state)
        for words, state in [
            ("Đã trả kết quả", "ok"),
            ("Chờ bổ sung", "paused"),
            ("Sắp đến hạn", "soon"),
            ("Quá hạn", "late"),
            ("Mới nộp", "info"),
        ]
    ),
    _call(
        "trail",
        [
            ("Nộp trực tuyến", "done", "Nguyễn Thị Hồng Nhung", "13:55 19/11/2026"),
            ("Tiếp nhận", "done", "Trần Thu Hà", "14:20 19/11/2026"),
            ("Thẩm tra", "now", "Lê Quốc Bảo đang giữ"),
            ("Ký số", "todo"),
            ("Trả kết quả", "todo"),
        ],
    ),
    _call(
        "trail", [("Tiếp nhận", "done"), ("Chờ bổ sung giấy tờ", "paused", "đã dừng tính giờ"), ("Trả kết quả", "todo")]
    ),
    _call("trail", [("Tiếp nhận", "done"), ("Thẩm tra", "late", "quá giờ của bước 2 giờ"), ("Trả kết quả", "todo")]),
    _call(
        "due",
        "16:00 26/11/2026",
        "ok",
        "Còn 2 ngày 7 giờ",
        body="<p>3 ngày làm việc kể từ ngày 20/11; 24/11 nghỉ lễ.</p>",
    ),
    _call("why", "Vì sao ngày này?", body="<p>Tiếp nhận sau 15 giờ nên tính từ ngày làm việc tiếp theo.</p>"),
    _call(
        "history",
        [
            ("14:20 19/11/2026", "Tiếp nhận hồ sơ, phát hành giấy hẹn", "Trần Thu Hà, Bộ phận một cửa"),
            ("13:55 19/11/2026", "Nộp trực tuyến"),
        ],
    ),
)
LISTS: Final = (
    _call(
        "tabs",
        [
            {"label": "Đang giữ", "url": "#", "count": 23, "current": True},
            {"label": "Quá hạn", "url": "#", "count": 1, "late": True},
            {"label": "Chờ bổ sung", "url": "#", "count": 0},
            ("Của phòng", "#"),
        ],
        "Việc",
    ),
    _call("chips", [("Lĩnh vực", "Hộ tịch", "#"), ("Kênh", "Trực tuyến", "#")], "vi-du-hop-thoai", "#"),
    _call("table", ["Hồ sơ", "Người nộp", "Hẹn trả"], "Hồ sơ đang giữ", id="vi-du", body=ROWS),
    _call("more", "#", "Xem thêm 18 hồ sơ", "vi-du"),
    _call("bulk_bar", body='<button type="button" class="btn btn-quiet btn-sm">Chuyển</button>'),
    _call("list_keys"),
    _call(
        "empty",
        "Không còn việc nào chờ ông/bà",
        "Hồ sơ mới sẽ hiện ở đây ngay khi được phân công.",
        body='<a class="btn btn-quiet" href="#">Xem việc của phòng</a>',
    ),
    _call("pagination", "#", "#"),
    _call(
        "notifications",
        [
            ("Kết quả đã sẵn sàng", "Giấy khai sinh của Nguyễn Minh Anh đã được ký.", "#", "09:12 23/11/2026", True),
            ("Hồ sơ đã được tiếp nhận", None, "#", "14:20 19/11/2026"),
        ],
    ),
    _call("files", FILES),
    _call("viewer", "/static/ui/doorway.svg", "Giấy chứng sinh, trang 1", "image/svg+xml"),
    _call(
        "conversation",
        [
            {
                "who": "Trần Thu Hà",
                "at": "09:00 20/11/2026",
                "text": "Ông/bà bổ sung giấy xác nhận nơi cư trú trước đây.",
            },
            {
                "who": "Đỗ Minh Khôi",
                "at": "20:41 22/11/2026",
                "text": "Tôi đã gửi giấy xác nhận tại phường Hồng Bàng, 1 trang.",
                "theirs": True,
            },
        ],
    ),
    _call("breadcrumbs", [("Trang chủ", "#"), ("Có con", "#"), "Đăng ký khai sinh"]),
    _call(
        "page_head",
        "Việc của tôi",
        sub="Thứ Hai 23/11/2026 · 2 hồ sơ phải xong hôm nay",
        body='<a class="btn btn-primary" href="#">Tiếp nhận mới</a>',
    ),
    _call(
        "panel",
        "Hồ sơ đi qua những đâu",
        action={"label": "Xem tất cả", "url": "#"},
        body='<p class="m-0">Một tờ giấy trắng có đầu đề.</p>',
    ),
    _call("messages", [("Đã lưu thay đổi.", "success"), ("Người khác vừa nhận việc này.", "warning")]),
)

SECTIONS: Final = (
    Section("Nút và liên kết", BUTTONS),
    Section("Ô nhập và lựa chọn", FIELDS, wide=True),
    Section("Quanh các ô", AROUND_FIELDS, wide=True),
    Section("Điều được nói", FACTS, wide=True),
    Section("Đồng hồ và đường đi", CLOCKS),
    Section("Danh sách và trang", LISTS, wide=True),
)

SHOWN_IN_PLACE: Final = frozenset(
    {
        "field",
        "form_errors",  # Django forms: every sign-in page
        "preferences",  # the foot of every page
        "keys_button",
        "keys_dialog",  # lists of the workplace
        "row_head",
        "cell",
        "file_row",
        "pair",  # pieces of table, files and pairs
    }
)
