"""What a reader's page needs, loaded in few queries and for one moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db.models import Exists, Model, OuterRef, Subquery
from django.utils.safestring import SafeString

from articles import corrected
from articles.cards import Card, by_article, cards_of, keys_of
from articles.company import suits
from articles.figures import figures_from
from articles.licensing import fallback_of, in_text, shared, shown
from articles.models import (
    Address,
    BylineLink,
    Contributor,
    Correction,
    Image,
    Publication,
    RelatedList,
    Topic,
    TopicLink,
)
from articles.richtext import render

RELATED = 4
INDEXED = 500  # names on the index of topics or contributors

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class ArticlePage:
    """An article with everything that stands around it; saved or a preview."""

    publication: Publication
    lead_image: Image | None = None
    shared_image: Image | None = None
    contributors: Sequence[Contributor] = ()
    topics: Sequence[Topic] = ()
    # By the ids in the text: another one where the rights have ended.
    images: Mapping[int, Image] = field(default_factory=dict)
    related: Sequence[Card] = ()
    # The latest first.
    corrections: Sequence[Correction] = ()

    @property
    def changed_at(self) -> datetime:
        """When readers last got something new to know, a correction included."""
        dates = [correction.corrected_at for correction in self.corrections]
        return max([self.publication.changed_at, *dates])

    @property
    def correction(self) -> Correction | None:
        """The latest correction, if it is the latest thing that readers were told."""
        latest = self.corrections[0] if self.corrections else None
        return latest if latest and latest.corrected_at == self.changed_at else None

    @property
    def body(self) -> SafeString:
        """The text as readers get it, each picture with its credit."""
        printed = figures_from(self.images)

        def figure(image_id: int, caption: str, layout: str) -> SafeString:
            image = self.images.get(image_id)
            is_own = image is not None and image.pk == image_id
            return printed(image_id, caption if is_own else "", layout)

        return render(self.publication.body.html, figure)

    @property
    def lead_caption(self) -> str:
        """The article's own caption, if the picture is the article's own."""
        is_own = self.lead_image == self.publication.lead_image
        return self.publication.lead_caption if is_own else ""

    @property
    def keys(self) -> set[str]:
        """The surrogate keys of everything it prints."""
        version = self.publication
        keys = keys_of(self.related) | {f"article-{version.article_id}"}
        keys |= {f"contributor-{contributor.pk}" for contributor in self.contributors}
        keys |= {f"topic-{topic.pk}" for topic in self.topics}
        pictures = (self.lead_image, self.shared_image, *self.images.values())
        images = {image.pk for image in pictures if image}
        images |= {*version.image_ids, *filter(None, [version.lead_image_id])}
        keys |= {f"image-{pk}" for pk in images}
        if version.series_id:
            keys.add(f"series-{version.series_id}")
        section = version.section_id
        return keys | ({f"section-{section}"} if section else set())


def version_at(slug: str, at: datetime) -> Publication | None:
    """The version that ``slug`` leads to at ``at``; one query when it is live.

    The live version, though its own slug may be another by now; or, when the article
    has ended, its last one. None when readers never saw the article under this slug: a
    slug that only a draft or a scheduled version has tells nobody anything.
    """
    owner = cast(Any, Address.objects.filter(slug=slug).values("article_id")[:1])
    versions = Publication.objects.at_address(owner, at).select_related(
        "body", "series"
    )
    extra = {"neighbours": _neighbours(at), "is_corrected": corrected.is_corrected(at)}
    current = versions.with_cards().annotate(**extra).first()
    live = current if current and current.is_live(at) else None
    if live and live.slug == slug:
        return live
    seen = Publication.objects.filter(article_id=owner, slug=slug, live_from__lte=at)
    if not seen.exists():
        return None
    return live or Publication.objects.ended(owner, at).with_cards().first()


def article_page(publication: Publication, at: datetime) -> ArticlePage:
    """The page of a stored publication that ``version_at`` found."""
    return page_with(
        publication,
        at,
        contributors=in_order(Contributor, publication.contributor_ids),
        topics=in_order(Topic, publication.topic_ids),
        images=Image.objects.in_bulk(publication.image_ids),
    )


def page_with(
    publication: Publication,
    at: datetime,
    *,
    contributors: Sequence[Contributor],
    topics: Sequence[Topic],
    images: Mapping[int, Image],
) -> ArticlePage:
    """The page of a publication, saved or not, with the pictures that may be shown."""
    fallback = fallback_of(publication)
    lead = shown(publication.lead_image, fallback, at)
    return ArticlePage(
        publication=publication,
        lead_image=lead,
        shared_image=shared(publication.lead_image, fallback, at),
        contributors=contributors,
        topics=topics,
        images=in_text(images, lead, fallback, at),
        related=related_to(publication, at),
        corrections=corrected.below(publication, at),
    )


def related_to(publication: Publication, at: datetime) -> list[Card]:
    """At most four other live articles: the hand-picked, then the nearest by topic."""
    nearest = [article_id for article_id, _score in _entries(publication, at)]
    picked = publication.picked_ids
    wanted = dict.fromkeys([*picked, *nearest])
    wanted.pop(publication.article_id, None)
    live = Publication.objects.live(at).filter(article_id__in=wanted).with_cards()
    # The stored list may be older than an editor's second thoughts.
    rows = [row for row in live if row.article_id in picked or suits(publication, row)]
    found = by_article(cards_of(rows, at, bylines=False))
    return [found[pk] for pk in wanted if pk in found][:RELATED]


def in_order(model: type[Row], ids: Iterable[int]) -> list[Row]:
    """The rows of these ids that exist, in this order (one query, none without ids)."""
    wanted = list(ids)
    rows = model._default_manager.in_bulk(wanted)
    return [rows[pk] for pk in wanted if pk in rows]


def topics_in_use(at: datetime) -> list[Topic]:
    """Topics that some live article carries, by name; the most used if very many."""
    carried = TopicLink.objects.live(at).filter(topic=OuterRef("pk"))
    used = Topic.objects.filter(Exists(carried)).order_by("-article_count", "pk")
    return sorted(used[:INDEXED], key=lambda topic: topic.slug)


def contributors_in_use(at: datetime) -> list[Contributor]:
    """Contributors whom some live article names, by name."""
    named = BylineLink.objects.live(at).filter(contributor=OuterRef("pk"))
    used = Contributor.objects.filter(Exists(named))
    return sorted(used[:INDEXED], key=lambda contributor: contributor.slug)


def _neighbours(at: datetime) -> Subquery:
    stored = RelatedList.objects.at(at).filter(article_id=OuterRef("article_id"))
    return Subquery(stored.values("shown"))


def _entries(publication: Publication, at: datetime) -> list[Any]:
    """The stored list of neighbours: as loaded by ``version_at``, else looked up."""
    if hasattr(publication, "neighbours"):
        return publication.neighbours or []
    stored = RelatedList.objects.at(at).filter(pk=publication.article_id)
    return stored.values_list("shown", flat=True).first() or []
