"""Saving line-ups so that what readers saw stays what readers saw.

A line-up that has started is never edited: changes to it are a new one, from now on.
One that has yet to start is edited in place. Whoever saves says which version they had
before them; when somebody else was quicker, nothing is saved and both are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from articles.signals import tell
from sections.models import Fill, LineUp, Section, Slot

# More than any page shows; a form of this many places is still quick.
MOST_SLOTS = 40


class Overtaken(Exception):
    """Somebody else changed the line-ups meanwhile: ``theirs`` is what stands."""

    def __init__(self, theirs: LineUp | None) -> None:
        super().__init__("The line-up was changed by somebody else.")
        self.theirs = theirs


@dataclass(frozen=True)
class Base:
    """The line-up that an editor had before them; ``line_up`` None for none at all."""

    line_up: LineUp | None
    version: int = 0


def arrange(
    line_up: LineUp,
    slots: Sequence[Slot],
    *,
    base: Base,
    by: User,
    at: datetime,
    anyway: bool = False,
) -> LineUp:
    """Save what the board shows; return what was made of it, and tell its page.

    ``line_up``: its words and its start; the row itself is written only when it is the
    base and has yet to begin. ``anyway``: overwrite what somebody else did meanwhile.
    Raises Overtaken.
    """
    with transaction.atomic():
        made = _row_for(line_up, base, by, at)
        if not anyway:
            _check(made, base, at)
        moments = {at, made.starts_at}
        if made.pk:
            moments.add(max(at, _claim(made)))
        made.save()
        made.slots.all().delete()
        _place(made, slots)
        _tell(made.section_id, moments, at)
    return made


def drop(line_up: LineUp, *, by: User, at: datetime) -> LineUp | None:
    """Take a line-up away: one to come is deleted, one in force gives way.

    What gives way stays in the past; a new one from now on equals the one before it.
    Returns that new one; raises Overtaken when it has given way already.
    """
    with transaction.atomic():
        if line_up.starts_at > at:
            _tell(line_up.section_id, {at, line_up.starts_at}, at)
            line_up.delete()
            return None
        stands = LineUp.objects.in_force(line_up.section, at).select_for_update()
        if (latest := stands.first()) != line_up:
            raise Overtaken(latest)
        before = earlier(line_up)
        return copy(before, line_up.section, by=by, at=at, starts_at=at)


def copy(
    line_up: LineUp | None,
    section: Section | None,
    *,
    by: User,
    at: datetime,
    starts_at: datetime,
) -> LineUp:
    """A new line-up like another (None: an empty one), from ``starts_at`` on."""
    with transaction.atomic():
        made = LineUp(section=section, starts_at=starts_at, created_by=by)
        slots: Sequence[Slot] = ()
        if line_up is not None:
            made.fill, made.fill_topic_id = line_up.fill, line_up.fill_topic_id
            made.note, slots = line_up.note, list(line_up.slots.all())
        made.save()
        _place(made, slots)
        _tell(made.section_id, {at, starts_at}, at)
    return made


def in_force(section: Section | None, at: datetime) -> LineUp | None:
    """The line-up that readers see at ``at``."""
    return LineUp.objects.in_force(section, at).first()


def earlier(line_up: LineUp) -> LineUp | None:
    """The line-up that was in force before this one began."""
    rows = LineUp.objects.in_force(line_up.section, line_up.starts_at)
    return rows.exclude(starts_at=line_up.starts_at, pk__gte=line_up.pk).first()


def _row_for(line_up: LineUp, base: Base, by: User, at: datetime) -> LineUp:
    """The row to write: the base's own while it is to come, else a new one."""
    row = LineUp(section=line_up.section, created_by=by)
    held = base.line_up
    if held is not None:
        found = LineUp.objects.select_for_update().filter(pk=held.pk).first()
        if found is not None and found.starts_at > at:
            row = found
    row.starts_at = max(line_up.starts_at, at)
    row.note, row.fill = line_up.note, line_up.fill or Fill.NEWEST
    row.fill_topic = line_up.fill_topic if row.fill == Fill.TOPIC else None
    return row


def _check(row: LineUp, base: Base, at: datetime) -> None:
    """Raise Overtaken when this would hide what somebody else did meanwhile."""
    held = base.line_up
    if row.pk:
        current = LineUp.objects.get(pk=row.pk)
        if current.version != base.version:
            raise Overtaken(current)
    elif held is not None and not LineUp.objects.filter(pk=held.pk).exists():
        raise Overtaken(None)
    elif row.starts_at == at:
        stands = in_force(row.section, at)
        if stands is not None and (held is None or stands.pk != held.pk):
            raise Overtaken(stands)
    rivals = LineUp.objects.filter(section=row.section, starts_at=row.starts_at)
    if (rival := rivals.exclude(pk=row.pk).first()) and row.starts_at > at:
        raise Overtaken(rival)


def _claim(row: LineUp) -> datetime:
    """Raise the version; return when it would have started until now."""
    rows = LineUp.objects.filter(pk=row.pk)
    rows.update(version=F("version") + 1)
    row.version, was = rows.values_list("version", "starts_at").get()
    return was


def _place(line_up: LineUp, slots: Sequence[Slot]) -> None:
    """Write the slots in their order, each article once."""
    first = {slot.article_id: slot for slot in reversed(slots)}
    kept = [slot for slot in slots if first[slot.article_id] is slot][:MOST_SLOTS]
    rows: list[Any] = [
        Slot(
            line_up=line_up,
            position=position,
            article_id=slot.article_id,
            headline=slot.headline,
            standfirst=slot.standfirst,
            image_id=slot.image_id,
            ends_at=slot.ends_at,
        )
        for position, slot in enumerate(kept)
    ]
    Slot.objects.bulk_create(rows)


def _tell(section_id: int | None, moments: set[datetime], at: datetime) -> None:
    """Tell the page, at each moment at which it changes."""
    page = f"section-{section_id}" if section_id else "front"
    for moment in sorted({max(at, moment) for moment in moments}):
        tell(LineUp, frozenset({page}), moment)
