"""Cards: an article as lists show it, with the names above it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.utils import timezone

from articles.licensing import fallback_of, shown
from articles.models import Contributor, Image, Publication


@dataclass(frozen=True)
class Card:
    """A publication in a list; a line-up may give it other words and picture."""

    publication: Publication
    headline: str
    standfirst: str
    image: Image | None = None
    contributors: Sequence[Contributor] = ()

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture to print."""
        return self.image is not None and bool(self.image.renditions)

    @property
    def caption(self) -> str:
        """The article's own caption, if the picture is the article's own."""
        is_own = self.image == self.publication.lead_image
        return self.publication.lead_caption if is_own else ""

    @property
    def day(self) -> date:
        """The day of its publication, where the newsroom is."""
        return timezone.localdate(self.publication.published_at)

    @property
    def keys(self) -> set[str]:
        """The surrogate keys of everything the card prints."""
        keys = keys_of_version(self.publication)
        keys |= {f"contributor-{contributor.pk}" for contributor in self.contributors}
        return keys | ({f"image-{self.image.pk}"} if self.image else set())


def cards_of(
    publications: Iterable[Publication], at: datetime, *, bylines: bool = True
) -> list[Card]:
    """A card for each publication (loaded ``with_cards()``); one query for names.

    Each shows the picture that readers may see at ``at``.
    """
    rows = list(publications)
    ids = chain.from_iterable(row.contributor_ids for row in rows) if bylines else ()
    people = Contributor.objects.in_bulk(set(ids))
    return [_card(row, people, at) for row in rows]


def by_article(cards: Iterable[Card]) -> dict[int, Card]:
    """The cards by the ids of their articles, in their order."""
    return {card.publication.article_id: card for card in cards}


def keys_of(cards: Iterable[Card]) -> set[str]:
    """The surrogate keys of everything these cards print."""
    return set().union(*(card.keys for card in cards))


def keys_of_version(publication: Publication) -> set[str]:
    """The surrogate keys of a publication itself, its section and its pictures.

    Its own pictures, too, whose rights may have ended or be prolonged.
    """
    keys = {f"article-{publication.article_id}"}
    if publication.section_id:
        keys.add(f"section-{publication.section_id}")
    if publication.lead_image_id:
        keys.add(f"image-{publication.lead_image_id}")
    return keys


def _card(row: Publication, people: Mapping[int, Contributor], at: datetime) -> Card:
    return Card(
        publication=row,
        headline=row.headline,
        standfirst=row.standfirst,
        image=shown(row.lead_image, fallback_of(row), at),
        contributors=[people[pk] for pk in row.contributor_ids if pk in people],
    )
