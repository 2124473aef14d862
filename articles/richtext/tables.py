"""A table of the body: rows of cells, each with lines of text and nothing else."""

from articles.richtext.blocks import BOUNDARIES
from articles.richtext.inline import Inline, lines, words
from articles.richtext.tokens import Token, attributes

WIDEST_SPAN = 50

Cell = tuple[str, str, str]


class Table:
    """Collects one table; what is nested in its cells becomes lines of text."""

    def __init__(self) -> None:
        self.is_over = False
        self.nested = 0
        self.caption = Inline()
        # Text between cells, which browsers too put before the table.
        self.strays = Inline()
        self.rows: list[list[tuple[str, str, Inline]]] = []
        self.target = self.strays

    def accepts(self, token: Token) -> bool:
        """Say whether the token belongs here: all do until the table ends."""
        return True

    def take(self, token: Token) -> None:
        """Take one token."""
        if token.name == "table":
            self._table(token.kind)
        elif self.nested == 0 and token.name in PARTS:
            self._part(token)
        elif not self.target.reads(token) and token.name in BOUNDARIES:
            self.target.line_break()

    def html(self) -> str:
        """Return the table; "" when no cell has a word in it."""
        rows = [
            [(name, spans, lines(inline.take())) for name, spans, inline in row]
            for row in self.rows
            if row
        ]
        if not any(text for row in rows for _, _, text in row):
            return ""
        caption = words(self.caption.take())
        heads = _head_rows(rows)
        return (
            "<table>"
            + (f"<caption>{caption}</caption>" if caption else "")
            + _group("thead", rows[:heads])
            + _group("tbody", rows[heads:])
            + "</table>"
        )

    def _table(self, kind: str) -> None:
        if kind == "start":
            self.nested += 1
        elif self.nested:
            self.nested -= 1
        else:
            self.is_over = True
        self.target.line_break()

    def _part(self, token: Token) -> None:
        self.target = self.strays
        if token.kind == "end":
            return
        if token.name == "caption":
            self.target = self.caption
        elif token.name == "tr":
            self.rows.append([])
        else:
            if not self.rows:
                self.rows.append([])
            self.target = Inline()
            self.rows[-1].append((token.name, _spans(token.value), self.target))


PARTS = frozenset({"caption", "tr", "td", "th"})


def _head_rows(rows: list[list[Cell]]) -> int:
    """Count the rows at the top that are all headings; a body is always left."""
    count = 0
    for row in rows:
        if any(name != "th" for name, _, _ in row):
            return count
        count += 1
    return 1 if count > 1 else 0


def _group(name: str, rows: list[list[Cell]]) -> str:
    written = ""
    for row in rows:
        cells = "".join(f"<{tag}{spans}>{text}</{tag}>" for tag, spans, text in row)
        written += f"<tr>{cells}</tr>"
    return f"<{name}>{written}</{name}>" if rows else ""


def _spans(written: str) -> str:
    found = attributes(written) if "span" in written.lower() else {}
    spans = ""
    for name in ("colspan", "rowspan"):
        value = found.get(name, "")
        if value.isascii() and value.isdigit() and len(value) < 4:
            number = min(int(value), WIDEST_SPAN)
            spans += f' {name}="{number}"' if number > 1 else ""
    return spans
