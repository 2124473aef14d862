"""Share cards, drawn: a headline, a picture with its credit, the magazine's name.

Knows pixels and no database.
"""

import io
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageOps

from articles.typefaces import Font, font_for

SIZE = (1200, 630)
# The light scheme of tokens.css, which a test compares.
PAPER, INK, SOFT, RULE = "#fdfdfb", "#15171c", "#54585f", "#d3d5d0"
ACCENTS = {
    "": INK,
    "maya": "#0a6480",
    "copper": "#96420f",
    "indigo": "#3a4699",
    "malachite": "#17673f",
    "cochineal": "#a51c3b",
    "ochre": "#775500",
    "jacaranda": "#74358a",
}
LINE, LEFT = 72, 108  # the meridian, and the text behind it
TOP, FOOT = 62, 44  # what is left free above the kicker and below the name
KICKER, NAME = 30, 34
# Sizes of the credit, each with the lines it may take in it; the last takes any.
CREDIT = ((20, 1), (18, 1), (17, 2), (15, 9))
LARGEST, SMALLEST = 92, 30
LARGEST_ALONE = 124
BAND = 12  # above a card that no picture gives a colour
LEADING = 1.1
BREAK = "\N{ZERO WIDTH SPACE}"  # ends a line that ends within a word
PICTURE = 540  # how wide the picture is


@dataclass(frozen=True)
class Words:
    """What a card says."""

    headline: str
    kicker: str
    accent: str
    site: str
    credit: str = ""


@dataclass(frozen=True)
class Setting:
    """Words as they will stand: the lines, and the font they are measured in."""

    lines: list[str]
    font: Font

    @property
    def height(self) -> int:
        """How much room the lines take."""
        return round(len(self.lines) * self.font.size * LEADING)


def draw(words: Words, face: str, picture: bytes | None) -> bytes:
    """Return the card as JPEG; ``face``: the file of the house face.

    ``picture`` is a file of ours. The credit stands below it and takes what it needs;
    where no face has its letters, the picture is not shown either.
    """
    credit = _credit(words.credit, face, PICTURE - 24)
    card = Image.new("RGB", SIZE, PAPER)
    canvas = ImageDraw.Draw(card)
    canvas.line((LINE, 0, LINE, SIZE[1]), fill=RULE, width=2)
    right = SIZE[0] - LEFT // 2
    has_picture = picture is not None and credit is not None
    if picture is not None and credit is not None:
        right = SIZE[0] - PICTURE - 40
        _draw_picture(card, canvas, picture, credit)
    else:
        accent = ACCENTS.get(words.accent, INK)
        canvas.rectangle((0, 0, SIZE[0], BAND - 1), fill=accent)
    foot = _draw_frame(canvas, words, face, right)
    start = TOP + (round(KICKER * 1.9) if words.kicker else 0)
    largest = LARGEST if has_picture else LARGEST_ALONE
    room = (right - LEFT, foot - start)
    setting = fitted(words.headline, face, room, largest)
    if setting is not None:
        _draw_lines(canvas, setting, (LEFT, right), start, INK)
    buffer = io.BytesIO()
    # Letters need their colours whole; 4:2:0 would fray the accent.
    card.save(buffer, "JPEG", quality=86, subsampling=0, optimize=True)
    return buffer.getvalue()


def fitted(
    text: str, face: str, room: tuple[int, int], largest: int = LARGEST
) -> Setting | None:
    """Return the text in the largest size that fits; None when no face has it.

    A word is broken only where it would fit in no size, and the text is cut short only
    where all of it would fit in none.
    """
    width, height = room
    setting = None
    for may_break in (False, True):
        for size in range(largest, SMALLEST - 1, -3):
            font, shown = font_for(text, face, size, 620)
            if font is None:
                return None
            setting = Setting(list(_wrapped(shown, font, width)), font)
            is_whole = may_break or not any(map(_is_broken, setting.lines))
            if is_whole and setting.height <= height:
                return _balanced(shown, setting, width)
    return _shortened(setting, room) if setting else None


def _shortened(setting: Setting, room: tuple[int, int]) -> Setting:
    width, height = room
    most = max(1, int(height // (setting.font.size * LEADING)))
    *lines, last = (line.rstrip(BREAK) for line in setting.lines[:most])
    while last and setting.font.getlength(last + "…") > width:
        last = last[:-1]
    return Setting([*lines, last + "…"], setting.font)


def _draw_picture(
    card: Image.Image, canvas: ImageDraw.ImageDraw, picture: bytes, credit: Setting
) -> None:
    """Put the picture at the right edge, and below it whose it is."""
    left, bottom = SIZE[0] - PICTURE, SIZE[1] - credit.height - 22
    _draw_lines(canvas, credit, (left, SIZE[0] - 24), bottom + 10, SOFT)
    with Image.open(io.BytesIO(picture)) as source:
        shown = source.convert("RGB")
    card.paste(ImageOps.fit(shown, (PICTURE, bottom)), (left, 0))


def _credit(credit: str, face: str, width: int) -> Setting | None:
    """The credit, smaller where it is long, and never shortened."""
    for size, most in CREDIT:
        font, shown = font_for(credit, face, size, 450)
        if font is None:
            return None
        setting = Setting(list(_wrapped(shown, font, width)), font)
        if len(setting.lines) <= most:
            break
    return setting


def _draw_frame(
    canvas: ImageDraw.ImageDraw, words: Words, face: str, right: int
) -> int:
    """Draw kicker and name, each with its tick; return where the name begins."""
    accent = ACCENTS.get(words.accent, INK)
    kicker = _one_line(words.kicker, face, KICKER, right - LEFT)
    if kicker is not None:
        canvas.line((LINE, TOP, LINE, TOP + KICKER + 6), fill=accent, width=8)
        _draw_lines(canvas, kicker, (LEFT, right), TOP, accent)
    foot = SIZE[1] - FOOT - NAME
    name = _one_line(words.site, face, NAME, right - LEFT)
    if name is not None:
        canvas.line((LINE, foot, LINE, foot + NAME + 4), fill=INK, width=8)
        _draw_lines(canvas, name, (LEFT, right), foot, INK)
    return foot - 28


def _one_line(text: str, face: str, size: int, width: int) -> Setting | None:
    font, shown = font_for(text, face, size, 600)
    if font is None:
        return None
    first, *rest = _wrapped(shown, font, width)
    return Setting([first + "…" if rest else first], font)


def _draw_lines(
    canvas: ImageDraw.ImageDraw,
    setting: Setting,
    column: tuple[int, int],
    top: int,
    colour: str,
) -> None:
    """Write from the side on which the language begins."""
    is_rtl = _begins_right("".join(setting.lines))
    x, anchor = (column[1], "rs") if is_rtl else (column[0], "ls")
    ascent = setting.font.getmetrics()[0] * 0.86
    for number, line in enumerate(setting.lines):
        y = top + ascent + number * setting.font.size * LEADING
        canvas.text((x, y), line.rstrip(BREAK), colour, setting.font, anchor)


def _wrapped(text: str, font: Font, width: float) -> Iterator[str]:
    """Break into lines: between words, and within one that is longer than a line."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        *parts, line = _broken(word, font, width)
        yield from parts
    yield line


def _broken(word: str, font: Font, width: float) -> list[str]:
    """A word in parts that fit, each but the last ending with BREAK."""
    parts = [""]
    for sign in word:
        # A mark never leaves its letter.
        is_full = font.getlength(parts[-1] + sign) > width and parts[-1]
        if is_full and not unicodedata.combining(sign):
            parts[-1] += BREAK
            parts.append("")
        parts[-1] += sign
    return parts


def _is_broken(line: str) -> bool:
    """Whether a word was broken here, which scripts without spaces do anyway."""
    if not line.endswith(BREAK):
        return False
    return unicodedata.east_asian_width(line[-2]) not in {"W", "F"}


def _balanced(text: str, setting: Setting, width: int) -> Setting:
    """The lines in the narrowest column that needs no more, and breaks no more."""
    font, lines = setting.font, setting.lines
    cost = (len(lines), sum(map(_is_broken, lines)))
    narrow, wide = width // 2, width
    while wide - narrow > 8:
        middle = (narrow + wide) // 2
        tried = list(_wrapped(text, font, middle))
        if (len(tried), sum(map(_is_broken, tried))) <= cost:
            wide, lines = middle, tried
        else:
            narrow = middle
    return Setting([line.rstrip(BREAK) for line in lines], font)


def _begins_right(text: str) -> bool:
    strong: Callable[[str], str] = unicodedata.bidirectional
    first = next((strong(s) for s in text if strong(s) in {"L", "R", "AL"}), "L")
    return first != "L"
