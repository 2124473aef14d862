"""Topics and contributors: shared names, which change on every page at once."""

from datetime import datetime

from django.db import transaction

from articles.models import Contributor, Topic
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
