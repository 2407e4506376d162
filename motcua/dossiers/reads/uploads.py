"""Which files a dossier takes, how many for one paper, and the words that say so before anybody chooses one."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from motcua.files.public import PAPERS, TakenIn, take_in
from motcua.platform.text import whole_number

MAX_FILES = 20
COMPONENT_FILES = PAPERS


def upload_limits() -> dict[str, str]:
    """What the upload component needs to say: formats, size, and the browser's own filter."""
    megabytes = COMPONENT_FILES.max_bytes // (1024 * 1024)
    return {
        "formats": ", ".join(COMPONENT_FILES.labels),
        "max_size": f"{megabytes} MB",
        "accept": COMPONENT_FILES.extensions,
    }


def take_paper(upload: "UploadedFile[Any]") -> TakenIn:
    """Take in what somebody uploads for a component, to be attached by an action. Raises BadFile."""
    return take_in(upload, accept=COMPONENT_FILES)


def take_supplied(uploads: "MultiValueDict[str, UploadedFile[Any]]") -> dict[int, list[TakenIn]]:
    """Take in what answers a supplement request, by the id of the item: fields `item-<id>`. Raises BadFile."""
    items = {name: whole_number(name.removeprefix("item-")) for name in uploads}
    return {
        item: [take_paper(upload) for upload in uploads.getlist(name)]
        for name, item in items.items()
        if item is not None
    }
