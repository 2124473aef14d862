"""Topics and contributors: shared names, which change on every page at once."""

from datetime import datetime

from django.db import transaction

from articles.models import Byline, BylineLink, Contributor, Topic, TopicLink
from articles.signals import tell


def keep_topic(topic: Topic, *, at: datetime) -> None:
    """Save a topic under its tidied name, and tell the pages that print it."""
    with transaction.atomic():
        topic.save()
        tell(Topic, frozenset({f"topic-{topic.pk}", "topics"}), at)


def keep_contributor(contributor: Contributor, *, at: datetime) -> None:
    """Save a contributor, and tell the pages that print the name."""
    with transaction.atomic():
        contributor.save()
        keys = frozenset({f"contributor-{contributor.pk}", "contributors"})
        tell(Contributor, keys, at)


def articles_naming(contributor: Contributor) -> int:
    """How many articles name the contributor, on the desk or for readers."""
    bylines = Byline.objects.filter(contributor=contributor).order_by()
    desk = bylines.values("article_id")
    readers = BylineLink.objects.filter(contributor=contributor).values("article_id")
    return desk.union(readers).count()


def articles_under(topic: Topic) -> int:
    """How many articles readers find, or have found, under the topic."""
    links = TopicLink.objects.filter(topic=topic)
    return links.values("article_id").distinct().count()
