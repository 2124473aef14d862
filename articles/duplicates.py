"""Pictures that the library has already: the same file, or nearly the same picture."""

import io
from collections.abc import Sequence

from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image as Pixels

from articles.darkroom.process import File
from articles.likeness import NEAR, bands, distance, likeness_of, near_bands
from articles.models import Image, LikenessBand

MOST = 5
# More share a quarter with one of these only if they are much of a kind; newest first.
MOST_CANDIDATES = 500


def likeness_in(files: Sequence[File]) -> str:
    """The likeness of a picture, seen in the smallest of what was made of it."""
    whole = [file for file in files if not file.crop]
    if not whole:
        return ""
    smallest = min(whole, key=lambda file: file.width)
    with Pixels.open(io.BytesIO(smallest.data)) as picture:
        return likeness_of(picture)


def remember(image: Image) -> None:
    """Make an image findable by its likeness, as it is now."""
    image.bands.all().delete()
    if image.likeness:
        LikenessBand.objects.bulk_create(
            LikenessBand(image=image, band=band) for band in bands(image.likeness)
        )


def backfill() -> int:
    """Make findable the images that are not; returns how many now are.

    Those that came before likenesses did, or by another way than an upload. A plain
    picture has none, and is looked at again each time: it is small.
    """
    lacking = Image.objects.filter(bands=None).order_by("pk")
    return sum(
        _filled(image)
        for pk in list(lacking.values_list("pk", flat=True))
        for image in Image.objects.filter(pk=pk)
    )


def _filled(image: Image) -> bool:
    if not image.likeness:
        image.likeness = _seen(image)
        # Unless the file was replaced meanwhile.
        rows = Image.objects.filter(pk=image.pk, content_hash=image.content_hash)
        if not image.likeness or not rows.update(likeness=image.likeness):
            return False
    with transaction.atomic():
        remember(image)
    return True


def _seen(image: Image) -> str:
    """The likeness of what the store has of an image, the smallest; "" if nothing."""
    smallest = image.at_least(1)
    if smallest is None:
        return ""
    try:
        with (
            default_storage.open(smallest["name"]) as file,
            Pixels.open(file) as picture,
        ):
            return likeness_of(picture)
    # Missing, or not whole: check_newsroom says so, and the next run sees it again.
    except OSError:
        return ""


def nearly(likeness: str, *, but: int | None = None) -> list[Image]:
    """The images most like this one, the nearest first; ``but`` is left out."""
    if not likeness:
        return []
    ids = LikenessBand.objects.filter(band__in=near_bands(likeness)).exclude(image=but)
    newest = ids.order_by("-image").values_list("image", flat=True).distinct()
    known = Image.objects.filter(pk__in=list(newest[:MOST_CANDIDATES]))
    far = {image: distance(likeness, image.likeness) for image in known}
    near = [image for image in far if far[image] <= NEAR]
    return sorted(near, key=lambda image: (far[image], -image.pk))[:MOST]
