"""An article's versions in order of time, and how a new one is fitted between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.gate import Finding
from articles.models import FOREVER, Article, Publication

TICK = timedelta(microseconds=1)


class Scheduled(StrEnum):
    """What to do with versions that are already scheduled after the new one."""

    REFUSE = "refuse"
    CANCEL = "cancel"
    KEEP = "keep"


class CannotPublish(Exception):
    """An act of publishing that cannot be; the text says why, for people."""


class NotPublishable(CannotPublish):
    """The gate found something that blocks publication."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(" ".join(finding.message for finding in findings))
        self.findings = list(findings)


class ScheduledAlready(CannotPublish):
    """Another version is scheduled, and nobody said what is to become of it."""

    def __init__(self, moment: datetime) -> None:
        local = timezone.localtime(moment)
        message = _("Another version is scheduled for %(when)s.")
        super().__init__(message % {"when": date_format(local, "j M Y, H:i T")})
        self.moment = moment


class NotLive(CannotPublish):
    """The act needs a live (or scheduled) version, and there is none."""


class Blocked(CannotPublish):
    """The article was taken down, and nobody has released it since."""

    def __init__(self) -> None:
        super().__init__(
            _("It was taken down: a managing editor must release it first.")
        )


def hold(article: Article, at: datetime) -> tuple[Article, datetime]:
    """The article's row, locked, and a moment after all it has done so far.

    Two servers' clocks differ: without the article's own time a slower one would write
    its version into the past, where it would never be live.
    """
    # no_key: saving a byline or revision elsewhere need not wait for the publisher.
    rows = Article.objects.select_for_update(no_key=True, of=("self",))
    held = rows.select_related("lead_image").get(pk=article.pk)
    if held.acted_at is not None:
        at = max(at, held.acted_at + TICK)
    return held, at


@dataclass(frozen=True)
class Tail:
    """An article's versions that end at or after a moment, in order of time."""

    versions: list[Publication]
    at: datetime

    @property
    def live(self) -> Publication | None:
        """The version that readers see at the moment."""
        return next((v for v in self.versions if v.is_live(self.at)), None)

    @property
    def coming(self) -> list[Publication]:
        """The versions that have not begun."""
        return [v for v in self.versions if v.live_from > self.at]


def tail_of(article: Article, at: datetime) -> Tail:
    """The article's versions that end at or after ``at`` (one query)."""
    rows = Publication.objects.filter(article=article, live_until__gte=at)
    return Tail(list(rows.order_by("live_until")), at)


def fit(
    new: Publication,
    *,
    at: datetime,
    start: datetime,
    until: datetime | None,
    scheduled: Scheduled,
) -> None:
    """Set the moments of ``new`` (unsaved), and make room for it among its neighbours.

    Raises ScheduledAlready, or CannotPublish when ``until`` is not after ``start``. The
    caller holds the article's row.
    """
    versions = tail_of(new.article, at).versions
    previous = next((v for v in reversed(versions) if v.live_from <= start), None)
    if previous and previous.live_from == start:
        start += TICK
    if until is not None and until <= start:
        raise CannotPublish(_("It would end before it begins."))
    later = [v for v in versions if v.live_from > start]
    if later and scheduled is Scheduled.REFUSE:
        raise ScheduledAlready(later[0].live_from)
    new.live_from = start
    new.published_at = _first_published(new.article, start)
    new.is_minor = new.is_minor and previous is not None
    new.changed_at = previous.changed_at if new.is_minor and previous else start
    if later and scheduled is Scheduled.KEEP:
        new.live_until = min(until or FOREVER, later[0].live_from)
        _redate(later, new.published_at)
    else:
        new.live_until = until or _end_of(versions, start)
        Publication.objects.filter(pk__in=[v.pk for v in later]).delete()
    # The previous end first: (article, live_until) is unique at every statement.
    if previous and previous.live_until > start:
        Publication.objects.filter(pk=previous.pk).update(live_until=start)


def drop_coming(tail: Tail) -> None:
    """Delete what has not begun, and give the live version back the end it had."""
    coming = tail.coming
    Publication.objects.filter(pk__in=[v.pk for v in coming]).delete()
    live = tail.live
    if live and coming and live.live_until == coming[0].live_from:
        live.live_until = coming[-1].live_until
        live.save(update_fields=["live_until"])


def _end_of(versions: Sequence[Publication], start: datetime) -> datetime:
    """Where the versions end together, if after ``start``; else nowhere."""
    end = versions[-1].live_until if versions else FOREVER
    return end if end > start else FOREVER


def _first_published(article: Article, start: datetime) -> datetime:
    """When readers first saw the article, if they have by ``start``; else ``start``."""
    begun = Publication.objects.filter(article=article, live_from__lte=start)
    first = begun.aggregate(first=Min("published_at"))["first"]
    return first or start


def _redate(later: list[Publication], published_at: datetime) -> None:
    """Give versions yet to begin the article's date: it must not jump to the top."""
    rows = Publication.objects.filter(pk__in=[v.pk for v in later])
    rows.update(published_at=published_at)
