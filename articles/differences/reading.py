"""A clean body as paragraphs of words, to be compared."""

from enum import Enum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.differences.words import WORD
from articles.richtext.tokens import Token, attributes, tokens

MARKS = frozenset({"strong", "em", "sub", "sup", "a"})
CELL = "\N{BOX DRAWINGS LIGHT VERTICAL}"


class Frame(Enum):
    """What a run of words stands in; the element to show it in, and its name."""

    PARAGRAPH = "p"
    HEADING = "h2"
    SMALL_HEADING = "h3"
    BULLET = "ul"
    NUMBER = "ol"
    QUOTE = "blockquote"
    PULL_QUOTE = "pull"
    ROW = "tr"
    CAPTION = "caption"
    FIGURE = "figure"
    RULE = "hr"

    @property
    def element(self) -> str:
        """An element that may stand anywhere and looks like it."""
        return self.value if self in {Frame.HEADING, Frame.SMALL_HEADING} else "p"

    @property
    def label(self) -> Promise:
        """What it is called."""
        return NAMES[self]


NAMES = {
    Frame.PARAGRAPH: _("Paragraph"),
    Frame.HEADING: _("Heading"),
    Frame.SMALL_HEADING: _("Smaller heading"),
    Frame.BULLET: _("List"),
    Frame.NUMBER: _("Numbered list"),
    Frame.QUOTE: _("Quotation"),
    Frame.PULL_QUOTE: _("Pull quote"),
    Frame.ROW: _("Row of a table"),
    Frame.CAPTION: _("Caption of a table"),
    Frame.FIGURE: _("Picture or embed"),
    Frame.RULE: _("Rule"),
}
# Elements that give the words in them their frame, until one further in does.
FRAMES = {
    "h2": Frame.HEADING,
    "h3": Frame.SMALL_HEADING,
    "ul": Frame.BULLET,
    "ol": Frame.NUMBER,
    "blockquote": Frame.QUOTE,
    "tr": Frame.ROW,
    "caption": Frame.CAPTION,
    "figure": Frame.FIGURE,
    "hr": Frame.RULE,
}
BREAKS = frozenset({"p", "li", *FRAMES})


class Word(NamedTuple):
    """A word or sign, and the marks it stands in."""

    text: str
    marks: tuple[str, ...] = ()


class Paragraph(NamedTuple):
    """A run of words in its frame."""

    frame: Frame
    words: tuple[Word, ...]


def paragraphs(html: str) -> list[Paragraph]:
    """The paragraphs of a clean body, in reading order."""
    reader = _Reader()
    for token in tokens(html):
        reader.read(token)
    reader.close()
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found: list[Paragraph] = []
        self.frames: list[tuple[str, Frame]] = []
        self.marks: list[str] = []
        self.links: list[str] = []
        self.words: list[Word] = []

    def read(self, token: Token) -> None:
        if token.kind == "text":
            marks = tuple(dict.fromkeys(self.marks))
            self.words += [Word(text, marks) for text in WORD.findall(token.value)]
        elif token.kind == "start":
            self._start(token.name, token.value)
        else:
            self._end(token.name)

    def close(self) -> None:
        """End the paragraph that is open, if it says anything."""
        frame = self.frames[-1][1] if self.frames else Frame.PARAGRAPH
        if self.words:
            self.found.append(Paragraph(frame, tuple(self.words)))
            self.words = []

    def _start(self, name: str, written: str) -> None:
        in_row = bool(self.frames) and self.frames[-1][1] is Frame.ROW
        if name in BREAKS and not (name == "p" and in_row):
            self.close()
        if name in FRAMES:
            frame = FRAMES[name]
            if "pull" in written and name == "blockquote":
                frame = Frame.PULL_QUOTE
            self.frames.append((name, frame))
        facts = attributes(written) if written else {}
        self._say(name, facts)
        if name in MARKS:
            self.marks.append(name)
            self.links += [facts.get("href", "")] if name == "a" else []

    def _say(self, name: str, facts: dict[str, str]) -> None:
        """What an element says without having words."""
        if name == "figure":
            said = [facts.get(f"data-{what}", "") for what in ("image", "embed")]
            layout = facts.get("data-layout", "")
            self.words.append(Word(" ".join(filter(None, ["▣", *said, layout])) + " "))
        elif name == "br":
            self.words.append(Word(" ⏎ "))
        elif name in {"td", "th"} and self.words:
            self.words.append(Word(f" {CELL} "))
        elif name == "hr":
            self.words.append(Word("———"))
            self._end("hr")

    def _end(self, name: str) -> None:
        if name in MARKS and name in self.marks:
            self.marks.reverse()
            self.marks.remove(name)
            self.marks.reverse()
            if name == "a" and (address := self.links.pop()):
                self.words.append(Word(address, ("address",)))
        in_row = bool(self.frames) and self.frames[-1][1] is Frame.ROW
        if name in BREAKS and not (name == "p" and in_row):
            self.close()
        if self.frames and self.frames[-1][0] == name:
            self.frames.pop()
