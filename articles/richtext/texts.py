"""A body as words: for search, for the reading time, for a summary."""

import html as entities
import re

WORDS_PER_MINUTE = 230

BLOCK_END = re.compile(r"</(?:p|h2|h3|li|caption|td|th|figcaption)>|<br>|(?=<ul|<ol)")
TAG = re.compile(r"<[^>]*>")
BLANK = re.compile(r"\s*\n\s*")
PARAGRAPH = re.compile(r"<p>(.*?)</p>")


def plain_text(html: str) -> str:
    """Return the words of a clean body, captions included, one block to a line."""
    text = entities.unescape(TAG.sub("", BLOCK_END.sub("\n", html)))
    return BLANK.sub("\n", text).strip()


def reading_minutes(html: str) -> int:
    """Return how many minutes a clean body takes to read; at least one."""
    return max(1, round(len(plain_text(html).split()) / WORDS_PER_MINUTE))


def first_paragraph(html: str) -> str:
    """Return the words of the first paragraph of a clean body; "" without one."""
    found = PARAGRAPH.search(html)
    return plain_text(found[1]) if found else ""
