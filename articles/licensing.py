"""Which picture readers see, and may pass on, while rights last and after they end."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from articles import library, usage
from articles.models import Image, Publication
from articles.usage import Place, Use

# Of the pictures whose rights end about now, so many are looked at.
LOOKED_AT = 500


@dataclass(frozen=True)
class Ending:
    """A picture in use whose rights end about now, and what shows it."""

    image: Image
    ends_at: datetime
    uses: list[Use]
    others: list[Place]

    @property
    def places(self) -> list[str]:
        """What shows it, by name: articles first."""
        return [use.title for use in self.uses] + [one.title for one in self.others]


def endings(at: datetime, sections: Collection[int] | None = None) -> list[Ending]:
    """Pictures in use whose rights end within four weeks, or did in the last four.

    The first to end comes first. ``sections``: only what articles of these show.
    """
    about_now = library.ending(Image.objects.all(), at).filter(
        rights_expire_at__gt=at - library.SOON
    )
    rows = usage.in_use(about_now, at).order_by("rights_expire_at", "pk")
    images = {image.pk: image for image in rows[:LOOKED_AT]}
    uses, others = usage.uses(list(images), at), usage.others(list(images))
    found = []
    for pk, image in images.items():
        own = [
            use
            for use in uses.get(pk, [])
            if sections is None or use.section_id in sections
        ]
        rest = others.get(pk, []) if sections is None else []
        if image.rights_expire_at and (own or rest):
            found.append(Ending(image, image.rights_expire_at, own, rest))
    return found


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
