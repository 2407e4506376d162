"""Answers that lower modules need from files."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS
from motcua.files.contents import encrypt_again, root
from motcua.files.reads import lost_files
from motcua.platform.backup import KEPT, SOUND
from motcua.platform.encryption import ELSEWHERE

ELSEWHERE.register("files", encrypt_again)

ACTS.update(
    {
        "files.store_upload": _("Lưu tệp tải lên"),
        "files.store_content": _("Lưu tệp hệ thống lập"),
        "files.erase_file": _("Xóa tệp"),
        "files.record_scan": _("Ghi nhận kết quả quét tệp"),
    }
)
KEPT.register("files", root)
SOUND.register("files", lambda: list(lost_files()))
