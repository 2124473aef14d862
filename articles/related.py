"""Related articles: bounded candidates by topic, scored by rarity, time and section.

The design and its measurements: candidates are the nearest articles of each topic in
time (100 before, 100 after its own date), whatever the topic's size; the score is the
sum over shared topics of ln(1 + N / (1 + articles of the topic)), fading with the gap
in time to three tenths of itself, plus one for the same section. It is symmetric, so
publishing an article writes it into its neighbours' stored lists too, and readers only
ever look a list up.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Max, Q, QuerySet

from articles.company import suits
from articles.models import (
    Article,
    EarlierRelated,
    Publication,
    RelatedList,
    Topic,
    TopicLink,
)

KEPT = 12  # entries stored; four are shown, the rest replace what is withdrawn
WINDOW = 100  # candidates of each topic on each side of the article's date
RESCORED = 100  # best candidates whose score is computed exactly
FADING = timedelta(days=60)
# What is left of a score however far apart: measured on two corpora, see the bench.
LASTING = 0.3
SAME_SECTION = 1.0
FRESH = timedelta(hours=48)  # how long an article counts as new
REFRESHED_AFTER = timedelta(days=1)
FRESH_REFRESHED_AFTER = timedelta(minutes=10)


def scores(publication: Publication, at: datetime) -> list[tuple[int, float]]:
    """(article id, score) of what is nearest to ``publication`` at ``at``, best first.

    At most RESCORED; never the article itself, never what is not live at ``at`` or may
    not stand below it. Five queries, each bounded whatever the size of the archive.
    """
    weights = _weights(publication.topic_ids)
    if not weights:
        return []
    rough: dict[int, float] = defaultdict(float)
    for topic_id, article_id in _candidates(publication, weights, at):
        rough[article_id] += weights[topic_id]
    rough.pop(publication.article_id, None)
    best = sorted(rough, key=lambda pk: (-rough[pk], -pk))[:RESCORED]
    best = _suitable(publication, best, at)
    return _exact(publication, best, weights, at)


def store(
    publication: Publication, at: datetime, *, now: datetime | None = None
) -> frozenset[int]:
    """Store the article's list, and write the article into its neighbours' lists.

    Call it in the publishing transaction. ``now``: the moment of the act, where ``at``
    is when readers will see it. Returns the ids of the articles whose lists changed.
    """
    article_id = publication.article_id
    found = dict(scores(publication, at)[: 2 * KEPT])
    own, others = _lists(article_id, found)
    changes = [(own, [[pk, score] for pk, score in found.items()][:KEPT])]
    for row in others:
        entries = _with_entry(row.entries, article_id, found.get(row.pk))
        if entries != row.entries:
            changes.append((row, entries))
    _keep_earlier(changes, now or at)
    for row, entries in changes:
        row.entries = entries
    touched = [row for row, _entries in changes[1:]]
    RelatedList.objects.bulk_update(touched, ["entries"])
    own.computed_at = at
    own.save()
    return frozenset(row.pk for row in touched)


def _keep_earlier(
    changes: Iterable[tuple[RelatedList, Sequence[Any]]], now: datetime
) -> None:
    """Keep each list as readers saw it until now, if its order is about to change."""
    EarlierRelated.objects.bulk_create(
        EarlierRelated(article_id=row.pk, entries=row.entries, held_until=now)
        for row, entries in changes
        if row.article_ids != [entry[0] for entry in entries] and not row._state.adding
    )


def _lists(
    article_id: int, found: Iterable[int]
) -> tuple[RelatedList, list[RelatedList]]:
    """The article's own list (perhaps new), and those of its neighbours, all locked.

    By one statement in the order of their ids, its own among them: two neighbours who
    are published at once would otherwise wait for each other.
    """
    known = RelatedList.objects.filter(pk=article_id).first()
    neighbours = {*found, *(known.article_ids if known else [])}
    rows = RelatedList.objects.select_for_update().filter(
        pk__in={article_id, *neighbours}
    )
    lists = {row.pk: row for row in rows.order_by("pk")}
    own = lists.pop(article_id, None) or RelatedList(article_id=article_id)
    return own, list(lists.values())


def due(at: datetime) -> QuerySet[RelatedList]:
    """The lists that are old at ``at``.

    Scores were right when they were stored, but topics grow more common meanwhile: a
    new article's list is old after ten minutes, any other after a day.
    """
    fresh = Publication.objects.live(at).filter(published_at__gt=at - FRESH)
    soon = Q(
        computed_at__lte=at - FRESH_REFRESHED_AFTER, pk__in=fresh.values("article_id")
    )
    return RelatedList.objects.filter(Q(computed_at__lte=at - REFRESHED_AFTER) | soon)


def refresh_due(at: datetime, limit: int = 20) -> int:
    """Recompute up to ``limit`` lists that are old; returns how many were due."""
    rows = due(at).order_by("computed_at").values_list("pk", "computed_at")
    stale = list(rows[:limit])
    for article_id, computed_at in stale:
        with transaction.atomic():
            claimed = RelatedList.objects.filter(pk=article_id, computed_at=computed_at)
            if claimed.update(computed_at=at):
                _refresh(article_id, at)
    return len(stale)


def miscounted(at: datetime) -> dict[int, int]:
    """Topics whose count is off, by id, with the right one: expiries pass uncounted."""
    held = TopicLink.objects.filter(live_until__gt=at).order_by().values_list("topic")
    counts = dict(held.annotate(number=Count("article", distinct=True)))
    stored = Topic.objects.values_list("pk", "article_count")
    return {pk: counts.get(pk, 0) for pk, was in stored if counts.get(pk, 0) != was}


def recount_topics(at: datetime) -> int:
    """Put the counts of topics right; returns how many were off."""
    off = miscounted(at)
    for pk, number in off.items():
        Topic.objects.filter(pk=pk).update(article_count=number)
    return len(off)


def _refresh(article_id: int, at: datetime) -> None:
    publication = Publication.objects.at_address(article_id, at).first()
    if publication is not None and publication.is_live(at):
        entries = [[pk, score] for pk, score in scores(publication, at)[:KEPT]]
        row = RelatedList.objects.select_for_update().get(pk=article_id)
        _keep_earlier([(row, entries)], at)
        RelatedList.objects.filter(pk=article_id).update(entries=entries)


def _with_entry(
    entries: Sequence[Any], article_id: int, score: float | None
) -> list[Any]:
    """``entries`` with the article at its place, or without it when it has no score."""
    rest = [entry for entry in entries if entry[0] != article_id]
    if score is not None:
        rest.append([article_id, score])
    return sorted(rest, key=lambda entry: (-entry[1], -entry[0]))[:KEPT]


def _weights(topic_ids: Iterable[int]) -> dict[int, float]:
    """How much sharing each topic says: the rarer, the more."""
    total = Article.objects.aggregate(newest=Max("pk"))["newest"] or 0
    counts = Topic.objects.filter(pk__in=topic_ids).values_list("pk", "article_count")
    # One more than the plain ratio: a topic that all share still says something, and
    # scores stored while the archive was small stay comparable with later ones.
    return {pk: math.log1p(total / (1 + count)) for pk, count in counts}


def _candidates(
    publication: Publication, topic_ids: Iterable[int], at: datetime
) -> list[tuple[int, int]]:
    """(topic id, article id) of the nearest live articles of each topic."""
    me = publication.published_at
    branches: list[Any] = []
    for topic_id in topic_ids:
        live = TopicLink.objects.filter(
            topic_id=topic_id, live_from__lte=at, live_until__gt=at
        ).values_list("topic_id", "article_id")
        before = live.filter(published_at__lte=min(me, at))
        after = live.filter(published_at__gt=me, published_at__lte=at)
        branches.append(before.order_by("-published_at", "-article_id")[:WINDOW])
        branches.append(after.order_by("published_at", "article_id")[:WINDOW])
    return rows_of(branches)


def rows_of(branches: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of several sliced querysets, by one query.

    The ORM cannot write it: SQLite refuses LIMIT inside a compound, so each branch
    stands in a sub-select of its own. Only for columns that need no conversion.
    """
    if not branches:
        return []
    parts, params = [], []
    for number, branch in enumerate(branches):
        sql, values = branch.query.sql_with_params()
        parts.append(f"SELECT * FROM ({sql}) AS branch{number}")
        params += values
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _suitable(publication: Publication, ids: list[int], at: datetime) -> list[int]:
    """Those of these articles that may stand below the publication, in their order."""
    rows = Publication.objects.live(at).filter(article_id__in=ids)
    facts = rows.only("article_id", "sensitivity", "language", "apart_ids")
    suitable = {row.article_id for row in facts if suits(publication, row)}
    return [pk for pk in ids if pk in suitable]


def _exact(
    publication: Publication, best: list[int], weights: dict[int, float], at: datetime
) -> list[tuple[int, float]]:
    """The exact scores of ``best``, over all the topics that they share."""
    links = TopicLink.objects.filter(
        article_id__in=best, topic_id__in=weights, live_from__lte=at, live_until__gt=at
    ).values_list("article_id", "topic_id", "published_at", "section_id")
    shared: dict[int, float] = defaultdict(float)
    facts: dict[int, tuple[datetime, int | None]] = {}
    for article_id, topic_id, when, section_id in links:
        shared[article_id] += weights[topic_id]
        facts[article_id] = (when, section_id)
    scored = []
    for article_id, weight in shared.items():
        published_at, section = facts[article_id]
        gap = abs(publication.published_at - published_at) / FADING
        near = section is not None and section == publication.section_id
        nearness = LASTING + (1 - LASTING) * math.exp(-gap)
        score = weight * nearness + SAME_SECTION * near
        scored.append((published_at, article_id, round(score, 6)))
    scored.sort(key=lambda item: (item[2], item[0], item[1]), reverse=True)
    return [(article_id, score) for _when, article_id, score in scored]
