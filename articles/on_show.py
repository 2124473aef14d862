"""Which pictures readers see in some article now: the only ones that the API has."""

from datetime import datetime

from django.conf import settings

from articles.models import Image, Publication
from articles.models.publication import PublicationQuerySet


def on_show(pk: int, at: datetime) -> Image | None:
    """The image, if a live article shows it at ``at`` and its rights last."""
    image = Image.objects.filter(pk=pk).first()
    if image is None or not image.may_be_shown(at):
        return None
    live = Publication.objects.live(at)
    if live.filter(lead_image=pk).exists() or _in_text(live, {pk}):
        return image
    return image if _stands_in(image, at) else None


def _in_text(live: PublicationQuerySet, ids: set[int]) -> bool:
    """Whether one of these stands in the text of one of those."""
    rows = live.filter(article__image_uses__image__in=ids)
    return any(ids & set(shown) for shown in rows.values_list("image_ids", flat=True))


def _stands_in(image: Image, at: datetime) -> bool:
    """Whether it is shown where the rights of another picture have ended."""
    first: datetime | None = settings.IMAGE_RIGHTS_FROM
    if first is None or at < first:
        return False
    live = Publication.objects.live(at).filter(section__fallback=image)
    if live.filter(lead_image__rights_expire_at__lte=at).exists():
        return True
    texts = live.filter(article__image_uses__image__rights_expire_at__lte=at)
    ended = texts.values_list("article__image_uses__image", flat=True)
    return _in_text(live, set(ended)) if ended else False
