"""Static files, gathered under `<home>/static` with hashed names, again only when one of them has changed."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

from motcua.platform.settings import installation
from motcua.platform.stylesheets import THEME, one_stylesheet


class StaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names and compressed copies; the theme as one stylesheet, without the rules that no page uses."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """What Django and WhiteNoise do with collected files, once the theme is one."""
        if THEME in paths and not dry_run:
            self.delete(THEME)
            self.save(THEME, ContentFile(one_stylesheet().encode()))
            paths[THEME] = (self, THEME)
        yield from super().post_process(paths, dry_run, **options)


def collect_static_files() -> bool:
    """Collect unless what was collected last is still true; gives whether it had to."""
    state, known = _state(), installation().home / "static.state"
    if known.exists() and known.read_text() == state and settings.STATIC_ROOT.exists():
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    known.write_text(state)
    return True


def _state() -> str:
    digest = hashlib.sha256(one_stylesheet().encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}\n".encode())
    return digest.hexdigest()
