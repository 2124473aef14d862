"""Where an image is used: shown to the desk, and the reason not to delete it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
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


@dataclass(frozen=True)
class Use:
    """An article that shows an image on the desk, or to readers now or later."""

    article_id: int
    title: str
    section_id: int | None
    # Whether readers see it there, or will by the clock alone.
    is_out: bool


def remember(article: Article) -> None:
    """Note the images in the text of an article that is being saved."""
    known = Image.objects.filter(pk__in=image_ids(clean(article.body)))
    ImageUse.objects.bulk_create(
        [ImageUse(article=article, image=image) for image in known.only("pk")],
        ignore_conflicts=True,
    )


def hold(article: Article) -> None:
    """Lock the images that an article shows until the transaction ends.

    What the gate reads of them is then what readers get: ``images.amend`` locks, too.
    """
    ids = set(image_ids(clean(article.body)))
    if article.lead_image_id:
        ids.add(article.lead_image_id)
    if ids:
        rows = Image.objects.select_for_update(no_key=True).filter(pk__in=ids)
        held = {image.pk: image for image in rows.order_by("pk")}
        article.lead_image = held.get(article.lead_image_id or 0)


def places(image: Image, at: datetime) -> list[Place]:
    """Everything that shows the image or has shown it to readers, live ones first."""
    found = [*_articles(image, at), *others([image.pk]).get(image.pk, [])]
    return sorted(found, key=lambda place: not place.is_live)


def is_out(image: Image, at: datetime) -> bool:
    """Whether readers see the image, or will by the clock alone."""
    shown = any(True for _found in _versions([image.pk], at))
    # A contributor, a section or a line-up: pages that are there for all to read.
    return shown or bool(others([image.pk]))


def uses(ids: Collection[int], at: datetime) -> dict[int, list[Use]]:
    """The articles that show these images now, live ones first; four queries.

    Not those that only showed them once: ``places`` of one image knows them, too.
    """
    found: dict[int, dict[int, Use]] = defaultdict(dict)
    for pk, use in (*_versions(ids, at), *_copies(ids)):
        found[pk].setdefault(use.article_id, use)
    return {pk: list(by_article.values()) for pk, by_article in found.items()}


def _versions(ids: Collection[int], at: datetime) -> Iterator[tuple[int, Use]]:
    """What has not ended: by the lead images, then by what texts have ever shown."""
    rows = Publication.objects.filter(live_until__gt=at).order_by("article_id")
    facts = ("article_id", "headline", "section_id")
    led = rows.filter(lead_image__in=ids).values_list("lead_image", *facts)
    for pk, article, title, section in led:
        yield pk, Use(article, title, section, is_out=True)
    shown = rows.filter(article__image_uses__image__in=ids)
    inside = F("article__image_uses__image")
    texts = shown.values_list(inside, "image_ids", *facts)
    for pk, in_text, article, title, section in texts:
        if pk in in_text:
            yield pk, Use(article, title, section, is_out=True)


def _copies(ids: Collection[int]) -> Iterator[tuple[int, Use]]:
    """The working copies, whose texts the database looks at: few, and never loaded."""
    led = Article.objects.filter(lead_image__in=ids)
    mark = Concat(
        Value('data-image="'),
        Cast("image_uses__image", models.CharField()),
        Value('"'),
    )
    inside = Article.objects.filter(image_uses__image__in=ids, body__contains=mark)
    both: list[tuple[QuerySet[Article], str]] = [
        (led, "lead_image"),
        (inside, "image_uses__image"),
    ]
    for rows, image in both:
        shown = rows.annotate(image=F(image)).defer("body", "standfirst")
        for row in shown.order_by("pk"):
            yield row.image, Use(row.pk, str(row), row.section_id, is_out=False)


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


def others(ids: Collection[int]) -> dict[int, list[Place]]:
    """Whatever else points to these images and would be hurt, by whichever app."""
    found: dict[int, list[Place]] = defaultdict(list)
    for model, name in _protecting():
        rows = model._default_manager.filter(**{f"{name}__in": ids})
        for row in rows[:MOST_PLACES]:
            place = Place(str(row), str(row._meta.verbose_name))
            found[getattr(row, f"{name}_id")].append(place)
    return dict(found)


def in_use(images: QuerySet[Image], at: datetime) -> QuerySet[Image]:
    """Keep the images that something may show, now or later; ``uses`` knows exactly."""
    this = OuterRef("pk")
    shown = Publication.objects.filter(live_until__gt=at)
    used: Any = (
        Exists(Article.objects.filter(lead_image=this))
        | Exists(shown.filter(lead_image=this))
        | Exists(ImageUse.objects.filter(image=this))
    )
    for model, name in _protecting():
        used |= Exists(model._default_manager.filter(**{name: this}))
    return images.filter(used)


def _protecting() -> list[tuple[Any, str]]:
    """The models and fields, beside those of articles, that keep an image."""
    return [
        (relation.related_model, relation.field.name)
        for relation in Image._meta.related_objects
        if relation.on_delete is models.PROTECT
        and relation.related_model not in {Article, Publication}
    ]
