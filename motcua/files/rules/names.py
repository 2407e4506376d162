"""What a file is called: kept for people to recognise, never used as a path."""

import re

from motcua.files.rules.verdict import EXTENSIONS
from motcua.platform.text import clean

MAX_CHARACTERS = 120
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|]+')
_KNOWN = re.compile(r"\.(pdf|jpe?g|png|webp|docx|xlsx|heic|exe|com|bat|cmd|scr|js|vbs|lnk|html?|svg)$", re.IGNORECASE)


def file_name(original: str, content_type: str) -> str:
    """The last part of the name as given, without signs that mislead, with the ending its content calls for."""
    name = original.encode("utf-8", "ignore").decode().replace("\\", "/").rsplit("/", 1)[-1]
    name = clean(_FORBIDDEN.sub(" ", clean(name)).replace("\n", " ")).strip(". ")
    while _KNOWN.search(name):
        name = _KNOWN.sub("", name).strip(". ")
    ending = EXTENSIONS.get(content_type, "")
    return (name[:MAX_CHARACTERS].strip(". ") or "tep") + ending
