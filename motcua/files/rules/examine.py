"""One question to any content: may it be taken here, and as what?"""

from motcua.files.rules.images import examine_image
from motcua.files.rules.office import examine_office
from motcua.files.rules.pdf import examine_pdf
from motcua.files.rules.sniff import sniff
from motcua.files.rules.verdict import HEIC, PDF, Accept, Examined, Fault, Unfit


def examine(content: bytes, accept: Accept) -> Examined:
    """The content as it may be stored. Raises Unfit with the reason why not."""
    content_type = sniff(content)
    if content_type == HEIC:
        raise Unfit(Fault.HEIC)
    if content_type not in accept.content_types:
        raise Unfit(Fault.NOT_TAKEN)
    if len(content) > accept.max_bytes:
        raise Unfit(Fault.TOO_BIG, size=len(content), limit=accept.max_bytes)
    if content_type == PDF:
        return examine_pdf(content, accept.max_pages)
    if content_type.startswith("image/"):
        return examine_image(content, content_type)
    return examine_office(content, content_type)
