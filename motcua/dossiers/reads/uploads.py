"""Which files a dossier takes, how many for one paper, and the words that say so before anybody chooses one."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from motcua.files.public import PAPERS, Accept, TakenIn, accept_of, take_in
from motcua.forms.public import EForm, file_questions
from motcua.platform.text import whole_number

MAX_FILES = 20
COMPONENT_FILES = PAPERS


def limits_of(eform: EForm | None, component: str) -> tuple[Accept, int]:
    """What one paper takes and how many files of it: as the form says where it asks for that paper."""
    for question in file_questions(eform, {}) if eform else ():
        if question.limits.component == component:
            return accept_of(question.limits.kinds, question.limits.megabytes), question.limits.count
    return COMPONENT_FILES, MAX_FILES


def upload_limits(eform: EForm | None = None, component: str = "") -> dict[str, Any]:
    """What the upload component needs to say: formats, size, how many, and the browser's own filter."""
    accept, most = limits_of(eform, component)
    return {
        "formats": ", ".join(accept.labels),
        "max_size": f"{accept.max_bytes // (1024 * 1024)} MB",
        "accept": accept.extensions,
        "most": most,
    }


def take_paper(upload: "UploadedFile[Any]", eform: EForm | None = None, component: str = "") -> TakenIn:
    """Take in what somebody uploads for a component, to be attached by an action. Raises BadFile."""
    return take_in(upload, accept=limits_of(eform, component)[0])


def take_supplied(uploads: "MultiValueDict[str, UploadedFile[Any]]") -> dict[int, list[TakenIn]]:
    """Take in what answers a supplement request, by the id of the item: fields `item-<id>`. Raises BadFile."""
    items = {name: whole_number(name.removeprefix("item-")) for name in uploads}
    return {
        item: [take_paper(upload) for upload in uploads.getlist(name)]
        for name, item in items.items()
        if item is not None
    }


def asked_in_form(eform: EForm | None, answers: Mapping[str, Any]) -> dict[str, bool | None]:
    """The papers for which the form asks: whether it requires them, None where the question does not stand."""
    questions = file_questions(eform, answers) if eform else []
    return {each.limits.component: each.is_required if each.stands else None for each in questions}
