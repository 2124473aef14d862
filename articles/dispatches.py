"""Articles as other systems get them, whole and in few queries: feeds and the API."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import TypeVar
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe

from articles.cards import keys_of_version
from articles.figures import figure
from articles.licensing import fallback_of, in_text, shared, shown
from articles.models import Contributor, Correction, Image, Publication, Topic
from articles.models.publication import PublicationQuerySet
from articles.richtext import render

TEMPLATE = "articles/_dispatch.html"

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Dispatch:
    """A live publication with everything that is sent out with it."""

    publication: Publication
    contributors: Sequence[Contributor]
    topics: Sequence[Topic]
    # What readers see at the moment it was loaded for, after rights have ended.
    lead_image: Image | None
    # What may stand beside it where others decide how it looks.
    shared_image: Image | None
    # By the ids in the text.
    images: Mapping[int, Image]
    # The latest first.
    corrections: Sequence[Correction]

    @property
    def guid(self) -> str:
        """Its name for ever, whatever becomes of its address."""
        return guid(f"article-{self.publication.article_id}")

    @property
    def address(self) -> str:
        """The full address of its page."""
        return full(self.publication.get_absolute_url())

    @property
    def language(self) -> str:
        """The language it is written in."""
        return self.publication.in_language

    @property
    def changed_at(self) -> datetime:
        """When readers were last told something new, corrections included."""
        corrected = [one.corrected_at for one in self.corrections]
        return max([self.publication.changed_at, *corrected])

    @property
    def lead_caption(self) -> str:
        """The article's own caption, if the picture is the article's own."""
        is_own = self.lead_image == self.publication.lead_image
        return self.publication.lead_caption if is_own else ""

    @property
    def body(self) -> SafeString:
        """The text, with the credit of each picture and no address cut short."""
        html: str = render(self.publication.body.html, self._figure)
        # In what we store, "<a" is an element and nothing else; its "href" comes first.
        html = html.replace('<a href="/', f'<a href="{settings.SITE_URL}/')
        return mark_safe(html.replace('<a href="#', f'<a href="{self.address}#'))

    @property
    def content(self) -> SafeString:
        """Everything of the page that is not around it: picture, text, corrections."""
        return mark_safe(render_to_string(TEMPLATE, {"dispatch": self}).strip())

    @property
    def keys(self) -> set[str]:
        """The surrogate keys of everything it says."""
        people = {f"contributor-{person.pk}" for person in self.contributors}
        topics = {f"topic-{topic.pk}" for topic in self.topics}
        pictures = (self.lead_image, self.shared_image, *self.images.values())
        ids = {image.pk for image in pictures if image}
        images = {f"image-{pk}" for pk in (*ids, *self.publication.image_ids)}
        return people | topics | images | keys_of_version(self.publication)

    def _figure(self, image_id: int, caption: str, _layout: str) -> SafeString:
        image = self.images.get(image_id)
        is_own = image is not None and image.pk == image_id
        return figure(image, "feed", caption=caption if is_own else "")


def dispatches_of(rows: PublicationQuerySet, at: datetime) -> list[Dispatch]:
    """Load live publications with all that belongs to them; five queries."""
    found = list(rows.with_cards().select_related("body", "series"))
    people = _by_id(Contributor, (row.contributor_ids for row in found))
    topics = _by_id(Topic, (row.topic_ids for row in found))
    images = _by_id(Image, (row.image_ids for row in found))
    corrections = _corrections([row.article_id for row in found], at)
    return [
        _dispatch(
            row,
            at,
            contributors=_in_order(people, row.contributor_ids),
            topics=_in_order(topics, row.topic_ids),
            images={pk: images[pk] for pk in row.image_ids if pk in images},
            corrections=corrections.get(row.article_id, ()),
        )
        for row in found
    ]


def full(path: str) -> str:
    """The full address of one of our pages."""
    return urljoin(settings.SITE_URL, iri_to_uri(path))


def guid(name: str) -> str:
    """A name that no other thing in the world has, and that leads nowhere."""
    # The year is part of the form (RFC 4151), and must never change.
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    return f"tag:{host},2026:{name}"


def _dispatch(
    row: Publication,
    at: datetime,
    *,
    contributors: Sequence[Contributor],
    topics: Sequence[Topic],
    images: Mapping[int, Image],
    corrections: Sequence[Correction],
) -> Dispatch:
    fallback = fallback_of(row)
    lead = shown(row.lead_image, fallback, at)
    return Dispatch(
        publication=row,
        contributors=contributors,
        topics=topics,
        lead_image=lead,
        shared_image=shared(row.lead_image, fallback, at),
        images=in_text(images, lead, fallback, at),
        corrections=corrections,
    )


def _corrections(
    article_ids: Iterable[int], at: datetime
) -> dict[int, list[Correction]]:
    found: dict[int, list[Correction]] = {}
    for one in Correction.objects.shown(at).filter(article_id__in=list(article_ids)):
        found.setdefault(one.article_id, []).append(one)
    return found


def _by_id(model: type[Row], ids: Iterable[Iterable[int]]) -> dict[int, Row]:
    return model._default_manager.in_bulk(set(chain.from_iterable(ids)))


def _in_order(rows: Mapping[int, Row], ids: Iterable[int]) -> list[Row]:
    return [rows[pk] for pk in ids if pk in rows]
