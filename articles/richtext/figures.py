"""Pictures and embeds in the body: how they are read, written and found again."""

import re
from collections.abc import Collection, Mapping
from typing import TypedDict

from articles.richtext import embeds
from articles.richtext.blocks import BOUNDARIES
from articles.richtext.inline import Inline, escape_attribute, single_line
from articles.richtext.policy import LAYOUTS
from articles.richtext.tokens import Token

# Exactly what ``Figure.html`` writes; a caption holds no figure and no other caption.
PICTURE = re.compile(
    r'<figure data-image="(?P<id>\d+)"(?: data-layout="(?P<layout>\w+)")?>'
    r"(?:<figcaption>(?P<caption>.*?)</figcaption>)?</figure>"
)
EMBED = re.compile(
    r'<figure data-embed="(?P<address>[^"]+)">'
    r"(?:<figcaption>(?P<caption>.*?)</figcaption>)?</figure>"
)
# The largest number of a database's id column has nineteen digits.
IMAGE_ID = re.compile(r"0*([1-9]\d{0,17})", re.ASCII)


class ImageFacts(TypedDict):
    """What the editor shows of a picture, from the library."""

    src: str
    alt: str
    credit: str
    has_alternative: bool


class Figure:
    """Collects one figure: of it only the caption is text of the article."""

    def __init__(self, start: str) -> None:
        self.is_over = False
        self.start = start
        self.caption = Inline()
        self.in_caption = False

    @classmethod
    def read(cls, attributes: Mapping[str, str]) -> "Figure | None":
        """Return the picture or embed these attributes name; None for other figures.

        A picture without a number and an embed nobody provides are read, not written.
        """
        if "data-image" in attributes:
            return cls(_picture_start(attributes))
        if "data-embed" in attributes:
            return cls(embed_start(attributes["data-embed"]))
        return None

    def accepts(self, token: Token) -> bool:
        """Say whether the token belongs here: a figure that is never closed ends."""
        block = token.kind == "start" and token.name in ENDING
        return not block or (self.in_caption and token.name == "p")

    def take(self, token: Token) -> None:
        """Take one token."""
        if token.name == "figcaption":
            self.in_caption = token.kind == "start"
        elif token.name == "figure":
            self.is_over = True
        elif self.in_caption and not self.caption.reads(token):
            self.caption.text(" ")

    def html(self) -> str:
        """Return the figure, in the form that ``PICTURE`` and ``EMBED`` read."""
        if not self.start:
            return ""
        caption = single_line(self.caption.take())
        inner = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f"{self.start}{inner}</figure>"


ENDING = BOUNDARIES - {"div", "figcaption"}


def embed_start(address: str) -> str:
    """Return the start tag of an embed; "" when nobody on the list provides it."""
    found = embeds.recognise(address)
    return f'<figure data-embed="{escape_attribute(found.address)}">' if found else ""


def image_ids(html: str) -> list[int]:
    """Return the ids of the pictures of a clean body, in order, each once."""
    return list(dict.fromkeys(int(match["id"]) for match in PICTURE.finditer(html)))


def without_images(html: str, ids: Collection[int]) -> str:
    """Return a clean body without the pictures that have these ids."""
    return PICTURE.sub(lambda match: "" if int(match["id"]) in ids else match[0], html)


def for_editor(html: str, facts: Mapping[int, ImageFacts]) -> str:
    """Return a clean body for the editor: its pictures shown, with their credits.

    ``clean`` takes all of it off again.
    """

    def shown(match: re.Match[str]) -> str:
        fact = facts.get(int(match["id"]))
        if fact is None:
            return match[0]
        values = {"src": fact["src"], "alt": fact["alt"], "data-credit": fact["credit"]}
        image = "".join(
            f' {name}="{escape_attribute(value)}"' for name, value in values.items()
        )
        if not fact["has_alternative"]:
            image += " data-no-alternative"
        start, end = match[0].split(">", 1)
        return f"{start}><img{image}>{end}"

    return PICTURE.sub(shown, html)


def _picture_start(attributes: Mapping[str, str]) -> str:
    number = IMAGE_ID.fullmatch(attributes["data-image"].strip())
    if number is None:
        return ""
    layout = attributes.get("data-layout", "")
    kept = f' data-layout="{layout}"' if layout in LAYOUTS else ""
    return f'<figure data-image="{number[1]}"{kept}>'
