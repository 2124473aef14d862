"""An article's past on one line of time: saves, publications, people, and the clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Publication, Revision

PAGE = 50
MOST_BY_CLOCK = 100


@dataclass(frozen=True)
class Event:
    """What somebody did, or what the clock did by itself."""

    made_at: datetime
    what: str | Promise
    revision: Revision | None = None


@dataclass(frozen=True)
class Past:
    """One page of it, the latest first."""

    events: Sequence[Event]
    # The number of the last revision shown, where older ones follow.
    older: int | None = None


def page(article: Article, at: datetime, before: int | None = None) -> Past:
    """The latest PAGE revisions, or those before a number, and what fell between.

    Four queries, without any text, however long the history is.
    """
    rows = Revision.objects.filter(article=article).select_related("made_by")
    newer = None
    if before is not None:
        newer = rows.filter(number=before).values_list("made_at", flat=True).first()
        rows = rows.filter(number__lt=before)
    found = list(rows.defer("data")[: PAGE + 1])
    shown, has_older = found[:PAGE], len(found) > PAGE
    first = shown[-1].made_at if has_older else article.created_at
    events = [Event(row.made_at, row.get_kind_display(), row) for row in shown]
    if shown:
        moments = {row.made_at for row in shown}
        events += _by_clock(article, first, newer or at, moments)
    events.sort(key=_order, reverse=True)
    return Past(events, shown[-1].number if has_older else None)


def _order(event: Event) -> tuple[datetime, int]:
    return event.made_at, event.revision.number if event.revision else 0


def _by_clock(
    article: Article, first: datetime, last: datetime, acts: set[datetime]
) -> Iterator[Event]:
    """Versions that began or ended in this time without anybody's doing."""
    rows = Publication.objects.filter(article=article).order_by("-live_from")
    begun = rows.filter(live_from__gt=F("created_at"))
    begun = begun.filter(live_from__gte=first, live_from__lte=last)
    starts = begun.values_list("live_from", flat=True)[:MOST_BY_CLOCK]
    yield from (Event(moment, _("Went out by the clock")) for moment in starts)
    over = rows.filter(live_until__gte=first, live_until__lte=last)
    following = set(rows.values_list("live_from", flat=True)[:MOST_BY_CLOCK])
    for moment in over.values_list("live_until", flat=True)[:MOST_BY_CLOCK]:
        if moment not in following and moment not in acts:
            yield Event(moment, _("Ended by the clock"))
