"""Topic and byline links: computed from an article's publications, and kept true."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F

from articles.models import Article, BylineLink, Publication, Topic, TopicLink


@dataclass(frozen=True)
class Span:
    """An unbroken time in which an article carried one thing (a topic, a name)."""

    thing: int
    section: int | None
    published_at: datetime
    live_from: datetime
    live_until: datetime

    def is_same_run(self, other: "Span") -> bool:
        """Whether the two differ in their bounds alone."""
        kind = (self.thing, self.section, self.published_at)
        return kind == (other.thing, other.section, other.published_at)


def topic_spans(versions: Iterable[Publication]) -> list[Span]:
    """The TopicLink rows of an article with these versions, given in order of time."""
    return _merged(
        Span(topic, v.section_id, v.published_at, v.live_from, v.live_until)
        for v in versions
        for topic in dict.fromkeys(v.topic_ids)
    )


def byline_spans(versions: Iterable[Publication]) -> list[Span]:
    """The BylineLink rows of an article with these versions, given in order of time."""
    return _merged(
        Span(contributor, None, v.published_at, v.live_from, v.live_until)
        for v in versions
        for contributor in dict.fromkeys(v.contributor_ids)
    )


def relink(article: Article, versions: Sequence[Publication], at: datetime) -> None:
    """Make the article's links true for ``versions``: all that end at or after ``at``.

    Links that ended before are history and are not touched; an update that keeps topics
    and bylines writes nothing. Call it in the transaction that writes the versions.
    Keeps ``Topic.article_count``.
    """
    before, after = _write(TopicLink, "topic_id", article, topic_spans(versions), at)
    _count(+1, after - before)
    _count(-1, before - after)
    _write(BylineLink, "contributor_id", article, byline_spans(versions), at)


def relink_topics(versions: Mapping[int, Sequence[Publication]]) -> None:
    """Make all topic links of articles true for all their versions, given in order.

    ``versions`` by article id; for who changes what ended ones say. The caller counts
    the topics.
    """
    links: dict[int, list[TopicLink]] = defaultdict(list)
    for link in TopicLink.objects.filter(article__in=versions):
        links[link.article_id].append(link)
    gone: list[int] = []
    new: list[TopicLink] = []
    for pk, rows in versions.items():
        have, aim = _stored(links[pk], "topic_id"), set(topic_spans(rows))
        gone += [link for span, link in have.items() if span not in aim]
        missing = [span for span in aim if span not in have]
        new += [_link(TopicLink, "topic_id", pk, span) for span in missing]
    TopicLink.objects.filter(pk__in=gone).delete()
    TopicLink.objects.bulk_create(new)


def drift(article: Article) -> list[str]:
    """Links that its publications do not explain, or lack; normally none."""
    return drifting([article.pk]).get(article.pk, [])


def drifting(article_ids: Collection[int]) -> dict[int, list[str]]:
    """The same for several articles, by id: only those that have any."""
    versions: dict[int, list[Publication]] = defaultdict(list)
    rows = Publication.objects.filter(article__in=article_ids).defer("standfirst")
    for version in rows.order_by("live_from"):
        versions[version.article_id].append(version)
    kinds: list[tuple[Any, str, Any]] = [
        (TopicLink, "topic_id", topic_spans),
        (BylineLink, "contributor_id", byline_spans),
    ]
    off: dict[int, list[str]] = defaultdict(list)
    for model, column, spans_of in kinds:
        links: dict[int, list[Any]] = defaultdict(list)
        for link in model.objects.filter(article__in=article_ids):
            links[link.article_id].append(link)
        for pk in article_ids:
            wrong = set(spans_of(versions[pk])) ^ set(_stored(links[pk], column))
            if wrong:
                off[pk] += [f"{model.__name__} {span}" for span in wrong]
    return off


def _merged(pieces: Iterable[Span]) -> list[Span]:
    """``pieces`` with those of one run that touch made one."""
    runs: list[Span] = []
    for piece in pieces:
        for index, run in enumerate(runs):
            if run.is_same_run(piece) and run.live_until == piece.live_from:
                runs[index] = replace(run, live_until=piece.live_until)
                break
        else:
            runs.append(piece)
    return runs


def _stored(links: Iterable[Any], column: str) -> dict[Span, int]:
    """Stored links as spans, with their primary keys."""
    return {
        Span(
            getattr(link, column),
            getattr(link, "section_id", None),
            link.published_at,
            link.live_from,
            link.live_until,
        ): link.pk
        for link in links
    }


def _write(
    model: Any, column: str, article: Article, wanted: list[Span], at: datetime
) -> tuple[set[int], set[int]]:
    """Turn the running links of one kind into ``wanted``.

    Returns the things carried beyond ``at`` before, and after.
    """
    links = model.objects.filter(article=article, live_until__gte=at)
    have = _stored(links, column)
    # What has yet to begin stands in ``wanted`` from its start.
    begun = [span for span in have if span.live_from <= at]
    aim = {_from_its_start(span, begun) for span in wanted}
    gone = [pk for span, pk in have.items() if span not in aim]
    # Old ends first: (article, thing, live_until) is unique at every statement.
    if gone:
        links.filter(pk__in=gone).delete()
    model.objects.bulk_create(
        _link(model, column, article.pk, span) for span in aim if span not in have
    )
    return _carried(have, at), _carried(aim, at)


def _from_its_start(span: Span, have: Iterable[Span]) -> Span:
    """``span``, reaching back to where a stored link of its run began."""
    for link in have:
        if (
            link.is_same_run(span)
            and link.live_from < span.live_from <= link.live_until
        ):
            return replace(span, live_from=link.live_from)
    return span


def _link(model: Any, column: str, article_id: int, span: Span) -> Any:
    section = {"section_id": span.section} if model is TopicLink else {}
    return model(
        article_id=article_id,
        published_at=span.published_at,
        live_from=span.live_from,
        live_until=span.live_until,
        **{column: span.thing},
        **section,
    )


def _carried(spans: Iterable[Span], at: datetime) -> set[int]:
    return {span.thing for span in spans if span.live_until > at}


def _count(step: int, topic_ids: set[int]) -> None:
    """Add ``step`` to the topics' counts, locking the rows in one order everywhere."""
    if not topic_ids:
        return
    rows = Topic.objects.filter(pk__in=topic_ids)
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    counted = rows if step > 0 else rows.filter(article_count__gt=0)
    counted.update(article_count=F("article_count") + step)


def recount(topic_ids: Iterable[int], at: datetime) -> None:
    """Count the articles of these topics afresh, locking the rows in the same order."""
    rows = Topic.objects.filter(pk__in=set(topic_ids))
    held = rows.select_for_update(no_key=True, of=("self",)).order_by("pk")
    for pk in list(held.values_list("pk", flat=True)):
        links = TopicLink.objects.filter(topic=pk, live_until__gt=at).order_by()
        number = links.values("article").distinct().count()
        Topic.objects.filter(pk=pk).update(article_count=number)
