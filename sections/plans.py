"""Which line-up is in force at a moment, and what it asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from articles.models import Publication
from sections.models import Fill, LineUp, Section, Slot


@dataclass(frozen=True)
class Plan:
    """What a line-up asks for: these slots first, and what fills the rest."""

    slots: Sequence[Slot] = ()
    fill: str = Fill.NEWEST
    topic_id: int | None = None

    @classmethod
    def of(cls, line_up: LineUp | None, slots: Sequence[Slot] = ()) -> Self:
        """The plan of a line-up, saved or not; without one the page fills itself."""
        if line_up is None:
            return cls(slots)
        return cls(slots, line_up.fill or Fill.NEWEST, line_up.fill_topic_id)

    @property
    def topic(self) -> int | None:
        """The topic that fills the page, if one does."""
        return self.topic_id if self.fill == Fill.TOPIC else None


def plan_in_force(section: Section | None, at: datetime) -> Plan:
    """The plan of the line-up in force: its open slots whose articles are live.

    One query; two when it has no slot, which spares the page the query for them.
    """
    in_force = LineUp.objects.in_force(section, at)
    live = Publication.objects.live(at).filter(article_id=OuterRef("article_id"))
    slots = Slot.objects.filter(line_up=Subquery(in_force.values("pk")[:1]))
    rows = slots.select_related("image", "line_up").annotate(is_live=Exists(live))
    found: list[Any] = list(rows)
    line_up = found[0].line_up if found else in_force.first()
    is_open = [slot for slot in found if slot.is_live and slot.is_open(at)]
    return Plan.of(line_up, is_open)


def plan_of(line_up: LineUp, slots: Sequence[Slot], at: datetime) -> Plan:
    """The plan of slots that nobody has saved yet, as it would be at ``at``."""
    live = Publication.objects.live(at)
    ids = [slot.article_id for slot in slots if slot.article_id]
    seen = set(live.filter(article_id__in=ids).values_list("article_id", flat=True))
    shown = [slot for slot in slots if slot.article_id in seen and slot.is_open(at)]
    return Plan.of(line_up, shown)


def changes(section: Section | None, at: datetime) -> list[QuerySet[Any, Any]]:
    """Rows of the moments after ``at``, known now, at which the line-up changes."""
    line_ups = LineUp.objects.filter(section=section)
    starts = line_ups.filter(starts_at__gt=at).order_by()
    slots = Slot.objects.filter(line_up__in=line_ups, ends_at__gt=at).order_by()
    return [starts.values_list("starts_at"), slots.values_list("ends_at")]
