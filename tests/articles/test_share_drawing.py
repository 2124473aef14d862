"""Share cards as pictures: nothing overflows, nothing is lost, no boxes for letters."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from articles import share_drawing
from articles.share_drawing import (
    ACCENTS,
    LEFT,
    PICTURE,
    SIZE,
    Words,
    draw,
    fitted,
)
from articles.typefaces import font_for
from tests.factories import picture_bytes

STATIC = Path(__file__).parents[2] / "newsroom" / "static" / "newsroom"
FACE = str(STATIC / "fonts" / "brygada1918-normal.woff2")
ROOM = (500, 450)
LONG = ("Ministers, miners and mayors agree on almost nothing about the law " * 3)[:200]


def card(
    headline: str = "Gas", *, picture: bytes | None = None, **facts
) -> Image.Image:
    """A card, looked at."""
    words = {"kicker": "Energy", "accent": "copper", "site": "Meridian 99"}
    words |= {"credit": "Credit: Bo", **facts}
    data = draw(Words(headline, **words), FACE, picture)
    return Image.open(io.BytesIO(data)).convert("RGB")


def is_blank(picture: Image.Image) -> bool:
    """Whether a part of a card is bare paper, but for what JPEG makes of it."""
    paper = Image.new("RGB", picture.size, share_drawing.PAPER)
    extremes = ImageChops.difference(picture, paper).getextrema()
    return max(high for _low, high in extremes) < 12


@pytest.mark.parametrize(
    "headline",
    ["Gas", "A grid built on gas it buys abroad", LONG, "W" * 200, "i " * 99],
)
@pytest.mark.parametrize("picture", [None, picture_bytes((800, 800))])
def test_headline_stays_in_its_column(headline, picture):
    shown = card(headline, picture=picture)
    right = SIZE[0] - PICTURE if picture else SIZE[0]
    assert shown.size == SIZE
    assert is_blank(shown.crop((right - 18, 20, right - 2, SIZE[1])))
    assert not is_blank(shown.crop((LEFT, 120, right - 30, 400)))
    foot = SIZE[1] - share_drawing.FOOT
    assert is_blank(shown.crop((LEFT, foot + 14, right - 30, SIZE[1])))


@pytest.mark.parametrize("text", ["Gas", LONG, "W" * 120, "Elektrizität " * 15])
def test_text_is_as_large_as_fits_and_whole(text):
    setting = fitted(text, FACE, ROOM)
    assert setting.height <= ROOM[1]
    assert max(setting.font.getlength(line) for line in setting.lines) <= ROOM[0]
    said = "".join(setting.lines).replace("\u200b", "").replace(" ", "")
    assert said == text.replace(" ", "")


def test_words_are_broken_only_where_nothing_else_helps():
    whole = fitted("Unconstitutionally built", FACE, (400, 300))
    assert whole.lines == ["Unconstitutionally", "built"]
    broken = fitted("x" * 120, FACE, (400, 300))
    assert len(broken.lines) > 1


def test_what_fits_in_no_size_is_cut_short():
    setting = fitted(LONG, FACE, (300, 60))
    assert len(setting.lines) == 1
    assert setting.lines[0].endswith("…")
    assert setting.font.getlength(setting.lines[0]) <= 300


def test_credit_takes_the_room_it_needs():
    picture = picture_bytes((800, 800), "teal")
    short = card(picture=picture, credit="Credit: Bo")
    long = card(picture=picture, credit="Credit: " + "Agence de la photographie / " * 9)

    def bottom(shown: Image.Image) -> int:
        """Where the picture ends."""
        column = [shown.getpixel((SIZE[0] - 10, y)) for y in range(SIZE[1])]
        return next(y for y, (red, *_) in enumerate(column) if red > 200)

    assert bottom(long) < bottom(short) < SIZE[1] - 30
    for shown in (short, long):
        strip = shown.crop((SIZE[0] - PICTURE, bottom(shown) + 6, *SIZE))
        assert not is_blank(strip)


@pytest.mark.parametrize("credit", ["", "\U00012000\U00012001"])
def test_picture_is_not_shown_where_its_credit_cannot_stand(credit):
    bare = card(picture=picture_bytes((800, 800), "teal"), credit=credit)
    assert is_blank(bare.crop((SIZE[0] - PICTURE, 250, *SIZE)))


def test_every_letter_comes_from_one_face_and_signs_nobody_has_are_left_out():
    font, shown = font_for("Oil 🔥 prices \u202erise 👩\u200d🚀", FACE, 40, 600)
    assert (font.getname()[0], shown) == ("Brygada 1918", "Oil prices rise")


@pytest.mark.parametrize("text", ["", "🔥", "\U00012000\U00012001"])
def test_what_no_face_has_is_not_drawn(text):
    assert font_for(text, FACE, 40, 600) == (None, "")
    assert is_blank(card(text).crop((LEFT, 120, SIZE[0], 500)))


def test_right_to_left_begins_at_the_right():
    font, _shown = font_for("הרשת החשמלית", FACE, 40, 600)
    if font is None:
        pytest.skip("this machine has no Hebrew face")
    shown = card("הרשת")
    assert is_blank(shown.crop((LEFT, 130, 500, 300)))
    assert not is_blank(shown.crop((700, 130, 1160, 300)))


def test_colours_are_those_of_the_stylesheet():
    sheet = (STATIC / "css" / "tokens.css").read_text()
    named = dict(re.findall(r"\.accent-(\w+) \{ --accent: light-dark\((#\w+)", sheet))
    assert {**named, "": share_drawing.INK} == ACCENTS
    for name in ("paper", "ink", "soft", "rule"):
        assert f"--{name}: light-dark({getattr(share_drawing, name.upper())}" in sheet


def test_section_gives_the_colour():
    shown = card("Gas", accent="copper")
    red, green, blue = shown.getpixel((600, 5))
    assert (red > 130, green < 90, blue < 40) == (True, True, True)
    assert max(card("Gas", accent="").getpixel((600, 5))) < 50
