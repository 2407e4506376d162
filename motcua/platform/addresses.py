"""Addresses by name. Those without arguments are found once: finding one anew takes as long as showing a row."""

from functools import cache
from typing import Any

from django.urls import reverse


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page."""
    return reverse(name, args=args or None, kwargs=kwargs or None) if args or kwargs else _plain(name)


@cache
def _plain(name: str) -> str:
    return reverse(name)
