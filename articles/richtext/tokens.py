"""Read hostile HTML as a flat run of tokens, in time linear in its length.

Not a browser's parser, on purpose: a tree builder may take minutes for a megabyte of
nested tags, and html.parser for a megabyte of broken ones. What comes out of here is
written anew by ``builder`` and read once more by nh3, so nothing rests on its finesse.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple


class Token(NamedTuple):
    """A piece of text (no name), or the start or end of an element."""

    kind: str
    name: str
    # The text, already unescaped; of a start, its attributes as they were written.
    value: str


# A tag ends at the first ">" outside quotes; the possessive "+" forbids backtracking.
TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>"'<=]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""", re.ASCII
)
LONGEST_TAG = 4096
OPENING = re.compile(r"<(?=[a-zA-Z/!?])")
ATTRIBUTE = re.compile(
    r"""([^\s"'>/=]+)\s*(?:=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""", re.ASCII
)
HUGE_NUMBER = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{8,});?")
CLOSED_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,7}|\w{2,32});", re.ASCII)

# No text of ours: scripts, styles, and what only another program can show.
UNREAD = (
    "canvas iframe math noembed noframes noscript object script select style svg"
    " template textarea title xml xmp"
)
ENDS = {
    name: re.compile(rf"</{name}[\s/>]", re.ASCII | re.IGNORECASE)
    for name in UNREAD.split()
}


def tokens(source: str) -> Iterator[Token]:
    """Yield the tokens of a piece of HTML; never raises, never looks back."""
    return _Reader(source).tokens()


def attributes(written: str) -> dict[str, str]:
    """Return the attributes of a start token by lower-case name; the first counts."""
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(written[:LONGEST_TAG]):
        value = match[2] or ""
        if value[:1] in {'"', "'"}:
            value = value[1:-1]
        # "&copy=1" in an address is no entity: in attributes only closed ones are.
        value = CLOSED_ENTITY.sub(lambda entity: html.unescape(entity[0]), value)
        found.setdefault(match[1].lower(), value)
    return found


class _Reader:
    """One pass over the source; what is not found ahead is not looked for again."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.missing: set[str] = set()

    def tokens(self) -> Iterator[Token]:
        while opening := OPENING.search(self.source, self.position):
            yield from self._text(opening.start())
            self.position = opening.start()
            tag = TAG.match(self.source, self.position, self.position + LONGEST_TAG)
            if tag:
                self.position = tag.end()
                yield from self._tag(tag[1], tag[2].lower(), tag[3])
            elif not self._skip_markup():
                break
        yield from self._text(len(self.source))

    def _text(self, end: int) -> Iterator[Token]:
        if end > self.position:
            text = self.source[self.position : end]
            if "&" in text:
                text = html.unescape(HUGE_NUMBER.sub("\N{REPLACEMENT CHARACTER}", text))
            yield Token("text", "", text)
            self.position = end

    def _tag(self, slash: str, name: str, written: str) -> Iterator[Token]:
        if slash:
            yield Token("end", name, "")
            return
        yield Token("start", name, written)
        if name in ENDS and name not in self.missing:
            end = ENDS[name].search(self.source, self.position)
            if end:
                self.position = end.start()
            else:
                self.missing.add(name)

    def _skip_markup(self) -> bool:
        """Step over a comment, a declaration or a tag too odd to read."""
        if self.source.startswith("<!--", self.position) and self._skip_to("-->", 2):
            return True
        return self._skip_to(">", 1)

    def _skip_to(self, mark: str, offset: int) -> bool:
        end = -1
        if mark not in self.missing:
            end = self.source.find(mark, self.position + offset)
        if end < 0:
            self.missing.add(mark)
            return False
        self.position = end + len(mark)
        return True
