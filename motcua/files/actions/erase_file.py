"""Make a file be no more."""

from datetime import datetime

from motcua.files.events import FileErased
from motcua.files.models import StoredFile
from motcua.platform.action import Actor, action, emit


@action("files.erase_file")
def erase_file(file: StoredFile, *, by: Actor, at: datetime) -> None:
    """Forget a file that nothing refers to any more; its content goes after commit, unless another file has the same.

    Raises ProtectedError while something refers to it.
    """
    del by, at
    sha256 = file.sha256
    StoredFile.objects.filter(pk=file.pk).delete()
    emit(FileErased(sha256))
