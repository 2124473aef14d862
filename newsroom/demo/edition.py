"""When things happened in the demonstration: clocks on days counted from the loading.

The articles say "three days ago at 09:35", so that the magazine is always of this week.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
NOON = time(12)


@dataclass(frozen=True)
class Clock:
    """A time of day, so many days from today: -3 is three days ago, 1 is tomorrow."""

    days: int
    clock: time

    @classmethod
    def read(cls, days: int, written: str) -> "Clock":
        """The clock written as "09:35"; raises ValueError for anything else."""
        if not CLOCK.fullmatch(written):
            raise ValueError(f"“{written}” is not a time of day such as 09:35")
        clock = cls(days, time.fromisoformat(written))
        if days == 0 and clock.clock >= NOON:
            raise ValueError("what happened on the last day happened before noon")
        return clock


def moment(clock: Clock, at: datetime) -> datetime:
    """The moment that ``clock`` names when the magazine is loaded at ``at``.

    Past days are counted from the last day of which the morning is over, so that what
    has happened is never later than ``at``; days to come are counted from today.
    """
    local = timezone.localtime(at)
    day = local.date() + timedelta(days=clock.days)
    if clock.days <= 0 and local.time() < NOON:
        day -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, clock.clock))
