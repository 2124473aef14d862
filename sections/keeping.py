"""Saving sections and line-ups, and telling the pages that they change."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from articles.signals import tell
from sections.models import LineUp, Section


def last_position() -> int:
    """Where a new section goes until somebody moves it: behind all others."""
    last: int | None = Section.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def keep_section(section: Section, *, at: datetime) -> None:
    """Save a section; its name stands in the menu of every page."""
    with transaction.atomic():
        section.save()
        tell(Section, frozenset({"site", "all", f"section-{section.pk}"}), at)


def keep_line_up(line_up: LineUp, *, by: User, at: datetime) -> None:
    """Save a line-up, whose page changes now, and again when it comes into force."""
    with transaction.atomic():
        if line_up._state.adding:
            line_up.created_by = by
        line_up.save()
        _tell_of(line_up, at=at)


def drop_line_up(line_up: LineUp, *, at: datetime) -> None:
    """Delete a line-up; the one before it comes back into force."""
    with transaction.atomic():
        _tell_of(line_up, at=at)
        line_up.delete()


def _tell_of(line_up: LineUp, *, at: datetime) -> None:
    page = f"section-{line_up.section_id}" if line_up.section_id else "front"
    for moment in sorted({at, max(at, line_up.starts_at)}):
        tell(LineUp, frozenset({page}), moment)
