"""What is made of a picture, and which files are refused with which sentence."""

import io
import random
import struct
import zipfile
import zlib
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image, ImageCms

from articles import renditions
from articles.darkroom import ladder, opening, printing
from articles.darkroom.refusals import Refused
from articles.renditions import MAX_BYTES, Facts, Rendition, UnusablePicture, read

RED, WHITE = (220, 30, 30), (255, 255, 255)


def picture(
    size: tuple[int, int] = (64, 48), mode: str = "RGB", colour: Any = RED
) -> Image.Image:
    """A plain picture."""
    return Image.new(mode, size, colour)


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The picture as the bytes of a file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(data: bytes) -> Image.Image:
    """The picture in the bytes of a rendition."""
    return Image.open(io.BytesIO(data), formats=["WEBP"])


def colour_of(data: bytes) -> tuple[int, ...]:
    """The colour in the middle of a rendition."""
    image = opened(data).convert("RGB")
    pixel = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(pixel, tuple)
    return pixel


def is_near(one: tuple[int, ...], other: tuple[int, ...], most: int = 12) -> bool:
    """Whether two colours differ by no more than lossy encoding explains."""
    return all(abs(a - b) <= most for a, b in zip(one, other, strict=True))


def inspect(data: bytes) -> Facts:
    """What the file is, seen without a child to bound what it takes."""
    with opening.opened(data) as picture:
        return Facts(opening.format_of(picture), *opening.upright_size(picture))


def make(data: bytes) -> list[Rendition]:
    """The uncropped pictures as WebP, made without a child."""
    with opening.opened(data) as picture:
        size = opening.upright_size(picture)
        root = opening.upright(picture, ladder.largest(*size))
    wanted = [replace(one, kinds=("webp",)) for one in ladder.whole(*size)]
    made = [
        Rendition(kind, one.width, one.height, data)
        for one, kind, data in printing.prints(root, size, wanted, b"")
    ]
    return sorted(made, key=lambda one: one.width)


def refusal(data: bytes) -> str:
    """The sentence with which the file is refused."""
    with pytest.raises(Refused) as caught:
        make(data)
    return renditions._sentence(caught.value)


# --- sizes --------------------------------------------------------------------------


def widths(prints: list[ladder.Print]) -> list[int]:
    return [one.width for one in prints]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((4000, 3000), [320, 720, 960, 1280, 1600]),
        ((1600, 900), [320, 720, 960, 1280, 1600]),
        ((1599, 900), [320, 720, 960, 1280, 1599]),
        ((1000, 700), [320, 720, 1000]),
        ((321, 200), [321]),
        ((320, 200), [320]),
        ((264, 264), [264]),
        ((1, 1), [1]),
    ],
)
def test_ladder_never_enlarges(size: tuple[int, int], expected: list[int]) -> None:
    assert widths(ladder.whole(*size)) == expected


def test_ladder_keeps_proportions() -> None:
    assert ladder.largest(3000, 2000) == (1600, 1067)
    assert [one.height for one in ladder.whole(30_000, 10)] == [1, 1, 1, 1, 1]


def test_ladder_stays_within_what_the_format_can_hold() -> None:
    assert ladder.largest(600, 30_000) == (320, 16_000)
    assert ladder.largest(1, 30_000) == (1, 16_000)


@pytest.mark.parametrize(
    ("size", "expected"),
    [((4000, 3000), [320, 960]), ((1000, 700), [320, 720]), ((264, 264), [264])],
)
def test_an_upload_makes_a_small_and_a_usable_picture(
    size: tuple[int, int], expected: list[int]
) -> None:
    quick = ladder.quick(*size)

    assert widths(quick) == expected
    assert {one.kinds for one in quick} == {("jpg",)}


@pytest.mark.parametrize(
    ("focus", "box"),
    [
        ((0.5, 0.5), (200, 0, 800, 600)),
        ((0.0, 0.9), (0, 0, 600, 600)),
        ((1.0, 0.5), (400, 0, 1000, 600)),
        ((0.4, 0.5), (100, 0, 700, 600)),
    ],
)
def test_a_crop_lies_as_near_the_focus_as_it_can(
    focus: tuple[float, float], box: ladder.Box
) -> None:
    assert ladder.crop_box(1000, 600, (1, 1), focus) == box


def test_nothing_is_cropped_to_proportions_it_has() -> None:
    assert ladder.crop_box(1500, 1000, (3, 2), (0.1, 0.1)) is None
    assert ladder.crop_box(1500, 1010, (3, 2), (0.1, 0.1)) is None
    made = {one.crop for one in ladder.cropped(1500, 1000, (0.5, 0.5))}
    assert made == {"16x9", "4x3", "1x1"}


@pytest.mark.parametrize("size", [(4000, 3000), (700, 900), (90, 30_000), (1, 1)])
def test_no_crop_is_larger_than_the_picture_it_is_cut_from(
    size: tuple[int, int],
) -> None:
    root = ladder.largest(*size)
    for one in ladder.cropped(*size, (0.2, 0.8)):
        left, top, right, bottom = one.box
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
        assert one.width <= root[0]
        assert one.height <= root[1] + 1


def test_a_crop_shows_what_the_focus_is_on() -> None:
    image = picture((900, 300), colour=WHITE)
    image.paste(RED, (600, 0, 900, 300))
    one = ladder.cropped(900, 300, (0.9, 0.5))[-1]
    made = list(
        printing.prints(image, image.size, [replace(one, kinds=("webp",))], b"")
    )

    assert one.crop == "1x1"
    assert is_near(colour_of(made[0][2]), RED)


# --- what is accepted ---------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF"])
def test_every_accepted_format_is_named_and_rendered(kind: str) -> None:
    data = saved(picture(), kind)

    facts = inspect(data)

    assert (facts.format, facts.width, facts.height) == (kind, 64, 48)
    assert is_near(colour_of(make(data)[-1].data), RED)


@pytest.mark.parametrize(
    ("kind", "suffix"), [("JPEG", "jpg"), ("WEBP", "webp"), ("TIFF", "tif")]
)
def test_the_suffix_is_that_of_the_content(kind: str, suffix: str) -> None:
    assert inspect(saved(picture(), kind)).suffix == suffix


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_pictures_are_held_upright(turn: int, kind: str) -> None:
    upright = picture((60, 40), colour=WHITE)
    upright.paste(RED, (0, 0, 30, 20))
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[turn]
    exif = Image.Exif()
    exif[0x0112] = turn
    data = saved(upright if undo is None else upright.transpose(undo), kind, exif=exif)

    facts = inspect(data)
    shown = opened(make(data)[-1].data).convert("RGB")

    assert (facts.width, facts.height) == shown.size == (60, 40)
    corners = [shown.getpixel(place) for place in [(8, 8), (50, 8), (8, 32), (50, 32)]]
    assert is_near(corners[0], RED)
    assert all(is_near(corner, WHITE) for corner in corners[1:])


def test_an_orientation_that_does_not_exist_is_ignored() -> None:
    exif = Image.Exif()
    exif[0x0112] = 77

    assert inspect(saved(picture((60, 40)), exif=exif)).width == 60


def test_only_the_first_frame_is_rendered() -> None:
    blue = picture(colour=(0, 0, 255))
    data = saved(picture(), "GIF", save_all=True, append_images=[blue])

    assert is_near(colour_of(make(data)[0].data), RED)
    assert getattr(opened(make(data)[0].data), "n_frames", 1) == 1


@pytest.mark.parametrize(
    ("image", "kind", "expected"),
    [
        (picture(mode="CMYK", colour=(0, 255, 255, 0)), "JPEG", (255, 0, 0)),
        (picture(mode="L", colour=128), "JPEG", (128, 128, 128)),
        (picture(mode="1", colour=1), "PNG", WHITE),
        (picture(mode="LA", colour=(0, 0)), "PNG", WHITE),
        (picture(mode="RGBA", colour=(0, 0, 0, 0)), "PNG", WHITE),
        (picture(mode="RGBA", colour=(0, 0, 0, 128)), "PNG", (127, 127, 127)),
        (picture(mode="I;16", colour=32_768), "PNG", (128, 128, 128)),
        (picture().quantize(4), "PNG", RED),
    ],
)
def test_every_kind_of_colour_becomes_opaque_srgb(
    image: Image.Image, kind: str, expected: tuple[int, int, int]
) -> None:
    data = make(saved(image, kind))[-1].data

    assert opened(data).mode == "RGB"
    assert is_near(colour_of(data), expected)


def test_a_palette_with_transparency_is_put_on_white() -> None:
    image = picture().quantize(4)
    index = image.getpixel((0, 0))

    data = make(saved(image, "PNG", transparency=index))[-1].data

    assert is_near(colour_of(data), WHITE)


@pytest.mark.parametrize("mode", ["RGBA", "I;16", "L", "P"])
def test_large_pictures_are_reduced_in_strips_without_a_seam(mode: str) -> None:
    grey = {"RGBA": (128, 128, 128, 255), "I;16": 32_768, "L": 128, "P": 0}[mode]
    image = picture((7001, 1003), mode, grey)
    if mode == "P":
        image.putpalette([128, 128, 128])

    shown = opened(make(saved(image, "PNG"))[-1].data).convert("L")

    assert shown.size == (1600, 229)
    darkest, lightest = shown.getextrema()
    assert isinstance(darkest, int)
    assert 124 <= darkest <= lightest <= 132


def test_colours_are_translated_by_the_embedded_profile() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = make(saved(picture()))[-1].data

    assert is_near(colour_of(make(saved(picture(), icc_profile=profile))[-1].data), RED)
    # A profile of another kind, or none at all, is ignored.
    for useless in [lab.tobytes(), b"not a profile"]:
        data = make(saved(picture(), icc_profile=useless))[-1].data
        assert colour_of(data) == colour_of(plain)


def test_nothing_but_pixels_is_served() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[1] = "SECRET-PLACE"
    data = saved(picture(), exif=exif, xmp=b"SECRET-XMP", comment=b"SECRET-COMMENT")
    assert data.count(b"SECRET") == 4

    for rendition in make(data):
        assert b"SECRET" not in rendition.data
        info = opened(rendition.data).info
        assert {"exif", "xmp", "icc_profile", "comment"} & set(info) == set()
        assert not opened(rendition.data).getexif()


def test_broken_exif_costs_nobody_a_good_picture() -> None:
    data = saved(picture((60, 40)), exif=b"Exif\x00\x00" + b"\xff" * 40)

    assert inspect(data).width == 60
    assert make(data)[0].width == 60


# --- what is refused ----------------------------------------------------------------


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(UnusablePicture, match="^The file is empty.$"):
        read(io.BytesIO(b""))


def test_reading_stops_at_the_limit() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def seek(self, *args: Any) -> int:
            return 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return bytes(size)

    endless = Endless()
    with pytest.raises(UnusablePicture, match="^The file is larger than 40 MB.$"):
        read(endless)  # type: ignore[arg-type]
    assert endless.given == MAX_BYTES + 1


def test_a_file_is_read_from_its_beginning() -> None:
    file = io.BytesIO(b"picture")
    file.read()

    assert read(file) == b"picture"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (b"\xef\xbb\xbf <?xml version='1.0'?>\n<svg/>", "an SVG drawing"),
        (b"<!DOCTYPE html><p>hello", "a text file"),
        (b"%PDF-1.7", "a PDF document"),
        (b"II*\x00\x10\x00\x00\x00CR\x02\x00" + bytes(40), "a camera's raw file"),
        (b"BM" + bytes(40), "a BMP file"),
        (b"8BPS" + bytes(40), "a Photoshop file"),
        (b"%!PS-Adobe", "a PostScript file"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "a HEIC file"),
        (b"MZ\x90\x00", "a program"),
    ],
)
def test_other_formats_are_named(data: bytes, kind: str) -> None:
    assert refusal(data) == (
        f"This is {kind}, not a picture we can use. "
        "Please save it as JPEG, PNG, WebP, AVIF, GIF or TIFF."
    )


@pytest.mark.parametrize("data", [b"hello", bytes(100), b"\xff\xd8\xff", b"GIF89a"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        inspect(data)


def zipped() -> bytes:
    """A ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("Main.class", b"\xca\xfe\xba\xbe")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("tail", "nature"),
    [
        (b"<script>alert(1)</script>", "a web page or script"),
        (b"<?PHP system('id');", "a web page or script"),
        (b"<!doctype  html>", "a web page or script"),
        (b"<svg onload=alert(1)>", "a web page or script"),
        (zipped(), "an archive"),
        (b"Rar!\x1a\x07\x00", "an archive"),
        (b"7z\xbc\xaf\x27\x1c", "an archive"),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_that_is_something_else_too_is_refused(
    kind: str, tail: bytes, nature: str
) -> None:
    assert refusal(saved(picture(), kind) + tail) == (
        f"The file is a picture with {nature} hidden in it. "
        "Please export it again from a picture program."
    )


def test_a_header_that_opens_a_comment_is_refused() -> None:
    gif = bytearray(saved(picture(), "GIF"))
    gif[6:8] = b"/*"

    assert "a web page or script" in refusal(bytes(gif))


@pytest.mark.parametrize(
    "tail", [b"\x00\x00\x00\x18ftypmp42" + bytes(900), b"PK\x05\x06"]
)
def test_a_film_or_rubbish_after_the_picture_does_no_harm(tail: bytes) -> None:
    assert make(saved(picture()) + tail)[0].width == 64


def test_a_property_list_in_the_metadata_is_no_web_page() -> None:
    xmp = b'<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN">'

    assert make(saved(picture(), xmp=xmp))[0].width == 64


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header claims a size for which there are no pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(body))
        + name
        + body
        + struct.pack(">I", zlib.crc32(name + body))
        for name, body in [
            (b"IHDR", header),
            (b"IDAT", zlib.compress(b"")),
            (b"IEND", b""),
        ]
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize("size", [(10_000, 6_001), (50_000, 50_000), (2**31 - 1, 1)])
@pytest.mark.filterwarnings("ignore:Image size")
def test_too_many_pixels_are_refused_before_they_are_decoded(
    size: tuple[int, int],
) -> None:
    sentence = refusal(png_claiming(*size))

    assert sentence == "The picture has more than 60 million pixels."


def test_a_very_long_side_is_refused() -> None:
    assert refusal(png_claiming(30_001, 2)) == (
        "The picture has a side of more than 30,000 pixels."
    )


def test_a_header_without_pixels_is_refused() -> None:
    assert refusal(png_claiming(100, 100)) == (
        "The file is damaged or incomplete. Please ask for it again."
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_truncated_file_is_refused(kind: str) -> None:
    noise = Image.effect_noise((200, 200), 60).convert("RGB")
    data = saved(noise, kind)

    assert refusal(data[: len(data) // 2]) in {
        "The file is damaged or incomplete. Please ask for it again.",
        "This is not a JPEG, PNG, WebP, AVIF, GIF or TIFF picture, or it is damaged.",
    }


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_damaged_bytes_are_rendered_or_refused_but_never_crash(kind: str) -> None:
    dice = random.Random(2026)
    good = saved(Image.effect_noise((80, 60), 60).convert("RGB"), kind)

    for _ in range(60):
        data = bytearray(good)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        with suppress(Refused):
            assert make(bytes(data))[-1].data.startswith(b"RIFF")
