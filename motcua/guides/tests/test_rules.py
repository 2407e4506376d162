"""How a topic is written, and found by words."""

import pytest

from motcua.guides.rules import Part, Topic, find, read_topic

TEXT = """# Trang hồ sơ
pages: dossiers:dossier dossiers:receive

Mọi **điều** về
một hồ sơ.

Thêm nữa.

## Tiếp nhận [dossiers.receive]
- Kiểm tra giấy tờ.

## Ghi chú
Chữ thường.
"""


def test_a_topic_is_read_with_its_parts_and_for_whom_they_are() -> None:
    topic = read_topic("dossier", TEXT)
    assert topic == Topic(
        "dossier",
        "Trang hồ sơ",
        ("dossiers:dossier", "dossiers:receive"),
        (
            Part("", None, "Mọi **điều** về\nmột hồ sơ.\n\nThêm nữa."),
            Part("Tiếp nhận", "dossiers.receive", "- Kiểm tra giấy tờ."),
            Part("Ghi chú", None, "Chữ thường."),
        ),
    )
    assert topic.summary == "Mọi điều về một hồ sơ."


@pytest.mark.parametrize(
    "text",
    [
        "Trang hồ sơ\npages: a:b\n\nChữ.",
        "# Trang hồ sơ\n\nChữ.",
        "# Trang hồ sơ\npages:\n\nChữ.",
        "# Trang hồ sơ\npages: a:b\n\n## Phần không có chữ\n",
        "# Trang hồ sơ\npages: a:b\n\nChữ.\n\n## \nChữ.",
    ],
)
def test_what_is_written_otherwise_is_refused_by_the_name_of_its_file(text: str) -> None:
    with pytest.raises(ValueError, match=r"^dossier: "):
        read_topic("dossier", text)


def test_words_are_found_without_accents_and_titles_come_first() -> None:
    def topic(key: str, title: str, text: str) -> Topic:
        return Topic(key, title, ("a:b",), (Part("", None, text),))

    mentioned = topic("a", "Trang hồ sơ", "Nút Phân công ở dưới.")
    named = topic("b", "Phân công", "Chọn người.")
    other = topic("c", "Nhật ký", "Ai làm gì.")
    assert find([mentioned, named, other], "phan cong") == [named, mentioned]
    assert find([mentioned, named, other], "PHÂN  công người") == [named]
    assert find([mentioned, named, other], "không có từ này") == []
    assert find([mentioned, named, other], "  ") == []
