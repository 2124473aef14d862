"""Faces to draw letters with: ours, and this machine's for what ours does not have.

Text that no face has all letters of is not drawn at all: better nothing than boxes.
"""

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache

from PIL import ImageFont, features

# Names of files, for scripts that the house face does not have.
OTHER_FACES = (
    "NotoSerif-SemiBold.ttf",
    "NotoSerif-Regular.ttf",
    "LiberationSerif-Bold.ttf",
    "NotoNaskhArabic-SemiBold.ttf",
    "NotoNaskhArabic-Regular.ttf",
    "NotoSerifHebrew-SemiBold.ttf",
    "NotoSerifDevanagari-SemiBold.ttf",
    "NotoSerifCJK-SemiBold.ttc",
    "NotoSerifCJK-Bold.ttc",
    "NotoSansCJK-Bold.ttc",
    "DejaVuSans-Bold.ttf",
)
# Signs that turn the order of letters round, and would do so for the whole card; those
# that choose between two looks of a sign; joiners that join no letters.
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f]|(?<!\\w)[\u200c\u200d]")

Font = ImageFont.FreeTypeFont


def font_for(text: str, face: str, size: int, weight: int) -> tuple[Font | None, str]:
    """Return a font that has every letter of the text, and what it can print of it."""
    text = " ".join(_UNSEEN.sub("", text).split())
    is_bent = any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)
    # Without raqm, Arabic would stand in the wrong order and unjoined.
    if is_bent and not features.check("raqm"):
        return None, ""
    for name in (face, *OTHER_FACES):
        font = _font(name, size, weight)
        if font is not None and all(_has(name, sign) for sign in text if _counts(sign)):
            shown = "".join(s for s in text if s.isspace() or _has(name, s))
            return (font, " ".join(shown.split())) if shown.strip() else (None, "")
    return None, ""


def _counts(sign: str) -> bool:
    """Whether a text without it would be another: letters, marks, digits."""
    return unicodedata.category(sign)[0] in "LMN"


@lru_cache(maxsize=256)
def _font(name: str, size: int, weight: int) -> Font | None:
    try:
        font = ImageFont.truetype(name, size)
    except OSError:
        return None
    # Some faces have one weight only.
    with suppress(OSError, NotImplementedError):
        font.set_variation_by_axes([weight])
    return font


@lru_cache(maxsize=4096)
def _has(name: str, sign: str) -> bool:
    """Whether a face has a sign: it prints something else than for one that is none."""
    font = _font(name, 24, 600)
    if font is None:
        return False
    if unicodedata.category(sign) in {"Cf", "Mn", "Me"}:
        return True
    return bytes(font.getmask(sign)) != bytes(font.getmask("\U0010fffe"))
