"""From pixels to files in three formats, with the credit inside. Runs in the child."""

import io
from collections.abc import Iterator

from PIL import Image

from articles.darkroom.ladder import Box, Print, Size

# Judged by eye on the demonstration's photographs at twice the size: below these,
# foliage smears (AVIF) or skies band (WebP). Speed 9 takes a ninth of the time of
# speed 6 for 7 % more bytes; WebP's method 2 half of method 4's for 3 %. A progressive
# JPEG would be 7 % smaller and take five times as long, for the few who still get it.
AVIF = {"quality": 60, "speed": 9, "max_threads": 1}
WEBP = {"quality": 76, "method": 2}
JPEG = {"quality": 80}
# Four steps for each of red, green and blue: 64 tints, each a class of the stylesheet.
TONES = 4

Cut = tuple[float, float, float, float]


def tone_of(picture: Image.Image) -> str:
    """Return the class of the picture's average colour: three digits from 0 to 3."""
    pixel = picture.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return "".join(str(int(level) * TONES // 256) for level in pixel)


def prints(
    root: Image.Image, original: Size, wanted: list[Print], packet: bytes
) -> Iterator[tuple[Print, str, bytes]]:
    """Make every file from the largest picture; each step from the one before it."""
    cuts = sorted({one.crop for one in wanted})
    for crop in cuts:
        steps = [one for one in wanted if one.crop == crop]
        at_hand = root
        box = _scaled(steps[0].box, original, root.size)
        for step in sorted(steps, key=lambda one: -one.width):
            size = (step.width, step.height)
            at_hand = at_hand.resize(size, Image.Resampling.LANCZOS, box)
            box = (0.0, 0.0, float(step.width), float(step.height))
            for kind in step.kinds:
                yield step, kind, encoded(at_hand, kind, packet)


def encoded(picture: Image.Image, kind: str, packet: bytes) -> bytes:
    """Return the file; JPEG gets its metadata later, where others know how."""
    # A fresh copy has no info, so nothing from the upload can be written out.
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    buffer = io.BytesIO()
    if kind == "avif":
        bare.save(buffer, "AVIF", xmp=packet or None, **AVIF)
    elif kind == "webp":
        bare.save(buffer, "WEBP", xmp=packet, **WEBP)
    else:
        bare.save(buffer, "JPEG", **JPEG)
    return buffer.getvalue()


def _scaled(box: Box, original: Size, root: Size) -> Cut:
    """Return the box of the original in the pixels of the largest picture."""
    across, down = root[0] / original[0], root[1] / original[1]
    left, top, right, bottom = box
    return left * across, top * down, right * across, bottom * down
