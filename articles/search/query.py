"""What a reader typed, as words, phrases and exclusions. Never syntax of an engine."""

import re
from dataclasses import dataclass

from articles.search.folding import words_of

LONGEST = 200  # characters of a query that are read
MOST = 12  # terms of a query that count
PART = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')


@dataclass(frozen=True)
class Query:
    """Phrases that must stand in the text, and phrases that must not.

    A phrase is a tuple of folded words; a single word is a phrase of one.
    """

    wanted: tuple[tuple[str, ...], ...] = ()
    unwanted: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted)

    @property
    def words(self) -> frozenset[str]:
        """All the words that must stand in the text."""
        return frozenset(word for phrase in self.wanted for word in phrase)


def parse(typed: str) -> Query:
    """The query in ``typed``: words, "phrases" and -exclusions; at most 12 of them."""
    wanted: list[tuple[str, ...]] = []
    unwanted: list[tuple[str, ...]] = []
    for minus, quoted, bare in PART.findall(typed[:LONGEST]):
        phrase = tuple(words_of(quoted or bare))
        if phrase:
            (unwanted if minus else wanted).append(phrase)
    return Query(tuple(wanted[:MOST]), tuple(unwanted[:MOST]))
