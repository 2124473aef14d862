"""Which files are made of a picture: widths, crops round the focal point, formats."""

from dataclasses import dataclass, replace

# A telephone's column at one, two and three dots to the pixel (320, 720, 960), a desk's
# text column at two (1280) and its widest lead (1600). Steps of a half at most from 720
# up: a browser between two steps loads that much too much at worst. 2400 would serve
# few screens, double what a picture costs, and few originals have it to give.
WIDTHS = (320, 720, 960, 1280, 1600)
KINDS = ("avif", "webp", "jpg")
# The fallback, and what an upload makes at once: decoded and written in 0.1 seconds.
FALLBACK = "jpg"
QUICK = 960
# 3x2 is what cards are, for browsers. The others are for the rest of the world, which
# reads JPEG: share cards and feeds want 16x9, search engines all three.
CROPS: dict[str, tuple[tuple[int, int], tuple[int, ...], tuple[str, ...]]] = {
    "3x2": ((3, 2), (320, 480, 720, 960), KINDS),
    "16x9": ((16, 9), (640, 1280), (FALLBACK,)),
    "4x3": ((4, 3), (480, 960), (FALLBACK,)),
    "1x1": ((1, 1), (320, 800), (FALLBACK,)),
}

# WebP has no taller picture than 16,383 rows.
MAX_HEIGHT = 16_000

Box = tuple[int, int, int, int]
Size = tuple[int, int]


@dataclass(frozen=True)
class Print:
    """One picture to be made, in several formats; ``box`` is cut from the original."""

    crop: str
    box: Box
    width: int
    height: int
    kinds: tuple[str, ...]


def largest(width: int, height: int) -> Size:
    """Return the size from which all others are made."""
    widest = max(1, min(width, WIDTHS[-1], width * MAX_HEIGHT // height))
    return _fitting((0, 0, width, height), widest)


def whole(width: int, height: int) -> list[Print]:
    """Return the uncropped pictures, narrowest first, never wider than the original."""
    box = (0, 0, width, height)
    return _steps("", box, largest(width, height)[0], WIDTHS, KINDS)


def quick(width: int, height: int) -> list[Print]:
    """Return the pictures to make while somebody waits: some of the uncropped ones."""
    prints = whole(width, height)
    ready = [one for one in prints if one.width <= QUICK] or prints[:1]
    some = ready if len(ready) == 1 else [ready[0], ready[-1]]
    return [replace(one, kinds=(FALLBACK,)) for one in some]


def cropped(width: int, height: int, focus: tuple[float, float]) -> list[Print]:
    """Return the crops, none larger than what the largest picture has to give."""
    scale = largest(width, height)[0] / width
    made = []
    for name, (ratio, steps, kinds) in CROPS.items():
        box = crop_box(width, height, ratio, focus)
        # Where nothing would be cut off, the uncropped picture serves.
        if box is not None:
            widest = max(1, min(int((box[2] - box[0]) * scale), steps[-1]))
            made += _steps(name, box, widest, steps, kinds)
    return made


def crop_box(
    width: int, height: int, ratio: tuple[int, int], focus: tuple[float, float]
) -> Box | None:
    """Return the largest box of these proportions, as near the focus as it can lie."""
    across, down = ratio
    wide = min(width, max(1, round(height * across / down)))
    tall = min(height, max(1, round(width * down / across)))
    if width - wide <= width * 0.02 and height - tall <= height * 0.02:
        return None
    left = min(max(round(focus[0] * width - wide / 2), 0), width - wide)
    top = min(max(round(focus[1] * height - tall / 2), 0), height - tall)
    return left, top, left + wide, top + tall


def _steps(
    crop: str, box: Box, widest: int, widths: tuple[int, ...], kinds: tuple[str, ...]
) -> list[Print]:
    # A step that is nearly the widest would be a file nobody is better off with.
    chosen = [step for step in widths if step < widest * 0.9] + [widest]
    return [Print(crop, box, *_fitting(box, step), kinds) for step in chosen]


def _fitting(box: Box, width: int) -> Size:
    height = round((box[3] - box[1]) * width / (box[2] - box[0]))
    return width, min(max(height, 1), MAX_HEIGHT)
