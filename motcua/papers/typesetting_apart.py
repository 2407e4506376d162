"""The process apart in which a template that officials wrote is typeset: little time and memory, no files, no network.

Reads one JSON job on standard input and writes the PDF, or fails with typst's message on standard error. It imports
nothing of the system, knows no settings and inherits no environment.
"""

import json
import resource
import sys
import tempfile
from pathlib import Path
from typing import cast

import typst

SECONDS = 10
MEMORY = 1 << 30


def main() -> int:
    """Typeset the job on standard input within the limits; 0 if it went well."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    job = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as empty:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        compiler = typst.Compiler(
            root=Path(empty),
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[Path(job["fonts"])]
            ),
            package_path=Path(empty),
            package_cache_path=Path(empty),
        )
        try:
            pdf = compiler.compile(
                input=job["source"].encode(),
                format="pdf",
                pdf_standards=["a-2a", "ua-1"],
                timestamp=job["timestamp"],
                sys_inputs=job["inputs"],
            )
        except typst.TypstError as error:
            sys.stderr.write(error.message)
            return 1
    sys.stdout.buffer.write(cast(bytes, pdf))
    return 0


if __name__ == "__main__":
    sys.exit(main())
