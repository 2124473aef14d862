"""Readers' pages about articles, the archive, topics and contributors."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import archive, corrected, licensing, listings, naming, pages, reading
from articles.models import (
    BylineLink,
    Contributor,
    Publication,
    Series,
    Topic,
    TopicLink,
)
from articles.models.publication import PublicationQuerySet
from articles.moment import moment_of
from articles.search import excerpt, find, parse


@require_safe
def article(request: HttpRequest, slug: str, section: str = "") -> HttpResponse:
    """Show an article; send on from its old addresses; say so if it was withdrawn."""
    at = moment_of(request)
    version = reading.version_at(slug, at)
    if version is None:
        raise Http404("Readers have never seen an article here.")
    if not version.is_live(at):
        with translation.override(version.in_language):
            return _withdrawn(request, version, at)
    address, keys = version.get_absolute_url(), [f"article-{version.article_id}"]
    if iri_to_uri(request.path) != address:
        return pages.moved(address, keys=keys, at=at)
    page = reading.article_page(version, at)
    with translation.override(version.in_language):
        return pages.respond(
            request, "articles/article.html", {"page": page}, keys=page.keys, at=at
        )


def _withdrawn(
    request: HttpRequest, version: Publication, at: datetime
) -> HttpResponse:
    return pages.respond(
        request,
        "articles/withdrawn.html",
        {"title": _("Withdrawn"), "publication": version, "canonical": ""},
        keys=[f"article-{version.article_id}"],
        at=at,
        status=410,
    )


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """List all articles, the newest first."""
    at, before = moment_of(request), pages.place_asked(request)
    rows = Publication.objects.live(at, before)
    context = {"title": _("All articles"), "months": archive.months(None, at)}
    return _archive(request, rows, context, at)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """List the articles of a month, the newest first."""
    at, before = moment_of(request), pages.place_asked(request)
    first, months = date(year, month, 1), archive.months(year, at)
    if months is None or not months.includes(first):
        raise Http404("The archive does not reach that far.")
    rows = archive.of_month(year, month, at, before)
    return _archive(request, rows, {"month": first, "months": months}, at)


def _archive(
    request: HttpRequest,
    rows: PublicationQuerySet,
    context: dict[str, Any],
    at: datetime,
) -> HttpResponse:
    listing = listings.of_publications(rows, at, listings.ARCHIVE_PAGE, bylines=False)
    if request.GET.get("before") and not listing.cards:
        raise Http404("Nothing is older.")
    context["listing"] = listing
    return pages.respond(
        request, "articles/archive.html", context, keys={"all", *listing.keys}, at=at
    )


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """List the topics that readers can find articles under."""
    at = moment_of(request)
    context = {"title": _("Topics"), "topics": reading.topics_in_use(at)}
    keys = ["all", "topics"]
    return pages.respond(request, "articles/topics.html", context, keys=keys, at=at)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """List the articles of a topic; one without any is not there for readers."""
    at, before = moment_of(request), pages.place_asked(request)
    shown = Topic.objects.current().filter(slug=slug).first()
    if shown is None:
        return _moved(naming.topic_once_at(slug, at), at)
    links = TopicLink.objects.live(at, before).filter(topic=shown)
    listing = listings.of_links(links, at)
    if not listing.cards:
        raise Http404("No live article carries the topic.")
    return pages.respond(
        request,
        "articles/topic.html",
        {"title": shown.name, "topic": shown, "listing": listing},
        keys={f"topic-{shown.pk}", *listing.keys},
        at=at,
    )


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """List the parts of a series; one without any is not there for readers."""
    at = moment_of(request)
    shown = Series.objects.select_related("image").filter(slug=slug).first()
    listing = listings.of_series(shown, at) if shown else listings.Listing([])
    if shown is None or not listing.cards:
        raise Http404("No live article belongs to it.")
    context = {"title": shown.name, "series": shown, "listing": listing}
    context["picture"] = licensing.shown(shown.image, None, at)
    keys = {f"series-{shown.pk}", *listing.keys}
    if shown.image_id:
        keys.add(f"image-{shown.image_id}")
    return pages.respond(request, "articles/series.html", context, keys=keys, at=at)


def _moved(named: Topic | Contributor | None, at: datetime) -> HttpResponse:
    """Send readers on from the former address of a topic or contributor."""
    if named is None:
        raise Http404("Nobody has, or had, this address.")
    key = f"{named._meta.model_name}-{named.pk}"
    return pages.moved(named.get_absolute_url(), keys=[key], at=at)


@require_safe
def contributors(request: HttpRequest) -> HttpResponse:
    """List the people and desks whom some article names."""
    at = moment_of(request)
    found = reading.contributors_in_use(at)
    context = {"title": _("Contributors"), "contributors": found}
    keys = ["all", "contributors"]
    return pages.respond(
        request, "articles/contributors.html", context, keys=keys, at=at
    )


@require_safe
def contributor(request: HttpRequest, slug: str) -> HttpResponse:
    """List what a contributor wrote; nobody whom no live article names has a page."""
    at, before = moment_of(request), pages.place_asked(request)
    known = Contributor.objects.select_related("picture")
    shown = known.filter(slug=slug).first()
    if shown is None:
        return _moved(naming.contributor_once_at(slug, at), at)
    links = BylineLink.objects.live(at, before).filter(contributor=shown)
    listing = listings.of_links(links, at)
    if not listing.cards:
        raise Http404("No live article names the contributor.")
    context = {"title": shown.name, "contributor": shown, "listing": listing}
    context["picture"] = licensing.shown(shown.picture, None, at)
    keys = {f"contributor-{shown.pk}", *listing.keys}
    return pages.respond(
        request, "articles/contributor.html", context, keys=keys, at=at
    )


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """List what was corrected, the latest first."""
    at, before = moment_of(request), pages.place_asked(request)
    listing = corrected.page(at, before)
    if before and not listing.entries:
        raise Http404("Nothing is older.")
    context = {
        "title": _("Corrections"),
        "listing": listing,
        "this_year": corrected.count_of_year(at),
    }
    return pages.respond(
        request,
        "articles/corrections.html",
        context,
        keys={"corrections", *listing.keys},
        at=at,
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find articles by their words, the newest first."""
    at, before = moment_of(request), pages.place_asked(request)
    typed = " ".join(request.GET.get("q", "").replace("\0", "").split())[:200]
    query = parse(typed)
    rows = find(query, at, before).select_related("body")
    listing = listings.of_publications(rows, at)
    context = {
        "title": _("Search: %s") % typed if typed else _("Search"),
        "typed": typed,
        "listing": listing,
        "results": [(card, excerpt(card.publication, query)) for card in listing.cards],
        "canonical": "",
    }
    keys = {"all", *listing.keys}
    return pages.respond(request, "articles/search.html", context, keys=keys, at=at)
