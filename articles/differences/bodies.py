"""Two bodies: paragraph beside paragraph first, then word by word."""

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import Literal, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from articles.differences.reading import Frame, Paragraph, Word, paragraphs
from articles.differences.sequences import common
from articles.differences.words import WORD, Kind, Part, parts

# Above this share of words, two paragraphs are one that was changed.
AKIN = 0.4
ELEMENTS = {"same": "", "removed": "del", "added": "ins"}


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, row or picture, and what became of it."""

    kind: Literal["same", "removed", "added", "changed"]
    frame: Frame
    parts: list[Part[Word]] = field(default_factory=list)
    # What it was before, if that was something else: a paragraph made a heading.
    was: Frame | None = None

    @property
    def html(self) -> SafeString:
        """The words with ``ins`` and ``del`` around what came and went; escaped."""
        return self._html("same", "removed", "added")

    @property
    def before(self) -> SafeString:
        """How it was: ``del`` around what went."""
        return self._html("same", "removed")

    @property
    def after(self) -> SafeString:
        """How it is now: ``ins`` around what came."""
        return self._html("same", "added")

    @property
    def element(self) -> str:
        """The element in which to show it."""
        return self.frame.element

    @property
    def element_before(self) -> str:
        """The element in which to show what it was."""
        return (self.was or self.frame).element

    def _html(self, *kinds: Kind) -> SafeString:
        shown = (_written(kind, words) for kind, words in self.parts if kind in kinds)
        return mark_safe("".join(shown))


def bodies(old: str, new: str) -> list[Block]:
    """The way from one clean body to another, block by block, in reading order."""
    before, after = paragraphs(old), paragraphs(new)
    found: list[Block] = []
    left = right = 0
    for place, other in [*common(before, after), (len(before), len(after))]:
        found += _gap(before[left:place], after[right:other])
        found += [_whole("same", paragraph) for paragraph in after[other : other + 1]]
        left, right = place + 1, other + 1
    return found


def texts(old: str, new: str) -> list[Block]:
    """The way from one plain text to another, as the one block that it is."""
    before, after = (
        Paragraph(Frame.PARAGRAPH, tuple(map(Word, WORD.findall(text))))
        for text in (old, new)
    )
    return [_changed(before, after)] if before.words or after.words else []


def _gap(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[Block]:
    left = right = 0
    for place, other in [*_akin(old, new), (len(old), len(new))]:
        yield from (_whole("removed", gone) for gone in old[left:place])
        yield from (_whole("added", come) for come in new[right:other])
        if place < len(old):
            yield _changed(old[place], new[other])
        left, right = place + 1, other + 1


def _akin(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """Which of the old paragraphs became which of the new: those that share words."""
    if not old or not new:
        return []
    before, after = _Numbered.of(old), _Numbered.of(new)
    shared = Counter(
        (before.homes[left], after.homes[right])
        for left, right in common(before.words, after.words)
    )
    found: list[tuple[int, int]] = []
    for (place, other), count in shared.most_common():
        weight = before.sizes[place] + after.sizes[other]
        if 2 * count < AKIN * weight:
            continue
        here = bisect(found, (place, other))
        beside = found[max(here - 1, 0) : here + 1]
        if all((place - left) * (other - right) > 0 for left, right in beside):
            found.insert(here, (place, other))
    return found


class _Numbered(NamedTuple):
    """The words of several paragraphs in one run, each with its paragraph's number."""

    words: list[Word]
    homes: list[int]
    # How many words each paragraph has; spaces and signs are the same everywhere.
    sizes: Counter[int]

    @classmethod
    def of(cls, found: Sequence[Paragraph]) -> "_Numbered":
        pairs = [
            (word, place)
            for place, paragraph in enumerate(found)
            for word in paragraph.words
            if word.text[0].isalnum()
        ]
        homes = [place for _word, place in pairs]
        return cls([word for word, _place in pairs], homes, Counter(homes))


def _whole(kind: Kind, paragraph: Paragraph) -> Block:
    return Block(kind, paragraph.frame, [(kind, list(paragraph.words))])


def _changed(old: Paragraph, new: Paragraph) -> Block:
    way = list(parts(old.words, new.words, lambda word: len(word.text)))
    was = old.frame if old.frame != new.frame else None
    return Block("changed", new.frame, way, was)


def _written(kind: Kind, words: Sequence[Word]) -> str:
    shown = "".join(
        _marked(marks, escape("".join(word.text for word in group)))
        for marks, group in groupby(words, key=lambda word: word.marks)
        # Where a link leads is read only when it has changed.
        if kind != "same" or "address" not in marks
    )
    element = ELEMENTS[kind]
    return f"<{element}>{shown}</{element}>" if element else shown


def _marked(marks: tuple[str, ...], text: str) -> str:
    """Words in their marks; ``text`` is escaped, marks are names of our own."""
    if "address" in marks:
        return f'<small class="diff-address"> {text}</small>'
    for mark in reversed(marks):
        element = "u" if mark == "a" else mark
        text = f"<{element}>{text}</{element}>"
    return text
