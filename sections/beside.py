"""What stands beside a board: marks on articles, and the page's last line-ups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count

from sections import curation, moments, travel
from sections.models import LineUp, Section

DAY = timedelta(days=1)
RECENT = 12


@dataclass(frozen=True)
class Marks:
    """What an editor should know of the articles at hand."""

    on_page: frozenset[int]
    led_before: int | None


def marks(
    section: Section | None, sections: Sequence[Section], start: datetime, at: datetime
) -> Marks:
    """What stands on the page now, and what led it a day before the start."""
    day_before = max(start, at) - DAY
    now = moments.spots(section, sections, at, curation.EVERYTHING)
    before = moments.spots(section, sections, day_before, curation.EVERYTHING)
    led = before[0].article_id if before and day_before <= at else None
    return Marks(frozenset(spot.article_id for spot in now), led)


def recent(section: Section | None, user: User, at: datetime) -> list[dict[str, Any]]:
    """The page's line-ups to come, in force and past, the latest first."""
    rows = LineUp.objects.filter(section=section).select_related("created_by")
    rows = rows.annotate(slot_number=Count("slots"))
    standing = LineUp.objects.in_force(section, at).first()
    path = section.get_absolute_url() if section else "/"
    return [
        {
            "line_up": row,
            "is_coming": row.starts_at > at,
            "is_in_force": row == standing,
            "link": travel.link(path, user, row.starts_at),
        }
        for row in rows[:RECENT]
    ]
