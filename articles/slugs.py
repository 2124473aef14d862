"""Addresses made from words: readable slugs for any script, and their variants."""

import re
from collections.abc import Iterator

from django.utils.text import slugify

MAX_LENGTH = 80

# Last parts of other addresses below a section.
RESERVED = frozenset(["feed"])

# Words whose whole meaning sits in signs that a slug drops ("C++" is not "C").
SPOKEN_SIGNS = (
    ("++", "-plus-plus"),
    ("#", "-sharp"),
    ("&", " and "),
    ("%", " percent"),
)


def slug_for(text: str, fallback: str) -> str:
    """A slug of at most 80 characters for ``text``; ``fallback`` when nothing is left.

    Latin text loses its accents; other scripts keep their letters. Emoji and signs
    alone leave nothing, hence the fallback.
    """
    spoken = text
    for sign, word in SPOKEN_SIGNS:
        spoken = spoken.replace(sign, word)
    slug = slugify(spoken) or slugify(spoken, allow_unicode=True)
    return _cut(slug.strip("-_"), MAX_LENGTH) or fallback


def variants(slug: str) -> Iterator[str]:
    """``slug``, then ``slug-2``, ``slug-3`` … for ever, none longer than 80."""
    if slug not in RESERVED:
        yield slug
    number = 2
    while True:
        tail = f"-{number}"
        yield f"{slug[: MAX_LENGTH - len(tail)].rstrip('-')}{tail}"
        number += 1


def _cut(slug: str, length: int) -> str:
    """``slug`` shortened at a word's end, where there is one to cut at."""
    if len(slug) <= length:
        return slug
    return re.sub(r"-[^-]*$", "", slug[: length + 1])[:length].rstrip("-")
