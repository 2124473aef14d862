"""What a photograph says about itself: in XMP, in IPTC IIM and in EXIF."""

import io
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from PIL import Image

from articles.photo_metadata import exif, iim, xmp
from articles.photo_metadata.licences import licence_of
from articles.photo_metadata.texts import Said, moment, web_address

__all__ = ["PhotoFacts", "licence_of", "read"]

Result = TypeVar("Result")

# Kinds of files whose metadata we understand; decoding is not asked of them.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")

logger = logging.getLogger(__name__)


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
    licensor_url: str = ""
    usage_terms: str = ""
    place: str = ""
    taken_at: datetime | None = None
    keywords: list[str] = field(default_factory=list)


def read(data: bytes) -> PhotoFacts:
    """Return what the file says, and empty facts for a file that says nothing.

    Where the three disagree, XMP counts before IIM, unless the records were changed
    after it; EXIF, which cameras fill, counts last. Never raises: broken metadata must
    not cost anybody a good picture.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            return _facts(_merged(picture))
    # Every parser in here meets files written by strangers.
    except Exception as error:
        logger.info("Metadata ignored: %s: %s", type(error).__name__, error)
        return PhotoFacts()


def _merged(picture: Image.Image) -> Said:
    records = _careful(lambda: iim.block_of(picture)) or iim.Block()
    in_xmp = _careful(lambda: xmp.read(picture)) or {}
    in_iim = _careful(lambda: iim.read(records)) or {}
    in_exif = _careful(lambda: exif.read(picture)) or {}
    if records.is_newer_than_xmp:
        return in_exif | in_xmp | in_iim
    return in_exif | in_iim | in_xmp


def _careful(read_one: Callable[[], Result]) -> Result | None:
    """Read one kind; malformed records of one must not hide what the others say."""
    try:
        return read_one()
    # See read.
    except Exception as error:
        logger.info("Metadata ignored: %s: %s", type(error).__name__, error)
        return None


def _facts(said: Said) -> PhotoFacts:
    texts = {name: ", ".join(found) for name, found in said.items()}
    creator, terms = texts.get("creator", ""), texts.get("usage_terms", "")
    address = web_address(texts.get("licence_url", ""))
    return PhotoFacts(
        creator=creator,
        source=_without_creator(texts.get("source", ""), creator),
        caption=texts.get("caption", ""),
        alternative_text=texts.get("alternative_text", ""),
        copyright_notice=texts.get("copyright_notice", ""),
        licence=licence_of(address) or licence_of(terms),
        licence_url=address,
        licensor_url=web_address(texts.get("licensor_url", "")),
        usage_terms=terms,
        place=texts.get("place", ""),
        taken_at=moment(texts.get("taken_at", "")),
        keywords=said.get("keywords", []),
    )


def _without_creator(source: str, creator: str) -> str:
    """Take "Ana Ruiz/Reuters" for "Reuters" when Ana Ruiz is the creator."""
    parts = [part.strip() for part in source.split("/")]
    return " / ".join(
        part for part in parts if part and part.casefold() != creator.casefold()
    )
