"""The days that a page of the calendar shows, and the pages beside it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format

VIEWS = ("month", "week", "list")
LISTED = 14  # days
YEARS = range(1990, 2200)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A view of the calendar round a day."""

    view: str
    on: date

    @classmethod
    def asked(cls, view: str, on: str, today: date) -> "Period":
        """The period that an address asks for; raises ValueError for nonsense."""
        day = date.fromisoformat(on) if on else today
        if view not in VIEWS or day.year not in YEARS:
            raise ValueError("no page of the calendar")
        return cls(view, day)

    @property
    def days(self) -> list[date]:
        """The days in order: whole weeks, but for the list."""
        if self.view == "list":
            return _days(self.on, LISTED)
        if self.view == "week":
            return _days(_monday(self.on), 7)
        first = _monday(self.on.replace(day=1))
        last = _monday(self.next - DAY)
        return _days(first, (last - first).days + 7)

    @property
    def weeks(self) -> list[list[date]]:
        """The days, seven in a row."""
        days = self.days
        return [days[start : start + 7] for start in range(0, len(days), 7)]

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The first moment of the first day, and of the day after the last."""
        days = self.days
        return midnight(days[0]), midnight(days[-1] + DAY)

    @property
    def next(self) -> date:
        """A day of the page that comes after."""
        if self.view == "month":
            return (self.on.replace(day=1) + 32 * DAY).replace(day=1)
        return self.on + (7 if self.view == "week" else LISTED) * DAY

    @property
    def previous(self) -> date:
        """A day of the page before."""
        if self.view == "month":
            return (self.on.replace(day=1) - DAY).replace(day=1)
        return self.on - (7 if self.view == "week" else LISTED) * DAY

    @property
    def title(self) -> str:
        """What the page shows: "November 2026", or its first and last day."""
        if self.view == "month":
            return date_format(self.on, "F Y")
        days = self.days
        return f"{date_format(days[0], 'j F')} – {date_format(days[-1], 'j F Y')}"


def midnight(day: date) -> datetime:
    """The moment at which the day begins in the newsroom's zone."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def _monday(day: date) -> date:
    return day - day.weekday() * DAY


def _days(first: date, count: int) -> list[date]:
    return [first + number * DAY for number in range(count)]
