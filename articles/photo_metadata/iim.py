"""IPTC IIM: the records that picture agencies have written since 1991."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from PIL import Image

from articles.photo_metadata.texts import Said, tidied

MAX_BYTES = 1_000_000

_PHOTOSHOP = b"Photoshop 3.0\x00"
_RECORDS, _DIGEST = 0x0404, 0x0425
_TIFF_RECORDS, _TIFF_RESOURCES = 33723, 34377

_FIELDS = {
    "creator": [80],
    "source": [110, 115],
    "caption": [120],
    "copyright_notice": [116],
    "keywords": [25],
}
_PLACE = [92, 90, 95, 101]
_DATE, _TIME = 55, 60
# Escape sequences of ISO 2022 by which record 1:90 names the encoding.
_UTF8 = re.compile(rb"\x1b%(?:G|/[GHI])")
_ISO_8859 = re.compile(rb"\x1b[-./]([ABCDFGHLM])")
_PARTS = dict(zip(b"ABCDLGFHM", range(1, 10), strict=True))
_QUOTES = "‘’‚“”„«»‹›–—…"
_INSIDE = {"’": 1, "–": 0}
_SIGNS = "©®°£€§"


@dataclass(frozen=True)
class Block:
    """The records of a picture, and what was noted of them when XMP was written."""

    data: bytes = b""
    digest: bytes = b""

    @property
    def is_newer_than_xmp(self) -> bool:
        """Whether the records were changed after they were last the same as XMP.

        Programs that write both leave a digest of the records; one that knows no XMP
        changes the records and leaves the digest alone (Metadata Working Group, 2010).
        """
        now = hashlib.md5(self.data, usedforsecurity=False).digest()
        return (
            bool(self.data) and self.digest.strip(b"\0") != b"" and self.digest != now
        )


def block_of(picture: Image.Image) -> Block:
    """Return the records of a picture, in whichever of the usual places they are."""
    resources = _resources(_photoshop(picture)[:MAX_BYTES])
    data = resources.get(_RECORDS) or _bytes(_tiff(picture, _TIFF_RECORDS))
    return Block(data[:MAX_BYTES], resources.get(_DIGEST, b""))


def read(block: Block) -> Said:
    """Return what the records say."""
    records = _records(block.data)
    name = _encoding(b"".join(records.pop((1, 90), [])), records)
    texts = {
        dataset: [value.decode(name, errors="replace") for value in values]
        for (record, dataset), values in records.items()
        if record == 2
    }
    said: Said = {}
    for field, datasets in _FIELDS.items():
        found = [tidied(texts.get(dataset, [])) for dataset in datasets]
        said[field] = next(filter(None, found), [])
    place = [text for dataset in _PLACE for text in texts.get(dataset, [])[:1]]
    said["place"] = tidied([", ".join(tidied(place))])
    said["taken_at"] = _moment(texts)
    return {field: found for field, found in said.items() if found}


def _moment(texts: dict[int, list[str]]) -> list[str]:
    day, clock = ("".join(texts.get(n, [])[:1]).strip() for n in (_DATE, _TIME))
    return [f"{day}T{clock}" if clock else day] if day else []


def _photoshop(picture: Image.Image) -> bytes:
    """Return the Photoshop block: of several segments of a JPEG, or from a tag."""
    segments = [
        data.removeprefix(_PHOTOSHOP)
        for name, data in getattr(picture, "applist", [])
        if name == "APP13" and data.startswith(_PHOTOSHOP)
    ]
    if segments:
        return b"".join(segments)
    profile = picture.info.get("Raw profile type iptc", "")
    if profile and isinstance(profile, str):
        digits = "".join(profile.split()[2:])
        return bytes.fromhex(digits[: 2 * MAX_BYTES])
    return _bytes(_tiff(picture, _TIFF_RESOURCES))


def _tiff(picture: Image.Image, tag: int) -> Any:
    return getattr(picture, "tag_v2", {}).get(tag, b"")


def _bytes(value: Any) -> bytes:
    """Return a TIFF tag's value as bytes; some programs write it as whole numbers."""
    if isinstance(value, tuple):
        return b"".join(number.to_bytes(4, "little") for number in value)
    return value if isinstance(value, bytes) else b""


def _resources(data: bytes) -> dict[int, bytes]:
    """Take Photoshop's block apart: the first resource of each number."""
    found: dict[int, bytes] = {}
    place = 0
    while data[place : place + 4] == b"8BIM" and place + 12 <= len(data):
        number = int.from_bytes(data[place + 4 : place + 6], "big")
        name_length = data[place + 6] + 1
        start = place + 6 + name_length + name_length % 2
        size = int.from_bytes(data[start : start + 4], "big")
        found.setdefault(number, data[start + 4 : start + 4 + size])
        place = start + 4 + size + size % 2
    return found


def _records(data: bytes) -> dict[tuple[int, int], list[bytes]]:
    """Take the records apart, as far as they go."""
    found: dict[tuple[int, int], list[bytes]] = {}
    place = 0
    while data[place : place + 1] == b"\x1c" and place + 5 <= len(data):
        record, dataset = data[place + 1], data[place + 2]
        size = int.from_bytes(data[place + 3 : place + 5], "big")
        place += 5
        if size & 0x8000:
            # Longer than 32 kB: the length itself has a length.
            length, place = size & 0x7FFF, place + (size & 0x7FFF)
            size = int.from_bytes(data[place - length : place], "big")
        found.setdefault((record, dataset), []).append(data[place : place + size])
        place += size
    return found


def _encoding(mark: bytes, records: dict[tuple[int, int], list[bytes]]) -> str:
    """Name the encoding of the texts: as the file says, else as they look."""
    if _UTF8.match(mark):
        return "utf-8"
    if part := _ISO_8859.match(mark):
        return f"iso8859-{_PARTS[part[1][0]]}"
    fields = {*sum(_FIELDS.values(), []), *_PLACE}
    values = [
        value
        for (record, dataset), found in records.items()
        if record == 2 and dataset in fields
        for value in found
    ]
    text = b"\n".join(values)
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return max("cp1252", "mac-roman", key=lambda name: _looks_right(text, name))
    return "utf-8"


def _looks_right(text: bytes, name: str) -> int:
    """Count the signs beyond ASCII that stand where such signs do, less the others."""
    decoded = f" {text.decode(name, errors='replace')} "
    return sum(
        _fits(*decoded[place - 1 : place + 2])
        for place, sign in enumerate(decoded)
        if sign > "\x7f"
    )


def _fits(before: str, sign: str, after: str) -> int:
    is_inside = before.isalpha() and after.isalpha()
    if sign in _QUOTES:
        # A quotation mark inside a word is probably a letter of the other encoding.
        return _INSIDE.get(sign, -1) if is_inside else 1
    if not sign.isalpha():
        return 1 if sign in _SIGNS else -1
    mixed = before.islower() if sign.isupper() else is_inside and after.isupper()
    return -1 if mixed or (sign.isupper() and is_inside and after.islower()) else 1
