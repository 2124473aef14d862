"""Nearly the same pictures: 64 bits that survive another size, format or quality."""

from PIL import Image

# Of 64 bits. Copies of one photograph differ in 0 to 5, two of a series in 10 and more.
NEAR = 7
BANDS = 4
_BITS = 16
# A plain surface says nothing: everything plain would be like everything else plain.
_LEAST = 6


def likeness_of(picture: Image.Image) -> str:
    """Return 16 hex digits, one bit for each step from light to dark; "" if plain.

    The difference hash: nine by eight grey dots, each compared with its neighbour.
    """
    dots = picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    steps = [dots[p] > dots[p + 1] for p in range(72) if p % 9 != 8]
    bits = sum(
        1 << place for place, is_darker in enumerate(reversed(steps)) if is_darker
    )
    return f"{bits:016x}" if _LEAST <= bits.bit_count() <= 64 - _LEAST else ""


def distance(one: str, other: str) -> int:
    """Return in how many bits two likenesses differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def bands(likeness: str) -> list[int]:
    """Return its four quarters, each with its place: what an index can look up."""
    bits = int(likeness, 16)
    mask = (1 << _BITS) - 1
    return [place << _BITS | (bits >> (place * _BITS)) & mask for place in range(BANDS)]


def near_bands(likeness: str) -> list[int]:
    """Return all bands of which every likeness at most ``NEAR`` away has one.

    Seven different bits in four quarters leave one quarter with one at most.
    """
    flips = [0, *(1 << place for place in range(_BITS))]
    return [band ^ flip for band in bands(likeness) for flip in flips]
