"""Words without case and accents, and the piece of a text in which they stand."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST_WORD = 60
WORD = re.compile(r"[^\W_]+")
AROUND = 90  # characters of a snippet on each side of the first word found


@lru_cache(maxsize=4096)
def _fold_sign(sign: str) -> str:
    """One character for one, so that places in folded and plain text are the same."""
    base = unicodedata.normalize("NFKD", sign)[:1].lower()
    return base if len(base) == 1 else sign


def fold(text: str) -> str:
    """``text`` (in NFC) without case and accents, of the same length."""
    return "".join(map(_fold_sign, text))


def words_of(text: str) -> list[str]:
    """The folded words of ``text``, in order, none longer than 60 characters."""
    folded = fold(unicodedata.normalize("NFC", text))
    return [word[:LONGEST_WORD] for word in WORD.findall(folded)]


def snippet(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """The piece of ``text`` round the first of ``words``, as (part, is it found) pairs.

    The beginning of the text when none of them stands in it.
    """
    text = " ".join(unicodedata.normalize("NFC", text).split())
    wanted = set(words)
    found = [hit.span() for hit in WORD.finditer(fold(text)) if hit.group() in wanted]
    start = max(found[0][0] - AROUND, 0) if found else 0
    start = text.find(" ", start) + 1 if start else 0
    end = min((found[0][1] if found else 0) + 2 * AROUND, len(text))
    end = text.rfind(" ", start, end) if end < len(text) else end
    parts, place = [], start
    for first, last in found:
        if last <= end and first >= place:
            parts += [(text[place:first], False), (text[first:last], True)]
            place = last
    parts.append((text[place:end] + ("…" if end < len(text) else ""), False))
    if start:
        parts.insert(0, ("…", False))
    return [(part, is_found) for part, is_found in parts if part]
