"""How Django receives files: to the disk, never more of one than any place takes, nor of all together."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler

MOST_BYTES = 50 * 1024 * 1024
MOST_BYTES_IN_ALL = 200 * 1024 * 1024


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps the beginning of an oversize file and its true size, so that the page can say what is wrong with it."""

    kept = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write what is within bounds, let the rest go by."""
        if start < MOST_BYTES and self.kept < MOST_BYTES_IN_ALL:
            self.kept += len(raw_data)
            super().receive_data_chunk(raw_data, start)
        return None
