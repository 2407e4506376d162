"""What other modules may use of files."""

from motcua.files.models import ScanState, StoredFile

__all__ = ["ScanState", "StoredFile"]
