"""Lists of cards, newest first, a page at a time by keyset: no offset, no count."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from django.db.models import F

from articles.cards import Card, cards_of, keys_of
from articles.models import DatedLink, Publication, Series
from articles.models.publication import DatedQuerySet, PublicationQuerySet

PAGE = 20
ARCHIVE_PAGE = 60  # headlines alone take little room
PARTS = 200  # of a series, which is one page

Link = TypeVar("Link", bound=DatedLink)

# Where a page begins: (published_at, article id) of the last card of the one before.
Place = tuple[datetime, int]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"([0-9]{1,17})-([0-9]{1,18})")


@dataclass(frozen=True)
class Listing:
    """One page of a list."""

    cards: list[Card]
    # The cursor of the next page; empty on the last.
    older: str = ""

    @property
    def keys(self) -> set[str]:
        """The surrogate keys of everything it prints."""
        return keys_of(self.cards)


def cursor_of(place: Place) -> str:
    """``place`` as it stands in an address: microseconds since 1970, and the id."""
    published_at, article_id = place
    microseconds = (published_at - _EPOCH) // timedelta(microseconds=1)
    return f"{microseconds}-{article_id}"


def place_of(cursor: str) -> Place:
    """The place that ``cursor`` names; raises ValueError when it names none."""
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise ValueError(f"no place in a list: {cursor[:40]!r}")
    microseconds, article_id = map(int, match.groups())
    return _EPOCH + timedelta(microseconds=microseconds), article_id


def of_publications(
    rows: PublicationQuerySet,
    at: datetime,
    size: int = PAGE,
    *,
    bylines: bool = True,
) -> Listing:
    """The newest ``size`` of ``rows``, which began with ``live(at, before)``."""
    found, older = newest(rows, size)
    return Listing(cards_of(found, at, bylines=bylines), older)


def newest(
    rows: PublicationQuerySet, size: int = PAGE
) -> tuple[list[Publication], str]:
    """The newest ``size`` of ``rows``, with what cards print, and the next cursor."""
    return _page(list(rows.with_cards().newest()[: size + 1]), size)


def of_links(links: DatedQuerySet[Link], at: datetime) -> Listing:
    """The newest articles of topic or byline ``links``, which are ``live(at, before)``.

    Two steps: the links' covering index gives ids, of which each is then looked up.
    """
    ids = list(links.newest().values_list("article_id", flat=True)[: PAGE + 1])
    rows = Publication.objects.live(at).filter(article_id__in=ids)
    found, older = _page(sorted(rows.with_cards(), key=_order, reverse=True), PAGE)
    return Listing(cards_of(found, at), older)


def of_series(series: Series, at: datetime) -> Listing:
    """The articles of a series: by part, those without one last, then by date."""
    rows = Publication.objects.live(at).filter(series=series).with_cards()
    part = F("series_part").asc(nulls_last=True)
    found = rows.order_by(part, "published_at", "article_id")[:PARTS]
    return Listing(cards_of(found, at))


def _page(found: list[Publication], size: int) -> tuple[list[Publication], str]:
    """``found`` without the one too many that says that there is a next page."""
    more = len(found) > size
    return found[:size], cursor_of(_order(found[size - 1])) if more else ""


def _order(row: Publication) -> Place:
    return row.published_at, row.article_id
