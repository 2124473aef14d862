"""Topics, contributors, series: shared names, which change on every page at once."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from articles import search
from articles.models import (
    Article,
    ArticleTopic,
    Byline,
    BylineLink,
    Contributor,
    ContributorAddress,
    ImageTopic,
    Publication,
    Series,
    Topic,
    TopicAddress,
    TopicLink,
)
from articles.signals import tell
from articles.slugs import slug_for, variants

Named = TypeVar("Named", Topic, Contributor)


def keep_topic(topic: Topic, *, at: datetime) -> None:
    """Save a topic under its tidied name, and tell the pages that print it.

    Without an address it gets one. The address it had before leads on to the new one,
    if readers have seen it; its articles are found by the new name, too.
    """
    with transaction.atomic():
        before = _held(topic)
        topic.slug = topic.slug or free_slug(topic, "topic")
        topic.save()
        links = TopicLink.objects.filter(topic=topic)
        _lead_on(topic, before, links, at)
        tell(Topic, frozenset({f"topic-{topic.pk}", "topics"}), at)


def keep_contributor(contributor: Contributor, *, at: datetime) -> None:
    """Save a contributor, and tell the pages that print the name.

    Addresses and searching: as with topics.
    """
    with transaction.atomic():
        before = _held(contributor)
        contributor.slug = contributor.slug or free_slug(contributor, "contributor")
        contributor.save()
        links = BylineLink.objects.filter(contributor=contributor)
        _lead_on(contributor, before, links, at)
        keys = frozenset({f"contributor-{contributor.pk}", "contributors"})
        tell(Contributor, keys, at)


def keep_series(series: Series, *, at: datetime) -> None:
    """Save a series, which gets an address if it has none, and tell the pages."""
    with transaction.atomic():
        others = Series.objects.exclude(pk=series.pk)
        wanted = variants(slug_for(series.name, "series"))
        series.slug = series.slug or next(
            slug for slug in wanted if not others.filter(slug=slug).exists()
        )
        series.save()
        tell(Series, frozenset({f"series-{series.pk}"}), at)


def free_slug(named: Topic | Contributor, fallback: str) -> str:
    """An address made of the name, without accents, that nobody has or ever had."""
    wanted = variants(slug_for(named.name, fallback))
    return next(slug for slug in wanted if not is_taken(slug, named))


def is_taken(slug: str, named: Topic | Contributor) -> bool:
    """Whether the address is another's, or leads on to another."""
    others = type(named)._default_manager.filter(slug=slug).exclude(pk=named.pk)
    former = _addresses(named).filter(slug=slug).exclude(**{_column(named): named.pk})
    return others.exists() or former.exists()


def topic_once_at(slug: str, at: datetime) -> Topic | None:
    """The topic whose former address this is, if readers find anything there."""
    found: Topic | None = Topic.objects.filter(addresses__slug=slug).first()
    is_shown = TopicLink.objects.live(at).filter(topic=found).exists()
    return found if found and is_shown else None


def contributor_once_at(slug: str, at: datetime) -> Contributor | None:
    """The contributor whose former address this is, if readers find them named."""
    found = Contributor.objects.filter(addresses__slug=slug).first()
    is_shown = BylineLink.objects.live(at).filter(contributor=found).exists()
    return found if found and is_shown else None


def articles_naming(contributor: Contributor) -> int:
    """How many articles name the contributor, on the desk or for readers."""
    bylines = Byline.objects.filter(contributor=contributor).order_by()
    desk = bylines.values("article_id")
    readers = BylineLink.objects.filter(contributor=contributor).values("article_id")
    return desk.union(readers).count()


def articles_under(topic: Topic) -> int:
    """How many articles carry the topic, on the desk or for readers, now or once."""
    desk = ArticleTopic.objects.filter(tag=topic).order_by()
    links = TopicLink.objects.filter(topic=topic).order_by()
    articles = desk.values_list("content_object_id")
    return articles.union(links.values_list("article_id")).count()


def articles_of(series: Series) -> int:
    """How many articles belong to the series, on the desk or for readers, ever."""
    desk = Article.objects.filter(series=series).order_by().values_list("pk")
    shown = Publication.objects.filter(series=series).order_by()
    return desk.union(shown.values_list("article_id")).count()


def images_under(topic: Topic) -> int:
    """How many images of the library carry the topic."""
    return ImageTopic.objects.filter(tag=topic).count()


def _held(named: Named) -> Named | None:
    """The row as it was until now, locked; None for a new one."""
    rows = type(named)._default_manager.select_for_update(no_key=True, of=("self",))
    found: Named | None = rows.filter(pk=named.pk).first()
    return found


def _lead_on(named: Named, before: Named | None, links: Any, at: datetime) -> None:
    """Let the former address and the new name lead to what readers know."""
    if before is None:
        return
    if before.slug != named.slug:
        # It may have its former address back.
        _addresses(named).filter(slug=named.slug).delete()
        if links.filter(live_from__lte=at).exists():
            _addresses(named).create(slug=before.slug, **{_column(named): named})
    if before.name != named.name:
        articles = links.filter(live_until__gt=at).values("article_id")
        running = Publication.objects.filter(article__in=articles, live_until__gt=at)
        search.add_words(running, named.name)


def _addresses(named: Topic | Contributor) -> Any:
    model = TopicAddress if isinstance(named, Topic) else ContributorAddress
    return model._default_manager


def _column(named: Topic | Contributor) -> str:
    return "topic" if isinstance(named, Topic) else "contributor"
