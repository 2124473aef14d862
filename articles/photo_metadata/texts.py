"""What the readers of all three kinds share: tidy texts, addresses, moments."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.utils import timezone

MAX_TEXT = 2_000
MAX_ITEMS = 100

# By field of PhotoFacts: what one kind of metadata says, in order.
Said = dict[str, list[str]]

_INVISIBLE = {"Cc", "Cs", "Co", "Cn"}
# Letters and a symbol that print as nothing: Hangul fillers, the empty Braille cell.
_FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
# 2026-11-22T13:45:10.5+01:00 as XMP, 20261122 and 134510+0100 as IIM, 2026:11:22 …
# as EXIF: each as it stands in the file.
_MOMENT = re.compile(
    r"(\d{4})[-:]?(\d\d)[-:]?(\d\d)"
    r"(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?\s?(Z|[+-]\d\d:?\d\d)?)?"
)


def tidy(text: str) -> str:
    """Return one line of printable text without needless space."""
    printable = "".join(
        " " if unicodedata.category(sign) in _INVISIBLE else sign
        for sign in text[:MAX_TEXT]
    )
    return " ".join(printable.split())


def is_blank(text: str) -> bool:
    """Say whether nothing of a text can be seen: spaces, fillers, marks on nothing."""
    return all(
        unicodedata.category(sign)[0] in "CZM" or sign in _FILLERS for sign in text
    )


def tidied(texts: Iterable[str]) -> list[str]:
    """Return the texts that say something, each once, in their order."""
    found = dict.fromkeys(tidy(text) for text in texts)
    return [text for text in found if text][:MAX_ITEMS]


def web_address(text: str) -> str:
    """Return the text if it is an address of the web, else nothing."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.netloc else ""


def moment(text: str) -> datetime | None:
    """Return the moment that a date, with or without a time, names; None for others.

    A clock without a zone shows the newsroom's time; a date alone is its midnight. A
    year or a month alone is no moment: it would have to be made up.
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    written = f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}"
    try:
        found = datetime.fromisoformat(written + (zone or "").replace("Z", "+00:00"))
        aware = found if found.tzinfo else timezone.make_aware(found)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
