"""The archive by month: what was published when, where the newsroom is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import IntegerField, Value
from django.utils import timezone

from articles.models import Publication
from articles.models.publication import PublicationQuerySet
from articles.related import rows_of


@dataclass(frozen=True)
class Months:
    """The archive's table of contents, open at one year."""

    year: int
    # First days of the year's months in which something appeared, newest first.
    months: list[date]
    # The days of the oldest and the newest article.
    first: date
    last: date

    @property
    def years(self) -> list[int]:
        """Every year of the archive, newest first."""
        return list(range(self.last.year, self.first.year - 1, -1))

    def includes(self, month: date) -> bool:
        """Whether the archive reaches over the month, though it may be empty."""
        return self.first.replace(day=1) <= month <= self.last


def of_month(
    year: int, month: int, at: datetime, before: tuple[datetime, int] | None = None
) -> PublicationQuerySet:
    """Publications live at ``at`` that first appeared in the month."""
    start, end = _bounds(year, month)
    # The end is the one upper bound: an id of nought lies before every article.
    rows = Publication.objects.live(at, before or (end, 0))
    return rows.filter(published_at__gte=start)


def months(year: int | None, at: datetime) -> Months | None:
    """The months of ``year`` (default: the newest); None while nothing is published.

    Three queries, whatever the size of the archive.
    """
    live = Publication.objects.live(at)
    newest = live.newest().values_list("published_at", flat=True).first()
    oldest = (
        live.order_by("published_at", "article_id")
        .values_list("published_at", flat=True)
        .first()
    )
    if newest is None or oldest is None:
        return None
    first, last = timezone.localdate(oldest), timezone.localdate(newest)
    year = year or last.year
    return Months(year, _filled(year, at), first, last)


def _filled(year: int, at: datetime) -> list[date]:
    """First days of the months of ``year`` in which something appeared."""
    branches = [
        of_month(year, month, at)
        .annotate(month=Value(month, IntegerField()))
        .newest()
        .values_list("month")[:1]
        for month in range(1, 13)
    ]
    found = sorted((month for (month,) in rows_of(branches)), reverse=True)
    return [date(year, month, 1) for month in found]


def _bounds(year: int, month: int) -> tuple[datetime, datetime]:
    """The first moment of the month, and of the next."""
    after = (year, month + 1) if month < 12 else (year + 1, 1)
    start, end = datetime(year, month, 1), datetime(*after, 1)
    return timezone.make_aware(start), timezone.make_aware(end)
