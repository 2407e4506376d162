"""PDF: counted, and without anything that acts by itself; a signed one is never rewritten."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, settings

from motcua.files.rules.verdict import PDF, Examined, Fault, Unfit

# One stream of a PDF unpacks to no more than this: an A3 colour scan at 600 dpi has 209 MB, and stays packed here.
settings.set_qpdf_limits(flate_max_memory=256 * 1024 * 1024)
MAX_DEPTH = 200

# What a reader would run, open, play, fetch or send (ISO 32000-2, 12.6); going to a page or a web address stays.
_ACTIONS = (
    "/JavaScript /Launch /SubmitForm /ImportData /GoToR /GoToE /Rendition /Sound /Movie /RichMediaExecute /GoTo3DView"
)
_ACTING = frozenset(_ACTIONS.split())
_ACTING_ANNOTATIONS = frozenset(["/RichMedia", "/3D", "/Movie", "/Sound", "/FileAttachment", "/Screen"])
_OF_DOCUMENT = ("/AA", "/XFA", "/JavaScript", "/EmbeddedFiles", "/AF", "/Collection", "/Renditions")


def examine_pdf(content: bytes, max_pages: int) -> Examined:
    """The document, and its pages; active content is taken out of it. Raises Unfit.

    A signed document with active content is refused: taking it out would break the signature.
    """
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=True, suppress_warnings=True) as document:
            if document.is_encrypted:
                raise Unfit(Fault.ENCRYPTED)
            pages = len(document.pages)
            if not pages:
                raise Unfit(Fault.DAMAGED)
            if pages > max_pages:
                raise Unfit(Fault.TOO_MANY_PAGES, pages=pages, limit=max_pages)
            signed = is_signed(document)
            removed = _strip(document)
            if not removed:
                return Examined(content, PDF, pages)
            if signed:
                raise Unfit(Fault.SIGNED_ACTIVE)
            out = io.BytesIO()
            document.remove_unreferenced_resources()
            document.save(out, deterministic_id=True)
            return Examined(out.getvalue(), PDF, pages, tuple(sorted(removed)))
    except pikepdf.PasswordError:
        raise Unfit(Fault.ENCRYPTED)
    except (pikepdf.PikepdfError, ValueError, TypeError, KeyError, RuntimeError, MemoryError):
        raise Unfit(Fault.DAMAGED)


def is_signed(document: pikepdf.Pdf) -> bool:
    """Whether any signature stands in the document, in a field or anywhere else."""
    return any(
        "/ByteRange" in dictionary and "/Contents" in dictionary
        for thing in document.objects
        for dictionary in _dictionaries(thing)
    )


def _strip(document: pikepdf.Pdf) -> set[str]:
    """Take out of every object, reached or not, what acts by itself; the names of what was taken out."""
    removed: set[str] = set()
    opening = document.Root.get("/OpenAction")
    if isinstance(opening, Dictionary) and opening.get("/S") != Name.GoTo:
        del document.Root["/OpenAction"]
        removed.add("/OpenAction")
    for thing in list(document.objects):
        for dictionary in _dictionaries(thing):
            removed |= _strip_dictionary(dictionary)
    return removed


def _dictionaries(thing: Object, depth: int = 0) -> Iterator[Any]:
    """All dictionaries written inside one indirect object; what it refers to comes on its own."""
    if depth > MAX_DEPTH:
        raise Unfit(Fault.DAMAGED)
    if isinstance(thing, pikepdf.Stream):
        yield thing
        yield from _inner(thing.stream_dict.values(), depth)
    elif isinstance(thing, Dictionary):
        yield thing
        yield from _inner(thing.values(), depth)
    elif isinstance(thing, Array):
        yield from _inner(thing, depth)


def _inner(things: Any, depth: int) -> Iterator[Any]:
    for inner in things:
        if isinstance(inner, Object) and not inner.is_indirect:
            yield from _dictionaries(inner, depth + 1)


def _strip_dictionary(dictionary: Any) -> set[str]:
    removed = {key for key in _OF_DOCUMENT if key in dictionary}
    for key in removed:
        del dictionary[key]
    named = dictionary.get("/S")
    kind = str(named) if isinstance(named, Name) else ""
    if kind in _ACTING or "/JS" in dictionary:
        for key in list(dictionary.keys()):
            del dictionary[key]
        removed.add(kind or "/JS")
    annotations = dictionary.get("/Annots")
    if isinstance(annotations, Array):
        kept = [each for each in annotations if not _acts(each)]
        if len(kept) < len(annotations):
            dictionary["/Annots"] = Array(kept)
            removed.add("/Annots")
    return removed


def _acts(annotation: Any) -> bool:
    return isinstance(annotation, Dictionary) and str(annotation.get("/Subtype", "")) in _ACTING_ANNOTATIONS


def pages_of(content: bytes) -> int | None:
    """How many pages a PDF has, None for what cannot be read as one."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            return len(document.pages)
    except pikepdf.PikepdfError:
        return None
