"""What other modules may use of files."""

from motcua.files.actions.erase_file import erase_file
from motcua.files.actions.store_content import store_content
from motcua.files.actions.store_upload import store_upload
from motcua.files.intake import TakenIn, take_in, take_in_own
from motcua.files.models import ScanState, StoredFile
from motcua.files.reads import file_response, read_content
from motcua.files.refusals import BadFile, limits
from motcua.files.rules.verdict import DOCX, JPEG, PAPERS, PDF, PNG, WEBP, XLSX, Accept, Fault, accept_of

__all__ = [
    "DOCX",
    "JPEG",
    "PAPERS",
    "PDF",
    "PNG",
    "WEBP",
    "XLSX",
    "Accept",
    "BadFile",
    "Fault",
    "ScanState",
    "StoredFile",
    "TakenIn",
    "accept_of",
    "erase_file",
    "file_response",
    "limits",
    "read_content",
    "store_content",
    "store_upload",
    "take_in",
    "take_in_own",
]
