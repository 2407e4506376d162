"""For which reasons a hidden number is shown; each is a declared purpose, and the person concerned reads it."""

from django.utils.translation import gettext_noop

# Whether the official must say more.
REASONS = {
    gettext_noop("Xem số đầy đủ để liên hệ người nộp"): False,
    gettext_noop("Xem số đầy đủ để đối chiếu nhân thân"): False,
    gettext_noop("Xem số đầy đủ để trả lời cơ quan có thẩm quyền"): True,
    gettext_noop("Thanh tra, kiểm tra"): True,
    gettext_noop("Xem số đầy đủ vì việc khác"): True,
}


def needs_note(purpose: str) -> bool:
    """Whether this reason must be explained in words."""
    return REASONS[purpose]
