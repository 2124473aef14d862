"""Telling people what happened to an article: on Today, and by mail if they wish."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import QuerySet

from articles import rights
from articles.models import Article, Notice


def tell(
    people: Iterable[User],
    article: Article,
    kind: str,
    text: str = "",
    *,
    by: User | None,
    at: datetime,
) -> list[Notice]:
    """Note for each of ``people`` what happened; the worker sends the mails.

    Nobody is told of their own doing, and nobody of an article they may not open.
    """
    wanted = {person.pk for person in people} - {by.pk if by else None}
    if not wanted:
        return []
    told = rights.people_for(article).filter(pk__in=wanted).order_by("pk")
    return Notice.objects.bulk_create(
        Notice(
            person=person,
            article=article,
            kind=kind,
            text=text,
            made_by=by,
            made_at=at,
            mail_at=at if person.email else None,
        )
        for person in told
    )


def unread(person: User) -> QuerySet[Notice]:
    """What this person has not read yet, the latest first.

    Of articles that they may still open: rights end, and notices quote.
    """
    own = rights.editable(person).values("pk")
    return Notice.objects.filter(person=person, read_at=None, article_id__in=own)


def read(person: User, notices: Iterable[int], *, at: datetime) -> int:
    """Mark these notices of the person as read; returns how many were not yet.

    What has been read here need not come by mail.
    """
    rows = Notice.objects.filter(person=person, pk__in=list(notices), read_at=None)
    return rows.update(read_at=at, mail_at=None)


def read_all_of(person: User, article: Article, *, at: datetime) -> int:
    """Mark all that the person was told of this article as read."""
    rows = Notice.objects.filter(person=person, article=article, read_at=None)
    return rows.update(read_at=at, mail_at=None)


# --- who is concerned -------------------------------------------------------------
def makers(article: Article) -> list[User]:
    """Who works on it: who began it, who is named above it, whom it is assigned to."""
    ids = [article.created_by_id, article.assigned_to_id]
    ids += article.contributors.values_list("user_id", flat=True)
    return list(User.objects.filter(pk__in={pk for pk in ids if pk}))


def deciders(article: Article) -> list[User]:
    """Who decides on it: the editors of its section; without any, those of all."""
    every = rights.people_for(article).filter(
        pk__in=rights.with_right("articles.publish_article").values("pk")
    )
    section_id = article.section_id
    own = every.filter(sections=section_id) if section_id else every.none()
    found = list(own.order_by("pk"))
    if found:
        return found
    chiefs = rights.with_right("articles.act_in_every_section").values("pk")
    return list(every.filter(pk__in=chiefs).order_by("pk"))
