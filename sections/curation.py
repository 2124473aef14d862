"""What stands where on the front page and on a section's page, at a moment.

An editor's line-up comes first; what it leaves open fills itself by its rule. All of it
is a function of the moment: asked again years later, the answer is the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import IntegerField, Q, Value

from articles import listings
from articles.cards import Card, by_article, cards_of
from articles.company import suits
from articles.licensing import shown
from articles.listings import Listing, Place
from articles.models import Publication, RelatedList, TopicLink
from articles.models.publication import PublicationQuerySet
from articles.related import rows_of
from sections.composition import Front, River, SectionPage, Shelf
from sections.models import Fill, Section, Slot
from sections.plans import Plan, plan_in_force

TOP = 4  # the lead and three beside it
PREFERRED = 4  # a picture leads, if one of this many newest has one
SAME_SUBJECT = 3
LATEST = 10
RIVER = 5
OF_TOPIC = -1
EVERYTHING = Q()


class Entry(NamedTuple):
    """As much of a live article as it takes to find it a place."""

    branch: int
    article_id: int
    lead_image_id: int | None
    published_at: Any


def front(
    sections: Sequence[Section],
    at: datetime,
    *,
    plan: Plan | None = None,
    known: Q = EVERYTHING,
) -> Front:
    """Compose the front page; five or six queries, however many articles there are.

    ``plan``: another than that in force, for a look ahead. ``known``: which
    publications whoever looks ahead may know of.
    """
    plan = plan or plan_in_force(None, at)
    slots = [slot for slot in plan.slots if slot.is_open(at)]
    chosen, newest, rivers = _entries(sections, at, plan.topic, known)
    top = _top(slots, [*chosen, *newest])[: max(TOP, len(slots))]
    neighbours = _neighbours(top[0], at) if top else []
    latest = [entry.article_id for entry in newest if entry.article_id not in top[:1]]
    # A river keeps as many in hand as may yet stand beside the lead.
    rivers = {
        section: [pk for pk in ids if pk not in top][: RIVER + SAME_SUBJECT]
        for section, ids in rivers.items()
    }
    wanted = {*top, *neighbours, *latest}.union(*rivers.values())
    cards = by_article(cards_of(_publications(wanted, at, known), at))
    shelf = Shelf({**cards, **_in_slots(slots, cards, at)})
    head = shelf.take(top, len(top))
    return Front(
        lead=head[0] if head else None,
        secondary=head[1:],
        same_subject=shelf.take(_beside(head, neighbours, cards), SAME_SUBJECT),
        latest=[cards[pk] for pk in latest if pk in cards][:LATEST],
        rivers=_rivers(sections, rivers, shelf),
    )


def section_page(
    section: Section,
    at: datetime,
    before: Place | None,
    *,
    plan: Plan | None = None,
    known: Q = EVERYTHING,
) -> SectionPage:
    """Compose a section's page; deeper pages are a list and nothing else."""
    plan = plan or plan_in_force(section, at)
    filling = _filling(section, plan, at, before).filter(known)
    if before is not None:
        return SectionPage(listings.of_publications(filling, at))
    rows, older = listings.newest(filling)
    slots = [slot for slot in plan.slots if slot.is_open(at)]
    pinned = [slot.article_id for slot in slots]
    cards = by_article(cards_of([*rows, *_publications(pinned, at, known)], at))
    newest = [row.article_id for row in rows]
    pictured = [pk for pk in newest[:PREFERRED] if cards[pk].has_picture]
    shelf = Shelf({**cards, **_in_slots(slots, cards, at)})
    lead = shelf.take([*pinned, *pictured, *newest], 1)
    rest = shelf.take([*pinned, *newest], len(cards))
    return SectionPage(Listing(rest, older), *lead)


def _filling(
    section: Section, plan: Plan, at: datetime, before: Place | None
) -> PublicationQuerySet:
    """What fills a section's page, as its line-up rules."""
    if plan.topic:
        return _of_topic(plan.topic, at, before, listings.PAGE + 1)
    live = Publication.objects.live(at, before)
    return live if plan.fill == Fill.EVERYWHERE else live.filter(section=section)


def _of_topic(
    topic_id: int, at: datetime, before: Place | None, count: int
) -> PublicationQuerySet:
    """The newest of a topic, by the covering index of its links."""
    links = TopicLink.objects.live(at, before).filter(topic_id=topic_id).newest()
    ids = links.values("article_id")[:count]
    return Publication.objects.live(at).filter(article_id__in=ids)


def _entries(
    sections: Sequence[Section], at: datetime, topic_id: int | None, known: Q
) -> tuple[list[Entry], list[Entry], dict[int, list[int]]]:
    """The newest of a topic, those of all, and the ids of each section's: one query."""
    live = Publication.objects.live(at).filter(known)
    branches = [_branch(live, 0, LATEST + 1)]
    if topic_id:
        of_topic = _of_topic(topic_id, at, None, TOP).filter(known)
        branches.append(_branch(of_topic, OF_TOPIC, TOP))
    for section in sections:
        rows = live.filter(section=section)
        branches.append(_branch(rows, section.pk, RIVER + TOP + SAME_SUBJECT))
    found = [Entry(*row) for row in rows_of(branches)]
    # No database promises the order of a union's branches.
    found.sort(key=lambda entry: (entry.published_at, entry.article_id), reverse=True)
    rivers: dict[int, list[int]] = {section.pk: [] for section in sections}
    for entry in found:
        if entry.branch > 0:
            rivers[entry.branch].append(entry.article_id)
    chosen = [entry for entry in found if entry.branch == OF_TOPIC]
    return chosen, [entry for entry in found if entry.branch == 0], rivers


def _branch(rows: Any, number: int, count: int) -> Any:
    numbered = rows.newest().annotate(branch=Value(number, IntegerField()))
    columns = ("branch", "article_id", "lead_image_id", "published_at")
    return numbered.values_list(*columns)[:count]


def _top(slots: Sequence[Slot], newest: Sequence[Entry]) -> list[int]:
    """Article ids for the head of the page: pinned, a picture, then the newest."""
    pinned = [slot.article_id for slot in slots]
    pictured = [e.article_id for e in newest[:PREFERRED] if e.lead_image_id]
    ids = [*pinned, *([] if pinned else pictured[:1]), *(e.article_id for e in newest)]
    return list(dict.fromkeys(ids))


def _neighbours(article_id: int, at: datetime) -> list[int]:
    stored = RelatedList.objects.at(at).filter(pk=article_id)
    entries = stored.values_list("shown", flat=True).first() or []
    return [neighbour for neighbour, _score in entries]


def _beside(
    head: Sequence[Card], neighbours: Iterable[int], cards: Mapping[int, Card]
) -> list[int]:
    """Those of the neighbours that may stand beside the lead."""
    lead = head[0].publication if head else None
    there = [pk for pk in neighbours if pk in cards]
    return [pk for pk in there if lead and suits(lead, cards[pk].publication)]


def _publications(
    article_ids: Iterable[int], at: datetime, known: Q
) -> PublicationQuerySet:
    """Those that are live, with what their cards print; no query without ids."""
    rows = Publication.objects.live(at).filter(known, article_id__in=set(article_ids))
    return rows.with_cards()


def _in_slots(
    slots: Iterable[Slot], cards: Mapping[int, Card], at: datetime
) -> dict[int, Card]:
    """The cards of the slots, with the slots' own words and pictures."""
    return {
        slot.article_id: replace(
            cards[slot.article_id],
            headline=slot.headline or cards[slot.article_id].headline,
            standfirst=slot.standfirst or cards[slot.article_id].standfirst,
            image=shown(slot.image, None, at) or cards[slot.article_id].image,
        )
        for slot in slots
        if slot.article_id in cards
    }


def _rivers(
    sections: Iterable[Section], ids: Mapping[int, list[int]], shelf: Shelf
) -> list[River]:
    """A river for each section that has anything left to show."""
    rivers: list[River] = []
    for section in sections:
        # Every other one, so that the page has a rhythm.
        may_be_gallery = len(rivers) % 2 == 1
        if cards := shelf.take(ids[section.pk], RIVER):
            rivers.append(River.of(section, cards, may_be_gallery=may_be_gallery))
    return rivers
