"""Where an image is used: shown to the desk, and the reason not to delete it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Image, ImageUse, Publication
from articles.richtext import clean, image_ids

# More than anybody reads; an image in more articles is not deleted either way.
MOST_PLACES = 100


@dataclass(frozen=True)
class Place:
    """One article, or something else, that shows the image."""

    title: str
    kind: str | Promise
    is_live: bool = False
    article_id: int | None = None


def remember(article: Article) -> None:
    """Note the images in the text of an article that is being saved."""
    known = Image.objects.filter(pk__in=image_ids(clean(article.body)))
    ImageUse.objects.bulk_create(
        [ImageUse(article=article, image=image) for image in known.only("pk")],
        ignore_conflicts=True,
    )


def places(image: Image, at: datetime) -> list[Place]:
    """Everything that shows the image or has shown it to readers, live ones first."""
    found = [*_articles(image, at), *_others(image)]
    return sorted(found, key=lambda place: not place.is_live)


def _articles(image: Image, at: datetime) -> Iterator[Place]:
    candidates = _candidates(image)
    versions: dict[int, list[Publication]] = {}
    shown = Publication.objects.filter(article__in=candidates).order_by("live_until")
    for version in shown.defer("standfirst"):
        if image.pk == version.lead_image_id or image.pk in version.image_ids:
            versions.setdefault(version.article_id, []).append(version)
    for article in candidates:
        published = versions.get(article.pk, [])
        kind = _kind(image, article, published, at)
        if kind:
            is_live = any(version.is_live(at) for version in published)
            yield Place(str(article), kind, is_live, article.pk)


def _candidates(image: Image) -> list[Article]:
    """Articles that may show it: by three indexes, never by searching texts."""
    ids = [
        image.led_articles.values_list("pk", flat=True),
        image.led_publications.values_list("article_id", flat=True).distinct(),
        image.uses.values_list("article_id", flat=True),
    ]
    unique = {pk for some in ids for pk in some[:MOST_PLACES]}
    return list(Article.objects.filter(pk__in=sorted(unique)[-MOST_PLACES:]))


def _kind(
    image: Image, article: Article, published: list[Publication], at: datetime
) -> str | Promise:
    """Say how the article shows it: what readers see counts before the working copy."""
    live = [version for version in published if version.is_live(at)]
    if live:
        return (
            _("lead image") if live[0].lead_image_id == image.pk else _("in the text")
        )
    if article.lead_image_id == image.pk:
        return _("lead image of the working copy")
    if image.pk in image_ids(article.body):
        return _("in the text of the working copy")
    if any(version.live_from > at for version in published):
        return _("in a scheduled version")
    return _("in an earlier version") if published else ""


def _others(image: Image) -> Iterator[Place]:
    """Whatever else points to it and would be hurt, by whichever app."""
    for relation in Image._meta.related_objects:
        protected = relation.on_delete is models.PROTECT
        if protected and relation.related_model not in {Article, Publication}:
            rows = relation.related_model._default_manager.filter(
                **{relation.field.name: image}
            )
            for row in rows[:MOST_PLACES]:
                yield Place(str(row), str(row._meta.verbose_name))
