"""Backups: one folder each, whole or not at all, checked before anything is restored from it.

`<into>/<time>/` holds `manifest.json`, `database/` (as pg_dump writes it), `series.json`, what modules keep on the disk
(`files/`) and `files.sha256`, which `sha256sum -c` reads. Files that did not change are hard links to those of the
backup before. Keys are never in it: the manifest says which are needed, and by what they are recognised.
"""

from motcua.platform.backup.manifest import BackupRefused, Manifest
from motcua.platform.backup.ports import KEPT, SOUND
from motcua.platform.backup.restore import Restored, restore_backup
from motcua.platform.backup.take import take_backup

__all__ = ["KEPT", "SOUND", "BackupRefused", "Manifest", "Restored", "restore_backup", "take_backup"]
