"""The parts of a composed page, and the rule that each card is taken once."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from articles.cards import Card, keys_of
from articles.listings import Listing
from sections.models import Section

TOPICS = 8


@dataclass(frozen=True)
class River:
    """A section's newest on the front page."""

    section: Section
    cards: list[Card]
    # Whether three stand side by side, instead of one large and a list.
    is_gallery: bool = False

    @classmethod
    def of(cls, section: Section, cards: list[Card], *, may_be_gallery: bool) -> Self:
        """Lay out the cards: three alike in a row, or a picture first and the rest."""
        three = cards[:3]
        pictured = [card for card in three if card.has_picture]
        if len(three) == 3 and (not pictured or (may_be_gallery and pictured == three)):
            return cls(section, three, is_gallery=True)
        rest = [card for card in cards if card not in pictured[:1]]
        return cls(section, [*pictured[:1], *rest])

    @property
    def is_text(self) -> bool:
        """Whether it is three pieces of text side by side, which then have bylines."""
        return self.is_gallery and not self.cards[0].has_picture


@dataclass(frozen=True)
class Front:
    """The front page."""

    lead: Card | None = None
    same_subject: Sequence[Card] = ()
    secondary: Sequence[Card] = ()
    latest: Sequence[Card] = ()
    rivers: Sequence[River] = ()

    @property
    def keys(self) -> set[str]:
        """The surrogate keys of everything it prints."""
        lead = [self.lead] if self.lead else []
        shown = [*lead, *self.same_subject, *self.secondary, *self.latest]
        for river in self.rivers:
            shown += river.cards
        return keys_of(shown)


@dataclass(frozen=True)
class SectionPage:
    """A section's page."""

    listing: Listing
    lead: Card | None = None

    @property
    def keys(self) -> set[str]:
        """The surrogate keys of everything it prints."""
        return self.listing.keys | (self.lead.keys if self.lead else set())

    @property
    def topic_ids(self) -> list[int]:
        """The topics that its articles share most, the most frequent first."""
        lead = [self.lead] if self.lead else []
        cards = [*lead, *self.listing.cards]
        carried = Counter(pk for card in cards for pk in card.publication.topic_ids)
        return [pk for pk, _number in carried.most_common(TOPICS)]


@dataclass
class Shelf:
    """The cards of a page, each of which is taken once."""

    cards: Mapping[int, Card]
    taken: set[int] = field(default_factory=set)

    def take(self, article_ids: Iterable[int], count: int) -> list[Card]:
        """Take up to ``count`` of these that are there and stand nowhere yet."""
        free = (pk for pk in article_ids if pk in self.cards and pk not in self.taken)
        chosen = list(dict.fromkeys(free))[:count]
        self.taken.update(chosen)
        return [self.cards[pk] for pk in chosen]
