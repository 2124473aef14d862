"""Sitemaps: what search engines should know, a month of the archive at a time.

The index asks each month for its first article, then for its 5,001st: two queries for
each ten years, and a few more where a month has very many.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import IntegerField, OuterRef, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from articles import archive
from articles.feed_formats import legible
from articles.figures import address_of
from articles.licensing import fallback_of, shown
from articles.models import Correction, Publication
from articles.models.publication import PublicationQuerySet
from articles.related import rows_of

# A tenth of what is allowed: a file that is made while somebody waits.
SIZE = 5_000
# Months in one query; SQLite allows 500.
AT_ONCE = 120
WIDTH = 1280
NEWS_FOR = timedelta(hours=48)
NEWS_SIZE = 1_000


@dataclass(frozen=True, order=True)
class File:
    """One file of the archive: the articles of a month, the newest first."""

    month: date
    # More than one only where more than SIZE articles appeared in the month.
    number: int = 1

    @property
    def start(self) -> int:
        """How many articles of the month stand in the files before."""
        return (self.number - 1) * SIZE

    @property
    def path(self) -> str:
        """Where it is."""
        numbers = [self.month.year, self.month.month]
        if self.number == 1:
            return reverse("articles:sitemap-month", args=numbers)
        return reverse("articles:sitemap-part", args=[*numbers, self.number])


class OurSitemap(Sitemap):  # type: ignore[type-arg]
    """A sitemap under the site's own name, whoever asked under which."""

    limit = 50_000

    def get_protocol(self, protocol: str | None = None) -> str:
        """That of the site."""
        return settings.SITE_URL.partition("://")[0]

    def get_domain(self, site: Any = None) -> str:
        """That of the site."""
        return settings.SITE_URL.partition("://")[2]

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        """What the file lists, with the pictures and translations of each page."""
        urls = super().get_urls(page, site, protocol)
        for url in urls:
            url["location"] = iri_to_uri(url["location"])
            url["images"] = list(self.images(url["item"]))
            url["alternates"] = list(self.translations(url["item"]))
        return urls

    def images(self, item: Any) -> Iterator[str]:
        """The addresses of the pictures on the page."""
        yield from ()

    def translations(self, item: Any) -> Iterator[dict[str, str]]:
        """The same text in other languages: ``lang_code`` and ``location`` of each."""
        yield from ()


class Articles(OurSitemap):
    """Articles that search engines may list here, and not where they came from."""

    def __init__(self, rows: Iterable[Publication], at: datetime) -> None:
        self.at = at
        listed = [row for row in rows if not (row.is_noindex or row.canonical_url)]
        self.rows: list[Publication] = listed

    def items(self) -> Sequence[Any]:
        """The publications."""
        return self.rows

    def lastmod(self, item: Any) -> datetime | None:
        """When readers were last told something new, a correction included."""
        latest: datetime = max(filter(None, [item.changed_at, item.corrected_at]))
        return latest

    def images(self, item: Any) -> Iterator[str]:
        """The lead picture, or what stands for it; its credit is inside the file."""
        image = shown(item.lead_image, fallback_of(item), self.at)
        entry = image.at_least(WIDTH) if image else None
        if entry:
            yield address_of(entry)


class Month(Articles):
    """A month's articles, and first the page that lists them all."""

    def __init__(self, file: File, rows: Iterable[Publication], at: datetime) -> None:
        super().__init__(rows, at)
        self.file = file

    def items(self) -> Sequence[Any]:
        """The month's own page, so that no file is empty; then the publications."""
        return [*([self.file.month] if self.file.number == 1 else []), *self.rows]

    def location(self, item: Any) -> str:
        """Where it is."""
        if isinstance(item, date):
            return reverse("articles:month", args=[item.year, item.month])
        return super().location(item)

    def lastmod(self, item: Any) -> datetime | None:
        """Nothing is said of the month's own page."""
        return None if isinstance(item, date) else super().lastmod(item)

    def images(self, item: Any) -> Iterator[str]:
        """No pictures on the month's own page."""
        if not isinstance(item, date):
            yield from super().images(item)


class News(Articles):
    """What appeared in the last two days, as Google News asks for it."""

    def __init__(self, at: datetime) -> None:
        rows = Publication.objects.live(at).filter(published_at__gt=at - NEWS_FOR)
        # What somebody paid for is not news.
        news = rows.filter(sponsor="", is_noindex=False, canonical_url="")
        super().__init__(_dated(news, at).newest()[:NEWS_SIZE], at)

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        """What the file lists, with headline and language."""
        urls = super().get_urls(page, site, protocol)
        for url in urls:
            url["title"] = legible(url["item"].headline)
            url["language"] = _short(url["item"].language or settings.LANGUAGE_CODE)
        return urls


def _dated(rows: PublicationQuerySet, at: datetime) -> PublicationQuerySet:
    """Load with each publication its pictures, and when it was last corrected."""
    corrections = Correction.objects.shown(at).filter(article=OuterRef("article_id"))
    latest = Subquery(corrections.values("corrected_at")[:1])
    return rows.with_cards().annotate(corrected_at=latest)


def of_file(file: File, at: datetime) -> Month | None:
    """The articles of one file; None when there is no such file."""
    if file.number == 1:
        rows = _rows(file, at)[:SIZE]
    else:
        last = _rows(file, at)[file.start - 1 : file.start]
        place = last.values_list("published_at", "article_id").first()
        rows = _rows(file, at, place)[:SIZE] if place else last.none()
    found = list(_dated(rows, at))
    return Month(file, found, at) if found else None


def files(at: datetime) -> list[File]:
    """Every file of the archive, the newest first."""
    waiting = [File(month) for month in _months(at)]
    found: list[File] = []
    while waiting:
        there = [
            file
            for first in range(0, len(waiting), AT_ONCE)
            for file in _existing(waiting[first : first + AT_ONCE], at)
        ]
        found += there
        waiting = [File(file.month, file.number + 1) for file in there]
    return sorted(found, reverse=True)


def _months(at: datetime) -> list[date]:
    """First days of all months from the oldest article's to the newest one's."""
    live = Publication.objects.live(at).order_by("published_at", "article_id")
    moments = live.values_list("published_at", flat=True)
    oldest, newest = moments.first(), moments.last()
    if oldest is None or newest is None:
        return []
    month, last = timezone.localdate(oldest).replace(day=1), timezone.localdate(newest)
    months = []
    while month <= last:
        months.append(month)
        month = (month + timedelta(days=31)).replace(day=1)
    return months


def _existing(some: Sequence[File], at: datetime) -> list[File]:
    """Those of the files in which there would be an article: one query."""
    branches = []
    for number, file in enumerate(some):
        rows = _rows(file, at).annotate(file=Value(number, IntegerField()))
        branches.append(rows.values_list("file")[file.start : file.start + 1])
    return [some[number] for (number,) in rows_of(branches)]


def _rows(
    file: File, at: datetime, before: tuple[datetime, int] | None = None
) -> PublicationQuerySet:
    """The month's articles, the newest first."""
    return archive.of_month(file.month.year, file.month.month, at, before).newest()


def _short(language: str) -> str:
    """The language as Google News writes it: without its country, but for Chinese."""
    found = language.lower().replace("_", "-")
    return found if found in {"zh-cn", "zh-tw"} else found.partition("-")[0]
