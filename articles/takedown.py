"""Takedown: an article leaves readers and stays away, until it is released."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles import history, publishing
from articles.models import Article, PreviewLink, Publication, Revision
from articles.signals import tell
from articles.timeline import Blocked, CannotPublish, NotLive, hold, tail_of
from articles.working_copy import WorkingCopy


def take_down(
    article: Article,
    *,
    by: User | None,
    at: datetime,
    notice: str = "",
    legal_note: str = "",
) -> None:
    """Withdraw the article, and refuse to publish it until somebody releases it.

    ``notice``: what readers are told at its address; ``legal_note``: why, for the desk
    alone. Also for what readers see no more, or not yet: what is scheduled is dropped,
    and links to its preview end. Raises NotLive for what was never published, Blocked
    for what was taken down already.
    """
    with transaction.atomic():
        held, now = hold(article, at)
        if held.blocked_at is not None:
            raise Blocked
        if tail_of(held, now).live:
            kind = Revision.Kind.TAKEDOWN
            publishing.withdraw(held, by=by, at=at, notice=notice, kind=kind)
        else:
            _keep_away(held, by=by, at=now, notice=notice.strip())
        Article.objects.filter(pk=held.pk).update(
            blocked_at=now, blocked_by=by, legal_note=legal_note.strip()
        )
        links = PreviewLink.objects.filter(article=held, revoked_at=None)
        links.update(revoked_at=now)
        # Its corrections may repeat what had to go.
        tell(Article, frozenset({"corrections"}), now)


def release(
    article: Article, *, by: User | None, at: datetime, note: str = ""
) -> Revision:
    """Let the article be published again; readers see nothing of it by that alone.

    ``note``: why, for the history. The legal note stays with the article. Raises
    CannotPublish when it was not taken down.
    """
    with transaction.atomic():
        held, now = hold(article, at)
        if held.blocked_at is None:
            raise CannotPublish(_("It is not taken down."))
        Article.objects.filter(pk=held.pk).update(
            blocked_at=None, blocked_by=None, acted_at=now
        )
        tell(Article, frozenset({"corrections"}), now)
        kind, copy = Revision.Kind.RELEASE, WorkingCopy.of(held)
        return history.record(copy, kind=kind, by=by, at=now, note=note.strip())


def _keep_away(article: Article, *, by: User | None, at: datetime, notice: str) -> None:
    """Take back what is scheduled, and tell at its address what readers shall know."""
    is_coming = bool(tail_of(article, at).coming)
    if is_coming:
        publishing.unschedule(article, by=by, at=at)
    last = Publication.objects.ended(article.pk, at).first()
    if last is None and not is_coming:
        raise NotLive(_("It was never published: there is nothing to take down."))
    if last is not None:
        last.notice = notice or last.notice
        last.save(update_fields=["notice"])
        tell(Article, frozenset(publishing.keys_of(article, [last])), at)
    Article.objects.filter(pk=article.pk).update(acted_at=at)
    copy, kind = WorkingCopy.of(article), Revision.Kind.TAKEDOWN
    history.record(copy, kind=kind, by=by, at=at, note=notice)
