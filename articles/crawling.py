"""What crawlers fetch: sitemaps, and the card that stands beside a link."""

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.sitemaps.views import SitemapIndexItem, sitemap
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import pages, share_cards, sitemaps
from articles.dispatches import full
from articles.moment import moment_of
from articles.sitemaps import File, OurSitemap

XML = "application/xml"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Name every sitemap there is."""
    at = moment_of(request)
    paths = [reverse("sections:sitemap"), *(file.path for file in sitemaps.files(at))]
    context = {"sitemaps": [SitemapIndexItem(full(path)) for path in paths]}
    response = render(request, "sitemaps/index.xml", context, content_type=XML)
    return pages.dated(response, keys={"all"}, at=at)


@require_safe
def month(request: HttpRequest, year: int, month: int, number: int = 1) -> HttpResponse:
    """List the articles of a month, or of one part of a month with very many."""
    at = moment_of(request)
    found = sitemaps.of_file(File(date(year, month, 1), number), at)
    if found is None:
        raise Http404("Nothing was published then.")
    return listed(request, found, at)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """List what appeared in the last two days."""
    at = moment_of(request)
    found = sitemaps.News(at)
    return listed(request, found, at, template="news")


@require_safe
def share(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """Send the share card of a live article, drawing it if nobody asked before."""
    at = moment_of(request)
    card = share_cards.live_card(pk, mark, at)
    if card is None:
        raise Http404("There is no such card, or no longer.")
    response = HttpResponse(share_cards.content(card), content_type="image/jpeg")
    return pages.for_ever(response, keys=card.keys, at=at, changes_at=card.changes_at)


def listed(
    request: HttpRequest,
    found: OurSitemap,
    at: datetime,
    *,
    keys: Iterable[str] = (),
    template: str = "urls",
) -> HttpResponse:
    """Answer with a sitemap.

    Its articles do not name themselves: thousands of keys are more than a header holds,
    and whatever changes an article's address or date tells "all" as well.
    """
    name = f"sitemaps/{template}.xml"
    response = sitemap(request, {"": found}, template_name=name, content_type=XML)
    # It would be older than a withdrawal, which changes the file as well.
    response.headers.pop("Last-Modified", None)
    response.render()
    return pages.dated(response, keys={"all", *keys}, at=at)
