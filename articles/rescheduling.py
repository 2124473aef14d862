"""Rescheduling: what is to go out goes out at another moment."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import history, related, search
from articles.linking import relink
from articles.models import Article, Publication, Revision
from articles.publishing import keys_of
from articles.signals import tell
from articles.timeline import Blocked, CannotPublish, NotLive, hold, tail_of
from articles.working_copy import WorkingCopy


def reschedule(
    article: Article,
    *,
    by: User | None,
    at: datetime,
    start: datetime,
    version_id: int | None = None,
) -> Publication:
    """Let a version that has not begun begin at ``start``; its text stays as it is.

    ``version_id``: which one, if several are to come; else the first. The version that
    it replaces stays until then. Links, related lists and a revision go along, and
    caches are told of both moments.

    Raises NotLive when there is no such version any more, Blocked, and CannotPublish
    for a moment that has passed, lies before the embargo, or beyond a neighbour.
    """
    with transaction.atomic():
        article, at = hold(article, at)
        if article.blocked_at is not None:
            raise Blocked
        tail = tail_of(article, at)
        coming = [v for v in tail.coming if version_id in {None, v.pk}]
        if not coming:
            raise NotLive(_("It has begun, or is not scheduled any more."))
        version, former = coming[0], coming[0].live_from
        _refuse(article, version, tail.versions, start, at)
        _move(version, tail.versions, start)
        neighbours = related.store(version, start, now=at)
        note = _("Moved from %(when)s.") % {"when": moment_text(former)}
        kind, copy = Revision.Kind.SCHEDULE, WorkingCopy.of(article)
        history.record(copy, kind=kind, by=by, at=at, note=note)
        versions = tail_of(article, at).versions
        relink(article, versions, at)
        search.index(article, versions, at)
        Article.objects.filter(pk=article.pk).update(acted_at=at)
        keys = keys_of(article, versions) | {f"article-{pk}" for pk in neighbours}
        for moment in (former, start):
            tell(Article, frozenset(keys), moment)
    return version


def moment_text(moment: datetime) -> str:
    """A moment for a sentence, in the newsroom's zone."""
    return date_format(timezone.localtime(moment), "j M Y, H:i T")


def _refuse(
    article: Article,
    version: Publication,
    versions: list[Publication],
    start: datetime,
    at: datetime,
) -> None:
    """Raise CannotPublish when the version cannot begin at ``start``."""
    if start <= at:
        raise CannotPublish(_("The moment to publish at has passed."))
    if article.embargo_until and start < article.embargo_until:
        message = _("There is an embargo until %(when)s.")
        raise CannotPublish(message % {"when": moment_text(article.embargo_until)})
    if start >= version.live_until:
        message = _("It ends, or is replaced by another version, at %(when)s.")
        raise CannotPublish(message % {"when": moment_text(version.live_until)})
    earlier = [v for v in versions if v.live_from < version.live_from]
    for other in earlier:
        is_replaced = other.live_until == version.live_from
        first = other.live_from if is_replaced else other.live_until
        if start < first or (is_replaced and start == first):
            message = _("Another version is there until %(when)s.")
            raise CannotPublish(message % {"when": moment_text(first)})


def _move(version: Publication, versions: list[Publication], start: datetime) -> None:
    """Change the moments of the version, and of those that go by them."""
    former = version.live_from
    for other in versions:
        if other.live_until == former:
            other.live_until = start
        if other.live_from >= former:
            # Dates that were this start: of the article, and of what it last said.
            if other.published_at == former:
                other.published_at = start
            if other.changed_at == former:
                other.changed_at = start
    version.live_from = start
    for other in versions:
        other.save(
            update_fields=["live_from", "live_until", "published_at", "changed_at"]
        )
