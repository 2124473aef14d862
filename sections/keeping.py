"""Saving sections, and telling the pages that they change."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from articles.signals import tell
from sections.models import Section


def last_position() -> int:
    """Where a new section goes until somebody moves it: behind all others."""
    last: int | None = Section.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def keep_section(section: Section, *, at: datetime) -> None:
    """Save a section; its name stands in the menu of every page."""
    with transaction.atomic():
        section.save()
        tell(Section, frozenset({"site", "all", f"section-{section.pk}"}), at)
