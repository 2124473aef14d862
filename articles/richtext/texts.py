"""A body as words: for search, for the reading time, for a summary."""

import html as entities
import re
from html.parser import HTMLParser

WORDS_PER_MINUTE = 230

BLOCK_END = re.compile(r"</(?:p|h2|h3|li|caption|td|th|figcaption)>|<br>|(?=<ul|<ol)")
TAG = re.compile(r"<[^>]*>")
BLANK = re.compile(r"\s*\n\s*")
# Words on both sides of these do not run together.
APART = frozenset({"br", "caption", "figcaption", "h2", "h3", "li", "p", "td", "th"})
VOID = frozenset({"br", "hr", "img"})
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


def block_texts(html: str) -> list[str]:
    """Return the words of each block of a clean body, "" for a block without any."""
    return [" ".join("".join(words).split()) for words in _split(html).blocks]


def block_ends(html: str) -> list[int]:
    """Return the place behind each block of a clean body."""
    return _split(html).ends


def _split(html: str) -> "_Splitter":
    splitter = _Splitter(html)
    splitter.feed(html)
    splitter.close()
    return splitter


class _Splitter(HTMLParser):
    """Counts how deep it stands: what begins on the ground is a block."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[list[str]] = []
        self.ends: list[int] = []
        self.depth = 0
        self.html = html
        self.lines = [0, *(found.end() for found in re.finditer("\n", html))]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if self.depth == 0:
            self.blocks.append([])
        if tag in APART:
            self.blocks[-1].append(" ")
        self.depth += tag not in VOID
        if self.depth == 0:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1
        if self.depth == 0:
            self._end()

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.blocks[-1].append(data)

    def _end(self) -> None:
        line, column = self.getpos()
        place = self.lines[line - 1] + column
        self.ends.append(self.html.index(">", place) + 1)
