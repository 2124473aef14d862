"""Which paragraph a comment is about, found again by its words when blocks move."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from articles.richtext.texts import block_texts

# So much of a block is kept as its quote.
QUOTED = 300
# Below this share of words in common it is another paragraph.
SAME = 0.5


def paragraphs(html: str) -> list[str]:
    """The words of each block of a clean body, in order."""
    return [text[:QUOTED] for text in block_texts(html)]


def place(quote: str, paragraph: int | None, blocks: Sequence[str]) -> int | None:
    """Where the block with these words is now; None when it is no longer there.

    Of several that say the same, the one nearest to where it was.
    """
    if paragraph is None or not quote:
        return None
    nearest = sorted(range(len(blocks)), key=lambda index: abs(index - paragraph))
    for index in nearest:
        if blocks[index] == quote:
            return index
    likeness = {index: _likeness(quote, blocks[index]) for index in nearest}
    best = max(nearest, key=lambda index: likeness[index], default=None)
    if best is None or likeness[best] < SAME:
        return None
    return best


def _likeness(quote: str, block: str) -> float:
    matcher = SequenceMatcher(None, quote.split(), block.split(), autojunk=False)
    if matcher.real_quick_ratio() < SAME or matcher.quick_ratio() < SAME:
        return 0
    return matcher.ratio()
