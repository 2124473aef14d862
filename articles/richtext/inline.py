"""The words of one block, with their marks: tidied and written in one canonical way."""

import re
from typing import NamedTuple

from articles.richtext.links import safe_address
from articles.richtext.policy import TAGS
from articles.richtext.tokens import Token, attributes

NBSP = "\N{NO-BREAK SPACE}"
BREAK = "\n"
# From the outside in; the editor nests them in the same order.
RANKS = {"a": 0, "strong": 1, "em": 2, "sub": 3, "sup": 4}
ALIASES = {"b": "strong", "i": "em"} | {name: name for name in RANKS if name != "a"}
MARKS = {name: mark for name, mark in ALIASES.items() if mark in TAGS}

SPACES = re.compile(rf"[ \t\r\n\f\v\x85\u2028\u2029{NBSP}]+")
# Nothing a reader can see, and what databases, XML or a second reading stumble over.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]"
)


class Run(NamedTuple):
    """Text with the start tags around it, outermost first; or a line break."""

    text: str
    marks: tuple[str, ...]


class Inline:
    """Collects text and marks as they come, in any order and nesting."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.open: dict[str, str] = {}
        self.marks: tuple[str, ...] = ()

    def reads(self, token: Token) -> bool:
        """Take the token when it belongs inside a block; say whether it does."""
        if token.kind == "text":
            self.text(token.value)
        elif token.name in MARKS:
            mark = MARKS[token.name]
            self._mark(mark, f"<{mark}>" if token.kind == "start" else "")
        elif token.name == "a" and "a" in TAGS:
            self._link(token)
        elif token.name == "br":
            self.line_break()
        else:
            return False
        return True

    def text(self, text: str) -> None:
        """Add text; its white space means no more than a space."""
        self.runs.append(Run(UNPRINTABLE.sub("", text).replace(BREAK, " "), self.marks))

    def line_break(self) -> None:
        """Add a line break."""
        self.runs.append(Run(BREAK, self.marks))

    def take(self) -> list[Run]:
        """Return what was collected and start afresh, with the same marks open."""
        runs, self.runs = self.runs, []
        return runs

    def _link(self, token: Token) -> None:
        address = ""
        if token.kind == "start":
            address = safe_address(attributes(token.value).get("href", ""))
        self._mark("a", f'<a href="{escape_attribute(address)}">' if address else "")

    def _mark(self, mark: str, tag: str) -> None:
        """Open a mark, or close it when there is no tag, whatever else is open."""
        self.open.pop(mark, None)
        if tag:
            self.open[mark] = tag
        ranked = sorted(self.open, key=RANKS.__getitem__)
        self.marks = tuple(self.open[mark] for mark in ranked)


def paragraphs(runs: list[Run]) -> list[str]:
    """Return the HTML of a block; two line breaks in a row start another one."""
    if len(runs) == 1 and runs[0].text != BREAK and not runs[0].marks:
        # Most blocks are one run of plain text: the same, in a tenth of the time.
        text = SPACES.sub(_one_space, runs[0].text).strip(" " + NBSP)
        return [escape(text)] if text else []
    blocks: list[list[list[Run]]] = [[]]
    for line in _lines(runs):
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [_written(_joined(block)) for block in blocks if block]


def lines(runs: list[Run]) -> str:
    """Return the HTML of what has lines but no paragraphs: a cell of a table."""
    return _written(_joined([line for line in _lines(runs) if line]))


def single_line(runs: list[Run]) -> str:
    """Return the HTML of a caption, where a line break is a space."""
    spaced = [Run(" ", run.marks) if run.text == BREAK else run for run in runs]
    return _written(_tidy(spaced))


def words(runs: list[Run]) -> str:
    """Return a single line without its marks, as HTML text."""
    return single_line([Run(run.text, ()) for run in runs])


def escape(text: str) -> str:
    """Return text as HTML, exactly as browsers write it."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace(NBSP, "&nbsp;")


def escape_attribute(value: str) -> str:
    """Return the value of an attribute, exactly as browsers write it."""
    return escape(value).replace('"', "&quot;")


def _lines(runs: list[Run]) -> list[list[Run]]:
    found: list[list[Run]] = [[]]
    for run in runs:
        if run.text == BREAK:
            found.append([])
        else:
            found[-1].append(run)
    return [_tidy(line) for line in found]


def _joined(lines_of_block: list[list[Run]]) -> list[Run]:
    """Put the line breaks back, marked as what they divide where both sides agree."""
    joined = list(lines_of_block[0]) if lines_of_block else []
    for line in lines_of_block[1:]:
        shared = tuple(_common(joined[-1].marks, line[0].marks))
        joined += [Run(BREAK, shared), *line]
    return joined


def _tidy(runs: list[Run]) -> list[Run]:
    """Join neighbours, make every stretch of white space one space, trim both ends."""
    tidy: list[Run] = []
    after_space = True
    for run in _merged(runs):
        text = SPACES.sub(_one_space, run.text)
        if after_space:
            text = text.lstrip(" " + NBSP)
        if text:
            after_space = text[-1] in " " + NBSP
            tidy.append(Run(text, run.marks))
    if tidy:
        last = tidy.pop()
        if text := last.text.rstrip(" " + NBSP):
            tidy.append(Run(text, last.marks))
    return _merged(tidy)


def _one_space(match: re.Match[str]) -> str:
    return NBSP if not match[0].strip(NBSP) else " "


def _merged(runs: list[Run]) -> list[Run]:
    merged: list[Run] = []
    pieces: list[str] = []
    for run in runs:
        if merged and merged[-1].marks == run.marks:
            pieces.append(run.text)
            continue
        if merged:
            merged[-1] = Run("".join(pieces), merged[-1].marks)
        merged.append(run)
        pieces = [run.text]
    if merged:
        merged[-1] = Run("".join(pieces), merged[-1].marks)
    return merged


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> list[str]:
    common = []
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        common.append(left)
    return common


def _written(runs: list[Run]) -> str:
    out: list[str] = []
    inside: tuple[str, ...] = ()
    for text, marks in [*runs, Run("", ())]:
        shared = len(_common(inside, marks))
        out += [_end(tag) for tag in reversed(inside[shared:])]
        out += marks[shared:]
        out.append("<br>" if text == BREAK else escape(text))
        inside = marks
    return "".join(out)


def _end(tag: str) -> str:
    return f"</{tag[1:].partition(' ')[0].rstrip('>')}>"
