"""Mã định danh of state bodies (QĐ 20/2020/QĐ-TTg)."""

import re

# New form `H31.77.04`, `G01.899.909`; the form before 2020, still on old papers, `000.00.11.H58`.
_IDENTIFIER = re.compile(r"[A-Z][0-9]{2}(\.[0-9]{1,3}){0,4}|[0-9]{3}\.[0-9]{2}\.[0-9]{2,3}\.[A-Z][0-9]{2}")


def is_identifier(text: str) -> bool:
    """Whether a text has the form of an organisation identifier."""
    return _IDENTIFIER.fullmatch(text) is not None
