"""Locks: one person asks all others to keep their hands off an article.

Whoever holds it alone can save and publish it. Taking an article away from readers is
never locked, and anybody who may edit it can take a lock over: its holder is told.
"""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles import notices, rights
from articles.models import Article, Lock, Notice
from articles.presence import name_of
from articles.timeline import CannotPublish


class Locked(CannotPublish):
    """Somebody else holds the lock."""

    def __init__(self, lock: Lock) -> None:
        super().__init__(sentence(lock))
        self.lock = lock


def sentence(lock: Lock) -> str:
    """Who holds it and why."""
    if not lock.note:
        return _("Locked by %(name)s.") % {"name": name_of(lock.person)}
    facts = {"name": name_of(lock.person), "note": lock.note}
    return _("Locked by %(name)s: “%(note)s”.") % facts


def against(article: Article, person: User | None) -> Lock | None:
    """The lock that keeps this person from saving; None when nothing does."""
    if person is None or not article.pk:
        return None
    lock = Lock.objects.filter(article=article).select_related("person").first()
    return lock if lock and lock.person_id != person.pk else None


def respect(article: Article, person: User | None) -> None:
    """Raise Locked when somebody else holds the article."""
    if lock := against(article, person):
        raise Locked(lock)


def take(article: Article, *, by: User, at: datetime, note: str = "") -> Lock:
    """Lock the article; raises Locked when somebody else has."""
    with transaction.atomic():
        _hold(article)
        respect(article, by)
        return _put(article, by, at, note)


def take_over(article: Article, *, by: User, at: datetime, note: str = "") -> Lock:
    """Lock the article whoever holds it; the former holder gets a notice."""
    with transaction.atomic():
        _hold(article)
        former = against(article, by)
        lock = _put(article, by, at, note)
        if former:
            kind = Notice.Kind.TAKEN_OVER
            notices.tell([former.person], article, kind, lock.note, by=by, at=at)
    return lock


def release(article: Article, *, by: User) -> bool:
    """Open the article to all; for its holder, and for who may publish it."""
    with transaction.atomic():
        _hold(article)
        if against(article, by) and not rights.may_publish(by, article):
            return False
        return bool(Lock.objects.filter(article=article).delete()[0])


def _hold(article: Article) -> None:
    """Nobody saves and locks at the same moment."""
    Article.objects.select_for_update(no_key=True).filter(pk=article.pk).first()


def _put(article: Article, by: User, at: datetime, note: str) -> Lock:
    facts = {"person": by, "note": note.strip()[:200], "taken_at": at}
    return Lock.objects.update_or_create(article=article, defaults=facts)[0]
