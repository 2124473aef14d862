"""What a picture may be, and what looking at it may cost."""

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF")
MAX_BYTES = 40_000_000
MAX_PIXELS = 60_000_000
# These two are decoded whole, in several copies, whatever size is wanted: 60 million
# pixels of WebP take 900 MB, 40 million 600.
MAX_PIXELS_OF = {"WEBP": 40_000_000, "AVIF": 40_000_000}
MAX_SIDE = 30_000

# All that is within the limits above stays below two thirds of this.
MEMORY = 1_200_000_000
# Seconds of processor: while somebody waits for an upload, and where nobody does. The
# largest pictures above need less than two; a file is answered within five whatever it
# is. The clock is a net for a child that sleeps, and wide: on a machine that is busy
# with other things, good pictures must not be refused for it.
UPLOAD_SECONDS = (3, 30)
LADDER_SECONDS = (60, 150)


def max_pixels(kind: str) -> int:
    """Return how many pixels a picture of this format may have."""
    return MAX_PIXELS_OF.get(kind, MAX_PIXELS)
