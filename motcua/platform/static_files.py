"""Static files, gathered under `<home>/static` with hashed names, again only when one of them has changed."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from motcua.platform.settings import installation


def collect_static_files() -> bool:
    """Collect unless what was collected last is still true; gives whether it had to."""
    state, known = _state(), installation().home / "static.state"
    if known.exists() and known.read_text() == state and settings.STATIC_ROOT.exists():
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    known.write_text(state)
    return True


def _state() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}\n".encode())
    return digest.hexdigest()
