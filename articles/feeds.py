"""Feeds: the newest of all, of a topic, of a contributor, in three formats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import naming, pages
from articles.dispatches import Dispatch, dispatches_of, full, guid
from articles.feed_formats import Atom, Json, LegibleFeed, Rss
from articles.feed_items import extension, picture, summary
from articles.models import BylineLink, Contributor, Publication, Topic, TopicLink
from articles.models.publication import DatedQuerySet, PublicationQuerySet
from articles.moment import moment_of

# With whole texts; about 100 kB, a tenth of that compressed.
ITEMS = 20
FORMATS: Mapping[str, type[LegibleFeed]] = {"": Rss, "atom": Atom, "json": Json}
# The articles of the site's own language. An edition in another has its own code here.
SITE_LANGUAGE = ""


@dataclass(frozen=True)
class Channel:
    """What one feed brings at a moment."""

    title: str
    # Where a reader finds the same on a page.
    path: str
    # Its name for ever.
    name: str
    at: datetime
    dispatches: Sequence[Dispatch]
    description: str = ""
    keys: frozenset[str] = field(default_factory=frozenset)


class Elsewhere(Exception):
    """The list has another address by now: the path of its page, and its key."""

    def __init__(self, named: Topic | Contributor | None) -> None:
        if named is None:
            raise Http404("Nobody has, or had, this address.")
        super().__init__(named.get_absolute_url())
        self.path = named.get_absolute_url()
        self.key = f"{named._meta.model_name}-{named.pk}"


class NewsFeed(Feed):  # type: ignore[type-arg]
    """A feed in one of three formats; its kinds say what it brings."""

    def __init__(self, kind: str) -> None:
        self.feed_type = FORMATS[kind]
        self.content_type = FORMATS[kind].content_type
        # The end of its address.
        self.word = kind and f"{kind}/"

    def __call__(self, request: HttpRequest, **names: str) -> HttpResponse:
        """Answer as every reader's page does: dated, with the keys of all it says."""
        try:
            channel = self.get_object(request, **names)
        except Elsewhere as now:
            path = f"{now.path}feed/{self.word}"
            return pages.moved(path, keys=[now.key], at=moment_of(request))
        feed = self.get_feed(channel, request)
        response = HttpResponse(content_type=self.content_type)
        feed.write(response, "utf-8")
        response["Access-Control-Allow-Origin"] = "*"
        keys = channel.keys.union(*(one.keys for one in channel.dispatches))
        return pages.dated(response, keys=keys, at=channel.at)

    def get_object(self, request: HttpRequest, **names: str) -> Channel:
        """What it brings."""
        raise NotImplementedError

    def title(self, channel: Channel) -> str:
        """The title of the feed."""
        return channel.title

    def link(self, channel: Channel) -> str:
        """The page that shows the same."""
        return full(channel.path)

    def description(self, channel: Channel) -> str:
        """What it is about."""
        return channel.description or channel.title

    def feed_url(self, channel: Channel) -> str:
        """Its own address."""
        return full(f"{channel.path}feed/{self.word}")

    def feed_guid(self, channel: Channel) -> str:
        """Its name for ever."""
        return guid(channel.name)

    def author_name(self) -> str:
        """Who publishes it."""
        return settings.SITE_NAME

    def items(self, channel: Channel) -> Sequence[Dispatch]:
        """What it brings, the newest first."""
        return channel.dispatches

    def item_title(self, item: Dispatch) -> str:
        """The headline, as plain text."""
        return item.publication.headline

    def item_description(self, item: Dispatch) -> str:
        """The standfirst; readers take it for HTML."""
        return escape(summary(item.publication))

    def item_link(self, item: Dispatch) -> str:
        """The article's page."""
        return item.address

    def item_guid(self, item: Dispatch) -> str:
        """Its name, which a new headline or section does not change."""
        return item.guid

    item_guid_is_permalink = False

    def item_pubdate(self, item: Dispatch) -> datetime:
        """When it first appeared."""
        return item.publication.published_at

    def item_updateddate(self, item: Dispatch) -> datetime:
        """When readers were last told something new."""
        return item.changed_at

    def item_categories(self, item: Dispatch) -> list[str]:
        """Its section, its topics, and that it was paid for."""
        section = item.publication.section
        names = [section.name] if section else []
        names += [topic.name for topic in item.topics]
        return [*names, *([_("Sponsored")] if item.publication.sponsor else [])]

    def item_enclosures(self, item: Dispatch) -> list[Any]:
        """None: the picture goes with its credit, which an enclosure cannot hold."""
        return []

    def item_extra_kwargs(self, item: Dispatch) -> dict[str, Any]:
        """What Django's feeds have no word for."""
        return {
            "content": str(item.content),
            "summary": summary(item.publication),
            "authors": [
                {"name": person.name, "url": full(person.get_absolute_url())}
                for person in item.contributors
            ],
            "picture": picture(item),
            "language": item.language,
            "original": item.publication.canonical_url,
            "extension": extension(item),
        }


class Newest(NewsFeed):
    """The newest articles of the site."""

    def get_object(self, request: HttpRequest, **names: str) -> Channel:
        """All that is live."""
        at = moment_of(request)
        return Channel(
            title=settings.SITE_NAME,
            path="/",
            name="feed",
            at=at,
            dispatches=newest(Publication.objects.live(at), at),
            keys=frozenset({"all"}),
        )


class OfTopic(NewsFeed):
    """The newest articles of a topic."""

    def get_object(self, request: HttpRequest, **names: str) -> Channel:
        """What carries the topic, whose page must be there."""
        at, slug = moment_of(request), names["slug"]
        topic = Topic.objects.current().filter(slug=slug).first()
        if topic is None:
            raise Elsewhere(naming.topic_once_at(slug, at))
        links = TopicLink.objects.live(at).filter(topic=topic)
        return Channel(
            title=f"{topic.name} | {settings.SITE_NAME}",
            path=topic.get_absolute_url(),
            name=f"topic-{topic.pk}",
            at=at,
            dispatches=_of_links(links, at),
            description=topic.description,
            keys=frozenset({f"topic-{topic.pk}"}),
        )


class OfContributor(NewsFeed):
    """The newest articles of a contributor."""

    def get_object(self, request: HttpRequest, **names: str) -> Channel:
        """What names the contributor, whose page must be there."""
        at, slug = moment_of(request), names["slug"]
        person = Contributor.objects.filter(slug=slug).first()
        if person is None:
            raise Elsewhere(naming.contributor_once_at(slug, at))
        links = BylineLink.objects.live(at).filter(contributor=person)
        return Channel(
            title=f"{person.name} | {settings.SITE_NAME}",
            path=person.get_absolute_url(),
            name=f"contributor-{person.pk}",
            at=at,
            dispatches=_of_links(links, at),
            description=person.bio,
            keys=frozenset({f"contributor-{person.pk}"}),
        )


def routes(prefix: str, kind: type[NewsFeed], name: str = "feed") -> list[URLPattern]:
    """The three addresses of a feed: RSS, Atom, JSON."""
    found = []
    for word in FORMATS:
        where = f"{prefix}feed/{word and word + '/'}"
        label = f"{name}-{word}" if word else name
        found.append(path(where, require_safe(kind(word)), name=label))
    return found


def newest(rows: PublicationQuerySet, at: datetime) -> list[Dispatch]:
    """The newest of ``rows``, which are live at ``at``, in the site's language."""
    chosen = rows.filter(language=SITE_LANGUAGE).newest()[:ITEMS]
    return dispatches_of(chosen, at)


def _of_links(links: DatedQuerySet[Any], at: datetime) -> list[Dispatch]:
    """The newest articles of links: ids by their covering index, then each article."""
    live = Publication.objects.live(at).filter(language=SITE_LANGUAGE)
    ids = list(links.newest().values_list("article_id", flat=True)[: ITEMS * 5])
    if not ids:
        raise Http404("There is no page of it either.")
    return newest(live.filter(article_id__in=ids), at)
