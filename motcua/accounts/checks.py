"""Accounts of a demo, whose password everybody knows, must not be where real people sign in."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError

from motcua.accounts.models import Account
from motcua.platform.checks import PRODUCTION
from motcua.platform.settings import installation


@register(PRODUCTION)
def demo_accounts(app_configs: Sequence[AppConfig] | None, **options: Any) -> Iterable[CheckMessage]:
    """Demo accounts that may sign in, in production."""
    if not installation().production:
        return []
    try:
        found = Account.objects.active().filter(is_demo=True).count()
    except DatabaseError:
        # Without a database no page is served either; the probe says so.
        return []
    words = f"Có {found} tài khoản dùng thử: đây là cơ sở dữ liệu của một bản chạy thử."
    return [Error(words, id="motcua.E010")] if found else []
