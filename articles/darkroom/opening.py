"""From a stranger's bytes to pixels: upright, in sRGB, on white. Runs in the child."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from articles import impostors
from articles.darkroom.ladder import Size
from articles.darkroom.limits import FORMATS, MAX_SIDE, max_pixels
from articles.darkroom.refusals import Refused

_SRGB = ImageCms.createProfile("sRGB")
_PROFILE_SPACES = {"RGB": "RGB ", "RGBA": "RGB ", "L": "GRAY", "CMYK": "CMYK"}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = {5, 6, 7, 8}
# Tags of the digital negatives that begin like TIFF and show a thumbnail first.
_IS_REDUCED, _DNG_VERSION = 254, 50706


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """Open a picture within all limits; whatever goes wrong becomes ``Refused``."""
    _refuse_impostor(data)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            _check_pixels(format_of(picture), *picture.size)
            _refuse_negative(picture)
            yield picture
    except Refused:
        raise
    except UnidentifiedImageError as error:
        raise Refused("unknown") from error
    except Image.DecompressionBombError as error:
        raise Refused("pixels", max_pixels("")) from error
    except MemoryError as error:
        raise Refused("memory") from error
    # Decoders meet hostile bytes here: struct.error, SyntaxError, IndexError…
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        raise Refused("damaged") from error


def upright(picture: Image.Image, size: Size) -> Image.Image:
    """Decode, shrink to ``size``, and only then do the costly work on what is left.

    The result is in sRGB, on white where it was transparent, so that a drawing reads
    the same on a dark page.
    """
    turn = _orientation(picture)
    target = (size[1], size[0]) if turn in _SIDEWAYS else size
    # Only JPEG can decode to a smaller size; for the others this does nothing.
    picture.draft(None, target)
    picture.load()
    profile = picture.info.get("icc_profile")
    small = _reduced(picture, target).resize(target, Image.Resampling.LANCZOS)
    coloured = _on_white(_in_srgb(small, profile))
    return coloured.transpose(_TURNS[turn]) if turn in _TURNS else coloured


def upright_size(picture: Image.Image) -> Size:
    """Return width and height as a person holds it."""
    width, height = picture.size
    return (height, width) if _orientation(picture) in _SIDEWAYS else (width, height)


def format_of(picture: Image.Image) -> str:
    """Return the true format; a JPEG with a second view behind it is a JPEG."""
    return "JPEG" if picture.format == "MPO" else str(picture.format)


def _refuse_impostor(data: bytes) -> None:
    if nature := impostors.other_kind(data):
        raise Refused("other", nature)
    if nature := impostors.hidden_kind(data):
        raise Refused("hidden", nature)


def _check_pixels(kind: str, width: int, height: int) -> None:
    if width * height > max_pixels(kind):
        raise Refused("pixels", max_pixels(kind))
    if max(width, height) > MAX_SIDE:
        raise Refused("side", MAX_SIDE)


def _refuse_negative(picture: Image.Image) -> None:
    tags = getattr(picture, "tag_v2", {})
    if _DNG_VERSION in tags or tags.get(_IS_REDUCED) == 1:
        raise Refused("other", impostors.RAW_FILE)


def _orientation(picture: Image.Image) -> int:
    # These Pillow turns by itself, and says their size as they will be.
    if picture.format == "TIFF":
        return 1
    try:
        turn = picture.getexif().get(ExifTags.Base.Orientation, 1)
    # Broken EXIF is common and says nothing about the pixels.
    except Exception:
        return 1
    return turn if turn in _TURNS else 1


def _reduced(picture: Image.Image, target: tuple[int, int]) -> Image.Image:
    """Average away most of a large picture, a strip at a time to spare memory."""
    factor = min(picture.width // target[0], picture.height // target[1]) // 2
    if factor < 2:
        return _resampleable(picture)
    strips = [
        _resampleable(picture.crop((0, top, picture.width, bottom))).reduce(factor)
        for top, bottom in _strips(picture.height, factor * 64)
    ]
    small = Image.new(strips[0].mode, (strips[0].width, sum(s.height for s in strips)))
    for place, strip in enumerate(strips):
        small.paste(strip, (0, place * 64))
    return small


def _strips(height: int, step: int) -> list[tuple[int, int]]:
    return [(top, min(top + step, height)) for top in range(0, height, step)]


def _resampleable(picture: Image.Image) -> Image.Image:
    """Return the picture in a mode whose neighbouring pixels may be mixed."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    if picture.mode in {"L", "RGB", "CMYK"}:
        return picture
    return picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Translate the colours by the embedded profile, if it is any good."""
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if source.profile.xcolor_space == _PROFILE_SPACES[picture.mode]:
                return _translated(picture, source, mode)
        # An unreadable profile is ignored, as browsers do.
        except (ImageCms.PyCMSError, OSError, ValueError) as error:
            sys.stderr.write(f"Colour profile ignored: {error}\n")
    return picture.convert(mode)


def _translated(
    picture: Image.Image, source: ImageCms.ImageCmsProfile, mode: str
) -> Image.Image:
    translated = ImageCms.profileToProfile(picture, source, _SRGB, outputMode=mode)
    return translated or picture.convert(mode)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    page = Image.new("RGB", picture.size, "white")
    page.paste(picture, mask=picture.getchannel("A"))
    return page
