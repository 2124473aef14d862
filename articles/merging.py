"""Merging topics: two words for one thing become one, on every page there ever was.

First the merged topic becomes a word for the other one (``merge``, one transaction):
from then on nobody can choose it. Then every article and image that carries it is moved
(``settle``), a few at a time, so that nobody who publishes meanwhile waits for long.
The worker settles, too: whatever a killed process left, or somebody saved at the very
moment of merging.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from articles import related, search
from articles.linking import recount, relink_topics
from articles.models import (
    Article,
    ArticleTopic,
    ImageTopic,
    Publication,
    RelatedList,
    Topic,
    TopicAddress,
    TopicLink,
)
from articles.search.folding import words_of
from articles.signals import tell
from articles.slugs import slug_for
from articles.working_copy import copies_of, copy_of

BATCH = 50
COMPARED = 20_000
# Tables of which ``settle`` knows more than the column to change.
KNOWN = {ArticleTopic, ImageTopic, Topic, TopicAddress, TopicLink}


class CannotMerge(Exception):
    """Topics that cannot be merged; the text says why, for people."""


def merge(sources: Iterable[Topic], into: Topic, *, at: datetime) -> Topic:
    """Make ``sources`` other words for ``into``, which keeps its name and address.

    Addresses that readers have seen lead on to it. ``settle`` moves what carried them.
    Raises CannotMerge when one was merged by somebody else in the meantime.
    """
    wanted = {topic.pk for topic in sources} - {into.pk}
    if not wanted:
        raise CannotMerge(_("Choose at least two topics."))
    with transaction.atomic():
        # In one order everywhere: of two who merge at once, the second waits.
        rows = Topic.objects.select_for_update(no_key=True, of=("self",))
        held = {
            row.pk: row for row in rows.filter(pk__in={*wanted, into.pk}).order_by("pk")
        }
        if len(held) <= len(wanted) or any(row.merged_into_id for row in held.values()):
            raise CannotMerge(_("One of the topics was merged or deleted meanwhile."))
        target = held.pop(into.pk)
        for source in held.values():
            _lead_on(source, target, at)
        Topic.objects.filter(
            models.Q(pk__in=held) | models.Q(merged_into__in=held)
        ).update(merged_into=target)
        tell(Topic, _keys([*held, target.pk]), at)
    return target


def settle(at: datetime, limit: int = 200) -> int:
    """Move up to ``limit`` articles from merged topics to what these became.

    Images and whatever else names a topic go along. Returns how many articles moved.
    """
    onto = _merged()
    if not onto:
        return 0
    _repoint(onto)
    ids = _carriers(limit)
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            _move(ids[start : start + BATCH], onto, at)
    return len(ids)


def waiting() -> int:
    """How many articles still carry a merged topic."""
    return len(_carriers(1000))


def twins() -> list[list[Topic]]:
    """Topics whose names differ in case, accents, signs or spaces only, in groups.

    Of the 20,000 most used: there are never more that somebody could tidy.
    """
    groups: dict[str, list[Topic]] = defaultdict(list)
    rows = Topic.objects.current().order_by("-article_count", "pk")
    for row in rows.only("name", "slug", "article_count")[:COMPARED]:
        groups[_sound(row.name)].append(row)
    found = [group for sound, group in groups.items() if sound and len(group) > 1]
    return sorted(
        (sorted(group, key=lambda row: row.name) for group in found),
        key=lambda group: group[0].name,
    )


def _sound(name: str) -> str:
    """What twins share. Signs with a meaning stay: "C++" is not "C"."""
    return "".join(words_of(slug_for(name, "").replace("-and-", "-")))


def _lead_on(source: Topic, target: Topic, at: datetime) -> None:
    """Send readers from the addresses of ``source`` to ``target``."""
    TopicAddress.objects.filter(topic=source).update(topic=target)
    if TopicLink.objects.filter(topic=source, live_from__lte=at).exists():
        TopicAddress.objects.update_or_create(
            slug=source.slug, defaults={"topic": target}
        )


def _keys(ids: Iterable[int]) -> frozenset[str]:
    return frozenset({"topics", "front", *(f"topic-{pk}" for pk in ids)})


def _merged() -> dict[int, int]:
    """What each merged topic became."""
    rows = Topic.objects.filter(merged_into__isnull=False)
    return dict(rows.order_by("pk").values_list("pk", "merged_into"))


def _carriers(limit: int) -> list[int]:
    """Ids of articles that carry a merged topic, on the desk or for readers."""
    desk = ArticleTopic.objects.filter(tag__merged_into__isnull=False)
    readers = TopicLink.objects.filter(topic__merged_into__isnull=False)
    ids = set(desk.order_by().values_list("content_object", flat=True)[:limit])
    ids |= set(readers.order_by().values_list("article", flat=True)[:limit])
    return sorted(ids)[:limit]


def _repoint(onto: dict[int, int]) -> None:
    """Move images, and the columns of other tables that name a topic."""
    _retag(ImageTopic.objects.filter(tag__in=onto), onto)
    for field in Topic._meta.get_fields(include_hidden=True):
        model: Any = field.related_model
        if not (field.one_to_many and field.auto_created) or model in KNOWN:
            continue
        name = field.remote_field.name
        for row in model._base_manager.filter(**{f"{name}__in": onto}):
            to = onto[getattr(row, f"{name}_id")]
            model._base_manager.filter(pk=row.pk).update(**{name: to})


def _retag(rows: models.QuerySet[Any], onto: dict[int, int]) -> None:
    """Change the topic of each row, or drop the row when the other one is there."""
    manager = rows.model._default_manager
    items = list(rows.order_by("pk").values_list("pk", "content_object", "tag"))
    owners = {owner for _pk, owner, _tag in items}
    targets = {onto[tag] for _pk, _owner, tag in items}
    there = manager.filter(content_object__in=owners, tag__in=targets)
    taken = set(there.values_list("content_object", "tag"))
    moved: dict[int, list[int]] = defaultdict(list)
    for pk, owner, tag in items:
        if (owner, onto[tag]) not in taken:
            taken.add((owner, onto[tag]))
            moved[onto[tag]].append(pk)
    kept = {pk for ids in moved.values() for pk in ids}
    manager.filter(pk__in=[pk for pk, *_ in items if pk not in kept]).delete()
    for target, ids in moved.items():
        manager.filter(pk__in=ids).update(tag=target)


def _move(ids: Sequence[int], onto: dict[int, int], at: datetime) -> None:
    """Move some articles. Locks as publishing does: articles, lists, then topics."""
    rows = Article.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    articles = {article.pk: article for article in rows.filter(pk__in=ids)}
    lists = RelatedList.objects.filter(pk__in=articles)
    list(lists.select_for_update().order_by("pk").values_list("pk"))
    # Scored by a topic that is another now: the worker computes them afresh.
    lists.update(computed_at=at - related.REFRESHED_AFTER)
    _retag(ArticleTopic.objects.filter(content_object__in=articles, tag__in=onto), onto)
    before = {pk: article.digest for pk, article in articles.items()}
    for copy in copies_of(articles.values()):
        copy.article.digest = copy.digest
    Article.objects.bulk_update(articles.values(), ["digest"])
    used = _rewrite(articles, before, onto, at)
    recount(used, at)
    tell(Topic, _keys(used) | {f"article-{pk}" for pk in articles}, at)


def _rewrite(
    articles: dict[int, Article],
    before: dict[int, str],
    onto: dict[int, int],
    at: datetime,
) -> set[int]:
    """Put the ids in the articles' publications right, and their links with them.

    The one case in which a publication changes: it says the same by another id. Returns
    the topics concerned.
    """
    used: set[int] = set()
    changed = []
    of_article: dict[int, list[Publication]] = {pk: [] for pk in articles}
    versions = Publication.objects.filter(article__in=articles).order_by("live_from")
    for version in versions:
        of_article[version.article_id].append(version)
        gone = onto.keys() & set(version.topic_ids)
        if not gone:
            continue
        used |= gone | {onto[pk] for pk in gone}
        version.topic_ids = list(
            dict.fromkeys(onto.get(pk, pk) for pk in version.topic_ids)
        )
        changed.append(version)
        if version.live_until > at:
            article = articles[version.article_id]
            is_same = version.digest == before[article.pk]
            version.digest = article.digest if is_same else copy_of(version).digest
    Publication.objects.bulk_update(changed, ["topic_ids", "digest"])
    relink_topics(of_article)
    for topic in Topic.objects.filter(pk__in={onto[pk] for pk in onto.keys() & used}):
        ids = [row.pk for row in changed if topic.pk in row.topic_ids]
        search.add_words(Publication.objects.filter(pk__in=ids), topic.name)
    return used
