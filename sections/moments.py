"""The moments at which a page changes, and what changed on it between two of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from articles.cards import Card
from articles.models import Publication
from sections import bars, curation, plans
from sections.composition import Front, SectionPage
from sections.models import BreakingBar, LineUp, Section, Slot

# Of a section's first page, as many as a screen or two show.
COMPARED = 21


@dataclass(frozen=True)
class Spot:
    """Where an article stands on a page, and under which words."""

    article_id: int
    headline: str
    place: str


@dataclass(frozen=True)
class Change:
    """What became of an article: ``was`` or ``now`` is None when it came or went."""

    was: Spot | None = None
    now: Spot | None = None

    @property
    def spot(self) -> Spot:
        """Where it stands, or stood last."""
        found = self.now or self.was
        assert found is not None
        return found

    @property
    def kind(self) -> str:
        """What happened, in one word for style sheets and tests."""
        if self.was is None:
            return "appeared"
        if self.now is None:
            return "left"
        return "moved" if self.was.place != self.now.place else "reworded"

    @property
    def old_headline(self) -> str:
        """The words that it had before, if they are others now."""
        if self.was is None or self.now is None:
            return ""
        return self.was.headline if self.was.headline != self.now.headline else ""


def next_change(section: Section | None, at: datetime) -> datetime | None:
    """The next moment known now at which the page may change."""
    others = [*plans.changes(section, at), *bars.changes(at)]
    return Publication.objects.next_change(at, others)


def previous_change(section: Section | None, at: datetime) -> datetime | None:
    """The last moment before ``at`` at which the page may have changed."""
    line_ups = LineUp.objects.filter(section=section)
    slots = Slot.objects.filter(line_up__in=line_ups)
    asked = [
        (Publication.objects.all(), "live_from"),
        (Publication.objects.all(), "live_until"),
        (line_ups, "starts_at"),
        (slots, "ends_at"),
        (BreakingBar.objects.all(), "starts_at"),
        (BreakingBar.objects.all(), "ends_at"),
    ]
    moments = [
        rows.order_by().filter(**{f"{name}__lt": at}).aggregate(last=Max(name))["last"]
        for rows, name in asked
    ]
    return max(filter(None, moments), default=None)


def spots(
    section: Section | None, sections: Sequence[Section], at: datetime, known: Q
) -> list[Spot]:
    """Where each article stands on a page at ``at``."""
    if section is None:
        return _on_front(curation.front(sections, at, known=known))
    return on_section(curation.section_page(section, at, None, known=known))


def compare(before: Sequence[Spot], after: Sequence[Spot]) -> list[Change]:
    """What differs, in the order of the page as it is after, then what has left."""
    were = {spot.article_id: spot for spot in before}
    are = {spot.article_id: spot for spot in after}
    found = [Change(were.get(spot.article_id), spot) for spot in after]
    found += [Change(spot) for spot in before if spot.article_id not in are]
    return [change for change in found if change.was != change.now]


def line_ups_between(
    section: Section | None, since: datetime, until: datetime
) -> list[LineUp]:
    """The page's line-ups that came into force after ``since``, the latest first."""
    rows = LineUp.objects.in_force(section, until).filter(starts_at__gt=since)
    return list(rows.select_related("created_by"))


def head(page: Front) -> list[Spot]:
    """The lead of the front page and what stands beside it."""
    found = _numbered([page.lead] if page.lead else [], _("lead"))
    return found + _numbered(page.secondary, _("beside the lead"))


def _on_front(page: Front) -> list[Spot]:
    found = head(page)
    found += _numbered(page.same_subject, _("on the same subject"))
    for river in page.rivers:
        found += _numbered(river.cards, river.section.name)
    return found


def on_section(page: SectionPage) -> list[Spot]:
    """What stands where on a section's first page."""
    lead = _numbered([page.lead] if page.lead else [], _("lead"))
    return lead + _numbered(page.listing.cards[:COMPARED], _("in the list"))


def _numbered(cards: Sequence[Card], place: str) -> list[Spot]:
    """A place for each card; where several stand, they are counted."""
    return [
        Spot(
            card.publication.article_id,
            card.headline,
            f"{place} {number}" if len(cards) > 1 else place,
        )
        for number, card in enumerate(cards, start=1)
    ]
