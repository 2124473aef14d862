"""Write a body anew from whatever HTML it is given: only what the policy knows."""

import re

from articles.richtext.blocks import BOUNDARIES, CONTAINERS, TEXT_BLOCKS
from articles.richtext.containers import Containers
from articles.richtext.figures import Figure, embed_start
from articles.richtext.inline import Inline, paragraphs
from articles.richtext.policy import TAGS
from articles.richtext.tables import Table
from articles.richtext.tokens import Token, attributes, tokens

BLANK_LINES = re.compile(r"\n[ \t\r\f\v]*\n\s*")


def rebuilt(html: str) -> str:
    """Return the body that an article may have, made from any HTML or plain text."""
    builder = Builder()
    for token in tokens(html):
        builder.take(token)
    return builder.finished()


class Builder:
    """Takes tokens one by one; remembers only what is open."""

    def __init__(self) -> None:
        self.body = Containers()
        self.text = Inline()
        self.block = ""
        # A table or a figure reads its own tokens, until it is over.
        self.guest: Table | Figure | None = None

    def take(self, token: Token) -> None:
        """Take one token."""
        if self.guest is not None and not self.guest.accepts(token):
            self._leave()
        if self.guest is not None:
            self.guest.take(token)
            if self.guest.is_over:
                self._leave()
        elif token.kind == "text" and not self.block:
            self._plain_text(token)
        elif not self.text.reads(token):
            self._structure(token)

    def finished(self) -> str:
        """Close what is open and return the body."""
        self._leave()
        self._flush()
        return self.body.html()

    def _plain_text(self, token: Token) -> None:
        """Outside paragraphs blank lines divide, as those expect who type no HTML."""
        first, *others = BLANK_LINES.split(token.value)
        self.text.text(first)
        for part in others:
            self._flush()
            self.text.text(part)

    def _structure(self, token: Token) -> None:
        name = token.name
        if name == "iframe":
            self._frame(token)
        elif name in BOUNDARIES:
            self._flush()
            starts = token.kind == "start"
            self.block = TEXT_BLOCKS.get(name, "") if starts else ""
            if name in CONTAINERS:
                self._container(token)
            elif starts and name in TAGS:
                self._visit(token)

    def _container(self, token: Token) -> None:
        if token.name not in TAGS:
            return
        if token.kind == "end":
            self.body.end(token.name)
            return
        found = attributes(token.value) if token.value else {}
        tag = f"<{token.name}>"
        if token.name == "blockquote" and "pull" in found.get("class", "").split():
            tag = '<blockquote class="pull">'
        if token.name == "ol":
            tag = f"<ol{_first_number(found.get('start', ''))}>"
        self.body.start(token.name, tag)

    def _visit(self, token: Token) -> None:
        if token.name == "table":
            self.guest = Table()
        elif token.name == "figure":
            self.guest = Figure.read(attributes(token.value))
        elif token.name == "hr":
            self.body.block("<hr>")

    def _frame(self, token: Token) -> None:
        """A player pasted as an iframe is an embed, when its provider is known."""
        if token.kind == "start":
            self._flush()
            start = embed_start(attributes(token.value).get("src", ""))
            self.body.block(Figure(start).html())

    def _leave(self) -> None:
        if self.guest is None:
            return
        guest, self.guest = self.guest, None
        if isinstance(guest, Table):
            self._add(guest.strays)
        self.body.block(guest.html())

    def _flush(self) -> None:
        self._add(self.text)

    def _add(self, inline: Inline) -> None:
        for html in paragraphs(inline.take()):
            self.body.paragraph(html, self.block or "p")


def _first_number(start: str) -> str:
    if start.isascii() and start.isdigit() and len(start) < 5 and int(start) > 1:
        return f' start="{int(start)}"'
    return ""
