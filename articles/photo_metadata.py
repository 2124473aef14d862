"""What a photograph says about itself: XMP first, then IPTC IIM, then EXIF."""

import io
import logging
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit
from xml.etree import ElementTree

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from articles.renditions import FORMATS

MAX_XMP_BYTES = 1_000_000
MAX_TEXT = 2_000

logger = logging.getLogger(__name__)

Found = dict[str, str]
Key = TypeVar("Key")

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
_IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_CC = "{http://creativecommons.org/ns#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

# Several tags for one field stand in order of preference.
_XMP_FIELDS = {
    "creator": [f"{_DC}creator"],
    "source": [f"{_PHOTOSHOP}Credit", f"{_PHOTOSHOP}Source"],
    "caption": [f"{_DC}description"],
    "alternative_text": [f"{_IPTC_CORE}AltTextAccessibility"],
    "copyright_notice": [f"{_DC}rights"],
    "licence_url": [f"{_CC}license", f"{_RIGHTS}WebStatement"],
}
_IIM_FIELDS = {
    "creator": [(2, 80)],
    "source": [(2, 110), (2, 115)],
    "caption": [(2, 120)],
    "copyright_notice": [(2, 116)],
}
_EXIF_FIELDS = {
    "creator": ExifTags.Base.Artist,
    "caption": ExifTags.Base.ImageDescription,
    "copyright_notice": ExifTags.Base.Copyright,
}
_IIM_UTF8 = b"\x1b%G"
# What cameras write where a person should have.
_CAMERA_WORDS = re.compile(
    r"OLYMPUS|SONY|MINOLTA|KODAK|SAMSUNG|SANYO|CASIO|DIGITAL CAMERA|DSC|DCIM|DCF"
    r"|IMG_?\d|default|Picasa$",
    re.IGNORECASE,
)
_CREATIVE_COMMONS = re.compile(
    r"creativecommons\.org/(?P<kind>licenses|publicdomain)/(?P<terms>[a-z+-]+)"
    r"(?:/(?P<version>\d\.\d))?"
)


@dataclass(frozen=True)
class PhotoFacts:
    """Whose picture it is and what it shows, as far as the file says so."""

    creator: str = ""
    source: str = ""
    caption: str = ""
    alternative_text: str = ""
    copyright_notice: str = ""
    licence: str = ""
    licence_url: str = ""


def read(data: bytes) -> PhotoFacts:
    """Return what the file says, and empty facts for a file that says nothing.

    Never raises: broken metadata must not cost anybody a good picture.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            sources = [_from_xmp(picture), _from_iim(picture), _from_exif(picture)]
    # Every parser in here meets files written by strangers.
    except Exception as error:
        logger.info("Metadata ignored: %s: %s", type(error).__name__, error)
        return PhotoFacts()
    found: Found = {}
    for facts in reversed(sources):
        found |= facts
    found["source"] = _without_creator(
        found.get("source", ""), found.get("creator", "")
    )
    found["licence_url"] = _web_address(found.get("licence_url", ""))
    return PhotoFacts(**found, licence=licence_of(found["licence_url"]))


def licence_of(address: str) -> str:
    """Name a Creative Commons licence by its address, "CC BY-SA 4.0"; else nothing."""
    match = _CREATIVE_COMMONS.search(address)
    if match is None:
        return ""
    if match["kind"] == "publicdomain":
        return {"zero": "CC0", "mark": "Public Domain Mark"}.get(match["terms"], "")
    return f"CC {match['terms'].upper()} {match['version'] or ''}".strip()


def _from_xmp(picture: Image.Image) -> Found:
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp")
    if not packet:
        return {}
    try:
        tree = ElementTree.fromstring(_harmless(packet))
    except (ValueError, ElementTree.ParseError) as error:
        logger.info("XMP ignored: %s", error)
        return {}
    properties: dict[str, str] = {}
    for description in tree.iter(f"{_RDF}Description"):
        properties |= {name: _tidy([value]) for name, value in description.items()}
        properties |= {child.tag: _value(child) for child in description}
    return _chosen(_XMP_FIELDS, properties)


def _harmless(packet: bytes | str) -> str:
    """Return the packet as text, refusing what could grow when it is parsed."""
    if len(packet) > MAX_XMP_BYTES:
        raise ValueError("the packet is too long")
    if isinstance(packet, bytes):
        wide = packet.startswith((b"\xff\xfe", b"\xfe\xff"))
        packet = packet.decode("utf-16" if wide else "utf-8", errors="replace")
    if "<!DOCTYPE" in packet or "<!ENTITY" in packet:
        raise ValueError("the packet declares a document type")
    return packet.strip("\ufeff\x00 \r\n\t")


def _value(element: ElementTree.Element) -> str:
    """Return the text of a property: plain, a list, or one of several languages."""
    items = element.findall(f"*/{_RDF}li")
    if not items:
        return _tidy([element.get(f"{_RDF}resource") or element.text or ""])
    if element.find(f"{_RDF}Alt") is not None:
        default = [item for item in items if item.get(_LANGUAGE) == "x-default"]
        items = (default or items)[:1]
    return _tidy(item.text or "" for item in items)


def _from_iim(picture: ImageFile.ImageFile) -> Found:
    try:
        records = IptcImagePlugin.getiptcinfo(picture) or {}
    # Malformed records must not hide what EXIF says.
    except Exception as error:
        logger.info("IPTC records ignored: %s", error)
        return {}
    marks = records.get((1, 90), b"")
    is_utf8 = (marks if isinstance(marks, bytes) else marks[0]) == _IIM_UTF8
    texts = {
        key: _tidy(
            _decoded(item, is_utf8)
            for item in (value if isinstance(value, list) else [value])
        )
        for key, value in records.items()
    }
    return _chosen(_IIM_FIELDS, texts)


def _decoded(value: bytes, is_utf8: bool) -> str:
    """Decode a record; files that do not say their encoding mix two of them."""
    if is_utf8:
        return value.decode("utf-8", errors="replace")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", errors="replace")


def _from_exif(picture: Image.Image) -> Found:
    try:
        exif = picture.getexif()
        texts = {tag: _tidy([str(exif.get(tag, ""))]) for tag in _EXIF_FIELDS.values()}
    # See _from_iim.
    except Exception as error:
        logger.info("EXIF ignored: %s", error)
        return {}
    return {
        field: texts[tag]
        for field, tag in _EXIF_FIELDS.items()
        if texts[tag] and not _CAMERA_WORDS.match(texts[tag])
    }


def _chosen(fields: Mapping[str, list[Key]], texts: Mapping[Key, str]) -> Found:
    found: Found = {}
    for field, keys in fields.items():
        for key in reversed(keys):
            if texts.get(key):
                found[field] = texts[key]
    return found


def _tidy(texts: Iterable[str]) -> str:
    """Join texts without control characters, repeats or needless space."""
    cleaned = []
    for text in texts:
        printable = "".join(
            " " if unicodedata.category(sign) in {"Cc", "Cs", "Co", "Cn"} else sign
            for sign in text[:MAX_TEXT]
        )
        cleaned.append(" ".join(printable.split()))
    return ", ".join(dict.fromkeys(text for text in cleaned if text))[:MAX_TEXT]


def _without_creator(source: str, creator: str) -> str:
    """Take "Ana Ruiz/Reuters" for "Reuters" when Ana Ruiz is the creator."""
    parts = [part.strip() for part in source.split("/")]
    return " / ".join(
        part for part in parts if part and part.casefold() != creator.casefold()
    )


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.netloc else ""
