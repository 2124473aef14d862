"""Which picture readers see, and may pass on, while rights last and after they end."""

from collections.abc import Mapping
from datetime import datetime

from articles.models import Image, Publication


def fallback_of(publication: Publication) -> Image | None:
    """The picture that its section shows where another's rights have ended."""
    return publication.section.fallback if publication.section else None


def shown(image: Image | None, fallback: Image | None, at: datetime) -> Image | None:
    """``image`` while it may be shown at ``at``, then ``fallback`` if that may be."""
    if image is None or image.may_be_shown(at):
        return image
    return fallback if fallback and fallback.may_be_shown(at) else None


def shared(image: Image | None, fallback: Image | None, at: datetime) -> Image | None:
    """What other sites may show beside a link: ``shown``, but nothing kept from them.

    ``fallback`` stands in for a picture that is not for social media, too.
    """
    found = shown(image, fallback, at)
    if found is None or not found.not_for_social:
        return found
    other = shown(fallback, None, at)
    return None if other is None or other.not_for_social else other


def in_text(
    images: Mapping[int, Image],
    lead: Image | None,
    fallback: Image | None,
    at: datetime,
) -> dict[int, Image]:
    """What stands for each picture in a text; the fallback once at most on the page."""
    taken = {lead.pk} if lead else set()
    found = {}
    for pk, image in images.items():
        picture = shown(image, fallback, at)
        if picture is None or (picture is not image and picture.pk in taken):
            continue
        taken.add(picture.pk)
        found[pk] = picture
    return found
