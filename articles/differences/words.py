"""Two texts word by word: what stayed, what went, what came."""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeVar

from articles.differences.sequences import common

Kind = Literal["same", "removed", "added"]
Token = TypeVar("Token", bound=Hashable)
Part = tuple[Kind, list[Token]]

# Marks and single signs stand alone, so that a comma is no new word; scripts without
# spaces are taken sign by sign. Everything else holds together, accents included.
SIGNS = r"!-/:-@\[-`{-~¡-¿\u2010-\u206f\u3000-\u303f"
SCRIPTS = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"\s+|[{SCRIPTS}]|[^\s{SIGNS}{SCRIPTS}]+|[{SIGNS}]")


class Run(NamedTuple):
    """A piece of text, and whether both texts have it."""

    kind: Kind
    text: str


def words(old: str, new: str) -> list[Run]:
    """The way from ``old`` to ``new``, in runs; together they are both texts whole."""
    return [
        Run(kind, "".join(tokens))
        for kind, tokens in parts(WORD.findall(old), WORD.findall(new), len)
    ]


def parts(
    old: Sequence[Token], new: Sequence[Token], size: Callable[[Token], int]
) -> Iterator[Part[Token]]:
    """The way from one run of tokens to another; ``size`` is how long a token reads."""
    for same, removed, added in _tidy(_gaps(old, new), size):
        if same:
            yield "same", same
        if removed:
            yield "removed", removed
        if added:
            yield "added", added


# What both have, and what then went and came.
Gap = tuple[list[Token], list[Token], list[Token]]


def _gaps(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Gap[Token]]:
    same: list[Token] = []
    before, after = 0, 0
    for left, right in [*common(old, new), (len(old), len(new))]:
        if left > before or right > after:
            yield same, list(old[before:left]), list(new[after:right])
            same = []
        same.extend(old[left : left + 1])
        before, after = left + 1, right + 1
    if same:
        yield same, [], []


def _tidy(
    gaps: Iterator[Gap[Token]], size: Callable[[Token], int]
) -> Iterator[Gap[Token]]:
    """Join changes that only a word or two parts: nobody reads confetti."""
    held: Gap[Token] | None = None
    weight = 0
    for same, removed, added in gaps:
        length = sum(map(size, same))
        own = max(sum(map(size, removed)), sum(map(size, added)))
        if held is None:
            held, weight = (same, removed, added), own
        elif own and length <= min(weight, own):
            held[1].extend([*same, *removed])
            held[2].extend([*same, *added])
            weight += length + own
        else:
            yield held
            held, weight = (same, removed, added), own
    if held is not None:
        yield held
