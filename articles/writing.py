"""Saving the working copy: one way in for the desk, the demo and imports."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles import addresses, history, locking, usage
from articles.models import Article, Byline, Contributor, HandPicked, Revision, Topic
from articles.richtext import clean
from articles.search import desk
from articles.working_copy import WorkingCopy

# What has actions of its own: a text read before one of them must not undo it.
KEPT = (
    "version",
    "acted_at",
    "stage",
    "assigned_to_id",
    "due_at",
    "blocked_at",
    "blocked_by_id",
    "legal_note",
)


class EditConflict(Exception):
    """Somebody else saved the article since this text was opened."""

    def __init__(self, current: Article) -> None:
        super().__init__(_("This article was saved by somebody else in the meantime."))
        self.current = current


def save(
    article: Article,
    *,
    by: User | None,
    at: datetime,
    topics: Sequence[Topic | str] | None = None,
    contributors: Sequence[Contributor] | None = None,
    picked: Sequence[Article] | None = None,
    base_version: int | None = None,
    kind: Revision.Kind = Revision.Kind.SAVE,
) -> Revision:
    """Save the working copy, its topics, bylines and picks, and record a revision.

    ``None`` leaves topics, bylines or picks as they are. ``base_version`` is the number
    the text was opened with: raises EditConflict when it is no longer the current one,
    Locked when somebody else holds the article, and ValidationError for a topic that
    cannot be. All or nothing; readers see nothing.
    """
    with transaction.atomic():
        _hold(article, base_version)
        locking.respect(article, by)
        if article.created_by_id is None and article._state.adding and by is not None:
            article.created_by_id = by.pk
        article.body = clean(article.body)
        article.updated_at = at
        article.version += 1
        article.save()
        article.slug = addresses.claim(article)
        article.save(update_fields=["slug"])
        usage.remember(article)
        if topics is not None:
            article.topics.set(topics, clear=True)
        if contributors is not None:
            _set_bylines(article, contributors)
        if picked is not None:
            _set_picked(article, picked)
        copy = WorkingCopy.of(article)
        desk.keep(copy)
        return history.record(copy, kind=kind, by=by, at=at)


def _hold(article: Article, base_version: int | None) -> None:
    """Lock the article's row; raise EditConflict if it is past ``base_version``."""
    if article._state.adding:
        return
    # Without no_key, saving a byline elsewhere would wait for us on PostgreSQL.
    current = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if base_version is not None and current.version != base_version:
        raise EditConflict(current)
    for name in KEPT:
        setattr(article, name, getattr(current, name))


def _set_bylines(article: Article, contributors: Sequence[Contributor]) -> None:
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=article, contributor=contributor, position=position)
        for position, contributor in enumerate(dict.fromkeys(contributors))
    )


def _set_picked(article: Article, picked: Sequence[Article]) -> None:
    article.hand_picks.all().delete()
    others = [other for other in dict.fromkeys(picked) if other.pk != article.pk]
    HandPicked.objects.bulk_create(
        HandPicked(article=article, other=other, position=position)
        for position, other in enumerate(others)
    )
