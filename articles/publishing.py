"""Publishing: the verbs that change what readers see of an article.

Each is one transaction: the publications, their topic and byline links, the search
entries, the related lists, the revision, and the signal behind the purge record.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles import addresses, gate, history, locking, related, search, usage, writing
from articles.linking import relink
from articles.models import (
    CARRIED,
    Article,
    Contributor,
    Publication,
    Revision,
    Topic,
)
from articles.signals import tell
from articles.timeline import (
    TICK,
    Blocked,
    CannotPublish,
    NotLive,
    NotPublishable,
    Scheduled,
    ScheduledAlready,
    drop_coming,
    fit,
    hold,
    tail_of,
)
from articles.working_copy import WorkingCopy, compose

Row = TypeVar("Row", Topic, Contributor, Article)

__all__ = [
    "Blocked",
    "CannotPublish",
    "NotLive",
    "NotPublishable",
    "Scheduled",
    "ScheduledAlready",
    "discard_changes",
    "publish",
    "schedule",
    "unschedule",
    "update",
    "withdraw",
]


def publish(
    article: Article,
    *,
    by: User | None,
    at: datetime,
    start: datetime | None = None,
    until: datetime | None = None,
    scheduled: str = Scheduled.REFUSE,
    is_minor: bool = False,
) -> Publication:
    """Copy the working copy into a new publication, live from ``start`` (default: now).

    Closes the version it replaces at the same instant. ``scheduled`` says what becomes
    of versions scheduled after ``start``: refuse, cancel them, or keep them, so that
    they replace this one at their time. ``until`` ends it; the default is where the
    replaced version would have ended. ``is_minor`` mends a typo: readers get the new
    text, and the date of the last change stays.

    Raises NotPublishable, ScheduledAlready, Blocked, Locked.
    """
    with transaction.atomic():
        article, at = hold(article, at)
        locking.respect(article, by)
        if article.blocked_at is not None:
            raise Blocked
        usage.hold(article)
        copy = WorkingCopy.of(article)
        start = max(start or at, at)
        if findings := gate.blocking(copy, start):
            raise NotPublishable(findings)
        article.slug = addresses.claim(article)
        new = compose(copy)
        new.is_minor = is_minor
        fit(new, at=at, start=start, until=until, scheduled=Scheduled(scheduled))
        _save(new, by=by, at=at)
        is_later = new.live_from > at
        kind = Revision.Kind.MEND if new.is_minor else Revision.Kind.PUBLISH
        kind = Revision.Kind.SCHEDULE if is_later else kind
        history.record(copy, kind=kind, by=by, at=at)
        neighbours = related.store(new, new.live_from, now=at)
        # Its way through the desk is over: the next change begins as a draft.
        article.stage = Article.Stage.DRAFT
        _finish(article, at, due_at=new.live_from, neighbours=neighbours)
    return new


def schedule(
    article: Article,
    *,
    by: User | None,
    at: datetime,
    start: datetime,
    until: datetime | None = None,
    scheduled: str = Scheduled.REFUSE,
) -> Publication:
    """Publish from ``start`` on; raises CannotPublish unless that is in the future."""
    if start <= at:
        raise CannotPublish(_("The moment to publish at has passed."))
    return publish(article, by=by, at=at, start=start, until=until, scheduled=scheduled)


def update(
    article: Article,
    *,
    by: User | None,
    at: datetime,
    scheduled: str = Scheduled.REFUSE,
    is_minor: bool = False,
) -> Publication:
    """Replace the live version now; raises NotLive when there is none."""
    with transaction.atomic():
        held, now = hold(article, at)
        if tail_of(held, now).live is None:
            raise NotLive(_("It is not live: publish it instead."))
        return publish(article, by=by, at=at, scheduled=scheduled, is_minor=is_minor)


def unschedule(article: Article, *, by: User | None, at: datetime) -> None:
    """Take back what has not begun; the live version, if any, stays as it was to stay.

    Raises NotLive when nothing is scheduled.
    """
    with transaction.atomic():
        article, at = hold(article, at)
        tail = tail_of(article, at)
        if not tail.coming:
            raise NotLive(_("Nothing is scheduled."))
        drop_coming(tail)
        kind = Revision.Kind.UNSCHEDULE
        history.record(WorkingCopy.of(article), kind=kind, by=by, at=at)
        _finish(article, at, due_at=at, gone=tail.coming)


def withdraw(
    article: Article,
    *,
    by: User | None,
    at: datetime,
    notice: str = "",
    legal_note: str = "",
    kind: Revision.Kind = Revision.Kind.WITHDRAW,
) -> Publication:
    """Take the article from readers now; drops what is scheduled.

    ``notice``: what readers are told at its address; ``legal_note``: why, for the desk
    alone. Returns the version that ended; raises NotLive when there is none.
    """
    with transaction.atomic():
        article, at = hold(article, at)
        tail = tail_of(article, at)
        live = tail.live
        if live is None:
            raise NotLive(_("It is not live: there is nothing to withdraw."))
        drop_coming(tail)
        live.live_until = at = max(at, live.live_from + TICK)
        live.notice = notice.strip()
        live.save(update_fields=["live_until", "notice"])
        if legal_note.strip():
            rows = Article.objects.filter(pk=article.pk)
            rows.update(legal_note=legal_note.strip())
        copy = WorkingCopy.of(article)
        history.record(copy, kind=kind, by=by, at=at, note=live.notice)
        _finish(article, at, due_at=at, gone=tail.coming)
    return live


def discard_changes(article: Article, *, by: User | None, at: datetime) -> Revision:
    """Make the working copy what readers see now; the lost text stays in the history.

    Raises NotLive when readers see nothing.
    """
    with transaction.atomic():
        article, now = hold(article, at)
        live = tail_of(article, now).live
        if live is None:
            raise NotLive(_("It is not live: there is nothing to go back to."))
        same = ("slug", "headline", "standfirst", "is_brief", "lead_caption", *CARRIED)
        for name in same:
            setattr(article, name, getattr(live, name))
        article.section_id = live.section_id
        article.lead_image_id = live.lead_image_id
        article.body = live.body.html
        return writing.save(
            article,
            by=by,
            at=at,
            topics=_in_order(Topic, live.topic_ids),
            contributors=_in_order(Contributor, live.contributor_ids),
            picked=_in_order(Article, live.picked_ids),
            kind=Revision.Kind.DISCARD,
        )


def keys_of(article: Article, versions: Sequence[Publication]) -> set[str]:
    """The surrogate keys of all pages on which these versions of the article appear."""
    keys = {f"article-{article.pk}", "front", "all"}
    for version in versions:
        if version.section_id:
            keys.add(f"section-{version.section_id}")
        if version.series_id:
            keys.add(f"series-{version.series_id}")
        keys |= {f"topic-{pk}" for pk in version.topic_ids}
        keys |= {f"contributor-{pk}" for pk in version.contributor_ids}
    return keys


def _save(new: Publication, *, by: User | None, at: datetime) -> None:
    new.published_by_id = by.pk if by else None
    new.created_at = at
    body = new.body
    new.save(force_insert=True)
    body.publication = new
    body.save(force_insert=True)


def _in_order(model: type[Row], ids: Sequence[int]) -> list[Row]:
    """The rows of these ids that still exist, in this order."""
    rows = model._default_manager.in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]


def _finish(
    article: Article,
    at: datetime,
    *,
    due_at: datetime,
    neighbours: frozenset[int] = frozenset(),
    gone: Sequence[Publication] = (),
) -> None:
    """Links, search, the article's own clock, and the word to those who keep pages."""
    versions = tail_of(article, at).versions
    relink(article, versions, at)
    search.index(article, versions, at)
    Article.objects.filter(pk=article.pk).update(
        acted_at=at, slug=article.slug, stage=article.stage
    )
    keys = keys_of(article, [*versions, *gone])
    keys |= {f"article-{pk}" for pk in neighbours}
    tell(Article, frozenset(keys), due_at)
