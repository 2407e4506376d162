"""Why a file was not taken, in a plain Vietnamese sentence: what, why, what to do."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from motcua.files.rules.verdict import Accept, Fault, Unfit
from motcua.platform.action import Refused
from motcua.platform.formats import number


class BadFile(Refused):
    """This file is not taken; nothing was kept. `fault` says why in a word for programs."""

    def __init__(self, message: str, fault: Fault | None = None) -> None:
        super().__init__(message, field="file")
        self.fault = fault


def megabytes(size: int) -> str:
    """`20 MB`, `1,5 MB`: a size as people read it, from bytes."""
    return f"{number(round(size / 1024 / 1024, 1)).removesuffix(',0')} MB"


def limits(accept: Accept) -> str:
    """What is taken, to be said before anything is chosen: `PDF, JPG, PNG; mỗi tệp tối đa 20 MB, 200 trang`."""
    return _("%(kinds)s; mỗi tệp tối đa %(size)s, %(pages)s trang") % {
        "kinds": ", ".join(accept.labels),
        "size": megabytes(accept.max_bytes),
        "pages": number(accept.max_pages),
    }


_SENTENCES: Mapping[Fault, Callable[[], str]] = {
    Fault.EMPTY: lambda: _("Tệp “%(name)s” không có nội dung. Xin chọn lại tệp."),
    Fault.TOO_BIG: lambda: _(
        "Tệp “%(name)s” nặng %(size)s, quá giới hạn %(limit)s. Xin quét ở 300 dpi hoặc chia thành nhiều tệp."
    ),
    Fault.EXECUTABLE: lambda: _(
        "Tệp “%(name)s” là một chương trình, không phải giấy tờ, nên không được nhận. Xin gửi %(kinds)s."
    ),
    Fault.OLE: lambda: _(
        "Tệp “%(name)s” là tài liệu Office kiểu cũ, có thể chứa mã độc. Xin lưu thành PDF rồi gửi lại."
    ),
    Fault.ARCHIVE: lambda: _("Tệp “%(name)s” là tệp nén. Xin giải nén và gửi từng giấy tờ (%(kinds)s)."),
    Fault.HEIC: lambda: _(
        "Tệp “%(name)s” là ảnh HEIC của iPhone mà hệ thống chưa đọc được. Xin chụp lại sau khi chọn Cài đặt, Camera, "
        "Định dạng, Tương thích nhất; hoặc gửi ảnh JPG."
    ),
    Fault.MACRO: lambda: _("Tài liệu “%(name)s” có macro hoặc đối tượng nhúng. Xin lưu thành PDF rồi gửi lại."),
    Fault.BOMB: lambda: _("Tệp “%(name)s” bung ra quá lớn so với một giấy tờ. Xin quét hoặc chụp lại với cỡ nhỏ hơn."),
    Fault.ENCRYPTED: lambda: _("Tệp “%(name)s” có đặt mật khẩu nên không đọc được. Xin bỏ mật khẩu rồi gửi lại."),
    Fault.DAMAGED: lambda: _("Tệp “%(name)s” bị hỏng hoặc tải lên chưa hết. Xin mở thử, lưu lại rồi gửi lại."),
    Fault.TOO_MANY_PAGES: lambda: _(
        "Tệp “%(name)s” có %(pages)s trang, quá giới hạn %(limit)s trang. Xin chia thành nhiều tệp."
    ),
    Fault.SIGNED_ACTIVE: lambda: _(
        "Tệp “%(name)s” đã ký số nhưng có mã tự chạy hoặc tệp đính kèm bên trong; gỡ ra sẽ làm mất chữ ký. "
        "Xin nơi cấp xuất lại bản không có các phần đó."
    ),
    Fault.ANIMATED: lambda: _("Tệp “%(name)s” là ảnh động. Xin gửi ảnh chụp thường (%(kinds)s)."),
    Fault.NOT_TAKEN: lambda: _("Tệp “%(name)s” không thuộc loại được nhận ở đây. Xin gửi %(kinds)s."),
}


def bad_file(unfit: Unfit, *, name: str, accept: Accept) -> BadFile:
    """The refusal for what was found in a file of this name."""
    params = {
        key: megabytes(int(value)) if unfit.fault is Fault.TOO_BIG else value for key, value in unfit.params.items()
    }
    words = {"name": name, "kinds": ", ".join(accept.labels), **params}
    return BadFile(_SENTENCES[unfit.fault]() % words, unfit.fault)


def quarantined(name: str) -> BadFile:
    """A file in which the scanner found something is opened by nobody."""
    return BadFile(_("Tệp “%(name)s” có virus và đã được cách ly. Xin liên hệ quản trị hệ thống.") % {"name": name})


def lost(name: str) -> BadFile:
    """The content of a file is gone from the disk."""
    return BadFile(_("Nội dung tệp “%(name)s” không còn nguyên vẹn. Xin báo quản trị hệ thống.") % {"name": name})
