"""Which files a dossier takes, how many for one paper, and the words that say so before anybody chooses one."""

from motcua.files.public import PAPERS

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
