"""Pictures: turned upright, drawn anew without anything that is not picture."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from motcua.files.rules.verdict import JPEG, PNG, WEBP, Examined, Fault, Unfit

MAX_PIXELS = 80_000_000
_FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}


def examine_image(content: bytes, content_type: str) -> Examined:
    """The picture upright by its EXIF, re-encoded, without metadata or trailing bytes. Raises Unfit.

    Its size is read from the header before anything is unpacked, so that a small file cannot fill the memory.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[_FORMATS[content_type]]) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise Unfit(Fault.BOMB)
                # Phones keep a preview as a second frame of a JPEG; the first is the picture.
                if content_type != JPEG and getattr(picture, "n_frames", 1) > 1:
                    raise Unfit(Fault.ANIMATED)
                picture.load()
                return Examined(_encode(ImageOps.exif_transpose(picture), content_type), content_type)
    except Image.DecompressionBombError:
        raise Unfit(Fault.BOMB)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError):
        raise Unfit(Fault.DAMAGED)


def _encode(picture: Image.Image, content_type: str) -> bytes:
    out = io.BytesIO()
    if picture.mode.startswith("I"):
        # Sixteen bits a grey: Pillow would clip instead of scaling.
        picture = picture.point(lambda grey: grey / 256).convert("L")
    if content_type == JPEG:
        mode = picture.mode if picture.mode in ("L", "RGB") else "RGB"
        _bare(picture.convert(mode)).save(out, "JPEG", quality=90, optimize=True)
    elif content_type == PNG:
        mode = picture.mode if picture.mode in ("1", "L", "LA", "RGB", "RGBA") else "RGBA"
        _bare(picture.convert(mode)).save(out, "PNG")
    else:
        _bare(picture.convert("RGBA" if "A" in picture.getbands() else "RGB")).save(out, "WEBP", quality=90)
    return out.getvalue()


def _bare(picture: Image.Image) -> Image.Image:
    """The pixels alone: text chunks, profiles and comments stay behind."""
    bare = picture.copy()
    bare.info = {}
    return bare
