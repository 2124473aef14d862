"""Who has which article open: told by a small question that the form asks again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User

from articles.models import Article, Presence

# The form asks every ten seconds; one question may get lost.
HERE = timedelta(seconds=25)
TYPING = timedelta(seconds=12)
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Present:
    """Somebody who has the article open."""

    name: str
    is_typing: bool


def note(
    article: Article, person: User, *, at: datetime, has_typed: bool = False
) -> None:
    """Remember that the person has the article open, and whether they are typing."""
    facts = {"seen_at": at, **({"typed_at": at} if has_typed else {})}
    rows = Presence.objects.filter(article=article, person=person)
    if not rows.update(**facts):
        # Two tabs at once: the other one has said it.
        Presence.objects.bulk_create(
            [Presence(article=article, person=person, **facts)], ignore_conflicts=True
        )


def leave(article: Article, person: User) -> None:
    """Forget that the person has the article open."""
    Presence.objects.filter(article=article, person=person).delete()


def others(article: Article, person: User, at: datetime) -> list[Present]:
    """Who else has the article open, by name."""
    rows = Presence.objects.filter(article=article, seen_at__gt=at - HERE)
    found = rows.exclude(person=person).select_related("person")
    return [
        Present(name_of(row.person), bool(row.typed_at and row.typed_at > at - TYPING))
        for row in found.order_by("person__username")
    ]


def in_articles(ids: Iterable[int], at: datetime) -> dict[int, list[str]]:
    """Who is in each of these articles now; articles without anybody are left out."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Presence.objects.filter(article_id__in=list(ids), seen_at__gt=at - HERE)
    for row in rows.select_related("person").order_by("person__username"):
        found[row.article_id].append(name_of(row.person))
    return dict(found)


def name_of(person: User) -> str:
    """What colleagues call somebody."""
    return person.get_full_name() or person.get_username()


# --- who has gone long ago ------------------------------------------------------------
def old(at: datetime) -> int:
    """Count the people not heard of for a day."""
    return Presence.objects.filter(seen_at__lt=at - KEPT).count()


def prune(at: datetime, limit: int) -> int:
    """Forget people not heard of for a day; return how many."""
    found = Presence.objects.filter(seen_at__lt=at - KEPT).values_list("pk", flat=True)
    return Presence.objects.filter(pk__in=list(found[:limit])).delete()[0]
