"""EXIF: what cameras write, and what some programs write over it."""

import re

from PIL import ExifTags, Image

from articles.photo_metadata.texts import Said, tidied

_FIELDS = {
    "creator": ExifTags.Base.Artist,
    "caption": ExifTags.Base.ImageDescription,
    "copyright_notice": ExifTags.Base.Copyright,
}
# What cameras write where a person should have.
_CAMERA_WORDS = re.compile(
    r"OLYMPUS|SONY|MINOLTA|KODAK|SAMSUNG|SANYO|CASIO|DIGITAL CAMERA|DSC|DCIM|DCF"
    r"|IMG_?\d|default|Picasa$",
    re.IGNORECASE,
)


def read(picture: Image.Image) -> Said:
    """Return what the picture's EXIF says."""
    exif = picture.getexif()
    said: Said = {}
    for field, tag in _FIELDS.items():
        # Creators are parted by semicolons, owners of rights by NUL.
        texts = re.split(r"[;\0]" if field != "caption" else r"\0", _text(exif, tag))
        said[field] = [t for t in tidied(texts) if not _CAMERA_WORDS.match(t)]
    said["taken_at"] = _moment(exif)
    return {field: found for field, found in said.items() if found}


def _moment(exif: Image.Exif) -> list[str]:
    details = exif.get_ifd(ExifTags.IFD.Exif)
    clock = details.get(ExifTags.Base.DateTimeOriginal)
    zone = details.get(ExifTags.Base.OffsetTimeOriginal, "")
    return tidied([f"{clock}{zone}"]) if isinstance(clock, str) else []


def _text(exif: Image.Exif, tag: int) -> str:
    """Return a text, which is ASCII by the book, and UTF-8 or Latin-1 in the wild."""
    value = exif.get(tag, "")
    if not isinstance(value, str):
        return ""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
