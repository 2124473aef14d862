"""Renditions of the library's images: which are due, making them, what keeps them.

An upload keeps the original and one or two quick pictures; the rest is made here, by
the worker. An image whose ``render_at`` has come is claimed by moving that moment into
the future, which is the lease: of several workers one wins, and an editor who corrects
the credit meanwhile takes the claim away. What a killed one had claimed is taken back
at once on the same machine, and when the lease runs out on another.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet

from articles import claims, picture_files, renditions
from articles.darkroom.process import File
from articles.models import EarlierFile, Image
from articles.packets import Rights
from articles.renditions import Facts, Order, Rendition, UnusablePicture
from articles.signals import tell

# More than the darkroom allows itself, with time for a slow store.
LEASE = timedelta(minutes=3)
# After a failure that is not the picture's: a full disk, a store that is away.
PAUSE = timedelta(minutes=10)
# Written by this module alone, never by somebody who read the row long before.
OWN_FIELDS = frozenset({"renditions", "superseded", "tone", "render_at"})

logger = logging.getLogger(__name__)


def order_of(image: Image) -> Order:
    """Return what is to be made of an image as it is now."""
    rights = Rights(
        creator=image.creator,
        credit=image.credit,
        source=image.source,
        copyright_notice=image.copyright_notice,
        licence=image.licence,
        licence_url=image.licence_url,
        usage_terms=image.usage_terms,
        licensor_url=image.licensor_url,
    )
    return Order(
        stem=picture_files.stem(image.content_hash),
        width=image.width,
        height=image.height,
        focus=(image.focal_x, image.focal_y),
        rights=rights,
    )


def begin(
    image: Image, facts: Facts, quick: Iterable[File], at: datetime
) -> list[Rendition]:
    """Note the quick pictures on a new image; return the files, to be stored first."""
    order = order_of(image)
    image.renditions = order.entries(order.quick())
    image.superseded = []
    image.tone = facts.tone
    image.render_at = at
    return order.files(quick)


def is_complete(image: Image) -> bool:
    """Whether its row lists everything that should be made of it."""
    order = order_of(image)
    return bool(image.renditions == order.entries(order.prints()))


def ask(image: Image, at: datetime) -> bool:
    """Have an image's renditions made afresh if they are not what they should be."""
    stored = Image.objects.get(pk=image.pk)
    if is_complete(stored):
        return False
    return bool(Image.objects.filter(pk=image.pk).update(render_at=at))


def due(at: datetime) -> QuerySet[Image]:
    """The images whose renditions are to be made, longest waiting first."""
    return Image.objects.filter(render_at__lte=at).order_by("render_at", "pk")


def render_due(at: datetime, limit: int) -> int:
    """Make the renditions of some images; return how many were looked at."""
    take_back(at)
    found = list(due(at)[:limit])
    made = [render(image, at) for image in found]
    # If others are at all of them, or all fail, there is no hurry to ask again.
    return len(found) if any(made) else 0


def take_back(at: datetime) -> int:
    """Free what processes of this machine had claimed when they were killed."""
    freed = 0
    for name in claims.abandoned():
        claim = Image.objects.filter(pk=int(name), render_at__range=(at, at + LEASE))
        freed += claim.update(render_at=at)
    return freed


def render(image: Image, at: datetime) -> bool:
    """Make an image's renditions unless somebody else does; say whether it was done."""
    # In the future means that somebody else is at it, or has just failed.
    if image.render_at is None or image.render_at > at:
        return False
    with claims.held(str(image.pk)) as is_free:
        return is_free and _claim_and_render(image, at)


def _claim_and_render(image: Image, at: datetime) -> bool:
    seen, lease = image.render_at, at + LEASE
    mine = Image.objects.filter(pk=image.pk, render_at=seen).update(render_at=lease)
    if not mine:
        return False
    image.refresh_from_db()
    try:
        return _render(image, lease, at)
    except (UnusablePicture, FileNotFoundError) as error:
        # Asking again would not help: check_newsroom says so until it is repaired.
        logger.error("Image %d cannot be rendered: %s", image.pk, error)
        _release(image, lease, None)
    # Whatever a store can raise; nobody is waiting, so it is tried again later.
    except Exception:
        logger.exception("Image %d was not rendered", image.pk)
        _release(image, lease, at + PAUSE)
    return False


def _render(image: Image, lease: datetime, at: datetime) -> bool:
    order = order_of(image)
    with image.file.open() as original:
        data = original.read()
    made, tone = renditions.develop(data, order)
    picture_files.keep_renditions(made)
    entries = order.entries(order.prints())
    before = renditions.names(image.renditions) - renditions.names(entries)
    # What completes a new file replaces nothing: pages still ask for the old one's.
    superseded = before or set(image.superseded)
    with transaction.atomic():
        done = Image.objects.filter(pk=image.pk, render_at=lease).update(
            renditions=entries,
            superseded=sorted(superseded),
            tone=tone,
            render_at=None,
        )
        if done:
            tell(Image, frozenset({f"image-{image.pk}"}), at)
    # Files of two changes ago, or of a build that was overtaken.
    remove_unclaimed({*image.superseded, *renditions.names(entries)})
    return bool(done)


def _release(image: Image, lease: datetime, again: datetime | None) -> None:
    Image.objects.filter(pk=image.pk, render_at=lease).update(render_at=again)


def claimed(images: Iterable[Image]) -> set[str]:
    """The names of files that these images list, have just listed, or will list."""
    found: set[str] = set()
    for image in images:
        order = order_of(image)
        found |= renditions.names(image.renditions) | set(image.superseded)
        found |= renditions.names(order.entries(order.prints()))
    return found


def remove_unclaimed(names: Iterable[str]) -> None:
    """Delete those of these files that no image claims."""
    by_file: dict[str, set[str]] = {}
    for name in names:
        by_file.setdefault(picture_files.hash_in(name), set()).add(name)
    for beginning, some in by_file.items():
        kept = claimed(claiming(beginning))
        picture_files.remove((default_storage, name) for name in sorted(some - kept))


def claiming(beginning: str) -> Iterable[Image]:
    """The images of which files whose content's hash begins so are or were made."""
    earlier = EarlierFile.objects.filter(content_hash__startswith=beginning)
    is_made_of = Q(content_hash__startswith=beginning)
    return Image.objects.filter(is_made_of | Q(pk__in=earlier.values("image")))
