"""What must not run beside real data: found when the system starts, which then does not."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from motcua.platform.registry import chosen_connectors
from motcua.platform.settings import installation

PRODUCTION = "production"


@register(PRODUCTION)
def unfit_settings(app_configs: Sequence[AppConfig] | None, **options: Any) -> Iterable[CheckMessage]:
    """Debugging, demo keys, connectors to the sandbox nation and addresses without HTTPS, in production."""
    here = installation()
    if not here.production:
        return []
    found = []
    if settings.DEBUG:
        found.append(Error("DEBUG đang bật.", id="motcua.E001"))
    if settings.SECRET_KEY.startswith("demo-") or here.encryption_keys[0][0].startswith("demo-"):
        found.append(Error("Đang dùng khóa của bản chạy thử.", id="motcua.E002"))
    for port, connector in chosen_connectors().items():
        if connector == "sandbox":
            found.append(Error(f"Cổng {port} nối tới nước giả lập.", id="motcua.E003"))
    if "sandbox" in here.systems:
        found.append(Error("MOTCUA_SYSTEMS hoặc MOTCUA_SANDBOX_URL nêu nước giả lập.", id="motcua.E004"))
    if not here.base_url.startswith("https://"):
        found.append(Error("MOTCUA_BASE_URL phải bắt đầu bằng https://.", id="motcua.E005"))
    if here.files_url and not here.files_url.startswith("https://"):
        found.append(Error("MOTCUA_FILES_URL phải bắt đầu bằng https://.", id="motcua.E006"))
    return found
