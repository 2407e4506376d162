"""Names and addresses of people who do not exist."""

import random

_FAMILIES = (
    "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Phạm", "Hoàng", "Vũ", "Vũ",
    "Đặng", "Bùi", "Đỗ", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đào", "Đinh", "Lương", "Mai", "Trịnh", "Cao", "Phan",
    "Đoàn", "Tạ", "Lưu",
)  # fmt: skip
_MIDDLES = {
    "nam": (
        "Văn", "Văn", "Đức", "Minh", "Quang", "Hữu", "Công", "Duy", "Xuân", "Thành", "Tuấn", "Ngọc", "Gia", "Anh",
        "Bá", "Đình", "Việt", "Mạnh",
    ),
    "nu": (
        "Thị", "Thị", "Thị", "Ngọc", "Thu", "Thanh", "Minh", "Hồng", "Bích", "Kim", "Phương", "Khánh", "Diệu", "Hà",
        "Mai", "Thùy", "Như",
    ),
}  # fmt: skip
_NAMES = {
    "nam": (
        "Anh", "Bình", "Cường", "Dũng", "Đạt", "Đức", "Giang", "Hải", "Hiếu", "Hoàng", "Hùng", "Huy", "Khang", "Khánh",
        "Khôi", "Kiên", "Lâm", "Long", "Minh", "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Quang", "Sơn", "Tài", "Thái",
        "Thắng", "Thành", "Thiện", "Thịnh", "Tiến", "Toàn", "Trung", "Tú", "Tuấn", "Tùng", "Vinh", "Vũ",
    ),
    "nu": (
        "An", "Anh", "Bích", "Chi", "Dung", "Duyên", "Giang", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hồng", "Huệ",
        "Hương", "Huyền", "Lan", "Liên", "Linh", "Loan", "Ly", "Mai", "My", "Nga", "Ngân", "Ngọc", "Nhung", "Oanh",
        "Phương", "Quỳnh", "Tâm", "Thảo", "Thoa", "Thu", "Thủy", "Trang", "Trinh", "Uyên", "Vân", "Yến",
    ),
}  # fmt: skip
_STREETS = (
    "Nguyễn Đức Cảnh", "Quang Trung", "Điện Biên Phủ", "Lạch Tray", "Trần Nguyên Hãn", "Tô Hiệu", "Cát Cụt",
    "Hai Bà Trưng", "Lê Lợi", "Trần Phú", "Nguyễn Văn Linh", "Thiên Lôi", "Chợ Hàng", "Miếu Hai Xã", "Đình Đông",
    "Hồ Sen", "Dư Hàng", "Lương Khánh Thiện", "Đà Nẵng", "Văn Cao", "Trường Chinh", "Kiều Sơn", "Phương Lưu",
)  # fmt: skip


def family_name(draw: random.Random) -> str:
    """A family name, the common ones oftener."""
    return draw.choice(_FAMILIES)


def given_names(draw: random.Random, sex: str) -> str:
    """A middle and a given name; `sex` is "nam" or "nu"."""
    return f"{draw.choice(_MIDDLES[sex])} {draw.choice(_NAMES[sex])}"


def full_name(draw: random.Random, sex: str) -> str:
    """A full name; `sex` is "nam" or "nu"."""
    return f"{family_name(draw)} {given_names(draw, sex)}"


def street_address(draw: random.Random) -> str:
    """A house in a street of the city."""
    lane = f"ngõ {draw.randint(2, 380)} " if draw.random() < 0.4 else "đường "
    return f"Số {draw.randint(1, 240)} {lane}{draw.choice(_STREETS)}, thành phố Hải Phòng"
