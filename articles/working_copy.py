"""The working copy as one value, and the publication that it would become."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from articles.models import (
    CARRIED,
    Article,
    ArticleTopic,
    Byline,
    Contributor,
    HandPicked,
    Image,
    Publication,
    PublicationBody,
    Topic,
)
from articles.richtext import clean, image_ids, reading_minutes


@dataclass(frozen=True)
class WorkingCopy:
    """An article, its topics, bylines and hand-picked articles, each in order.

    The article need not be saved: the preview and the gate look at unsaved forms too.
    """

    article: Article
    topics: Sequence[Topic] = ()
    contributors: Sequence[Contributor] = ()
    picked: Sequence[Article] = ()
    images: dict[int, Image] = field(default_factory=dict)

    @classmethod
    def of(cls, article: Article) -> "WorkingCopy":
        """The working copy as it is stored (four queries)."""
        return cls(
            article=article,
            topics=list(article.topics.all()),
            contributors=[
                byline.contributor
                for byline in article.bylines.select_related("contributor")
            ],
            picked=[pick.other for pick in article.hand_picks.select_related("other")],
            images=inline_images(article.body),
        )

    @property
    def snapshot(self) -> dict[str, Any]:
        """Everything readers would see of it, as plain JSON."""
        article = self.article
        return {
            "section": article.section_id,
            "slug": article.slug,
            "headline": article.headline,
            "standfirst": article.standfirst,
            "body": article.body,
            "is_brief": article.is_brief,
            "lead_image": article.lead_image_id,
            "lead_caption": article.lead_caption,
            "topics": [topic.name for topic in self.topics],
            "contributors": [contributor.pk for contributor in self.contributors],
            "picked": [other.pk for other in self.picked],
            **carried(article),
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the snapshot in hex: equal digests, equal pages."""
        # By id: renaming a topic changes no article. Sorted: topics have no order.
        topics = sorted(topic.pk or 0 for topic in self.topics)
        facts = self.snapshot | {"topics": topics}
        text = json.dumps(facts, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def copies_of(articles: Iterable[Article]) -> list[WorkingCopy]:
    """The working copies of articles, known by ids alone; for the digests."""
    rows = list(articles)
    tagged = ArticleTopic.objects.filter(content_object__in=rows)
    bylines = Byline.objects.filter(article__in=rows)
    picks = HandPicked.objects.filter(article__in=rows)
    topics: dict[int, list[Topic]] = defaultdict(list)
    names: dict[int, list[Contributor]] = defaultdict(list)
    others: dict[int, list[Article]] = defaultdict(list)
    for owner, pk in tagged.values_list("content_object", "tag"):
        topics[owner].append(Topic(pk=pk))
    for owner, pk in bylines.values_list("article", "contributor"):
        names[owner].append(Contributor(pk=pk))
    for owner, pk in picks.values_list("article", "other"):
        others[owner].append(Article(pk=pk))
    return [
        WorkingCopy(row, topics[row.pk], names[row.pk], others[row.pk]) for row in rows
    ]


def copy_of(publication: Publication) -> WorkingCopy:
    """The working copy that would become ``publication``, known by ids alone."""
    texts = ("slug", "headline", "standfirst", "lead_caption", "is_brief")
    names = ("section_id", "lead_image_id", *texts, *CARRIED)
    facts = {name: getattr(publication, name) for name in names}
    return WorkingCopy(
        article=Article(body=publication.body.html, **facts),
        topics=[Topic(pk=pk) for pk in publication.topic_ids],
        contributors=[Contributor(pk=pk) for pk in publication.contributor_ids],
        picked=[Article(pk=pk) for pk in publication.picked_ids],
    )


def carried(article: Article) -> dict[str, Any]:
    """What it says in the fields that publications carry, as plain JSON.

    Without the empty ones: a field added later leaves the digest of older texts alone.
    """
    facts = {name: getattr(article, name) for name in CARRIED}
    return {
        name: str(fact) if isinstance(fact, UUID) else fact
        for name, fact in facts.items()
        if fact
    }


def inline_images(body: str) -> dict[int, Image]:
    """The library's images that ``body`` shows, by id; the unknown are left out."""
    return Image.objects.in_bulk(image_ids(clean(body))) if body else {}


def compose(copy: WorkingCopy) -> Publication:
    """The publication that ``copy`` would become, with its body; nothing is saved.

    Its moments are unset: ``publish`` and the preview give it theirs.
    """
    article = copy.article
    ids = [topic.pk for topic in copy.topics if topic.pk]
    publication = Publication(
        article=article,
        section_id=article.section_id,
        slug=article.slug,
        headline=article.headline.strip(),
        standfirst=article.standfirst.strip(),
        is_brief=article.is_brief,
        lead_image=article.lead_image,
        lead_caption=article.lead_caption.strip(),
        contributor_ids=[contributor.pk for contributor in copy.contributors],
        topic_ids=ids,
        picked_ids=[other.pk for other in copy.picked],
        image_ids=image_ids(article.body),
        reading_minutes=reading_minutes(article.body),
        digest=copy.digest,
        **{name: getattr(article, name) for name in CARRIED},
    )
    publication.body = PublicationBody(publication=publication, html=article.body)
    return publication
